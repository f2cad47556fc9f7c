//! Files and folders that only their owner can read, and files that are replaced whole or not at all.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::read::{self, LARGEST};

/// How many names a temporary file may try. Assumption: fewer runs with one process number are killed before the first
/// file that they left is old. In a container every run may have the same number.
const MOST_NAMES: u32 = 999;

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

/// Writes a file in one of the program's own folders, and removes the temporary files that killed runs have left beside
/// it. The rest is as in [`replace_alone`].
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    replace_and(path, text, |written| remove_left_over(path, written))
}

/// Writes a file readable by its owner only, and the folder it is in: whole or not at all. No other file is touched.
///
/// The text goes into a temporary file beside it, which takes its place only when it is on the disk.
pub(crate) fn replace_alone(path: &Path, text: &str) -> io::Result<()> {
    replace_and(path, text, |_| {})
}

/// Replaces a file of text. `once_written` gets the temporary file while it is open.
fn replace_and(path: &Path, text: &str, once_written: impl FnOnce(&File)) -> io::Result<()> {
    if text.len() as u64 > LARGEST {
        return Err(io::Error::other("it would be larger than 1 MiB, and could not be read again"));
    }
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    replace_with(path, |file| {
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        once_written(file);
        written
    })
}

/// Puts what `write` writes in the place of a file: whole or not at all, readable by its owner only. `write` brings it to the disk.
pub(crate) fn replace_with<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<(), E>,
) -> Result<(), E> {
    let (temporary, mut file) = create_beside(path)?;
    let replaced = write(&mut file).and_then(|()| Ok(fs::rename(&temporary, path)?));
    if replaced.is_err() {
        // Whatever is left of it is of no use.
        let _ = fs::remove_file(&temporary);
    }
    replaced
}

/// Writes a new file readable by its owner only, whole or not at all. A file that is there is never written over.
///
/// The bytes go into a temporary file beside it, which gets the name only when it is on the disk.
pub(crate) fn create_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let (temporary, mut file) = create_beside(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let created = written.and_then(|()| match fs::hard_link(&temporary, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Some file systems know no hard links. There, a file that appears within this moment is written over.
        Err(_) if fs::symlink_metadata(path).is_err() => fs::rename(&temporary, path),
        linked => linked,
    });
    // After a rename there is none any more.
    let _ = fs::remove_file(&temporary);
    created
}

/// A new, empty file beside `path`. A name that is taken stays as it is: another container may share the folder, and its
/// processes may have the same numbers.
pub(crate) fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for n in 0..MOST_NAMES {
        let temporary = path.with_extension(format!("new-{}-{n}", std::process::id()));
        match file().write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// Removes the temporary files that killed runs have left beside `path`. `written` has just been written and tells the
/// time of the disk.
fn remove_left_over(path: &Path, written: &File) {
    let Some(folder) = path.parent() else { return };
    let Ok(now) = written.metadata().and_then(|written| written.modified()) else { return };
    remove_old(folder, now, |there| there != path && is_temporary(there, path));
}

/// Removes the temporary files that killed runs have left anywhere in a folder of the program.
pub(crate) fn remove_left_over_in(folder: &Path, now: SystemTime) {
    remove_old(folder, now, has_temporary_name);
}

/// Removes the files of a folder that are temporary and old.
fn remove_old(folder: &Path, now: SystemTime, is_temporary: impl Fn(&Path) -> bool) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_old = |at| now.duration_since(at).is_ok_and(|age| age > LEFT_OVER_AFTER);
        // This metadata is a link's own, so a link is no file here.
        let is_old_file = || entry.metadata().is_ok_and(|it| it.is_file() && it.modified().is_ok_and(is_old));
        if is_temporary(&entry.path()) && is_old_file() {
            // What can't be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a path has a name that [`create_beside`] gives.
pub(crate) fn has_temporary_name(path: &Path) -> bool {
    is_temporary(path, path)
}

/// Whether a path has a name that [`create_beside`] gives for `target`: its stem, then `.new-<process>-<n>`.
fn is_temporary(path: &Path, target: &Path) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let extension = path.extension().and_then(|extension| extension.to_str());
    let numbers = extension.and_then(|extension| extension.strip_prefix("new-")?.split_once('-'));
    path.file_stem() == target.file_stem() && numbers.is_some_and(|(process, n)| is_number(process) && is_number(n))
}
