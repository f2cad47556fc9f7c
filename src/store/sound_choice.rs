//! The volume that was chosen when the program was first run, kept in `sound.toml` beside the settings.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::document::{self, Document};
use super::error::{StoreError, StoredFile};

/// What is in the file.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SoundFile {
    /// Per cent, 0 for silence.
    #[serde(skip_serializing_if = "Option::is_none")]
    volume: Option<u8>,
}

impl Document for SoundFile {
    const FILE: StoredFile = StoredFile { called: "", or_else: "remove the file to choose again" };
    const HEAD: &'static str = "# What you chose about sound. A volume in settings.toml outranks it.\n";

    fn tidy(&mut self) {
        self.volume = self.volume.map(|volume| volume.min(100));
    }
}

/// Reads the choice; without a file, nobody has chosen.
pub fn load(path: &Path) -> Result<Option<u8>, StoreError> {
    document::load(path).map(|SoundFile { volume }| volume)
}

/// Writes the choice, whole or not at all.
pub(crate) fn save(path: &Path, volume: u8) -> Result<(), StoreError> {
    document::save(path, &SoundFile { volume: Some(volume) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_kept_and_none_is_told_apart_from_silence() {
        let folder = std::env::temp_dir().join(format!("breathmark-sound-choice-{}", std::process::id()));
        let path = folder.join("sound.toml");
        let _ = std::fs::remove_dir_all(&folder);
        assert_eq!(load(&path).unwrap(), None);
        for volume in [0, 70] {
            save(&path, volume).unwrap();
            assert_eq!(load(&path).unwrap(), Some(volume));
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
