//! Locking a file or a folder, so that two runs of the program don't change it at the same time.
//!
//! On Windows a lock also keeps others from reading. So a journal that is being written is not locked there: it is opened so
//! that nobody else can write, rename or remove it, and everybody can read it.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::owner_only;

/// How long it waits between two attempts. Assumption: nobody notices it, and it costs no processor.
const RETRY: Duration = Duration::from_millis(20);

/// A folder that is held until this is dropped.
#[derive(Debug)]
pub(crate) struct Held {
    _folder: Option<File>,
}

/// Holds a folder, if nobody else holds it for longer than `within`. Where there are no locks, such as on some file systems,
/// nobody is kept out.
pub(crate) fn hold(folder: &Path, within: Duration) -> Option<Held> {
    let Ok(file) = File::open(folder) else { return Some(Held { _folder: None }) };
    match lock(&file, within) {
        Ok(true) => Some(Held { _folder: Some(file) }),
        Ok(false) => None,
        Err(_) => Some(Held { _folder: None }),
    }
}

/// Locks a file until it is closed; false if another program holds it for longer than `within`, and an error where there are
/// no locks.
pub(crate) fn lock(file: &File, within: Duration) -> io::Result<bool> {
    for _ in 0..=within.as_millis() / RETRY.as_millis() {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) => std::thread::park_timeout(RETRY),
            Err(TryLockError::Error(why)) => return Err(why),
        }
    }
    Ok(false)
}

/// Creates a file that this program alone writes until it is closed, and that others may read meanwhile.
#[cfg(not(windows))]
pub(crate) fn create_to_write(path: &Path) -> io::Result<File> {
    let file = owner_only::file().append(true).create_new(true).open(path)?;
    // So that other programs know that this one still writes it. An error means that there are no locks.
    let _ = file.try_lock();
    Ok(file)
}

/// The same. It isn't opened to append: what is only appended to can't be cut after a write that failed halfway.
#[cfg(windows)]
pub(crate) fn create_to_write(path: &Path) -> io::Result<File> {
    /// Others may read it (`FILE_SHARE_READ` of `CreateFileW`).
    const MAY_BE_READ: u32 = 1;
    let mut options = owner_only::file();
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, MAY_BE_READ);
    options.write(true).create_new(true).open(path)
}

/// Whether a program still writes a file of [`create_to_write`]. Where there are no locks, one that was written to within a
/// day may be.
#[cfg(not(windows))]
pub(crate) fn is_written(path: &Path) -> bool {
    const A_DAY: Duration = Duration::from_hours(24);
    let Ok(file) = File::open(path) else { return false };
    match file.try_lock() {
        Ok(()) => false,
        Err(TryLockError::WouldBlock) => true,
        Err(TryLockError::Error(_)) => {
            let written = file.metadata().and_then(|it| it.modified());
            written.is_ok_and(|at| at.elapsed().is_ok_and(|ago| ago < A_DAY))
        }
    }
}

/// The same: then it can't be opened to be written.
#[cfg(windows)]
pub(crate) fn is_written(path: &Path) -> bool {
    /// Another program has opened the file and doesn't share it (`ERROR_SHARING_VIOLATION` of `winerror.h`).
    const NOT_SHARED: i32 = 32;
    let opened = File::options().write(true).open(path);
    opened.is_err_and(|error| error.raw_os_error() == Some(NOT_SHARED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_being_written_can_be_read_and_is_known_to_be_written_until_it_is_closed() {
        let path = std::env::temp_dir().join(format!("breathmark-written-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let mut file = create_to_write(&path).unwrap();
        io::Write::write_all(&mut file, b"one line\n").unwrap();
        assert!(is_written(&path));
        assert_eq!(std::fs::read(&path).unwrap(), b"one line\n");
        assert_eq!(create_to_write(&path).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        drop(file);
        // A program that another test starts has the lock too, until it runs.
        let is_free = (0..250).any(|_| {
            std::thread::park_timeout(RETRY);
            !is_written(&path)
        });
        assert!(is_free);
        std::fs::remove_file(&path).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_somebody_holds_is_given_up_after_a_while_and_is_free_afterwards() {
        let folder = std::env::temp_dir().join(format!("breathmark-lock-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let held = hold(&folder, Duration::ZERO).unwrap();
        assert!(hold(&folder, Duration::from_millis(60)).is_none());
        drop(held);
        // A program that another test starts has the lock too, until it runs.
        assert!(hold(&folder, Duration::from_secs(5)).is_some());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
