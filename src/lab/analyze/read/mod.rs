//! From the bytes of a file to intervals on a timeline. RR text, CSV and journals are distinguished by their content.

use error::ReadError;

use super::recording::Recording;

mod columns;
pub(crate) mod error;
mod journal;
mod number;
mod table;
mod times;

/// Number of bytes at the start of a file that decide whether it is text.
pub(crate) const FIRST_LOOK: usize = 8192;

/// Why these first bytes of a file can't be those of a text; none if they can.
pub(crate) fn refusal(start: &[u8]) -> Option<ReadError> {
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Some(ReadError::at(1, "this text is UTF-16. Save it as UTF-8"));
    }
    let first = &start[..start.len().min(FIRST_LOOK)];
    let odd = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let line = first.iter().position(odd).map(|place| first[..place].split(|byte| *byte == b'\n').count());
    line.map(|line| ReadError::at(line, "this is binary, not text. Choose RR text, CSV or a breathmark journal"))
}

/// Reads a file: one recording, or one for each seat of a journal.
pub fn recordings(bytes: &[u8]) -> Result<Vec<Recording>, ReadError> {
    if let Some(refusal) = refusal(bytes) {
        return Err(refusal);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.trim_ascii_start().starts_with(b"{") {
        return journal::read(bytes);
    }
    Ok(vec![table::read(bytes)?])
}
