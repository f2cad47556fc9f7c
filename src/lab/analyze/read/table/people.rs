//! From a table to one series for each person in it.

use super::Table;
use super::blocks::{blocks, quoted};
use super::clocks::{Course, course};
use super::columns::{Roles, column_marks, is_interval_name, numbers, seconds_or_numbers};
use super::reader::Reader;
use super::trust::distrusted;
use super::whose::people;
use crate::event::seat::Seat;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::series::{Person, Series};

/// The series of each person, in the order in which they appear.
pub(crate) fn series(table: &Table<'_>, mut roles: Roles) -> Result<Vec<Series>, ReadError> {
    let mut notes = std::mem::take(&mut roles.notes);
    let Course { clocks, holes, notes: said } = course(table, &roles);
    notes.extend(said);
    let (excluded, flag_notes) = distrusted(table, &roles);
    notes.extend(flag_notes);
    let rates = roles.rate.map(|index| numbers(table, index)).unwrap_or_default();
    let (mut people, mut whose) = people(table, &roles.persons)?;
    if let [None] = people[..] {
        match blocks(table) {
            Some(found) => (people, whose) = found,
            None => notes.extend(quoted(table)),
        }
    }
    let parts = roles.part.map(|index| table.column(index).map(|(_, text)| text).collect::<Vec<_>>());
    let mut readers: Vec<Reader<'_>> = people.iter().map(|_| Reader::new(&clocks, table)).collect();
    let several = roles.intervals.len() > 1 || roles.open_ended;
    let marks = column_marks(table, roles.intervals[0]);
    let beat_times = (roles.from_beat_times && !several).then(|| seconds_or_numbers(table, roles.intervals[0]));
    for (place, row) in table.rows.iter().enumerate() {
        if let Some(kind) = roles.kind
            && !table.cell(row, kind).is_some_and(is_interval_name)
        {
            continue;
        }
        // Each person has the running number of the whole table.
        if holes.get(place) == Some(&true) {
            for reader in &mut readers {
                reader.after_hole = true;
            }
        }
        let reader = &mut readers[whose.get(place).copied().unwrap_or(0)];
        reader.values.clear();
        match &beat_times {
            Some(times) => reader.values.push(times[place]),
            None => reader.read(table, row, &roles, marks, several)?,
        }
        let part = parts.as_ref().and_then(|parts| parts[place]);
        let broken = row.after_break
            | std::mem::take(&mut reader.after_hole)
            | (std::mem::replace(&mut reader.part, part) != part);
        let times = clocks.iter().map(|clock| clock.times[place]);
        reader.add(row, excluded[place], broken, times, rates.get(place).copied())?;
    }
    let (mut all, mut refused) = (Vec::new(), None);
    for (reader, person) in readers.into_iter().zip(people) {
        let mut series = match reader.finish(roles.from_beat_times) {
            Ok(series) => series,
            Err(error) => {
                let whose = person.as_ref().map(Person::name).unwrap_or_default();
                notes.push(Note::Other(format!("`{whose}` is left out: {error}")));
                refused = Some(error);
                continue;
            }
        };
        series.person = person;
        series.unit = roles.unit.map(|unit| (unit, roles.unit_by.unwrap_or("the name of the column says so")));
        all.push(series);
    }
    if let (true, Some(error)) = (all.is_empty(), refused) {
        return Err(error);
    }
    for series in &mut all {
        series.notes.splice(0..0, notes.iter().cloned());
    }
    // As in a journal: left first.
    all.sort_by_key(|series| series.person == Some(Person::Seat(Seat::Right)));
    Ok(all)
}
