//! Which rows the file itself marks as no heartbeats.

use super::columns::{Roles, numbers};
use super::letters::{Label, label};
use super::{Table, printable};
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::{Cell, Marks, bare, cell};

/// The largest error that a sensor may name for its own interval, in milliseconds. Polar's optical sensors name one for
/// each interval. Assumption: half the RMSSD of an adult at rest. A higher value lets worse intervals count.
const MOST_ERROR_MS: f64 = 30.0;

/// For each row whether it is no heartbeat, and what was used to tell.
pub(super) fn distrusted(table: &Table<'_>, roles: &Roles) -> (Vec<bool>, Vec<Note>) {
    let mut excluded = vec![false; table.rows.len()];
    let mut notes = Vec::new();
    for &(index, good) in &roles.flags {
        let column = table.name(index);
        match truths(table, index) {
            Some(values) => {
                exclude(&mut excluded, values.into_iter().map(|value| value != Some(good)), column, &mut notes);
            }
            None => notes.push(Note::FlagUnused { column, why: "its values are not yes and no".to_owned() }),
        }
    }
    if let Some(index) = roles.error_estimate {
        let errors = numbers(table, index);
        exclude(&mut excluded, errors.into_iter().map(|error| error > MOST_ERROR_MS), table.name(index), &mut notes);
    }
    for &index in &roles.labels {
        by_label(table, index, &mut excluded, &mut notes);
    }
    (excluded, notes)
}

fn exclude(excluded: &mut [bool], marked: impl Iterator<Item = bool>, column: String, notes: &mut Vec<Note>) {
    let marked: Vec<bool> = marked.collect();
    let rows = marked.iter().filter(|marked| **marked).count();
    if rows > 0 && rows == marked.len() {
        notes.push(Note::FlagUnused { column, why: "it would leave no interval".to_owned() });
    } else if rows > 0 {
        excluded.iter_mut().zip(marked).for_each(|(excluded, marked)| *excluded |= marked);
        notes.push(Note::Flagged { rows, column });
    }
}

/// What each cell of a column of yes and no says. A cell that says neither is none, where others say both. A column with
/// marks in some cells and nothing in the others says no there. None for a column of anything else.
fn truths(table: &Table<'_>, index: usize) -> Option<Vec<Option<bool>>> {
    let mut values: Vec<Option<bool>> = Vec::with_capacity(table.rows.len());
    let (mut strange, mut empty, mut no) = (0_usize, 0_usize, 0_usize);
    for (_, text) in table.column(index) {
        let text = text.unwrap_or_default();
        let said = truth(text);
        no += usize::from(said == Some(false));
        if said.is_none() {
            *(if cell(text, Marks::POINT) == Cell::Missing { &mut empty } else { &mut strange }) += 1;
        }
        values.push(said);
    }
    if strange * 10 > values.len() || strange + empty == values.len() {
        return None;
    }
    if no == 0 && strange == 0 {
        for value in &mut values {
            *value = Some(value.unwrap_or(false));
        }
    }
    Some(values)
}

/// Whether a column says yes and no, and both of them.
pub(super) fn is_yes_and_no(table: &Table<'_>, index: usize) -> bool {
    let says =
        |wanted: bool| super::sample(&table.rows).any(|row| table.cell(row, index).and_then(truth) == Some(wanted));
    let all = || super::sample(&table.rows).all(|row| table.cell(row, index).is_none_or(|text| truth(text).is_some()));
    says(true) && says(false) && all()
}

/// What a cell that says yes or no says; none if it says something else.
fn truth(text: &[u8]) -> Option<bool> {
    match &bare(text).to_ascii_lowercase()[..] {
        b"1" | b"1.0" | b"true" | b"t" | b"yes" | b"y" | b"x" | b"ja" | b"oui" | b"si" | b"contact" | b"offline"
        | b"artifact" | b"artefact" | b"artefakt" | b"detected" | b"valid" | b"good" => Some(true),
        b"0" | b"0.0" | b"false" | b"f" | b"no" | b"n" | b"nein" | b"non" | b"no contact" | b"nocontact"
        | b"online" | b"ok" | b"invalid" | b"bad" => Some(false),
        _ => None,
    }
}

fn by_label(table: &Table<'_>, index: usize, excluded: &mut [bool], notes: &mut Vec<Note>) {
    let mut unknown: Vec<String> = Vec::new();
    let each = table.column(index).map(|(_, text)| {
        let text = bare(text.unwrap_or_default());
        let found = if cell(text, Marks::POINT) == Cell::Missing { Label::Normal } else { label(text) };
        if found == Label::Unknown && unknown.len() < 4 {
            let name = printable(&String::from_utf8_lossy(text), 20);
            if !unknown.contains(&name) {
                unknown.push(name);
            }
        }
        found
    });
    let labels: Vec<Label> = each.collect();
    if !unknown.is_empty() {
        let list = unknown.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if unknown.len() > 3 { ", …" } else { "" };
        let why = if labels.iter().all(|label| matches!(label, Label::Unknown | Label::Normal)) {
            format!("its labels have no known meaning ({list}{more})")
        } else {
            format!("for some of its labels, which have no known meaning ({list}{more})")
        };
        notes.push(Note::FlagUnused { column: table.name(index), why });
    }
    let odd = |place: usize| labels[place] == Label::Odd;
    let marked =
        (0..labels.len()).map(|place| matches!(labels[place], Label::Bad | Label::Odd) || place > 0 && odd(place - 1));
    exclude(excluded, marked, table.name(index), notes);
}
