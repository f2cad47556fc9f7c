//! Which strap each of the two wears, kept from day to day in `straps.toml` beside the settings.
//!
//! The file is written by the program: whole or not at all, and readable by its owner only.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::owner_only;
use crate::event::seat::{Pair, Seat};
use crate::event::strap_id::StrapId;

const HEAD: &str = "# Written by `breathmark straps`.\n";

/// A strap that somebody wears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worn {
    /// Which one.
    pub id: StrapId,
    /// The name it had when it was last seen.
    #[serde(default)]
    pub name: String,
}

/// The straps of both, as far as they have been chosen.
pub type Remembered = Pair<Option<Worn>>;

/// Why the choice of straps cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RememberError {
    /// Reading failed.
    #[error("I can't read {path}: {why}. Check whose file it is.")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// The content is not what was written.
    #[error("I can't make sense of {0}. `breathmark straps --forget` starts it afresh.")]
    Content(PathBuf),
    /// Writing failed.
    #[error("I can't write {path}: {why}. Check whether the folder is yours and the disk has room.")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
}

/// What is in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<Worn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<Worn>,
}

/// Reads the choice; without a file, nothing is chosen.
pub fn load(path: &Path) -> Result<Remembered, RememberError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Remembered::default()),
        Err(why) if why.kind() == io::ErrorKind::InvalidData => return Err(RememberError::Content(path.to_owned())),
        Err(why) => return Err(RememberError::Read { path: path.to_owned(), why }),
    };
    let kept: Kept = toml::from_str(&text).map_err(|_| RememberError::Content(path.to_owned()))?;
    Ok(Pair { left: kept.left, right: kept.right })
}

/// Writes the choice, whole or not at all.
pub fn save(path: &Path, straps: &Remembered) -> Result<(), RememberError> {
    let kept = Kept { left: straps[Seat::Left].clone(), right: straps[Seat::Right].clone() };
    let text = toml::to_string(&kept).map_err(|_| RememberError::Content(path.to_owned()))?;
    owner_only::replace(path, &format!("{HEAD}{text}"))
        .map_err(|why| RememberError::Write { path: path.to_owned(), why })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("breathmark-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn worn(id: &str, name: &str) -> Worn {
        Worn { id: StrapId::new(id), name: name.to_owned() }
    }

    #[test]
    fn what_is_saved_is_loaded_again() {
        let path = folder("saved").join("deep/straps.toml");
        assert_eq!(load(&path).expect("no file"), Remembered::default());
        let straps = Pair { left: Some(worn("C0:00:00:00:00:A1", "Polar \"H10\"\n")), right: None };
        save(&path, &straps).expect("saved");
        assert_eq!(load(&path).expect("loaded"), straps);
        let swapped = Pair { left: Some(worn("B2", "")), right: straps.left };
        save(&path, &swapped).expect("saved again");
        assert_eq!(load(&path).expect("loaded again"), swapped);
        assert_eq!(fs::read_dir(path.parent().expect("a folder")).expect("listed").count(), 1, "nothing is left over");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let path = folder("private").join("straps.toml");
        save(&path, &Remembered::default()).expect("saved");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
    }

    #[test]
    fn a_file_that_makes_no_sense_says_how_to_start_afresh() {
        let path = folder("broken").join("straps.toml");
        save(&path, &Remembered::default()).expect("saved");
        fs::write(&path, "left = 3").expect("broken");
        let error = load(&path).expect_err("it is broken").to_string();
        assert!(error.contains("straps --forget"), "{error}");
    }
}
