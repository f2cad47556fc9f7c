//! Adding a line to the history.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use super::VERSION;
use super::forget::MOST_REPLACED;
use super::past::PastSession;
use crate::store::error::{ReadFault, StoreError};
use crate::store::lock::lock;
use crate::store::{owner_only, read};

/// How long another program is waited for. Assumption: adding a line takes milliseconds, also on a slow disk. Whoever ends a
/// session doesn't wait longer for a line.
const LOCK_WITHIN: Duration = Duration::from_secs(2);

#[derive(Serialize)]
struct Line<'a> {
    version: u32,
    #[serde(flatten)]
    session: &'a PastSession,
}

/// Adds a session: one line, in one write, so that a kill leaves at most this line torn. A line that was torn before is
/// ended first, and stays as it is.
///
/// # Errors
/// If the file can't be written, or a figure is none that could be read again. The file is then as it was, except on
/// Windows, where a file that is added to can't be cut.
pub fn append(path: &Path, session: &PastSession) -> Result<(), StoreError> {
    // Whatever else is wrong, opening it says.
    if let Err(why @ ReadFault::NotAFile(_)) = read::plain(path) {
        return Err(StoreError::NotAFile { path: path.to_owned(), why });
    }
    try_append(path, session).map_err(|why| StoreError::Unwritable { path: path.to_owned(), why })
}

fn try_append(path: &Path, session: &PastSession) -> io::Result<()> {
    if !session.is_possible() {
        return Err(io::Error::other("the session has a figure that can't be true"));
    }
    if let Some(folder) = path.parent() {
        owner_only::create_folder(folder)?;
    }
    let open = || owner_only::file().read(true).append(true).create(true).open(path);
    let mut file = open()?;
    // A line is added in one write without a lock, too. Only what a failed write has left can't be taken back then.
    let mut is_alone = lock(&file, LOCK_WITHIN).unwrap_or(false);
    for _ in 0..MOST_REPLACED {
        if is_at(&file, path) {
            break;
        }
        // Somebody took lines out meanwhile, and another file stands there now.
        file = open()?;
        is_alone = lock(&file, LOCK_WITHIN).unwrap_or(false);
    }
    let length = file.metadata()?.len();
    let mut text = text(session)?;
    if ends_torn(&mut file)? {
        text.insert(0, '\n');
    }
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() && is_alone && adds_a_part(&mut file, length, &text) {
        // What a full disk cut off could never be read. If it can't be taken back, reading names it as a broken line.
        let _ = file.set_len(length);
    }
    written
}

/// Whether this file still stands at its place.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let there = std::fs::metadata(path).and_then(|there| Ok((there, file.metadata()?)));
    there.is_ok_and(|(there, ours)| (there.dev(), there.ino()) == (ours.dev(), ours.ino()))
}

/// The same. Windows 10 lets an open file be replaced, too, and tells no safe code the number of a file. One that was
/// replaced has another length or another time.
#[cfg(not(unix))]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    let there = std::fs::metadata(path).and_then(|there| Ok((there, file.metadata()?)));
    there.is_ok_and(|(there, ours)| {
        let written = |it: &std::fs::Metadata| (it.len(), it.created().ok(), it.modified().ok());
        written(&there) == written(&ours)
    })
}

/// Whether all that stands behind `length` bytes is a part of this line. A program that waited for the lock in vain may have
/// added its own.
fn adds_a_part(file: &mut File, length: u64, text: &str) -> bool {
    let mut added = Vec::new();
    let most = text.len() as u64 + 1;
    let read = file.seek(SeekFrom::Start(length)).and_then(|_| file.take(most).read_to_end(&mut added));
    read.is_ok() && text.as_bytes().starts_with(&added)
}

/// The line of a session, with its end.
pub fn text(session: &PastSession) -> io::Result<String> {
    Ok(serde_json::to_string(&Line { version: VERSION, session })? + "\n")
}

/// Whether the last line has no end.
fn ends_torn(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}
