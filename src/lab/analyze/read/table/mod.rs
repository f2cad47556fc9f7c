//! From the lines of a text to a table: rows of cells with their line numbers, and the header above them.
//!
//! Blank lines are ignored, and so are those that begin with `#`, `%` or `//`. What stands before the header or between
//! the rows and is no row is left out and counted.

mod by_name;
mod by_value;
pub(crate) mod columns;
pub(crate) mod dialect;
mod head;
pub(crate) mod names;
pub(crate) mod people;
mod trust;

use dialect::{Separator, cells};
use head::{Shape, find_head, header_cells};
use names::{Meaning, meaning};

use super::error::ReadError;
use super::note::Note;

/// Most lines that decide about the separator. They come from all over the file. Assumption.
const SAMPLE: usize = 600;
/// Most rows of a table: over half a year of heartbeats. More would take more memory than a small machine has.
pub(crate) const MOST_ROWS: usize = 20_000_000;

/// A line with its number, counted from 1.
pub(crate) type NumberedLine<'a> = (usize, &'a [u8]);

/// One row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) line: usize,
    pub(crate) text: &'a [u8],
    /// Whether a header or another line that is no row stands between this row and the one before.
    pub(crate) after_break: bool,
}

/// The header of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Header {
    pub(crate) line: usize,
    pub(crate) names: Vec<String>,
}

/// Rows of cells, with the header above them.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    pub(crate) separator: Separator,
    pub(crate) header: Option<Header>,
    pub(crate) rows: Vec<Row<'a>>,
    pub(crate) notes: Vec<Note>,
}

impl<'a> Table<'a> {
    /// Finds the rows of a text.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, ReadError> {
        Self::parse(bytes, None)
    }

    /// Finds the rows of a text whose separator is known.
    pub(crate) fn parted(bytes: &'a [u8], separator: Separator) -> Result<Self, ReadError> {
        Self::parse(bytes, Some(separator))
    }

    fn parse(bytes: &'a [u8], mut forced: Option<Separator>) -> Result<Self, ReadError> {
        let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
        let numbered = bytes.split(move |byte| *byte == end).enumerate().map(|(i, line)| (i + 1, line.trim_ascii()));
        let mut lines: Vec<NumberedLine<'a>> = Vec::new();
        let mut comment = None;
        // The lines before which there is a blank one.
        let mut after_blank = Vec::new();
        for (number, line) in numbered {
            if line.is_empty() {
                if after_blank.last() != Some(&lines.len()) {
                    after_blank.push(lines.len());
                }
            } else if is_comment(line) {
                if lines.is_empty() {
                    comment = Some((number, line));
                }
            } else if lines.is_empty() && line.len() == 5 && line[..4].eq_ignore_ascii_case(b"sep=") {
                forced = Some(Separator::Byte(line[4]));
            } else if lines.len() == MOST_ROWS {
                let message = "this is the heart of more than half a year. Split the file before here";
                return Err(ReadError::at(number, message));
            } else {
                lines.push((number, line));
            }
        }
        if lines.is_empty() {
            return Err(ReadError::empty());
        }
        let separator = forced.unwrap_or_else(|| separator(&lines));
        Self::with(separator, &lines, &after_blank, comment)
    }

    fn with(
        separator: Separator,
        lines: &[NumberedLine<'a>],
        after_blank: &[usize],
        comment: Option<NumberedLine<'_>>,
    ) -> Result<Self, ReadError> {
        let head = find_head(lines, separator, comment)?;
        let mut notes = Vec::new();
        let before = head.before;
        if before > 0 {
            notes.push(Note::Skipped { lines: before, first: lines[0].0, what: "they stand before the numbers" });
        }
        let body = &lines[head.start..];
        if body.is_empty() {
            let line = lines.first().map_or(1, |line| line.0);
            return Err(ReadError::at(line, "the header is all there is. Add the intervals below it"));
        }
        let mut table = Self { separator, header: head.header, rows: Vec::with_capacity(body.len()), notes };
        let is_apart = |index: usize| after_blank.binary_search(&(head.start + index)).is_ok();
        table.take(body, &Shape::of(body, separator), is_apart);
        Ok(table)
    }

    /// Takes the rows of the body, and leaves out what is no row. `is_apart` says before which lines there is a blank one.
    fn take(&mut self, body: &[NumberedLine<'a>], shape: &Shape, is_apart: impl Fn(usize) -> bool) {
        let (mut after_break, mut skipped, mut first_skipped) = (false, 0, 0);
        for (index, &(line, text)) in body.iter().enumerate() {
            // Nearly every line is a row that begins with a digit.
            if !text[0].is_ascii_digit() && !shape.is_row(text, self.separator) {
                if index > 0
                    && is_apart(index)
                    && !body[index..].iter().any(|line| shape.is_row(line.1, self.separator))
                {
                    let left = body.len() - index;
                    self.notes.push(Note::Skipped { lines: left, first: line, what: "they stand after the numbers" });
                    break;
                }
                if self.is_no_row(text, shape) {
                    skipped += 1;
                    if skipped == 1 {
                        first_skipped = line;
                    }
                    after_break = true;
                    continue;
                }
            }
            self.rows.push(Row { line, text, after_break: std::mem::take(&mut after_break) });
        }
        if skipped > 0 {
            let what = "headers or remarks between the numbers; the chain is broken there";
            self.notes.push(Note::Skipped { lines: skipped, first: first_skipped, what });
        }
    }

    /// Whether a line between the rows is a header again, a section or a remark such as `key: value`.
    fn is_no_row(&self, text: &[u8], shape: &Shape) -> bool {
        let names = header_cells(text, self.separator, shape.width);
        if self.header.as_ref().is_some_and(|header| header.names == names) {
            return true;
        }
        let interval = names.iter().any(|name| matches!(meaning(name).0, Meaning::Interval { .. }));
        let key = text[0].is_ascii_alphabetic()
            && text.iter().position(|byte| b":=".contains(byte)).is_some_and(|place| place > 0)
            && !shape.words_first;
        interval || key || text[0] == b'['
    }

    /// The cells of a column, each with its line. A row that is too short has none.
    pub(crate) fn column(&self, index: usize) -> impl Iterator<Item = (usize, Option<&'a [u8]>)> + Clone + '_ {
        self.rows.iter().map(move |row| (row.line, self.cell(row, index)))
    }

    /// A cell of a row.
    pub(crate) fn cell(&self, row: &Row<'a>, index: usize) -> Option<&'a [u8]> {
        if self.separator == Separator::Nothing {
            return (index == 0).then_some(row.text);
        }
        cells(row.text, self.separator).nth(index)
    }

    /// The number of columns: of the header, or of the widest of the first rows.
    pub(crate) fn width(&self) -> usize {
        let rows = sample(&self.rows).map(|row| cells(row.text, self.separator).count());
        let header = self.header.as_ref().map_or(0, |header| header.names.len());
        rows.max().unwrap_or(0).max(header)
    }

    /// The name of a column, or its number from 1.
    pub(crate) fn name(&self, index: usize) -> String {
        let name = self.header.as_ref().and_then(|header| header.names.get(index)).filter(|name| !name.is_empty());
        name.map_or_else(|| format!("column {}", index + 1), |name| printable(name, 40))
    }
}

/// Elements from all over a list, at most `SAMPLE`.
pub(crate) fn sample<T>(all: &[T]) -> impl Iterator<Item = &T> {
    all.iter().step_by(all.len() / SAMPLE + 1)
}

fn separator(lines: &[NumberedLine<'_>]) -> Separator {
    // The quick way for the plainest files: no byte that could separate anything.
    if lines.iter().all(|(_, line)| line.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')) {
        return Separator::Nothing;
    }
    let some: Vec<&[u8]> = sample(lines).map(|line| line.1).collect();
    dialect::separator(&some)
}

fn is_comment(line: &[u8]) -> bool {
    line[0] == b'#' && !line.starts_with(b"#N") && !line.starts_with(b"#n")
        || line[0] == b'%'
        || line.starts_with(b"//")
}

/// The first `most` characters, without control characters: a terminal would obey those.
pub(crate) fn printable(text: &str, most: usize) -> String {
    let mut shown: String = text.chars().take(most).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}
