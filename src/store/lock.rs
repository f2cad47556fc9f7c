//! Locking a file or a folder, so that two runs of the program don't change it at the same time.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

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
