//! Files and folders of ours that other users of the computer can open are narrowed to their owner, and that is said.
//!
//! The program itself writes nothing that others can read. An editor or a copy may have.

use std::path::PathBuf;

use super::paths::Home;

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
                "other users of this computer can open {what}, and I can't change that. Run `chmod go-rwx` as the owner."
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

/// Narrows everything at home. A link to a file elsewhere is left alone: what it leads to is not ours.
#[cfg(unix)]
pub(crate) fn narrow(home: &Home) -> Privacy {
    let mut privacy = Privacy::default();
    for folder in [home.config.clone(), home.words(), home.state.clone(), home.journals()] {
        if !folder.is_dir() {
            continue;
        }
        // The folder first: then nobody else can put anything in the place of a file.
        narrow_one(folder.clone(), &mut privacy);
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_file()) {
                narrow_one(entry.path(), &mut privacy);
            }
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
