//! Which rows the file itself marks as no heartbeats.

use super::Table;
use super::columns::{Roles, numbers};
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::bare;

/// The largest error that a sensor may name for its own interval, in milliseconds. Polar's optical sensors name one for
/// each interval. Assumption: half the RMSSD of an adult at rest. A higher value lets worse intervals count.
const MOST_ERROR_MS: f64 = 30.0;

/// For each row whether it is no heartbeat, and what was used to tell.
pub(super) fn distrusted(table: &Table<'_>, roles: &Roles) -> (Vec<bool>, Vec<Note>) {
    let mut excluded = vec![false; table.rows.len()];
    let mut notes = Vec::new();
    for &(index, good) in &roles.flags {
        let values: Option<Vec<bool>> = table.column(index).map(|(_, text)| truth(text.unwrap_or_default())).collect();
        let column = table.name(index);
        let Some(values) = values else {
            notes.push(Note::FlagUnused { column, why: "its values are not yes and no" });
            continue;
        };
        exclude(&mut excluded, values.into_iter().map(|value| value != good), column, &mut notes);
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
        notes.push(Note::FlagUnused { column, why: "it would leave no interval" });
    } else if rows > 0 {
        excluded.iter_mut().zip(marked).for_each(|(excluded, marked)| *excluded |= marked);
        notes.push(Note::Flagged { rows, column });
    }
}

/// What a cell that says yes or no says; none if it says something else.
fn truth(text: &[u8]) -> Option<bool> {
    match &bare(text).to_ascii_lowercase()[..] {
        b"1" | b"1.0" | b"true" | b"t" | b"yes" | b"y" | b"x" | b"ja" | b"contact" | b"offline" | b"artifact"
        | b"detected" => Some(true),
        b"0" | b"0.0" | b"false" | b"f" | b"no" | b"n" | b"nein" | b"" | b"no contact" | b"nocontact" | b"online"
        | b"ok" => Some(false),
        _ => None,
    }
}

/// What a label says about the interval that ends with the beat.
#[derive(Clone, Copy, PartialEq)]
enum Label {
    Normal,
    /// This interval is no good.
    Bad,
    /// The beat is not normal: nor is the interval after it.
    OddBeat,
    Unknown,
}

/// The labels are the codes of `PhysioNet`'s annotations, or words.
fn label(text: &[u8]) -> Label {
    let text = bare(text);
    match text {
        b"" | b"N" | b"L" | b"R" | b"B" | b"." | b"0" | b"NN" => return Label::Normal,
        [code] if b"VASFaJrEejnf/Q?!x".contains(code) => return Label::OddBeat,
        _ => {}
    }
    match &text.to_ascii_lowercase()[..] {
        b"normal" | b"accepted" | b"ok" | b"good" | b"sinus" | b"clean" | b"valid" | b"n" | b"none" => Label::Normal,
        b"pvc" | b"pac" | b"ectopic" | b"premature" | b"ventricular" | b"atrial" | b"supraventricular" => {
            Label::OddBeat
        }
        b"artifact" | b"artefact" | b"poor" | b"reject" | b"rejected" | b"excluded" | b"missed" | b"extra"
        | b"misplaced" | b"noise" | b"bad" | b"invalid" | b"missing" | b"long" | b"short" | b"outlier" => Label::Bad,
        _ => Label::Unknown,
    }
}

fn by_label(table: &Table<'_>, index: usize, excluded: &mut [bool], notes: &mut Vec<Note>) {
    let labels: Vec<Label> = table.column(index).map(|(_, text)| label(text.unwrap_or_default())).collect();
    let column = table.name(index);
    if labels.contains(&Label::Unknown) {
        return notes.push(Note::FlagUnused { column, why: "its labels have no known meaning" });
    }
    let odd = |place: usize| labels[place] == Label::OddBeat;
    let marked = (0..labels.len()).map(|place| labels[place] != Label::Normal || place > 0 && odd(place - 1));
    exclude(excluded, marked, column, notes);
}
