//! Files and folders that only their owner can read, and files that are replaced whole or not at all.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::read::{self, LARGEST};

/// How many names a temporary file may try. Each is taken only by a folder, or by a file that can't be removed.
const MOST_NAMES: u32 = 16;

/// After this time a temporary file is what a killed run left. Assumption: writing 1 MiB takes seconds, even on a slow
/// disk.
const LEFT_OVER_AFTER: Duration = Duration::from_hours(1);

/// Creates a folder, and what leads to it, readable by its owner only.
pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Options for a file readable by its owner only.
pub(crate) fn file() -> OpenOptions {
    let mut options = read::without_waiting();
    owned(&mut options);
    options
}

#[cfg(unix)]
fn owned(options: &mut OpenOptions) {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
}

/// Other systems have no mode to set.
#[cfg(not(unix))]
fn owned(_: &mut OpenOptions) {}

/// Opens a plain file to write at its end, or creates it. A link is not followed.
pub(crate) fn append(path: &Path) -> io::Result<File> {
    let is_plain = fs::symlink_metadata(path).map_or_else(
        |error| if error.kind() == io::ErrorKind::NotFound { Ok(true) } else { Err(error) },
        |there| Ok(there.is_file()),
    )?;
    if is_plain { file().append(true).create(true).open(path) } else { Err(io::ErrorKind::AlreadyExists.into()) }
}

/// Writes a file readable by its owner only, and the folder it is in: whole or not at all.
///
/// The text goes into a temporary file beside it, which takes its place only when it is on the disk.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    if text.len() as u64 > LARGEST {
        return Err(io::Error::other("it would be larger than 1 MiB, and could not be read again"));
    }
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    let (fresh, mut file) = create_beside(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    remove_left_over(path, &file);
    let replaced = written.and_then(|()| fs::rename(&fresh, path));
    if replaced.is_err() {
        // Whatever is left of it is of no use.
        let _ = fs::remove_file(&fresh);
    }
    replaced
}

/// A new, empty file beside `path`. It is never one that was there: what is behind a planted link stays as it is.
fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for n in 0..MOST_NAMES {
        let fresh = path.with_extension(format!("new-{}-{n}", std::process::id()));
        // Of another process with this number, which has ended. Removing a link leaves alone what it leads to.
        let _ = fs::remove_file(&fresh);
        match file().write(true).create_new(true).open(&fresh) {
            Ok(file) => return Ok((fresh, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// Removes the temporary files that killed runs have left beside `path`. `fresh` has just been written and tells the time.
fn remove_left_over(path: &Path, fresh: &File) {
    let Some((folder, stem)) = path.parent().zip(path.file_stem()) else { return };
    let prefix = format!("{}.new-", stem.to_string_lossy());
    let Ok(now) = fresh.metadata().and_then(|fresh| fresh.modified()) else { return };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let written = entry.metadata().and_then(|file| file.modified());
        let is_old = || written.is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > LEFT_OVER_AFTER));
        if entry.file_name().to_string_lossy().starts_with(&prefix) && is_old() {
            // What can't be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}
