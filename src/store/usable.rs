//! Whether something can be kept in a folder: found out before anybody is asked anything, and without a trace.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::error::StoreError;
use super::owner_only;

/// Whether files can be created in `folder`. The folder, and what leads to it, need not exist yet. Whatever is created to
/// find out is removed again. `advice` is what to do if nothing can be kept.
pub fn check(folder: &Path, advice: &'static str) -> Result<(), StoreError> {
    try_out(folder).map_err(|why| StoreError::Folder { folder: folder.to_owned(), why, advice })
}

/// The same, with the system's reason.
pub(crate) fn try_out(folder: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && fs::symlink_metadata(folder).is_err();
    let created: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
    let tried = owner_only::create_folder(folder).and_then(|()| create_file(folder));
    for folder in created {
        // One that could not be created is not there. One that is not empty has become somebody's.
        let _ = fs::remove_dir(folder);
    }
    tried
}

/// How much is written to find out whether there is room, in bytes: one block of the usual file systems. An empty file can
/// be created on a full disk as well.
const BLOCK: usize = 4096;

fn create_file(folder: &Path) -> io::Result<()> {
    let (path, mut file) = owner_only::create_beside(&folder.join("check"))?;
    let written = file.write_all(&[b'\n'; BLOCK]).and_then(|()| file.sync_all());
    drop(file);
    let removed = fs::remove_file(path);
    written.and(removed)
}
