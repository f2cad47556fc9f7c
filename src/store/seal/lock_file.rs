//! The lock that new files are sealed with, kept in `seal.toml` beside the journals. Without the file nothing is sealed.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::lock::Lock;
use crate::store::document::{self, Document};
use crate::store::error::{StoreError, StoredFile};

/// The version of the file that this program writes, and the newest that it reads.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockFile {
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lock: Option<Lock>,
}

impl Default for LockFile {
    fn default() -> Self {
        Self { version: VERSION, lock: None }
    }
}

impl Document for LockFile {
    const FILE: StoredFile = StoredFile {
        called: "",
        or_else: "copy it from a backup, or run `breathmark seal` to choose new passphrases; sealed sessions keep theirs",
    };
    const HEAD: &'static str =
        "# Written by breathmark: what new sessions are sealed with. Sealed sessions open without this file.\n\n";
    const VERSION: u32 = VERSION;
}

/// Reads the lock; nothing where there is none.
pub(crate) fn load(path: &Path) -> Result<Option<Lock>, StoreError> {
    document::load(path).map(|LockFile { lock, .. }| lock)
}

/// Writes the lock, whole or not at all; `None` from now on seals nothing.
pub(crate) fn save(path: &Path, lock: Option<&Lock>) -> Result<(), StoreError> {
    document::save(path, &LockFile { version: VERSION, lock: lock.cloned() })
}
