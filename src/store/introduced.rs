//! What two people said at their first start, kept in `introduced.toml`: their names.
//!
//! Names in `settings.toml` win over these. Deleting the file makes the first start come again.

use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::document::{self, Document};
use super::error::{StoreError, StoredFile};
use super::settings::check_name;
use crate::event::seat::Pair;

/// The version of the file that this program writes.
const VERSION: u32 = 1;

/// What was said at the first start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Introduced {
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "name")]
    left: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "name")]
    right: Option<String>,
}

impl Default for Introduced {
    fn default() -> Self {
        Self { version: VERSION, left: None, right: None }
    }
}

impl Document for Introduced {
    const FILE: StoredFile =
        StoredFile { called: "", or_else: "delete the file, and breathmark asks your names again" };
    const HEAD: &'static str = "# What you said at your first start. Delete it to be asked again.\n\n";
    const VERSION: u32 = VERSION;
}

impl Introduced {
    /// The two names, where they were said.
    pub(crate) fn new(names: Pair<Option<String>>) -> Self {
        let Pair { left, right } = names;
        Self { left, right, ..Self::default() }
    }

    /// The names that were said.
    pub(crate) fn names(&self) -> Pair<Option<String>> {
        Pair { left: self.left.clone(), right: self.right.clone() }
    }
}

/// Reads the file; nothing where there is none, so that two people can be introduced.
pub fn load(path: &Path) -> Result<Option<Introduced>, StoreError> {
    document::load_if_there(path)
}

/// Writes the file, whole or not at all.
pub(crate) fn save(path: &Path, introduced: &Introduced) -> Result<(), StoreError> {
    document::save(path, introduced)
}

/// A name under the same rule as in the settings.
fn name<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let name = String::deserialize(from)?;
    check_name(&name).map(|name| Some(name.to_owned())).map_err(de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Introduced, String> {
        document::parse(text, Path::new("introduced.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_saved_is_loaded_again_and_without_a_file_nobody_is_introduced() {
        let folder = std::env::temp_dir().join(format!("breathmark-introduced-{}", std::process::id()));
        let path = folder.join("introduced.toml");
        assert_eq!(load(&path).unwrap(), None);
        let said = Introduced::new(Pair { left: Some("Ål \"x\"".to_owned()), right: None });
        save(&path, &said).unwrap();
        assert_eq!(load(&path).unwrap(), Some(said));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_name_that_cannot_be_shown_is_refused_with_its_line() {
        let long = format!("version = 1\nleft = \"{}\"\n", "x".repeat(10_000));
        for (text, line, what) in [
            ("version = 1\nleft = \"a\\u001b[2J\"\n", 2, "`left`: the name contains characters"),
            (long.as_str(), 2, "wider than 24 columns"),
            ("version = 1\nleft = \"A\"\nright = 3\n", 3, "`right`: "),
            ("version = 1\nmood = 1\n", 2, "mood"),
        ] {
            let refused = parse(text).unwrap_err();
            assert!(refused.starts_with(&format!("introduced.toml, line {line}: ")), "{refused}");
            assert!(refused.contains(what) && refused.ends_with("asks your names again."), "{refused}");
        }
        assert!(parse("version = 2\nmood = 1\n").unwrap_err().contains("newer breathmark"));
    }
}
