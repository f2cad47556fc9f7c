//! What lines outside of the rows state about the numbers: their unit, the sampling rate, and which of them are artifacts.

use super::names::{is_sample_number, stated_rate, stated_unit, unit_text};
use super::{NumberedLine, Table, columns::Roles, columns::numbers};
use crate::lab::analyze::read::choice::{Choice, Unit};
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::bare;

/// Most lines outside of the rows that are kept. The report of Kubios has about 200. Assumption.
pub(super) const MOST_SAID: usize = 4000;
/// Characters of such a line that are looked at.
const LONGEST: usize = 200;

/// The text of a line outside of the rows, without the mark of a remark.
pub(super) fn said(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(&line[..line.len().min(LONGEST)]).into_owned();
    text.trim_start_matches(['#', '%', '/', ';', ' ', '\t', '"']).trim_end().to_owned()
}

/// The first line that states something, with its number.
fn first<T>(lines: &[NumberedLine<'_>], states: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    lines.iter().find_map(|(line, text)| Some((*line, states(&said(text))?)))
}

impl Roles {
    /// Takes the unit that a line outside of the rows, a column of units or a sampling rate gives, where the name of the
    /// column gives none. Refuses numbers of samples without a rate.
    pub(super) fn take_stated(&mut self, table: &Table<'_>, choice: &Choice) -> Result<(), ReadError> {
        if let Some((line, _)) = first(&table.said, |text| names_artifacts(text).then_some(text.len())) {
            let said =
                format!("line {line} lists artifacts, which are not left out: mark their rows in a column `artifact`");
            self.notes.push(Note::Other(said));
        }
        if self.unit.is_some() || choice.unit.is_some() {
            return Ok(());
        }
        if let Some((_, unit)) = first(&table.said, stated_unit) {
            (self.unit, self.unit_by) = (Some(unit), Some("a line outside of the numbers says so"));
            return Ok(());
        }
        if let Some(unit) = unit_column(table) {
            (self.unit, self.unit_by) = (Some(unit), Some("the column of units says so"));
            return Ok(());
        }
        let rate = first(&table.said, stated_rate);
        let name = self.intervals.first().and_then(|index| table.header.as_ref()?.names.get(*index));
        let samples = name.is_some_and(|name| is_sample_number(name));
        let whole = || {
            let index = self.intervals.first().copied().unwrap_or(0);
            numbers(table, index).iter().all(|value| value.is_nan() || value.fract() == 0.0)
        };
        match rate {
            Some((_, rate)) if samples || self.from_beat_times && whole() => {
                (self.unit, self.unit_by) = (Some(rate), Some("the sampling rate of the file"));
            }
            Some((line, rate)) => {
                let said =
                    format!("line {line} names a sampling rate, but the intervals are not taken for {}", rate.name());
                self.notes.push(Note::Other(said));
            }
            None if samples => {
                let name = name.map_or("", |name| name.as_str());
                return Err(no_rate(table.header.as_ref().map_or(1, |header| header.line), name));
            }
            None if self.from_beat_times && name.is_some() && whole() => {
                let name = table.name(self.intervals[0]);
                self.notes.push(no_rate_named(&name));
            }
            None => {}
        }
        Ok(())
    }
}

/// The unit that every row of a column of units names.
fn unit_column(table: &Table<'_>) -> Option<Unit> {
    let names = &table.header.as_ref()?.names;
    let index = names.iter().position(|name| {
        ["unit", "units", "einheit", "rr_unit", "rr unit"].contains(&name.trim().to_lowercase().as_str())
    })?;
    let mut cells = table.column(index).map(|(_, text)| bare(text.unwrap_or_default()));
    let first = cells.next()?;
    let same = cells.all(|text| text == first);
    same.then(|| unit_text(&String::from_utf8_lossy(first))).flatten()
}

/// The refusal of sample numbers without a rate.
pub(crate) fn no_rate(line: usize, name: &str) -> ReadError {
    let name = super::printable(name, 40);
    ReadError::at(
        line,
        format!(
            "`{name}` holds numbers of samples, and nothing says how many a second has. Put a line such as \
             # sampling rate: 500 Hz above, or give --unit if they are none"
        ),
    )
}

/// What is said of R peaks whose unit nothing names.
pub(crate) fn no_rate_named(name: &str) -> Note {
    let name = super::printable(name, 40);
    Note::Other(format!(
        "nothing names the unit of `{name}`: if these are numbers of samples, put the sampling rate into the file"
    ))
}

/// Whether a line lists artifacts by their numbers.
fn names_artifacts(text: &str) -> bool {
    let Some((key, value)) = text.split_once([':', '=']) else { return false };
    let key = key.to_lowercase();
    let named =
        ["artifact", "artefact", "artefakt", "ectopic", "outlier", "excluded"].iter().any(|word| key.contains(word));
    let mut parts = value.split([' ', ',', ';', '\t', '[', ']']).filter(|part| !part.is_empty()).peekable();
    let some = parts.peek().is_some();
    named && key.len() < 30 && some && parts.all(|part| part.parse::<u32>().is_ok())
}
