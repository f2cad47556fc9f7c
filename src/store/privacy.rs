//! Files and folders of ours that other users of the computer can open are narrowed to their owner, and that is said.
//!
//! The program itself writes nothing that others can read. An editor or a copy may have.

#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;

#[cfg(unix)]
use super::kept::name::KeptName;
use super::paths::Home;
#[cfg(unix)]
use crate::words::is_code;

/// How many paths one sentence names.
const MOST_NAMED: usize = 3;

/// What was open to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Privacy {
    /// What is its owner's only, now.
    pub narrowed: Vec<PathBuf>,
    /// What could not be changed.
    pub left: Vec<PathBuf>,
}

impl Privacy {
    /// What to say of it, a sentence for each kind.
    pub(crate) fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if !self.narrowed.is_empty() {
            let what = named(&self.narrowed);
            sentences.push(format!("other users of this computer could open {what}; now only you can."));
        }
        if !self.left.is_empty() {
            let what = named(&self.left);
            sentences.push(format!(
                "other users of this computer can open {what}, and I can't change that. Run `chmod go-rwx` as the owner, or keep it on a disk that knows owners."
            ));
        }
        sentences
    }
}

fn named(paths: &[PathBuf]) -> String {
    let first: Vec<String> = paths.iter().take(MOST_NAMED).map(|path| path.display().to_string()).collect();
    match paths.len().saturating_sub(MOST_NAMED) {
        0 => first.join(" and "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// A folder of ours, as it is looked through.
#[cfg(unix)]
struct Folder {
    path: PathBuf,
    /// Whether a link leads to it. Then other programs may keep files there, as in a folder for the settings of all programs.
    is_linked: bool,
    /// Whether a file of this name is the program's.
    is_ours: fn(&str) -> bool,
}

#[cfg(unix)]
impl Folder {
    /// All folders of `home`.
    fn all(home: &Home) -> [Self; 4] {
        let is_linked = |path: &Path| std::fs::symlink_metadata(path).is_ok_and(|it| it.is_symlink());
        let (config, state) = (is_linked(&home.config), is_linked(&home.state));
        let within = |outer: bool, path: PathBuf, is_ours| Self { is_linked: outer || is_linked(&path), path, is_ours };
        [
            within(config, home.config.clone(), |name| {
                matches!(name, "settings.toml" | "straps.toml" | "sound.toml" | "keep.toml")
            }),
            within(config, home.words(), |name| name.strip_suffix(".toml").is_some_and(is_code)),
            within(state, home.state.clone(), |name| {
                matches!(
                    name,
                    "people.toml"
                        | "after.toml"
                        | "talks.toml"
                        | "introduced.toml"
                        | "history.jsonl"
                        | "cues.toml"
                        | "seal.toml"
                        | "breathmark.log"
                ) || name.strip_prefix("after.unread-").is_some_and(|rest| rest.strip_suffix(".toml").is_some())
            }),
            within(state, home.journals(), |name| KeptName::parse(name).is_some()),
        ]
    }

    fn has(&self, entry: &std::fs::DirEntry) -> bool {
        let is_ours = || entry.file_name().to_str().is_some_and(self.is_ours);
        entry.file_type().is_ok_and(|kind| kind.is_file()) && (!self.is_linked || is_ours())
    }
}

/// Narrows everything at home. A link to a file elsewhere is left alone: what it leads to is not ours. In a folder to which
/// a link leads, only the files with a name of ours are narrowed.
#[cfg(unix)]
pub(crate) fn narrow(home: &Home) -> Privacy {
    let mut privacy = Privacy::default();
    for folder in Folder::all(home).into_iter().filter(|folder| folder.path.is_dir()) {
        if !folder.is_linked {
            // The folder first: then nobody else can put anything in the place of a file.
            narrow_one(folder.path.clone(), &mut privacy);
        }
        let entries = std::fs::read_dir(&folder.path).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| folder.has(entry)) {
            narrow_one(entry.path(), &mut privacy);
        }
    }
    privacy
}

/// Other systems have no mode to narrow.
#[cfg(not(unix))]
pub(crate) fn narrow(_: &Home) -> Privacy {
    Privacy::default()
}

#[cfg(unix)]
fn narrow_one(path: PathBuf, privacy: &mut Privacy) {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    /// What the group and all others may do.
    const OTHERS: u32 = 0o077;
    let Ok(mode) = fs::metadata(&path).map(|there| there.permissions().mode()) else { return };
    if mode & OTHERS == 0 {
        return;
    }
    let narrowed = fs::set_permissions(&path, fs::Permissions::from_mode(mode & 0o7777 & !OTHERS));
    if narrowed.is_ok() { privacy.narrowed.push(path) } else { privacy.left.push(path) }
}
