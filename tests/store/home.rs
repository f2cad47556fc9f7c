//! A home for one test, with every file of the store in it, and the program run there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Every file of TOML at home, from the home folder on.
pub(crate) const FILES: [&str; 7] = [
    ".config/breathmark/settings.toml",
    ".config/breathmark/straps.toml",
    ".local/state/breathmark/people.toml",
    ".local/state/breathmark/after.toml",
    ".local/state/breathmark/talks.toml",
    ".config/breathmark/sound.toml",
    ".local/state/breathmark/introduced.toml",
];

pub(crate) struct Home(pub(crate) PathBuf);

impl Home {
    /// A home with both folders and nothing in them.
    pub(crate) fn new(name: &str) -> Self {
        let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("store-{name}"));
        let _ = fs::remove_dir_all(&home);
        for folder in [".config/breathmark/words", ".local/state/breathmark/journals"] {
            fs::create_dir_all(home.join(folder)).unwrap();
        }
        Self(home)
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    pub(crate) fn write(&self, file: &str, text: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(file), text).unwrap();
        self.path(file)
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
        for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "LC_ALL", "LC_MESSAGES"] {
            command.env_remove(name);
        }
        command.env("HOME", &self.0).env("LANG", "C").args(args);
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// What the program says on standard error when it refuses.
    pub(crate) fn refusal(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && !errors.contains("panicked"), "{args:?}: {errors}");
        errors
    }
}

/// The sentence with which a file is refused by the function that reads it; nothing if it is read.
pub(crate) fn refused(path: &Path) -> Option<String> {
    use breathmark::store::{
        agenda, introduced, people::People, settings::Settings, sound_choice, straps, talk_history,
    };
    let name = path.file_name().unwrap().to_str().unwrap();
    let read = match name {
        "straps.toml" => straps::load(path).map(drop),
        "people.toml" => People::load(path).map(drop),
        "sound.toml" => sound_choice::load(path).map(drop),
        "after.toml" => agenda::load(path).map(drop),
        "introduced.toml" => introduced::load(path).map(drop),
        "talks.toml" => talk_history::load(path).map(drop),
        _ => Settings::load(Some(path)).map(drop),
    };
    read.err().map(|error| error.to_string())
}
