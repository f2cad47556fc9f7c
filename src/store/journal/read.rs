//! Reading a journal back: total on any bytes, and clear about what is wrong and where.

use std::io::{self, BufRead, Read};

use super::{Header, VERSION};
use crate::event::input::Stamped;
use crate::event::moment::Moment;

/// No line of a journal comes near this; a file of another kind may be one endless line.
const LONGEST_LINE: u64 = 64 * 1024;

/// No session lasts a week; a stamp beyond that is no stamp of ours, and nobody waits for it.
const LONGEST_SESSION: Moment = Moment::from_secs(7 * 24 * 60 * 60);

/// Why a journal cannot be read, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Nothing in it.
    #[error("this file is empty, so there is nothing to replay. Choose a journal that breathmark has written.")]
    Empty,
    /// Not a journal.
    #[error("line {line} is not from a breathmark journal. Choose a file that breathmark has written.")]
    NotOurs {
        /// Which line.
        line: u64,
    },
    /// Written by a later version.
    #[error(
        "line 1 says that a newer breathmark wrote this journal (format {version}; I read up to {VERSION}). Update breathmark to replay it."
    )]
    Newer {
        /// Its version.
        version: u64,
    },
    /// The last line is cut short.
    #[error(
        "the journal is cut short in line {line}. The whole lines before it are there and were read; nothing can be done about that line."
    )]
    CutShort {
        /// Which line.
        line: u64,
    },
    /// The file could not be read.
    #[error("reading stopped in line {line}: {source}. Check the disk, or copy the file and try again.")]
    Unreadable {
        /// Which line.
        line: u64,
        /// Why.
        source: io::Error,
    },
}

/// The lines of a journal after its header.
#[derive(Debug)]
pub struct Lines<R> {
    source: R,
    text: Vec<u8>,
    number: u64,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads the header; the inputs follow.
    pub fn open(source: R) -> Result<(Header, Self), JournalError> {
        let mut lines = Self { source, text: Vec::new(), number: 0, ended: false };
        let whole = lines.read_line()?.ok_or(JournalError::Empty)?;
        let value: serde_json::Value = lines.parse(whole)?;
        let version = value.get("breathmark").and_then(serde_json::Value::as_u64);
        match version.ok_or(JournalError::NotOurs { line: 1 })? {
            version if version > u64::from(VERSION) => Err(JournalError::Newer { version }),
            _ => Ok((lines.parse(whole)?, lines)),
        }
    }

    /// Reads the next line into `text`; says whether it is whole, that is, ends with a line end.
    fn read_line(&mut self) -> Result<Option<bool>, JournalError> {
        self.text.clear();
        self.number += 1;
        let mut limited = (&mut self.source).take(LONGEST_LINE);
        let read = limited.read_until(b'\n', &mut self.text);
        let read = read.map_err(|source| JournalError::Unreadable { line: self.number, source })?;
        Ok((read > 0).then(|| self.text.ends_with(b"\n")))
    }

    fn stamped(&self, whole: bool) -> Result<Stamped, JournalError> {
        let stamped: Stamped = self.parse(whole)?;
        if stamped.at > LONGEST_SESSION { Err(JournalError::NotOurs { line: self.number }) } else { Ok(stamped) }
    }

    fn parse<T: serde::de::DeserializeOwned>(&self, whole: bool) -> Result<T, JournalError> {
        let line = self.number;
        serde_json::from_slice(&self.text).map_err(|error| match error.classify() {
            serde_json::error::Category::Eof if !whole => JournalError::CutShort { line },
            _ => JournalError::NotOurs { line },
        })
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Stamped, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.read_line().transpose()?.and_then(|whole| self.stamped(whole));
        self.ended = next.is_err();
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = r#"{"breathmark":1,"started":"2026-11-22T19:15:00Z","utc_offset_s":3600,"setup":{"kind":"talk"},"people":{"left":{"name":"Alex"},"right":{"name":"Sam"}}}"#;
    const KEY: &str = r#"{"at":5,"input":"key","key":"pause"}"#;

    fn read(text: &str) -> Result<Vec<Result<Stamped, String>>, String> {
        let (_, lines) = Lines::open(text.as_bytes()).map_err(|e| e.to_string())?;
        Ok(lines.map(|line| line.map_err(|e| e.to_string())).collect())
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert!(read("").is_err_and(|e| e.contains("empty")));
        assert!(read("hello\n").is_err_and(|e| e.contains("line 1 is not")));
        assert!(read("{\"a\":1}\n").is_err_and(|e| e.contains("line 1 is not")));
        assert!(read(&HEADER.replace(":1,", ":2,")).is_err_and(|e| e.contains("newer")));
        assert!(read(&HEADER[..40]).is_err_and(|e| e.contains("cut short in line 1")));
    }

    #[test]
    fn everything_before_a_torn_line_is_read() {
        let lines = read(&format!("{HEADER}\n{KEY}\n{}", &KEY[..12])).unwrap();
        assert!(lines[0].is_ok());
        assert!(lines[1].as_ref().is_err_and(|e| e.contains("cut short in line 3")));
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn a_strange_line_in_the_middle_is_named() {
        let lines = read(&format!("{HEADER}\n{KEY}\nwhat?\n{KEY}\n")).unwrap();
        assert!(lines[1].as_ref().is_err_and(|e| e.contains("line 3 is not")));
    }

    #[test]
    fn a_stamp_of_another_century_is_refused() {
        let lines = read(&format!("{HEADER}\n{}\n", KEY.replace(":5,", ":99999999999999,"))).unwrap();
        assert!(lines[0].as_ref().is_err_and(|e| e.contains("line 2 is not")));
    }

    #[test]
    fn a_file_without_line_ends_is_not_read_whole() {
        let endless = io::BufReader::new(io::repeat(b'x'));
        assert!(matches!(Lines::open(endless), Err(JournalError::NotOurs { line: 1 })));
    }
}
