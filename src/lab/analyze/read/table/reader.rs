//! Collects the rows of one person into a series.

use super::columns::Roles;
use super::dialect::{cells, list};
use super::trust::is_bracketed;
use super::{Row, Table, printable};
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::moment::{TextTime, text_time};
use crate::lab::analyze::read::note::{Note, counted};
use crate::lab::analyze::read::number::{Cell, Marks, bare, cell};
use crate::lab::analyze::read::series::{Clock, Series};

/// Fewest intervals in one row that are a recording of their own, and no notification. A strap sends nine at most, but some
/// programs collect them. Assumption.
pub(super) const WHOLE_RECORDING: usize = 20;
/// Fewest rows without an interval at the end of a table that belong to longer columns beside it. Fewer are lost beats.
/// Assumption.
const LONG_END: usize = 5;

/// A length of time with its unit, in seconds: Polar writes `PT0.845S`, others `845ms`.
fn length(text: &[u8]) -> Option<f64> {
    let text = bare(text);
    let has_unit = text.starts_with(b"PT") || !text.contains(&b':') && text.ends_with(b"s");
    if has_unit { text_time(text).map(TextTime::seconds) } else { None }
}

/// Collects the rows of one person.
pub(super) struct Reader<'a> {
    series: Series,
    /// The intervals of the row that is being read.
    pub(super) values: Vec<f64>,
    /// Which recording the row before was of.
    pub(super) part: Option<&'a [u8]>,
    /// Whether the running number of the rows has left some out since the row before.
    pub(super) after_hole: bool,
    rows: usize,
    /// Rows that are a recording of their own.
    whole: usize,
    without: usize,
    /// The line of the first row without an interval, and its text if that is a number.
    first_without: Option<(usize, String)>,
}

impl Reader<'_> {
    pub(super) fn new(clocks: &[Clock], table: &Table<'_>) -> Self {
        let clock = |clock: &Clock| Clock { times: Vec::new(), name: clock.name.clone(), ..*clock };
        let series = Series {
            clocks: clocks.iter().map(clock).collect(),
            first_line: table.rows.first().map_or(1, |row| row.line),
            ..Series::default()
        };
        Self {
            series,
            values: Vec::new(),
            part: None,
            after_hole: false,
            rows: 0,
            without: 0,
            first_without: None,
            whole: 0,
        }
    }

    /// Reads the intervals of a row into `values`.
    pub(super) fn read(
        &mut self,
        table: &Table<'_>,
        row: &Row<'_>,
        roles: &Roles,
        marks: Marks,
        several: bool,
    ) -> Result<(), ReadError> {
        if several {
            let last = *roles.intervals.last().unwrap_or(&0);
            for (index, text) in cells(row.text, table.separator).enumerate() {
                if roles.intervals.binary_search(&index).is_ok() || roles.open_ended && index > last {
                    self.take(row.line, text, marks)?;
                }
            }
            self.values.retain(|value| *value > 0.0);
            self.series.notifications = true;
            return Ok(());
        }
        let index = roles.intervals[0];
        let Some(text) = table.cell(row, index) else {
            let text = printable(&String::from_utf8_lossy(row.text), 30);
            let what = format!(
                "`{text}` has no column {}, where the intervals are. Complete it or put # before it",
                index + 1
            );
            return Err(ReadError::at(row.line, what));
        };
        self.take(row.line, text, marks)
    }

    fn take(&mut self, line: usize, text: &[u8], marks: Marks) -> Result<(), ReadError> {
        match cell(text, marks) {
            Cell::Value(value) => self.values.push(value),
            Cell::Missing => self.values.push(f64::NAN),
            Cell::Strange if is_bracketed(text) => self.values.extend(list(text, marks).unwrap_or_default()),
            Cell::Strange => {
                if let Some(seconds) = length(text) {
                    self.values.push(seconds);
                    return Ok(());
                }
                let values = list(text, marks).ok_or_else(|| {
                    let text = printable(&String::from_utf8_lossy(text), 30);
                    ReadError::at(line, format!("`{text}` is no number. Correct the line, or put # before it"))
                })?;
                self.series.notifications = true;
                self.values.extend(values.into_iter().filter(|value| *value > 0.0));
            }
        }
        Ok(())
    }

    pub(super) fn add(
        &mut self,
        row: &Row<'_>,
        excluded: bool,
        broken: bool,
        times: impl Iterator<Item = f64>,
        rate: Option<f64>,
    ) -> Result<(), ReadError> {
        self.rows += 1;
        if !self.values.iter().any(|value| *value > 0.0) {
            self.without += 1;
            self.first_without.get_or_insert_with(|| {
                let shown = self.values.first().filter(|value| value.is_finite()).map(|value| format!("{value}"));
                (row.line, shown.unwrap_or_default())
            });
        }
        if self.series.is_full() {
            return Err(ReadError::too_long(row.line));
        }
        let is_whole = self.values.len() >= WHOLE_RECORDING && self.series.notifications;
        self.whole += usize::from(is_whole && self.rows > 1);
        let broken = broken || is_whole;
        for (index, value) in self.values.iter().enumerate() {
            self.series.push(*value, excluded, broken && index == 0);
        }
        let count = self.values.len();
        if count == 0 {
            // A row that begins a new chain and holds nothing begins it all the same.
            self.after_hole |= broken;
            return Ok(());
        }
        for (clock, time) in self.series.clocks.iter_mut().zip(times) {
            clock.times.extend(std::iter::repeat_n(f64::NAN, count - 1).chain([time]));
        }
        if let Some(rate) = rate {
            self.series.rates.extend(std::iter::repeat_n(rate, count));
        }
        Ok(())
    }

    pub(super) fn finish(mut self, from_beat_times: bool) -> Result<Series, ReadError> {
        if from_beat_times {
            self.series.take_differences();
        } else if self.series.notifications {
            self.series.leave_out_empty();
        }
        let cut = self.series.cut_end(LONG_END);
        self.rows -= cut;
        self.without -= cut.min(self.without);
        if cut > 0 {
            self.series.notes.push(Note::Other(format!("{cut} rows at the end hold no interval: they are left out")));
        }
        if self.whole > 0 {
            let said = format!(
                "{} of {WHOLE_RECORDING} intervals or more: the chain is broken before each",
                counted(self.whole + 1, "row", "rows")
            );
            self.series.notes.push(Note::Other(said));
        }
        self.without -= self.series.take_sizes().min(self.without);
        let some = self.series.rr.iter().any(|rr| *rr > 0.0);
        let (line, text) = self.first_without.clone().unwrap_or_default();
        if !some {
            let this = if text.is_empty() { "this".to_owned() } else { format!("`{text}`") };
            let line = if line == 0 { self.series.first_line } else { line };
            return Err(ReadError::at(
                line,
                format!("{this} is no RR interval, nor is any other row. Check the column"),
            ));
        }
        if !self.series.notifications && self.without * 2 > self.rows {
            let message =
                format!("from here on, {} of {} rows hold no interval. Check the column", self.without, self.rows);
            return Err(ReadError::at(line, message));
        }
        if self.without > 0 && !from_beat_times && !self.series.notifications {
            self.series.notes.push(Note::Without { rows: self.without, line, text });
        }
        Ok(self.series)
    }
}
