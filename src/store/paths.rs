//! Every path that breathmark has at home. No other file of the program names one.
//!
//! ```text
//! ~/.config/breathmark/       settings.toml   straps.toml   sound.toml   keep.toml   words/en.toml
//! ~/.local/state/breathmark/  people.toml     after.toml    talks.toml     breathmark.log   journals/
//!                             introduced.toml  history.jsonl  cues.toml      seal.toml
//! $XDG_RUNTIME_DIR/breathmark/…_talk.key
//! $XDG_RUNTIME_DIR/breathmark/cue.sock, else ~/.local/state/breathmark/cue.sock
//! ```
//!
//! On Windows the two folders are `%APPDATA%\breathmark` and `%LOCALAPPDATA%\breathmark`.

use std::path::PathBuf;

use etcetera::BaseStrategy;

use super::error::StoreError;

/// The two folders of the program at home, and the files in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    /// What the couple writes, and which straps they chose: `XDG_CONFIG_HOME`, or where the system keeps settings.
    pub config: PathBuf,
    /// What the program writes by itself: `XDG_STATE_HOME`, or the system's folder for data where it has none for state. On
    /// Windows it is the one that never leaves the computer: in a company the folder for data may be copied to a server.
    pub state: PathBuf,
}

impl Home {
    /// Finds both folders by the environment. They need not exist yet.
    pub(crate) fn find() -> Result<Self, StoreError> {
        let base = etcetera::choose_base_strategy().map_err(|_| StoreError::NoHome)?;
        Ok(Self { config: base.config_dir().join("breathmark"), state: state_folder(&base).join("breathmark") })
    }

    /// The settings; see [`super::settings`].
    pub(crate) fn settings(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    /// Who wears which strap; see [`super::straps`].
    pub(crate) fn straps(&self) -> PathBuf {
        self.config.join("straps.toml")
    }

    /// The volume that was chosen; see [`super::sound_choice`].
    pub(crate) fn sound(&self) -> PathBuf {
        self.config.join("sound.toml")
    }

    /// What is to stay of a talk; see [`super::keep_choice`].
    pub(crate) fn keep(&self) -> PathBuf {
        self.config.join("keep.toml")
    }

    /// The folder of the couple's own words; see [`super::own_words`].
    pub(crate) fn words(&self) -> PathBuf {
        self.config.join("words")
    }

    /// The folder of the journals; see [`super::journal`].
    pub(crate) fn journals(&self) -> PathBuf {
        self.state.join("journals")
    }

    /// What talks have taught about hearts; see [`super::people`].
    pub(crate) fn people(&self) -> PathBuf {
        self.state.join("people.toml")
    }

    /// What comes after talks; see [`super::agenda`].
    pub(crate) fn agenda(&self) -> PathBuf {
        self.state.join("after.toml")
    }

    /// How the last talks went; see [`super::talk_history`].
    pub(crate) fn talks(&self) -> PathBuf {
        self.state.join("talks.toml")
    }

    /// What new sessions are sealed with; see [`super::seal`].
    pub(crate) fn seal(&self) -> PathBuf {
        self.state.join("seal.toml")
    }

    /// What is left of each session; see [`super::history`].
    pub(crate) fn history(&self) -> PathBuf {
        self.state.join("history.jsonl")
    }

    /// What two people said at their first start; see [`super::introduced`].
    pub(crate) fn introduced(&self) -> PathBuf {
        self.state.join("introduced.toml")
    }

    /// The cues of the last days; see [`super::cues_given`].
    pub(crate) fn cues_given(&self) -> PathBuf {
        self.state.join("cues.toml")
    }

    /// The socket of `breathmark cue`: in the folder that the system clears at the end of a login, if it names one.
    pub(crate) fn socket(&self) -> PathBuf {
        let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute());
        runtime.map_or_else(|| self.state.clone(), |folder| folder.join("breathmark")).join("cue.sock")
    }

    /// The log of what must not appear on the screen of a talk.
    pub(crate) fn log(&self) -> PathBuf {
        self.state.join("breathmark.log")
    }
}

#[cfg(not(windows))]
fn state_folder(base: &impl BaseStrategy) -> PathBuf {
    base.state_dir().unwrap_or_else(|| base.data_dir())
}

/// `%LOCALAPPDATA%`, which the library calls the folder for caches.
#[cfg(windows)]
fn state_folder(base: &impl BaseStrategy) -> PathBuf {
    base.cache_dir()
}
