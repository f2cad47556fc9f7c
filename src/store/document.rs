//! The files of TOML that the program writes by itself, all read and written in one way.
//!
//! Without a file there is the default. A newer version is refused before its content is looked at. A damaged file is
//! named with its line and its key, and stays as it is.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{ReadFault, StoreError, StoredFile};
use super::{owner_only, read};
use crate::words::mistake;

/// Something that is kept in a file of its own.
pub(crate) trait Document: Default + Serialize + DeserializeOwned {
    /// What the file is to its owner.
    const FILE: StoredFile;
    /// The comment at the head of the file.
    const HEAD: &'static str;
    /// The newest version of the format that is read. A file of version 0 doesn't say it.
    const VERSION: u32 = 0;

    /// Makes harmless whatever a hand may have written into the file.
    fn tidy(&mut self) {}
}

/// Reads a file; without one there is the default.
pub(crate) fn load<T: Document>(path: &Path) -> Result<T, StoreError> {
    load_if_there(path).map(Option::unwrap_or_default)
}

/// Reads a file; nothing where there is none.
pub(crate) fn load_if_there<T: Document>(path: &Path) -> Result<Option<T>, StoreError> {
    match read::text(path) {
        Ok(text) => parse(&text, path).map(Some),
        Err(ReadFault::Missing) => Ok(None),
        Err(why) => Err(StoreError::unreadable(T::FILE, path, why)),
    }
}

/// What `text` says; `path` is what errors call the file.
pub(crate) fn parse<T: Document>(text: &str, path: &Path) -> Result<T, StoreError> {
    // A newer file may have keys that are unknown here: look at its version first.
    if is_newer(text, T::VERSION) {
        return Err(StoreError::Newer(path.to_owned()));
    }
    let mut document: T = toml::from_str(text).map_err(|error| {
        let (offset, what) = mistake::of_toml(&error);
        let mut what = mistake::with_key(text, offset, &what);
        if what.contains("unknown field") {
            what.push_str("; a newer breathmark may have written it");
        }
        StoreError::in_line(T::FILE, path.display().to_string(), text, offset, &what)
    })?;
    document.tidy();
    Ok(document)
}

fn is_newer(text: &str, known: u32) -> bool {
    let version = |table: toml::Table| table.get("version").and_then(toml::Value::as_integer);
    text.parse().ok().and_then(version).is_some_and(|version| version > known.into())
}

/// Writes a file, whole or not at all.
pub(crate) fn save<T: Document>(path: &Path, document: &T) -> Result<(), StoreError> {
    let text = text(document).map_err(std::io::Error::other);
    let written = text.and_then(|text| owner_only::replace(path, &text));
    written.map_err(|why| StoreError::Unwritable { path: path.to_owned(), why })
}

/// The file as it is written.
pub(crate) fn text<T: Document>(document: &T) -> Result<String, toml::ser::Error> {
    Ok(format!("{}{}", T::HEAD, toml::to_string(document)?))
}
