//! The private folder of the sound files: its owner's only, and gone at the end.

use std::fs::{self, DirBuilder};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{Cue, tone, wav};
use crate::store::owner_only;

/// How many names are tried. Others may own files with our names in a shared folder.
const MOST_NAMES: u32 = 100;

/// The folder. Dropping it removes it with everything in it.
#[derive(Debug)]
pub(super) struct SoundFolder(PathBuf);

impl SoundFolder {
    /// Writes every sound at `volume` per cent into a new folder.
    pub(super) fn create(volume: u8) -> io::Result<Self> {
        let folder = Self(new_folder(&std::env::temp_dir())?);
        for cue in Cue::ALL {
            let mut file = owner_only::file().write(true).create_new(true).open(folder.path_of(cue))?;
            file.write_all(&wav::file(&tone::samples(cue, volume), tone::RATE))?;
        }
        Ok(folder)
    }

    /// The file of a cue.
    pub(super) fn path_of(&self, cue: Cue) -> PathBuf {
        self.0.join(cue.name()).with_extension("wav")
    }
}

impl Drop for SoundFolder {
    fn drop(&mut self) {
        // What can't be removed holds nothing but tones.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A new folder of its owner only. One that is there already is never used: it may be somebody else's.
fn new_folder(within: &Path) -> io::Result<PathBuf> {
    #[cfg_attr(not(unix), allow(unused_mut, reason = "other systems have no mode to set"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for _ in 0..MOST_NAMES {
        let name = format!("breathmark-sounds-{}-{:08x}", std::process::id(), fastrand::u32(..));
        match builder.create(within.join(&name)) {
            Ok(()) => return Ok(within.join(name)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_its_owners_only_holds_every_sound_and_is_gone_at_the_end() {
        let folder = SoundFolder::create(100).unwrap();
        let path = folder.0.clone();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(&folder.path_of(Cue::Pause))), (0o700, 0o600));
        }
        assert!(Cue::ALL.iter().all(|cue| fs::metadata(folder.path_of(*cue)).unwrap().len() > 1000));
        drop(folder);
        assert!(!path.exists());
    }
}
