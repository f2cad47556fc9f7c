//! Asking what answers at a socket.

use std::io::{self, BufRead as _, BufReader, Read as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::Value;

use super::SocketError;

/// The longest line, in bytes. Assumption: a tenth of it is usual.
const LONGEST_LINE: u64 = 4096;

/// Connects within this time. The system lets a program wait for ever where too many others wait before it.
pub(super) fn connect(path: &Path, within: Duration) -> io::Result<UnixStream> {
    let (connected, result) = channel();
    let path = path.to_owned();
    // A thread that still waits afterwards ends with the program.
    std::thread::Builder::new().spawn(move || connected.send(UnixStream::connect(path)))?;
    result.recv_timeout(within).unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

/// The line that whoever answers says first, within this time; nothing if it is no status of breathmark.
pub(super) fn status_of(stream: &UnixStream, within: Duration) -> Option<String> {
    stream.set_read_timeout(Some(within)).ok()?;
    let mut line = String::new();
    BufReader::new(stream.take(LONGEST_LINE)).read_line(&mut line).ok()?;
    let status: Value = serde_json::from_str(&line).ok()?;
    let has = |name: &str| status.get(name).is_some_and(Value::is_string);
    (line.ends_with('\n') && ["event", "state", "text"].into_iter().all(has)).then_some(line)
}

/// The last status of the server at `path`, which has this long to answer.
pub(crate) fn last_line(path: &Path, within: Duration) -> Result<String, SocketError> {
    let stream = connect(path, within).map_err(|error| match error.kind() {
        io::ErrorKind::TimedOut => SocketError::Strange(path.to_owned()),
        _ => SocketError::NobodyThere(path.to_owned()),
    })?;
    status_of(&stream, within).ok_or_else(|| SocketError::Strange(path.to_owned()))
}
