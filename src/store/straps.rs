//! Which strap each of the two wears, kept in `straps.toml` beside the settings.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::document::{self, Document};
use super::error::{StoreError, StoredFile};
use crate::event::seat::Pair;
use crate::event::strap_id::StrapId;

/// A strap that somebody wears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worn {
    /// The id by which the system's Bluetooth finds the strap again.
    pub id: StrapId,
    /// The name of the strap when it was last seen.
    #[serde(default)]
    pub name: String,
}

/// The straps of both, as far as they have been chosen.
pub(crate) type Remembered = Pair<Option<Worn>>;

/// What is in the file.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StrapsFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<Worn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<Worn>,
}

impl Document for StrapsFile {
    const FILE: StoredFile = StoredFile { called: "", or_else: "start afresh with `breathmark straps --forget`" };
    const HEAD: &'static str = "# Written by `breathmark straps`.\n";
}

/// Reads the choice; without a file, nothing is chosen.
pub fn load(path: &Path) -> Result<Remembered, StoreError> {
    let StrapsFile { left, right } = document::load(path)?;
    Ok(Pair { left, right })
}

/// Writes the choice, whole or not at all.
pub(crate) fn save(path: &Path, straps: &Remembered) -> Result<(), StoreError> {
    let Pair { left, right } = straps.clone();
    document::save(path, &StrapsFile { left, right })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

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
    fn a_key_that_a_save_would_drop_is_refused() {
        let path = folder("unknown-key").join("straps.toml");
        save(&path, &Remembered::default()).expect("saved");
        fs::write(&path, "[left]\nid = \"A1\"\nnmae = \"Polar\"\n").expect("mistyped");
        let error = load(&path).expect_err("it is mistyped").to_string();
        assert!(error.contains("straps.toml, line 3: ") && error.contains("nmae"), "{error}");
    }

    #[test]
    fn a_file_that_makes_no_sense_says_how_to_start_afresh() {
        let path = folder("broken").join("straps.toml");
        save(&path, &Remembered::default()).expect("saved");
        fs::write(&path, "left = 3").expect("broken");
        let error = load(&path).expect_err("it is broken").to_string();
        assert!(error.contains("straps.toml, line 1: `left`: "), "{error}");
        assert!(error.contains("straps --forget"), "{error}");
    }
}
