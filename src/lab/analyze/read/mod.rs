//! From the bytes of a file to beats on a timeline: RR text, CSV or a journal, told apart by what is in them.

use std::fmt;

use super::Recording;

mod columns;
mod journal;
mod number;
mod table;
mod times;

/// Why a file can't be analysed: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    line: Option<usize>,
    what: String,
}

impl ReadError {
    fn at(line: usize, what: impl Into<String>) -> Self {
        Self { line: Some(line), what: what.into() }
    }

    fn whole(what: impl Into<String>) -> Self {
        Self { line: None, what: what.into() }
    }

    fn empty() -> Self {
        Self::whole("nothing is in it. Choose a file with one RR interval a line")
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for ReadError {}

/// Bytes that are looked at to tell text from something else.
pub const FIRST_LOOK: usize = 8192;

/// Whether these first bytes of a file can't be text that breathmark reads; the reason if so.
pub fn refusal(start: &[u8]) -> Option<ReadError> {
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Some(ReadError::at(1, "this text is UTF-16. Save it as UTF-8"));
    }
    let look = &start[..start.len().min(FIRST_LOOK)];
    let odd = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let line = look.iter().position(odd).map(|place| look[..place].split(|byte| *byte == b'\n').count());
    line.map(|line| ReadError::at(line, "this is binary, not text. Choose RR text, CSV or a breathmark journal"))
}

/// Reads whatever it is: one recording, or one for each seat of a journal.
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
