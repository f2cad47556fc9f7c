//! The programs that play a sound file: those that systems bring along, or the couple's own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use tokio::process::Command;

/// Where a player of the couple's own wants the file, if not at the end.
const PLACE: &str = "{file}";
/// The variable that hands the file to PowerShell: a path among its text would have to be quoted.
const FILE_VARIABLE: &str = "BREATHMARK_SOUND";

/// The players that are looked for, in this order, with their arguments. Those that mix with other sounds come first.
const KNOWN: &[(&str, &[&str])] = &[
    // PipeWire, PulseAudio, ALSA on Linux; macOS; Windows.
    ("pw-play", &[PLACE]),
    ("paplay", &[PLACE]),
    ("aplay", &["-q", PLACE]),
    ("afplay", &[PLACE]),
    ("powershell.exe", &["-NoProfile", "-NonInteractive", "-Command", POWERSHELL]),
];
const POWERSHELL: &str = "(New-Object Media.SoundPlayer $env:BREATHMARK_SOUND).PlaySync()";

/// A program that plays a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Player {
    /// The program, as people know it.
    pub(super) name: String,
    program: PathBuf,
    arguments: Vec<String>,
}

impl Player {
    /// The players to try, the best first: the couple's `own` alone, if they have set one.
    pub(super) fn find(own: &[String]) -> Vec<Self> {
        match own {
            [] => Self::known(&search_path()),
            [program, arguments @ ..] => vec![Self::own(program, arguments)],
        }
    }

    /// The known players in these folders. They are looked for once, at the start.
    fn known(folders: &[PathBuf]) -> Vec<Self> {
        let found = |name: &str| folders.iter().map(|folder| folder.join(name)).find(|path| is_program(path));
        let player = |(name, arguments): &(&str, &[&str])| {
            let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
            Some(Self { name: (*name).to_owned(), program: found(name)?, arguments })
        };
        KNOWN.iter().filter_map(player).collect()
    }

    fn own(program: &str, arguments: &[String]) -> Self {
        let mut arguments = arguments.to_vec();
        if !arguments.iter().any(|argument| argument.contains(PLACE)) {
            arguments.push(PLACE.to_owned());
        }
        Self { name: program.to_owned(), program: program.into(), arguments }
    }

    /// The command that plays `file`.
    pub(super) fn command(&self, file: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args(self.arguments.iter().map(|argument| match argument.split_once(PLACE) {
            Some((before, after)) => {
                let mut whole = OsString::from(before);
                whole.push(file);
                whole.push(after);
                whole
            }
            None => argument.into(),
        }));
        command.env(FILE_VARIABLE, file);
        command
    }
}

/// The folders in which the system looks for programs.
fn search_path() -> Vec<PathBuf> {
    std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default()
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|there| there.is_file() && there.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(player: &Player) -> Vec<String> {
        let command = player.command(Path::new("/tmp/a b.wav"));
        command.as_std().get_args().map(|argument| argument.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_player_of_ones_own_gets_the_file_at_the_end_or_where_it_wants_it() {
        let own = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            let [player] = &Player::find(&words)[..] else { panic!("one player") };
            arguments(player)
        };
        assert_eq!(own(&["mpv", "--really-quiet"]), ["--really-quiet", "/tmp/a b.wav"]);
        assert_eq!(own(&["sox", "{file}", "-d"]), ["/tmp/a b.wav", "-d"]);
        assert_eq!(own(&["vlc", "file://{file}#x"]), ["file:///tmp/a b.wav#x"]);
    }

    #[cfg(unix)]
    #[test]
    fn known_players_are_found_in_their_order_and_only_if_they_can_be_run() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = std::env::temp_dir().join(format!("breathmark-players-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        for (name, mode) in [("aplay", 0o755), ("paplay", 0o644), ("pw-play", 0o755)] {
            std::fs::write(folder.join(name), "").unwrap();
            std::fs::set_permissions(folder.join(name), std::fs::Permissions::from_mode(mode)).unwrap();
        }
        let found = Player::known(&[PathBuf::from("/nowhere"), folder.clone()]);
        assert_eq!(found.iter().map(|player| &*player.name).collect::<Vec<_>>(), ["pw-play", "aplay"]);
        assert_eq!(arguments(&found[1]), ["-q", "/tmp/a b.wav"]);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
