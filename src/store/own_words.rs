//! Sentences of the couple's own, in `words/` beside the settings: one file for each language.

use std::path::Path;

use super::error::ReadFault;
use super::read;
use crate::words::OwnWords;

/// Reads the words of a language; `folder` is where they are, and its code is the name of the file.
pub fn read(folder: &Path, code: &str) -> OwnWords {
    match read::text(&folder.join(format!("{code}.toml"))) {
        Ok(text) => OwnWords::Text(text),
        Err(ReadFault::Missing) => OwnWords::None,
        Err(why) => OwnWords::Unreadable(why.to_string()),
    }
}
