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
        match truths(table, index, good) {
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
    for &index in &roles.remarks {
        let marked = table.column(index).map(|(_, text)| text.is_some_and(tells_artifact));
        exclude(&mut excluded, marked, table.name(index), &mut notes);
    }
    if let [index] = roles.intervals[..] {
        let marked: Vec<bool> = table.column(index).map(|(_, text)| text.is_some_and(is_bracketed)).collect();
        if marked.iter().any(|marked| *marked) && !marked.iter().all(|marked| *marked) {
            exclude(&mut excluded, marked.into_iter(), format!("brackets in {}", table.name(index)), &mut notes);
        }
    }
    (excluded, notes)
}

/// Whether a remark says that the row is no heartbeat.
fn tells_artifact(text: &[u8]) -> bool {
    // Most cells are numbers.
    if !text.iter().any(u8::is_ascii_alphabetic) {
        return false;
    }
    let text = String::from_utf8_lossy(bare(text)).to_lowercase();
    let words = "artifact artefact artefakt artéfact störung stoerung noise noisy rauschen ectopic ektop extrasyst ausreißer \
        ausreisser outlier missed";
    let free = ["no ", "not ", "non ", "without", "kein", "ohne", "nicht "].iter().any(|word| text.contains(word));
    !free && words.split(' ').any(|word| text.contains(word))
}

/// Whether a column without a known name has remarks that say of some rows, and not of most, that they are no heartbeats.
pub(super) fn are_remarks(table: &Table<'_>, index: usize) -> bool {
    let told = table.column(index).filter(|(_, text)| text.is_some_and(tells_artifact)).count();
    told > 0 && told * 2 < table.rows.len()
}

/// Whether a column holds words for beats that are normal and for such that are not, and nothing else.
pub(super) fn are_words_of_beats(table: &Table<'_>, index: usize) -> bool {
    let (mut bad, mut normal) = (0_usize, 0_usize);
    for text in table.column(index).filter_map(|(_, text)| text).map(bare).filter(|text| !text.is_empty()) {
        if text.len() < 3 {
            return false;
        }
        match label(text) {
            Label::Normal => normal += 1,
            Label::Bad | Label::Odd => bad += 1,
            Label::Unknown => return false,
        }
    }
    bad > 0 && normal > bad
}

/// Whether a single number stands in round brackets.
pub(super) fn is_bracketed(text: &[u8]) -> bool {
    let inner = bare(text).strip_prefix(b"(").and_then(|rest| rest.strip_suffix(b")"));
    inner.is_some_and(|inner| cell(inner, Marks::POINT).value().is_some())
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
fn truths(table: &Table<'_>, index: usize, good: bool) -> Option<Vec<Option<bool>>> {
    let mut values: Vec<Option<bool>> = Vec::with_capacity(table.rows.len());
    let (mut strange, mut empty, mut no) = (0_usize, 0_usize, 0_usize);
    for (_, text) in table.column(index) {
        let text = text.unwrap_or_default();
        let said = truth(text, good);
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
    let says = |wanted: bool| {
        super::sample(&table.rows).any(|row| table.cell(row, index).and_then(|text| truth(text, true)) == Some(wanted))
    };
    let all =
        || super::sample(&table.rows).all(|row| table.cell(row, index).is_none_or(|text| truth(text, true).is_some()));
    says(true) && says(false) && all()
}

/// What a cell that says yes or no says; none if it says something else. `good` is whether yes means that the row is good.
fn truth(text: &[u8], good: bool) -> Option<bool> {
    match &bare(text).to_ascii_lowercase()[..] {
        b"1" | b"1.0" | b"*" | b"true" | b"t" | b"yes" | b"y" | b"x" | b"ja" | b"oui" | b"si" | b"contact"
        | b"offline" | b"artifact" | b"artefact" | b"artefakt" | b"detected" => Some(true),
        b"valid" | b"good" | b"ok" | b"okay" => Some(good),
        b"0" | b"0.0" | b"false" | b"f" | b"no" | b"n" | b"nein" | b"non" | b"no contact" | b"nocontact"
        | b"online" | b"off" => Some(false),
        b"invalid" | b"bad" | b"lost" | b"poor" => Some(!good),
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
