//! Reads RR text and CSV: one interval a line in milliseconds or seconds, alone or among other columns.
//!
//! Blank lines and lines that begin with `#` are ignored. A row without an interval (empty, NaN, zero, negative) stays a
//! row, and the chain of beats is broken there. A cell that is no number at all is an error.

use super::columns::{Layout, NumberedLine, Separator, cells, printable};
use super::error::ReadError;
use super::number::{Cell, cell};
use super::times;
use crate::lab::analyze::recording::Recording;

/// Number of lines from which the layout is found. Assumption.
const SAMPLE: usize = 500;
/// Most rows of a table: over half a year of heartbeats. More would take more memory than a small machine has.
const MOST_ROWS: usize = 20_000_000;

/// Reads a table.
pub(crate) fn read(bytes: &[u8]) -> Result<Recording, ReadError> {
    let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
    let lines = || {
        let numbered = bytes.split(move |byte| *byte == end).enumerate();
        numbered.map(|(i, line)| (i + 1, line.trim_ascii())).filter(|(_, l)| !l.is_empty() && l[0] != b'#')
    };
    let sample: Vec<NumberedLine<'_>> = lines().take(SAMPLE).collect();
    let layout = Layout::find(&sample)?;
    let mut columns = Columns::default();
    for line in lines().filter(|line| Some(line.0) != layout.header) {
        columns.add(line, &layout)?;
    }
    columns.finish(&layout)
}

/// The two columns that are used, and what is noticed while they are read.
#[derive(Default)]
struct Columns {
    rr: Vec<f64>,
    times: Vec<f64>,
    /// Number of rows without an interval.
    without: usize,
    /// The line of the first row without an interval, and its text if that is a number.
    first_without: Option<(usize, String)>,
    /// The line of the first row.
    first_line: usize,
}

impl Columns {
    fn add(&mut self, line: NumberedLine<'_>, layout: &Layout) -> Result<(), ReadError> {
        if self.rr.is_empty() {
            self.first_line = line.0;
        }
        if self.rr.len() == MOST_ROWS {
            return Err(ReadError::at(
                line.0,
                "this is the heart of more than half a year. Split the file before here",
            ));
        }
        let text = if layout.separator == Separator::Blanks && layout.rr == 0 && layout.time.is_none() {
            line.1
        } else {
            nth(line, layout, layout.rr)?
        };
        let value = match cell(text, layout.comma) {
            Cell::Value(value) => value,
            Cell::Missing => f64::NAN,
            Cell::Strange => return Err(strange(line.0, text)),
        };
        if value.is_nan() || value <= 0.0 {
            self.without += 1;
            self.first_without.get_or_insert_with(|| {
                let shown = if value.is_nan() { String::new() } else { String::from_utf8_lossy(text).into_owned() };
                (line.0, printable(&shown, 20))
            });
        }
        self.rr.push(value);
        if let Some(time) = layout.time {
            let time = cells(line.1, layout.separator).nth(time).and_then(|text| cell(text, layout.comma).value());
            self.times.push(time.unwrap_or(f64::NAN));
        }
        Ok(())
    }

    fn finish(mut self, layout: &Layout) -> Result<Recording, ReadError> {
        let Some(typical) = self.typical() else {
            let (line, text) = self.first_without.unwrap_or_default();
            let this = if text.is_empty() { "this".to_owned() } else { format!("`{text}`") };
            return Err(ReadError::at(
                line,
                format!("{this} is no RR interval, nor is any other row. Check the column"),
            ));
        };
        if self.without * 2 > self.rr.len() {
            let (line, _) = self.first_without.unwrap_or_default();
            return Err(ReadError::at(
                line,
                format!("from here on, {} of {} rows hold no interval. Check the column", self.without, self.rr.len()),
            ));
        }
        let mut notes = Vec::new();
        if let (Some(name), Some(line)) = (&layout.name, layout.header) {
            notes.push(format!("intervals from column `{name}` (line {line})"));
        }
        if let Some((line, text)) = &self.first_without {
            let rows = if self.without == 1 { "1 row holds" } else { &format!("{} rows hold", self.without) };
            let first = if text.is_empty() { String::new() } else { format!(", `{text}`") };
            notes.push(format!("{rows} no interval (first: line {line}{first})"));
        }
        self.convert_to_ms(typical, &mut notes)?;
        let placed = times::place(&self.rr, &self.times);
        if placed.times_ignored {
            notes.push("the time column doesn't fit the intervals and is not used".to_owned());
        }
        Ok(Recording { seat: None, origin_s: placed.origin_s, rows: placed.rows, notes })
    }

    /// The median of the first 10,001 intervals; none without intervals.
    fn typical(&self) -> Option<f64> {
        let mut some: Vec<f64> = self.rr.iter().copied().filter(|rr| *rr > 0.0).take(10_001).collect();
        some.sort_by(f64::total_cmp);
        some.get(some.len() / 2).copied()
    }

    /// Converts seconds to milliseconds, with a note. Refuses intervals that are neither.
    fn convert_to_ms(&mut self, typical: f64, notes: &mut Vec<String>) -> Result<(), ReadError> {
        if (0.1..10.0).contains(&typical) {
            self.rr.iter_mut().for_each(|rr| *rr *= 1000.0);
            notes.push(format!("read as seconds: the middle value is {typical:.3}"));
        } else if !(100.0..10_000.0).contains(&typical) {
            let shown = if typical < 1e7 { format!("{typical:.4}") } else { format!("{typical:.1e}") };
            return Err(ReadError::at(
                self.first_line,
                format!(
                    "the intervals are around {shown}, which is neither milliseconds nor seconds of a heartbeat. \
                     Convert them to milliseconds (a heart rate can't be)"
                ),
            ));
        }
        Ok(())
    }
}

/// A cell of a line.
fn nth<'a>(line: NumberedLine<'a>, layout: &Layout, index: usize) -> Result<&'a [u8], ReadError> {
    cells(line.1, layout.separator).nth(index).ok_or_else(|| {
        let text = printable(&String::from_utf8_lossy(line.1), 30);
        let message =
            format!("`{text}` has no column {}, where the intervals are. Complete it or put # before it", index + 1);
        ReadError::at(line.0, message)
    })
}

/// The error of a cell that is no number.
fn strange(line: usize, text: &[u8]) -> ReadError {
    let text = printable(&String::from_utf8_lossy(text), 30);
    ReadError::at(line, format!("`{text}` is no number. Correct the line, or put # before it"))
}
