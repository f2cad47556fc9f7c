//! Which column holds what: by its name, and without a header by its values.

use super::by_name::by_name;
use super::by_value::by_value;
use super::dialect::{Class, class, looks_like_intervals};
use super::names::{may_mark, names_intervals};
use super::trust::{are_remarks, are_words_of_beats, is_yes_and_no};
use super::whose::{Words, is_several, words};
use super::{Table, sample};
use crate::lab::analyze::read::choice::{Choice, Unit};
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::moment::text_time;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::{Marks, cell, marks, median, same};

/// What the columns of a table hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    /// The columns of intervals, in the order of the beats: several where a row is a notification.
    pub(crate) intervals: Vec<usize>,
    /// Whether every cell after these holds an interval, too.
    pub(crate) open_ended: bool,
    /// The unit that the name of the column gives.
    pub(crate) unit: Option<Unit>,
    /// Who gives that unit, if it isn't the name of the column.
    pub(crate) unit_by: Option<&'static str>,
    /// Whether the intervals are to be made from the times of beats in that column.
    pub(crate) from_beat_times: bool,
    /// Columns of times, and the unit that their names give.
    pub(crate) times: Vec<(usize, Option<Unit>)>,
    /// Columns of unknown names that may be times.
    pub(crate) perhaps_times: Vec<(usize, Option<Unit>)>,
    pub(crate) rate: Option<usize>,
    /// The columns that say whose row it is.
    pub(crate) persons: Vec<usize>,
    pub(crate) part: Option<usize>,
    /// Columns that say whether to trust a row, and whether true means yes.
    pub(crate) flags: Vec<(usize, bool)>,
    pub(crate) error_estimate: Option<usize>,
    /// Columns that say what kind of beat it is, or of what quality.
    pub(crate) labels: Vec<usize>,
    /// Columns of remarks, of which some say that the row is no heartbeat.
    pub(crate) remarks: Vec<usize>,
    /// The column that names the kind of value of a row.
    pub(crate) kind: Option<usize>,
    pub(crate) notes: Vec<Note>,
}

impl Roles {
    pub(crate) fn of(table: &Table<'_>, choice: &Choice) -> Result<Self, ReadError> {
        let mut roles = match &table.header {
            Some(header) => by_name(table, &header.names, header.line, choice)?,
            None => by_value(table, choice)?,
        };
        roles.take_stated(table, choice)?;
        Ok(roles)
    }

    /// Takes a column of words that nobody asked for if it mixes several people row by row. Otherwise it is named, and so is a
    /// column of yes and no. What goes on at the time, such as a role, is named only if it mixes rows.
    pub(super) fn note_unasked(&mut self, table: &Table<'_>, index: usize, is_course: bool) {
        let column = table.name(index);
        if are_words_of_beats(table, index) {
            self.labels.push(index);
            return;
        }
        if are_remarks(table, index) {
            self.remarks.push(index);
            return;
        }
        if is_yes_and_no(table, index) {
            let why = "its name doesn't tell what yes and no mean. If it marks heartbeats, call it valid".to_owned();
            self.notes.push(Note::FlagUnused { column, why });
            return;
        }
        let Some(Words { list, letters, mixed }) = words(table, index) else {
            let marks =
                table.header.as_ref().and_then(|header| header.names.get(index)).is_some_and(|name| may_mark(name));
            if marks && is_several(table, index) {
                let why = "nothing says which of its values are good. If it marks heartbeats, call it valid".to_owned();
                self.notes.push(Note::FlagUnused { column, why });
            }
            return;
        };
        let known = self.persons.iter().any(|person| is_several(table, *person));
        if mixed && letters && !known {
            let said = format!("`{column}` changes from row to row ({list}): taken for the names of people");
            self.notes.push(Note::Other(said));
            self.persons.push(index);
        } else if !is_course || mixed && !known {
            let why = format!("nothing says what its values mean ({list}). If they name people, call it person");
            self.notes.push(Note::FlagUnused { column, why });
        }
    }
}

/// The numbers of a column in its own spelling, not a number where there is none.
pub(crate) fn numbers(table: &Table<'_>, index: usize) -> Vec<f64> {
    let marks = column_marks(table, index);
    table.column(index).map(|(_, text)| text.and_then(|text| cell(text, marks).value()).unwrap_or(f64::NAN)).collect()
}

/// How a column writes its numbers. Cells that are lists or no numbers do not take part.
pub(crate) fn column_marks(table: &Table<'_>, index: usize) -> Marks {
    marks(&table.column(index).filter_map(|(_, text)| text).filter(|text| {
        let found = class(text);
        found == Class::Number || found == Class::Empty
    }))
}

/// Whether a cell is the name of a kind of value, and that kind is intervals.
pub(crate) fn is_interval_name(text: &[u8]) -> bool {
    class(text) == Class::Word && names_intervals(&String::from_utf8_lossy(text))
}

/// Whether a column names the kind of value of its rows, as one of intervals for some.
pub(super) fn names_kinds(table: &Table<'_>, index: usize) -> bool {
    sample(&table.rows).any(|row| table.cell(row, index).is_some_and(is_interval_name))
}

/// The numbers of a column, or the seconds of its texts.
pub(crate) fn seconds_or_numbers(table: &Table<'_>, index: usize) -> Vec<f64> {
    let values = numbers(table, index);
    if values.iter().any(|value| value.is_finite()) {
        return values;
    }
    let seconds =
        |text: Option<&[u8]>| text.and_then(text_time).map_or(f64::NAN, super::super::moment::TextTime::seconds);
    table.column(index).map(|(_, text)| seconds(text)).collect()
}

/// Whether values only grow, by steps that look like intervals.
pub(crate) fn are_beat_times(values: &[f64]) -> bool {
    let some: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let up = some.windows(2).filter(|two| two[1] > two[0]).count();
    if some.len() < 4 || up * 50 < (some.len() - 1) * 49 {
        return false;
    }
    let steps: Vec<f64> = some.windows(2).map(|two| two[1] - two[0]).collect();
    let middle = median(&steps);
    let varied = steps.iter().any(|step| (step - middle).abs() > 1e-9 * middle.abs());
    some[some.len() - 1] - some[0] > 3.0 * middle && varied && looks_like_intervals(&steps)
}

/// Whether whole numbers count the rows: by one from most rows to the next, and seldom back. Seconds since 1970 are no such
/// number.
pub(crate) fn counts_rows(values: &[f64]) -> bool {
    /// No table has so many rows.
    const MOST: f64 = 1e8;
    let (mut by_one, mut back, mut steps) = (0_usize, 0_usize, 0_usize);
    for two in values.windows(2) {
        steps += 1;
        let step = two[1] - two[0];
        by_one += usize::from(same(step, 1.0));
        back += usize::from(step.is_nan() || step <= 0.0 || step.fract() != 0.0);
    }
    steps > 1
        && by_one * 3 >= steps * 2
        && back * 20 <= steps
        && values.iter().all(|value| value.is_nan() || *value < MOST && value.fract() == 0.0)
}
