//! Adding a line to the history.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use serde::Serialize;

use super::VERSION;
use super::past::PastSession;
use crate::store::error::StoreError;
use crate::store::{owner_only, read};

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
/// If the file can't be written, or a figure is none that could be read again. The file is as it was then, apart from a
/// line that a full disk cut off.
pub fn append(path: &Path, session: &PastSession) -> Result<(), StoreError> {
    try_append(path, session).map_err(|why| StoreError::Unwritable { path: path.to_owned(), why })
}

fn try_append(path: &Path, session: &PastSession) -> io::Result<()> {
    if !session.is_possible() {
        return Err(io::Error::other("the session has a figure that can't be true"));
    }
    if let Some(folder) = path.parent() {
        owner_only::create_folder(folder)?;
    }
    let mut file = owner_only::append(path)?;
    let mut text = text(session)?;
    if ends_torn(path)? {
        text.insert(0, '\n');
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The line of a session, with its end.
pub fn text(session: &PastSession) -> io::Result<String> {
    Ok(serde_json::to_string(&Line { version: VERSION, session })? + "\n")
}

/// Whether the last line has no end.
fn ends_torn(path: &Path) -> io::Result<bool> {
    let mut file: File = read::open(path).map_err(io::Error::other)?;
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}
