//! The columns of times of a table, and the columns that count its rows.

use super::columns::{Roles, counts_rows, numbers};
use super::numbered::{digit_clock, hundredths, is_course, is_each_its_own, turned};
use super::{Table, printable};
use crate::lab::analyze::read::moment::{TextTime, text_time};
use crate::lab::analyze::read::note::{Note, counted};
use crate::lab::analyze::read::number::{Cell, Marks, bare, cell, same};
use crate::lab::analyze::read::series::{Clock, ClockUnit};

/// What the columns beside the intervals say about the course of the rows.
pub(super) struct Course {
    pub(super) clocks: Vec<Clock>,
    /// For each row whether a running number leaves some out before it; empty without such a number.
    pub(super) holes: Vec<bool>,
    pub(super) notes: Vec<Note>,
}

/// Reads the columns of times and of running numbers, with a note for each that can't be read.
pub(super) fn course(table: &Table<'_>, roles: &Roles) -> Course {
    let (mut clocks, mut unread, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    let mut holes = Vec::new();
    let columns =
        roles.times.iter().map(|time| (time, true)).chain(roles.perhaps_times.iter().map(|time| (time, false)));
    for (&(index, unit), certain) in columns {
        let name = table.name(index);
        let values = numbers(table, index);
        let finite = |values: &[f64]| values.iter().filter(|value| value.is_finite()).count();
        // Cells without anything are no times that can't be read: other columns may be longer.
        let filled = || {
            let some = table.column(index).filter_map(|(_, text)| text);
            some.filter(|text| cell(text, Marks::POINT) != Cell::Missing).count()
        };
        let most =
            |values: &[f64]| finite(values) * 2 > values.len() || finite(values) > 2 && finite(values) * 2 > filled();
        if most(&values) {
            if let Some(times) = digit_clock(&values) {
                notes.push(Note::Other(format!("`{name}` is read as a time of day in digits")));
                clocks.push(Clock { name, times, unit: ClockUnit::Seconds, certain: true });
                continue;
            }
            let (values, said) = turned(values, &name);
            notes.extend(said);
            if !certain && counts_rows(&values) {
                count_holes(&values, &name, &mut holes, &mut notes);
            } else if certain || is_growing(&values) {
                clocks.push(Clock { name, times: values, unit: ClockUnit::Number(unit), certain });
            } else if is_course(&values) {
                let why = "nearly every row has its own value, but as a time it doesn't go on".to_owned();
                notes.push(Note::FlagUnused { column: name, why });
            }
            continue;
        }
        let times = text_times(table, index);
        if most(&times) {
            clocks.push(Clock { name, times, unit: ClockUnit::Seconds, certain });
        } else if !certain && is_each_its_own(table, index) {
            let why = "nearly every row has its own text: if it is a time, write it as 2026-03-14 07:30:15".to_owned();
            notes.push(Note::FlagUnused { column: name, why });
        } else if certain {
            let first = table.column(index).find_map(|(_, text)| text.filter(|text| !bare(text).is_empty()));
            let first = printable(&String::from_utf8_lossy(first.unwrap_or_default()), 30);
            unread.push(Note::TimesUnused { column: name, why: format!("its times can't be read (first: `{first}`)") });
        }
    }
    if !clocks.iter().any(|clock| clock.certain) {
        notes.extend(unread);
    }
    Course { clocks, holes, notes }
}

/// Marks the rows before which a running number leaves some out or starts anew.
fn count_holes(values: &[f64], name: &str, holes: &mut Vec<bool>, notes: &mut Vec<Note>) {
    holes.resize(values.len(), false);
    let mut places = 0;
    for (place, two) in values.windows(2).enumerate() {
        let step = two[1] - two[0];
        if !same(step, 1.0) && !same(step, 0.0) {
            holes[place + 1] = true;
            places += 1;
        }
    }
    if places > 0 {
        let places = counted(places, "place", "places");
        notes.push(Note::Other(format!(
            "`{name}` counts the rows and leaves some out in {places}: the chain is broken there"
        )));
    }
}

/// Whether numbers mostly grow.
fn is_growing(values: &[f64]) -> bool {
    let (mut up, mut steps) = (0_usize, 0_usize);
    let (mut first, mut before) = (f64::NAN, f64::NAN);
    for value in values.iter().copied().filter(|value| value.is_finite()) {
        if before.is_nan() {
            first = value;
        } else {
            steps += 1;
            up += usize::from(value >= before);
        }
        before = value;
    }
    up * 20 > steps * 19 && before > first
}

/// The seconds of times that are texts. A time of day that goes back by half a day has passed midnight.
fn text_times(table: &Table<'_>, index: usize) -> Vec<f64> {
    if let Some(times) = hundredths(table, index) {
        return times;
    }
    let (mut midnights, mut before) = (0.0, f64::NAN);
    let each = table.column(index).map(|(_, text)| match text.and_then(text_time) {
        Some(TextTime::Date(seconds)) => seconds,
        Some(TextTime::Clock(seconds)) => {
            if before - seconds > 43_200.0 {
                midnights += 86_400.0;
            }
            before = seconds;
            seconds + midnights
        }
        None => f64::NAN,
    });
    each.collect()
}
