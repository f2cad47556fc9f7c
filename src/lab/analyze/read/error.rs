//! The error of a file that can't be read.

use std::fmt;

/// Why a file can't be read: the line if there is one, what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    line: Option<usize>,
    what: String,
}

impl ReadError {
    /// More intervals than are kept in memory, from this line on.
    pub(crate) fn too_long(line: usize) -> Self {
        Self::at(line, "this is the heart of more than half a year. Split the file before here")
    }

    /// The same of a file without lines.
    pub(crate) fn too_long_as_a_whole() -> Self {
        Self::whole("this is the heart of more than half a year. Split the file")
    }

    pub(crate) fn at(line: usize, what: impl Into<String>) -> Self {
        Self { line: Some(line), what: what.into() }
    }

    pub(crate) fn whole(what: impl Into<String>) -> Self {
        Self { line: None, what: what.into() }
    }

    pub(crate) fn empty() -> Self {
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
