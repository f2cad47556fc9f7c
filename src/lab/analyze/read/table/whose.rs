//! Whose row each is.

use std::collections::HashMap;

use super::columns::names_kinds;
use super::dialect::{Class, class};
use super::{Table, printable, sample};
use crate::event::seat::Seat;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::number::{Cell, Marks, bare, cell};
use crate::lab::analyze::read::series::Person;

/// Most people in one table. More are no people, but numbers of rows.
const MOST_PEOPLE: usize = 1000;
/// Fewest rows of each value, on average, of a column that names people although its name doesn't say so. Assumption.
const FEWEST_ROWS: usize = 5;

/// The people of a table, and whose each row is.
pub(super) fn people<'a>(table: &Table<'a>, columns: &[usize]) -> Result<(Vec<Option<Person>>, Vec<usize>), ReadError> {
    let columns: Vec<usize> = columns.iter().copied().filter(|index| is_several(table, *index)).collect();
    if columns.is_empty() {
        return Ok((vec![None], Vec::new()));
    }
    let mut names: Vec<Vec<&'a [u8]>> = Vec::new();
    let mut known: HashMap<Vec<&'a [u8]>, usize> = HashMap::new();
    let mut whose = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let name: Vec<&[u8]> = columns.iter().map(|index| bare(table.cell(row, *index).unwrap_or_default())).collect();
        let place = *known.entry(name).or_insert_with_key(|name| {
            names.push(name.clone());
            names.len() - 1
        });
        if place == MOST_PEOPLE {
            let column = table.name(columns[0]);
            let what = format!("column `{column}` names more than {MOST_PEOPLE} people. Rename it");
            return Err(ReadError::at(row.line, what));
        }
        whose.push(place);
    }
    let one = |name: &Vec<&[u8]>| if let [name] = name[..] { seat(name) } else { None };
    let seats: Option<Vec<Seat>> = names.iter().map(one).collect();
    let by_seat = columns.len() == 1
        && table.header.as_ref().is_some_and(|header| header.names[columns[0]].eq_ignore_ascii_case("seat"));
    let people = match seats {
        Some(seats) if by_seat && names.len() == 2 => seats.into_iter().map(|seat| Some(Person::Seat(seat))).collect(),
        _ => {
            let name = |name: &Vec<&[u8]>| printable(&String::from_utf8_lossy(&name.join(&b' ')), 40);
            names.iter().map(|parts| Some(Person::Named(name(parts)))).collect()
        }
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

/// Whether a column has more than one value.
pub(super) fn is_several(table: &Table<'_>, index: usize) -> bool {
    let mut cells = table.column(index).map(|(_, text)| bare(text.unwrap_or_default()));
    let first = cells.next();
    cells.any(|text| Some(text) != first)
}

/// Whether the values of a column recur as those of people do: several, each in many rows, and no running number.
pub(super) fn recur(table: &Table<'_>, index: usize) -> bool {
    recurring(table, index).is_some()
}

/// Those values, sorted; none if they don't recur so.
fn recurring<'a>(table: &Table<'a>, index: usize) -> Option<Vec<&'a [u8]>> {
    values(table, index).filter(|values| values.len() > 1 && values.len() * FEWEST_ROWS <= table.rows.len())
}

/// The different values of a column, unless nearly every row has its own or one names intervals.
fn values<'a>(table: &Table<'a>, index: usize) -> Option<Vec<&'a [u8]>> {
    if names_kinds(table, index) {
        return None;
    }
    let mut values: Vec<&[u8]> = table.column(index).filter_map(|(_, text)| text).map(bare).collect();
    values.retain(|text| cell(text, Marks::POINT) != Cell::Missing);
    values.sort_unstable();
    values.dedup();
    Some(values)
}

/// A column of a few values that come again and again, and that nobody asked for.
pub(super) struct Words {
    /// The first of its values.
    pub(super) list: String,
    /// Whether they are words, not numbers.
    pub(super) letters: bool,
    /// Whether they change from row to row, as in rows of several people.
    pub(super) mixed: bool,
}

/// Most different numbers of a column that may name people. Assumption: two hearts, rarely four.
const MOST_NUMBERS: usize = 4;

/// What a column of a few words that come again and again shows, with the first of them; none for any other column.
pub(super) fn words(table: &Table<'_>, index: usize) -> Option<Words> {
    // `63 bpm` is no name.
    let is_word = |text: &[u8]| class(text) == Class::Word && !bare(text).ends_with(b"bpm");
    let (mut words, mut rows) = (0_usize, 0_usize);
    for row in sample(&table.rows) {
        rows += 1;
        words += usize::from(table.cell(row, index).is_some_and(is_word));
    }
    let are_words = words * 5 >= rows * 4;
    if words > 0 && !are_words {
        return None;
    }
    let values = recurring(table, index)?;
    let whole = |text: &&[u8]| cell(text, Marks::POINT).value().is_some_and(|value| value.fract() == 0.0);
    if !are_words && (values.len() > MOST_NUMBERS || !values.iter().all(whole)) {
        return None;
    }
    let shown = values.iter().take(3).map(|text| printable(&String::from_utf8_lossy(text), 20)).collect::<Vec<_>>();
    let list = shown.join(", ") + if values.len() > 3 { ", …" } else { "" };
    let cells: Vec<Option<&[u8]>> = table.column(index).map(|(_, text)| text).collect();
    let changes = cells.windows(2).filter(|two| two[0] != two[1]).count();
    Some(Words { list, letters: are_words, mixed: changes * 5 > cells.len() })
}
