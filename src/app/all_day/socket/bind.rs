//! Making the socket: what may stand at its path, and who may open it.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::Mode;
use rustix::process::umask;

use super::SocketError;
use super::ask::{connect, status_of};
use crate::store::lock;

/// How long the one that may be there has to answer. Assumption: a program that runs answers at once.
const ANSWERS_WITHIN: Duration = Duration::from_secs(1);
/// How long another one may hold the folder, such as one that starts at the same time. Assumption: it waits for an answer of
/// its own in that time.
const HELD_WITHIN: Duration = Duration::from_secs(2);

/// A socket in the file system. It is removed at the end, if it is still this one.
#[derive(Debug)]
pub(super) struct SocketFile {
    path: PathBuf,
    /// Device and number of its file.
    id: (u64, u64),
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        if fs::symlink_metadata(&self.path).is_ok_and(|there| id(&there) == self.id) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn id(file: &Metadata) -> (u64, u64) {
    (file.dev(), file.ino())
}

/// Makes the socket. A stale one is replaced; a live one, or anything else at the path, is left alone.
pub(super) fn bind(path: &Path) -> Result<(UnixListener, SocketFile), SocketError> {
    if SocketAddr::from_pathname(path).is_err() {
        return Err(SocketError::TooLong(path.to_owned()));
    }
    let refused = |why| SocketError::Refused { path: path.to_owned(), why };
    // Two that start at once must not each take the other's socket for a stale one.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _held = lock::hold(folder, HELD_WITHIN).ok_or_else(|| SocketError::Locked(folder.to_owned()))?;
    make_room(path)?;
    let listener = with_mode_600(|| UnixListener::bind(path)).map_err(refused)?;
    let file = fs::symlink_metadata(path).map_err(refused)?;
    Ok((listener, SocketFile { path: path.to_owned(), id: id(&file) }))
}

/// Removes a socket that nobody answers at.
fn make_room(path: &Path) -> Result<(), SocketError> {
    let refused = |why| SocketError::Refused { path: path.to_owned(), why };
    match fs::symlink_metadata(path) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(why) => return Err(refused(why)),
        Ok(there) if !there.file_type().is_socket() => return Err(SocketError::NoSocket(path.to_owned())),
        Ok(_) => {}
    }
    match connect(path, ANSWERS_WITHIN) {
        Err(why) if why.kind() == io::ErrorKind::ConnectionRefused => fs::remove_file(path).map_err(refused),
        Err(why) if why.kind() == io::ErrorKind::PermissionDenied => Err(refused(why)),
        Ok(stream) if status_of(&stream, ANSWERS_WITHIN).is_some() => Err(SocketError::Taken(path.to_owned())),
        // One whose queue is full answers late, and lives.
        Ok(_) | Err(_) => Err(SocketError::Answered(path.to_owned())),
    }
}

/// Makes a socket that nobody else can open, not even for a moment.
fn with_mode_600<T>(make: impl FnOnce() -> T) -> T {
    let before = umask(Mode::from_raw_mode(0o177));
    let result = make();
    umask(before);
    result
}
