//! From the lines of a text to a table: rows of cells with their line numbers, and the header above them.
//!
//! Lines that begin with `#`, `%` or `//` are remarks. A remark, a blank line or another line between the rows that is no row
//! is left out and counted, and the chain of beats is broken there. A text with a blank line after every row is an exception.

mod apart;
mod blocks;
mod by_name;
mod by_value;
mod clocks;
pub(crate) mod columns;
mod comma;
pub(crate) mod dialect;
mod head;
pub(crate) mod letters;
mod lines;
pub(crate) mod names;
mod numbered;
pub(crate) mod people;
mod reader;
mod sample;
pub(crate) mod stated;
mod trust;
mod whose;

use apart::{Apart, is_comment};
use dialect::{Separator, cells};
use head::{Shape, find_head, header_cells};
pub(crate) use lines::{NumberedLine, lines_of};
use names::names_intervals;
pub(crate) use sample::sample;
use stated::MOST_SAID;

use super::error::ReadError;
use super::note::Note;

/// Most columns whose values are looked at. No program writes that many beside its intervals. Assumption.
pub(crate) const MOST_COLUMNS: usize = 64;
/// Most rows of a table, and most intervals of a person: over half a year of heartbeats. More would take more memory than a
/// small machine has.
pub(crate) const MOST_ROWS: usize = 20_000_000;

/// One row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) line: usize,
    pub(crate) text: &'a [u8],
    /// Whether a line that is no row stands between this row and the one before: a header, a remark, or nothing at all.
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
    /// The first lines that are no rows, with their numbers.
    pub(crate) said: Vec<NumberedLine<'a>>,
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
        let mut lines: Vec<NumberedLine<'a>> = Vec::new();
        let mut said: Vec<NumberedLine<'a>> = Vec::new();
        let mut apart = Apart::default();
        for (number, line) in lines_of(bytes) {
            if line.is_empty() {
                apart.blank.push(lines.len());
            } else if is_comment(line) {
                if said.len() < MOST_SAID {
                    said.push((number, line));
                }
                apart.remarks.push(lines.len());
            } else if lines.is_empty() && line.len() == 5 && line[..4].eq_ignore_ascii_case(b"sep=") {
                forced = Some(Separator::Byte(line[4]));
            } else if lines.len() == MOST_ROWS {
                return Err(ReadError::too_long(number));
            } else {
                lines.push((number, line));
            }
        }
        if lines.is_empty() {
            return Err(ReadError::empty());
        }
        let separator = forced.unwrap_or_else(|| separator(&lines));
        apart.settle(lines.len());
        let mut table = Self::with(separator, &lines, &apart, said)?;
        if separator == Separator::Nothing {
            table.notes.extend(comma::may_be_two(&table.rows));
        }
        Ok(table)
    }

    fn with(
        separator: Separator,
        lines: &[NumberedLine<'a>],
        apart: &Apart,
        mut said: Vec<NumberedLine<'a>>,
    ) -> Result<Self, ReadError> {
        let comment = said.iter().rfind(|comment| comment.0 < lines[0].0).copied();
        let head = find_head(lines, separator, comment)?;
        let is_header = |line: usize| head.header.as_ref().is_some_and(|header| header.line == line);
        said.extend(lines[..head.start].iter().filter(|line| !is_header(line.0)).take(MOST_SAID).copied());
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
        let mut table = Self { separator, header: head.header, rows: Vec::with_capacity(body.len()), said, notes };
        table.take(body, head.start, &Shape::of(body, separator), apart);
        table.said.sort_by_key(|line| line.0);
        Ok(table)
    }

    /// Takes the rows of the body, which begins with line `start`, and leaves out what is no row.
    fn take(&mut self, body: &[NumberedLine<'a>], start: usize, shape: &Shape, apart: &Apart) {
        let (mut after_break, mut skipped, mut first_skipped) = (false, 0, 0);
        let (mut blank, mut remarks) = ((0, 0), (0, 0));
        let last_row = body.iter().rposition(|line| shape.is_row(line.1, self.separator)).unwrap_or(0);
        for (index, &(line, text)) in body.iter().enumerate() {
            if index > 0 {
                for (places, (count, first)) in [(&apart.blank, &mut blank), (&apart.remarks, &mut remarks)] {
                    if places.binary_search(&(start + index)).is_ok() && index <= last_row {
                        after_break = true;
                        *count += 1;
                        if *count == 1 {
                            *first = line - 1;
                        }
                    }
                }
            }
            // Nearly every line is a row that begins with a digit.
            if !text[0].is_ascii_digit() && !shape.is_row(text, self.separator) {
                if index > last_row && apart.is_after_blank(start + index) {
                    let left = body.len() - index;
                    self.notes.push(Note::Skipped { lines: left, first: line, what: "they stand after the numbers" });
                    break;
                }
                if self.is_no_row(text, shape) {
                    skipped += 1;
                    if skipped == 1 {
                        first_skipped = line;
                    }
                    if self.said.len() < 2 * MOST_SAID {
                        self.said.push((line, text));
                    }
                    after_break = true;
                    continue;
                }
            }
            self.rows.push(Row { line, text, after_break: std::mem::take(&mut after_break) });
        }
        let headers = "headers or other lines between the numbers; the chain is broken there";
        let others = [
            (skipped, first_skipped, headers),
            (remarks.0, remarks.1, "remarks between the numbers; the chain is broken there"),
            (blank.0, blank.1, "nothing stands there; the chain is broken there"),
        ];
        let noted = others.into_iter().filter(|(lines, ..)| *lines > 0);
        self.notes.extend(noted.map(|(lines, first, what)| Note::Skipped { lines, first, what }));
    }

    /// Whether a line between the rows is a header again, a section or a remark such as `key: value`.
    fn is_no_row(&self, text: &[u8], shape: &Shape) -> bool {
        let names = header_cells(text, self.separator, shape.width);
        if self.header.as_ref().is_some_and(|header| header.names == names) {
            return true;
        }
        let interval = names.iter().any(|name| names_intervals(name));
        let key = text[0].is_ascii_alphabetic()
            && text.iter().position(|byte| b":=".contains(byte)).is_some_and(|place| place > 0)
            && !shape.words_first;
        let first = cells(text, self.separator).next().unwrap_or_default();
        // Below a column of numbers or times: `Mean,848.9`.
        let word =
            !shape.words_first && self.separator != Separator::Nothing && dialect::class(first) == dialect::Class::Word;
        interval || key || word || text[0] == b'['
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

fn separator(lines: &[NumberedLine<'_>]) -> Separator {
    // The quick way for the plainest files: no byte that could separate anything.
    if lines.iter().all(|(_, line)| line.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')) {
        return Separator::Nothing;
    }
    let some: Vec<&[u8]> = sample(lines).map(|line| line.1).collect();
    dialect::separator(&some)
}

/// The first `most` characters, without control characters: a terminal would obey those.
pub(crate) fn printable(text: &str, most: usize) -> String {
    let mut shown: String = text.chars().take(most).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}
