//! Whether something can be kept in a folder: found out before anybody is asked anything, and without a trace.

use std::fs;
use std::io;
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

fn create_file(folder: &Path) -> io::Result<()> {
    let file = folder.join(format!("check.new-{}", std::process::id()));
    match owner_only::file().write(true).create_new(true).open(&file) {
        Ok(_) => fs::remove_file(file),
        // A killed run has left it: it could be created then.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::remove_file(file),
        Err(error) => Err(error),
    }
}
