//! Reading a journal back: total on any bytes, and clear about what is wrong and where.
//!
//! What is wrong behind the header ends the journal there, and what is before it counts: see [`JournalError::is_partial`].

use std::io::{self, BufRead, Read};
use std::time::Duration;

use super::checked::Chain;
use super::{Header, UNCHECKED, VERSION};
use crate::event::input::Stamped;
use crate::event::moment::Moment;

/// No line of a journal comes near this, in bytes; a file of another kind may be one endless line.
const LONGEST_LINE: u64 = 64 * 1024;

/// No session lasts a week; a stamp beyond that is no stamp of ours, and nobody waits for it.
const LONGEST_SESSION: Moment = Moment::from_secs(7 * 24 * 60 * 60);

/// How late a stamp may be. The first version wrote a notification behind the key that had been pressed since it came; the session
/// takes it as of now. Assumption: no loop was ever this late. Lines in another order differ by seconds.
const LATEST: Duration = Duration::from_secs(1);

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
    /// A line, or what stood before it, is not as it was written.
    #[error(
        "the journal is damaged in line {line}: it is not as it was written. What is before it was read; copy the file from a backup for the rest."
    )]
    Damaged {
        /// Which line.
        line: u64,
    },
    /// The header is not as it was written.
    #[error("its first line is damaged, and without that line nothing of it can be read. Copy the file from a backup.")]
    DamagedHeader,
    /// A line is longer than any.
    #[error(
        "line {line} is longer than any line of a journal. What is before it was read; copy the file from a backup for the rest."
    )]
    TooLong {
        /// Which line.
        line: u64,
    },
    /// Time runs backwards.
    #[error(
        "line {line} is from before the line above it: the lines are not in the order in which they were written. What is before it was read; copy the file from a backup for the rest."
    )]
    Backwards {
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

impl JournalError {
    /// Whether the file is a journal, and what is before this place can be used.
    pub(crate) fn is_partial(&self) -> bool {
        match self {
            Self::Empty | Self::Newer { .. } | Self::DamagedHeader => false,
            Self::NotOurs { line }
            | Self::CutShort { line }
            | Self::Damaged { line }
            | Self::TooLong { line }
            | Self::Backwards { line }
            | Self::Unreadable { line, .. } => *line > 1,
        }
    }
}

/// The lines of a journal after its header.
#[derive(Debug)]
pub struct Lines<R> {
    source: R,
    text: Vec<u8>,
    number: u64,
    /// The checksums, if the format has them.
    chain: Option<Chain>,
    last: Moment,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads the header; the inputs follow.
    pub fn open(source: R) -> Result<(Header, Self), JournalError> {
        let mut lines = Self { source, text: Vec::new(), number: 0, chain: None, last: Moment::START, ended: false };
        let end = lines.read_line()?.ok_or(JournalError::Empty)?;
        let value: serde_json::Value = lines.parse(end)?;
        let version = value.get("breathmark").and_then(serde_json::Value::as_u64);
        match version.ok_or(JournalError::NotOurs { line: 1 })? {
            0 => return Err(JournalError::NotOurs { line: 1 }),
            version if version <= UNCHECKED.into() && !Chain::is_in(&lines.text) => {}
            version if version <= UNCHECKED.into() => return Err(JournalError::DamagedHeader),
            version if version <= VERSION.into() => {
                lines.chain = Some(Chain::default());
                lines.take_checksum(end)?;
            }
            version => return Err(JournalError::Newer { version }),
        }
        let mut header: Header = lines.parse(end)?;
        header.make_showable();
        Ok((header, lines))
    }

    /// Reads the next line into `text`, without its end.
    fn read_line(&mut self) -> Result<Option<LineEnd>, JournalError> {
        self.text.clear();
        self.number += 1;
        let line = self.number;
        let mut limited = (&mut self.source).take(LONGEST_LINE);
        let read = limited.read_until(b'\n', &mut self.text);
        let read = read.map_err(|source| match source.kind() {
            io::ErrorKind::InvalidData => JournalError::Damaged { line },
            io::ErrorKind::UnexpectedEof => JournalError::CutShort { line },
            _ => JournalError::Unreadable { line, source },
        })?;
        if self.text.last() == Some(&b'\n') {
            self.text.pop();
            // A program that carried the file may have put this before each line end.
            self.text.pop_if(|byte| *byte == b'\r');
            return Ok(Some(LineEnd::There));
        }
        if read as u64 == LONGEST_LINE {
            return Err(if line > 1 { JournalError::TooLong { line } } else { JournalError::NotOurs { line } });
        }
        Ok((read > 0).then_some(LineEnd::Missing))
    }

    /// Takes the checksum off the line that was read.
    fn take_checksum(&mut self, end: LineEnd) -> Result<(), JournalError> {
        let line = self.number;
        let Some(chain) = &mut self.chain else {
            // The first format has none: this line was written in the second one.
            return if Chain::is_in(&self.text) { Err(JournalError::Damaged { line }) } else { Ok(()) };
        };
        if chain.take(&mut self.text) {
            return Ok(());
        }
        // Blocks of zeros are what some disks leave of a file when the power fails.
        let is_cut = end == LineEnd::Missing && !self.text.contains(&0);
        if line == 1 && !is_cut {
            return Err(JournalError::DamagedHeader);
        }
        Err(if is_cut { JournalError::CutShort { line } } else { JournalError::Damaged { line } })
    }

    fn stamped(&mut self, end: LineEnd) -> Result<Stamped, JournalError> {
        self.take_checksum(end)?;
        let stamped: Stamped = self.parse(end)?;
        let line = self.number;
        if stamped.at > LONGEST_SESSION {
            return Err(JournalError::NotOurs { line });
        }
        if stamped.at + LATEST < self.last {
            return Err(JournalError::Backwards { line });
        }
        self.last = self.last.max(stamped.at);
        Ok(stamped)
    }

    fn parse<T: serde::de::DeserializeOwned>(&self, end: LineEnd) -> Result<T, JournalError> {
        let line = self.number;
        serde_json::from_slice(&self.text).map_err(|error| match error.classify() {
            serde_json::error::Category::Eof if end == LineEnd::Missing => JournalError::CutShort { line },
            _ if self.text.contains(&0) && line > 1 => JournalError::Damaged { line },
            _ => JournalError::NotOurs { line },
        })
    }
}

/// Whether a line ends with a line end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    There,
    Missing,
}

impl<R: BufRead> Lines<R> {
    /// Whether its lines have checksums. Journals of the first format have none.
    pub(crate) fn are_checked(&self) -> bool {
        self.chain.is_some()
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Stamped, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.read_line().transpose()?.and_then(|end| self.stamped(end));
        self.ended = next.is_err();
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = r#"{"breathmark":1,"started":"2026-11-22T19:15:00Z","utc_offset_s":3600,"setup":{"kind":"talk"},"people":{"left":{"name":"Alex"},"right":{"name":"Sam"}}}"#;
    const KEY: &str = r#"{"at":5,"input":"key","key":"pause"}"#;

    fn read(text: impl AsRef<[u8]>) -> Result<Vec<Result<Stamped, String>>, String> {
        let (_, lines) = Lines::open(text.as_ref()).map_err(|e| e.to_string())?;
        Ok(lines.map(|line| line.map_err(|e| e.to_string())).collect())
    }

    /// A journal of format 2 with these lines behind its header.
    fn checked(lines: &[&str]) -> String {
        let mut chain = Chain::default();
        let header = HEADER.replace(":1,", ":2,");
        let lines = std::iter::once(&*header).chain(lines.iter().copied()).map(|line| {
            let mut line = line.as_bytes().to_vec();
            chain.add(&mut line);
            String::from_utf8(line).unwrap() + "\n"
        });
        lines.collect()
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert!(read("").is_err_and(|e| e.contains("empty")));
        assert!(read("hello\n").is_err_and(|e| e.contains("line 1 is not")));
        assert!(read("{\"a\":1}\n").is_err_and(|e| e.contains("line 1 is not")));
        assert!(read(HEADER.replace(":1,", ":3,")).is_err_and(|e| e.contains("newer")));
        assert!(read(&HEADER[..40]).is_err_and(|e| e.contains("cut short in line 1")));
        for version in [":0,", ":1.5,", ":-1,", ":\"1\","] {
            assert!(read(HEADER.replace(":1,", version)).is_err_and(|e| e.contains("line 1 is not")), "{version}");
        }
    }

    #[test]
    fn everything_before_a_torn_line_is_read() {
        let lines = read(format!("{HEADER}\n{KEY}\n{}", &KEY[..12])).unwrap();
        assert!(lines[0].is_ok());
        assert!(lines[1].as_ref().is_err_and(|e| e.contains("cut short in line 3")));
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn a_strange_line_in_the_middle_is_named() {
        let lines = read(format!("{HEADER}\n{KEY}\nwhat?\n{KEY}\n")).unwrap();
        assert!(lines[1].as_ref().is_err_and(|e| e.contains("line 3 is not")));
    }

    #[test]
    fn a_stamp_of_another_century_is_refused() {
        let lines = read(format!("{HEADER}\n{}\n", KEY.replace(":5,", ":99999999999999,"))).unwrap();
        assert!(lines[0].as_ref().is_err_and(|e| e.contains("line 2 is not")));
    }

    #[test]
    fn lines_in_another_order_are_read_up_to_there_in_both_formats() {
        let later = KEY.replace(":5,", ":9000005,");
        let lines = read(format!("{HEADER}\n{later}\n{KEY}\n")).unwrap();
        assert!(lines[0].is_ok() && lines[1].as_ref().is_err_and(|e| e.contains("line 3 is from before")));
        let little = KEY.replace(":5,", ":900005,");
        assert!(read(format!("{HEADER}\n{little}\n{KEY}\n")).unwrap().iter().all(Result::is_ok), "a little late");
        let checked = checked(&[KEY, &later]);
        let mut order: Vec<_> = checked.lines().collect();
        order.swap(1, 2);
        assert!(read(order.join("\n")).unwrap()[0].as_ref().is_err_and(|e| e.contains("damaged in line 2")));
    }

    #[test]
    fn blocks_of_zeros_at_the_end_are_damage_and_what_is_before_them_is_read() {
        for text in [format!("{HEADER}\n{KEY}\n"), checked(&[KEY])] {
            let mut bytes = text.into_bytes();
            bytes.extend([0; 4096]);
            let lines = read(bytes).unwrap();
            assert!(lines[0].is_ok() && lines[1].as_ref().is_err_and(|e| e.contains("damaged in line 3")), "{lines:?}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_called_so_and_what_is_before_it_is_read() {
        let lines = read(format!("{HEADER}\n{KEY}\n{}\n{KEY}\n", "x".repeat(70_000))).unwrap();
        assert!(lines[0].is_ok() && lines[1].as_ref().is_err_and(|e| e.contains("line 3 is longer than any")));
    }

    #[test]
    fn a_journal_behind_another_one_is_not_taken_for_its_end() {
        let one = checked(&[KEY]);
        assert!(read(format!("{one}{one}")).unwrap()[1].as_ref().is_err_and(|e| e.contains("damaged in line 3")));
    }

    #[test]
    fn a_file_without_line_ends_is_not_read_whole() {
        let endless = io::BufReader::new(io::repeat(b'x'));
        assert!(matches!(Lines::open(endless), Err(JournalError::NotOurs { line: 1 })));
    }
}
