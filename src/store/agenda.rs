//! The file of the agenda, `after.toml`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::document::{self, Document};
use super::error::{StoreError, StoredFile};
use crate::agenda::{Agenda, VERSION};

/// How many unreadable files may stand beside a new one. Assumption: nobody looks at more.
const MOST_SET_ASIDE: u32 = 999;

impl Document for Agenda {
    const FILE: StoredFile = StoredFile { called: "", or_else: "move the file away and begin a new one" };
    const HEAD: &'static str =
        "# What comes after your talks. breathmark keeps this file; change or delete it as you like.\n\n";
    const VERSION: u32 = VERSION;

    fn tidy(&mut self) {
        Self::tidy(self);
    }
}

/// Reads the agenda; without a file it is empty.
pub fn load(path: &Path) -> Result<Agenda, StoreError> {
    document::load(path)
}

/// Writes the agenda, whole or not at all.
pub fn save(path: &Path, agenda: &Agenda) -> Result<(), StoreError> {
    document::save(path, agenda)
}

/// Moves an unreadable file aside, under a name that nothing else has; the new name.
pub fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let failed = |why| StoreError::Unwritable { path: path.to_owned(), why };
    let mut names = (1..=MOST_SET_ASIDE).map(|n| path.with_extension(format!("unread-{n}.toml")));
    // A link that leads nowhere is there all the same.
    let aside = names.find(|name| fs::symlink_metadata(name).is_err());
    let aside = aside.ok_or_else(|| failed(io::Error::other("too many unread files beside it")))?;
    fs::rename(path, &aside).map_err(failed)?;
    Ok(aside)
}
