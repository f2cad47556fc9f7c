//! From a table to one series for each person in it.

use super::columns::{Roles, column_marks, is_interval_name, numbers, seconds_or_numbers};
use super::dialect::{cells, list};
use super::names::{Meaning, meaning};
use super::trust::distrusted;
use super::{Row, Table, printable};
use crate::event::seat::Seat;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::moment::{TextTime, text_time};
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::{Cell, Marks, bare, cell, same};
use crate::lab::analyze::read::series::{Clock, ClockUnit, Person, Series};

/// Most people in one table. More are no people, but numbers of rows.
const MOST_PEOPLE: usize = 1000;

/// The series of each person, in the order in which they appear.
pub(crate) fn series(table: &Table<'_>, mut roles: Roles) -> Result<Vec<Series>, ReadError> {
    let mut notes = std::mem::take(&mut roles.notes);
    let (clocks, unread) = clocks(table, &roles);
    if !clocks.iter().any(|clock| clock.certain) {
        notes.extend(unread);
    }
    let (excluded, flag_notes) = distrusted(table, &roles);
    notes.extend(flag_notes);
    let rates = roles.rate.map(|index| numbers(table, index)).unwrap_or_default();
    let (people, whose) = people(table, roles.person)?;
    let parts = roles.part.map(|index| table.column(index).map(|(_, text)| text).collect::<Vec<_>>());
    let mut readers: Vec<Reader> = people.iter().map(|_| Reader::new(&clocks, table)).collect();
    let several = roles.intervals.len() > 1 || roles.open_ended;
    let marks = column_marks(table, roles.intervals[0]);
    let beat_times = roles.from_beat_times.then(|| seconds_or_numbers(table, roles.intervals[0]));
    for (place, row) in table.rows.iter().enumerate() {
        if let Some(kind) = roles.kind
            && !table.cell(row, kind).is_some_and(is_interval_name)
        {
            continue;
        }
        let reader = &mut readers[whose.get(place).copied().unwrap_or(0)];
        reader.values.clear();
        match &beat_times {
            Some(times) => reader.values.push(times[place]),
            None => reader.read(table, row, &roles, marks, several)?,
        }
        let part = parts.as_ref().and_then(|parts| parts[place]);
        let broken =
            row.after_break || std::mem::replace(&mut reader.part, part.map(<[u8]>::to_vec)).as_deref() != part;
        let times = clocks.iter().map(|clock| clock.times[place]);
        reader.add(row, excluded[place], broken, times, rates.get(place).copied());
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
        (series.person, series.notifications) = (person, series.notifications || several);
        series.unit = series.unit.or(roles.unit.map(|unit| (unit, "the name of the column says so")));
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

/// Collects the rows of one person.
struct Reader {
    series: Series,
    values: Vec<f64>,
    part: Option<Vec<u8>>,
    rows: usize,
    without: usize,
    /// The line of the first row without an interval, and its text if that is a number.
    first_without: Option<(usize, String)>,
}

impl Reader {
    fn new(clocks: &[Clock], table: &Table<'_>) -> Self {
        let clock = |clock: &Clock| Clock { times: Vec::new(), name: clock.name.clone(), ..*clock };
        let series = Series {
            clocks: clocks.iter().map(clock).collect(),
            first_line: table.rows.first().map_or(1, |row| row.line),
            ..Series::default()
        };
        Self { series, values: Vec::new(), part: None, rows: 0, without: 0, first_without: None }
    }

    /// Reads the intervals of a row into `values`.
    fn read(
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
                if roles.intervals.contains(&index) || roles.open_ended && index > last {
                    self.take(row.line, text, marks)?;
                }
            }
            self.values.retain(|value| *value > 0.0);
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
            // Polar writes `PT0.845S`.
            Cell::Strange if bare(text).starts_with(b"PT") && text_time(text).is_some() => {
                self.values.extend(text_time(text).map(TextTime::seconds));
            }
            Cell::Strange => {
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

    fn add(
        &mut self,
        row: &Row<'_>,
        excluded: bool,
        broken: bool,
        times: impl Iterator<Item = f64>,
        rate: Option<f64>,
    ) {
        self.rows += 1;
        if !self.values.iter().any(|value| *value > 0.0) {
            self.without += 1;
            self.first_without.get_or_insert_with(|| {
                let shown = self.values.first().filter(|value| value.is_finite()).map(|value| format!("{value}"));
                (row.line, shown.unwrap_or_default())
            });
        }
        let before = self.series.rr.len();
        for (index, value) in self.values.iter().enumerate() {
            self.series.push(*value, excluded, broken && index == 0);
        }
        let count = self.series.rr.len() - before;
        if count == 0 {
            return;
        }
        for (clock, time) in self.series.clocks.iter_mut().zip(times) {
            clock.times.extend(std::iter::repeat_n(f64::NAN, count - 1).chain([time]));
        }
        if let Some(rate) = rate {
            self.series.rates.extend(std::iter::repeat_n(rate, count));
        }
    }

    fn finish(mut self, from_beat_times: bool) -> Result<Series, ReadError> {
        if from_beat_times {
            self.differences();
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

    /// The intervals between the times of beats. The first beat has none.
    fn differences(&mut self) {
        let times = std::mem::take(&mut self.series.rr);
        self.series.rr = times.windows(2).map(|two| two[1] - two[0]).collect();
        self.series.excluded.drain(..1.min(self.series.excluded.len()));
        self.series.broken.drain(..1.min(self.series.broken.len()));
        self.series.rates.clear();
        self.series.clocks.clear();
        self.series.notes.push(Note::FromBeatTimes);
    }
}

/// The columns of times that can be read, and a note for each that can't.
fn clocks(table: &Table<'_>, roles: &Roles) -> (Vec<Clock>, Vec<Note>) {
    let (mut clocks, mut unread) = (Vec::new(), Vec::new());
    let columns =
        roles.times.iter().map(|time| (time, true)).chain(roles.perhaps_times.iter().map(|time| (time, false)));
    for (&(index, unit), certain) in columns {
        let name = table.name(index);
        let values = numbers(table, index);
        let most = |values: &[f64]| values.iter().filter(|value| value.is_finite()).count() * 2 > values.len();
        if most(&values) {
            if certain || is_growing(&values) {
                clocks.push(Clock { name, times: values, unit: ClockUnit::Number(unit), certain });
            }
            continue;
        }
        let times = text_times(table, index);
        if most(&times) {
            clocks.push(Clock { name, times, unit: ClockUnit::Seconds, certain });
        } else if certain {
            let first = table.column(index).find_map(|(_, text)| text.filter(|text| !bare(text).is_empty()));
            let first = printable(&String::from_utf8_lossy(first.unwrap_or_default()), 30);
            unread.push(Note::TimesUnused { column: name, why: format!("its times can't be read (first: `{first}`)") });
        }
    }
    (clocks, unread)
}

/// Whether numbers mostly grow, and don't just count the rows.
fn is_growing(values: &[f64]) -> bool {
    let up = values.windows(2).filter(|two| two[1] > two[0]).count();
    let counts = values.windows(2).all(|two| same(two[1] - two[0], 1.0));
    up * 10 > values.len() * 8 && !counts
}

/// The seconds of times that are texts. A time of day that goes back by half a day has passed midnight.
fn text_times(table: &Table<'_>, index: usize) -> Vec<f64> {
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

/// The people of a table, and whose each row is.
fn people(table: &Table<'_>, column: Option<usize>) -> Result<(Vec<Option<Person>>, Vec<usize>), ReadError> {
    let Some(column) = column else { return Ok((vec![None], Vec::new())) };
    let mut names: Vec<&[u8]> = Vec::new();
    let mut whose = Vec::with_capacity(table.rows.len());
    for (line, text) in table.column(column) {
        let name = bare(text.unwrap_or_default());
        let place = names.iter().position(|known| *known == name).unwrap_or(names.len());
        if place == names.len() {
            if place == MOST_PEOPLE {
                let what = format!("column `{}` names more than {MOST_PEOPLE} people. Rename it", table.name(column));
                return Err(ReadError::at(line, what));
            }
            names.push(name);
        }
        whose.push(place);
    }
    if names.len() < 2 {
        return Ok((vec![None], Vec::new()));
    }
    let seats: Option<Vec<Seat>> = names.iter().map(|name| seat(name)).collect();
    let by_seat = table.header.as_ref().is_some_and(|header| {
        matches!(meaning(&header.names[column]).0, Meaning::Person { .. })
            && header.names[column].eq_ignore_ascii_case("seat")
    });
    let people = match seats {
        Some(seats) if by_seat && names.len() == 2 => seats.into_iter().map(|seat| Some(Person::Seat(seat))).collect(),
        _ => names.iter().map(|name| Some(Person::Named(printable(&String::from_utf8_lossy(name), 40)))).collect(),
    };
    Ok((people, whose))
}

fn seat(name: &[u8]) -> Option<Seat> {
    match &name.to_ascii_lowercase()[..] {
        b"left" | b"l" | b"a" | b"0" => Some(Seat::Left),
        b"right" | b"r" | b"b" | b"1" => Some(Seat::Right),
        _ => None,
    }
}
