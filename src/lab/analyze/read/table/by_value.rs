//! Which column holds what in a table without a header, by the values.

use super::by_name::chosen;
use super::columns::{Roles, are_beat_times, column_marks, counts_rows, is_interval_name, seconds_or_numbers};
use super::dialect::{cells, list, looks_like_intervals};
use super::letters::{Label, label};
use super::{MOST_COLUMNS, MOST_ROWS, Row, Table};
use crate::lab::analyze::read::choice::Choice;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::moment::text_time;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::{Cell, Marks, bare, cell, same};

/// What a column without intervals may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnKind {
    /// It grows by one from row to row, but for the rows that it leaves out.
    CountsRows,
    /// Its numbers grow, but for a few steps back.
    Grows,
    /// Its texts are dates or times of day.
    Times,
    Other,
}

/// What a column without a name looks like.
struct Profile {
    values: Vec<f64>,
    /// Number of cells with a number or a list.
    filled: usize,
    intervals: bool,
    kind: ColumnKind,
}

impl Profile {
    fn of(table: &Table<'_>, index: usize) -> Self {
        let marks = column_marks(table, index);
        let (mut values, mut filled, mut words, mut times) = (Vec::with_capacity(table.rows.len()), 0_usize, 0, 0);
        for (_, text) in table.column(index) {
            match text.map_or(Cell::Missing, |text| cell(text, marks)) {
                Cell::Value(value) => {
                    filled += 1;
                    values.push(value);
                }
                Cell::Missing => {}
                Cell::Strange => match text.and_then(|text| list(text, marks)) {
                    Some(list) => {
                        filled += 1;
                        values.extend(list);
                    }
                    None if text.and_then(text_time).is_some() => times += 1,
                    None => words += 1,
                },
            }
        }
        let numeric = filled > words + times;
        let grows = numeric && values.len() > 2 && mostly_grows(&values);
        let kind = if numeric && counts_rows(&values) {
            ColumnKind::CountsRows
        } else if grows {
            ColumnKind::Grows
        } else if times > filled + words {
            ColumnKind::Times
        } else {
            ColumnKind::Other
        };
        let intervals = numeric && !grows && looks_like_intervals(&values);
        Self { values, filled, intervals, kind }
    }
}

/// The columns of a table without a header. The intervals are the only column that looks like intervals and does not grow
/// from row to row. A column that does grow is the time, but not if it counts the rows.
pub(super) fn by_value(table: &Table<'_>, choice: &Choice) -> Result<Roles, ReadError> {
    let width = table.width();
    let line = table.rows.first().map_or(1, |row| row.line);
    let mut roles = Roles::default();
    if let Some(wanted) = &choice.column {
        let names: Vec<String> = (1..=width).map(|number| number.to_string()).collect();
        let index = chosen(wanted, &names, line)?;
        roles.intervals = vec![index];
        roles.notes.push(Note::ColumnNumber(index + 1));
    } else if width <= 1 {
        roles.intervals = vec![0];
        roles.from_beat_times = are_beat_times(&seconds_or_numbers(table, 0));
        return Ok(roles);
    } else if let Some(all) = flat_list(table, width) {
        (roles.intervals, roles.open_ended) = (vec![0], true);
        roles.from_beat_times = are_beat_times(&all);
        roles.notes.push(Note::Other("every number is an interval, line by line".to_owned()));
        return Ok(roles);
    }
    let columns: Vec<Profile> = (0..width.min(MOST_COLUMNS)).map(|index| Profile::of(table, index)).collect();
    if roles.intervals.is_empty() {
        roles.intervals = guessed(&columns, width, line, table)?;
        roles.open_ended = roles.intervals.len() > 1 && roles.intervals.last() == Some(&(width - 1));
        roles.from_beat_times = matches!(columns[roles.intervals[0]].kind, ColumnKind::Grows | ColumnKind::Times);
        roles.notes.push(Note::ColumnNumber(roles.intervals[0] + 1));
    }
    for (index, column) in columns.iter().enumerate() {
        if roles.intervals.contains(&index) {
            continue;
        }
        if column.kind == ColumnKind::CountsRows {
            roles.notes.push(Note::Other(format!("column {} counts the rows and is no time", index + 1)));
            roles.perhaps_times.push((index, None));
        } else if matches!(column.kind, ColumnKind::Grows | ColumnKind::Times) {
            roles.times.push((index, None));
        }
    }
    roles.kind = (0..width.min(MOST_COLUMNS)).find(|index| {
        !roles.intervals.contains(index) && table.column(*index).filter_map(|(_, text)| text).any(is_interval_name)
    });
    for index in 0..width.min(MOST_COLUMNS) {
        if Some(index) == roles.kind || roles.intervals.contains(&index) {
            continue;
        }
        if is_beat_labels(table, index) {
            roles.labels.push(index);
        } else {
            roles.note_unasked(table, index, false);
        }
    }
    Ok(roles)
}

/// Whether numbers grow, but for one step back in fifty.
fn mostly_grows(values: &[f64]) -> bool {
    let steps = values.len().saturating_sub(1);
    let up = values.windows(2).filter(|two| two[1] >= two[0]).count();
    up * 50 >= steps * 49 && values.last() > values.first()
}

/// Whether a column without a name holds the labels of beats: letters or words, nearly all of them known.
fn is_beat_labels(table: &Table<'_>, index: usize) -> bool {
    let (mut known, mut beats, mut all) = (0_usize, 0_usize, 0_usize);
    for text in table.column(index).filter_map(|(_, text)| text).map(bare).filter(|text| !text.is_empty()) {
        all += 1;
        // A number is no label, although rdann may write one.
        let found = if cell(text, Marks::POINT).value().is_some() { Label::Unknown } else { label(text) };
        known += usize::from(found != Label::Unknown);
        beats += usize::from(found == Label::Normal);
    }
    all > 3 && known * 10 >= all * 9 && beats > 0
}

/// The columns of intervals among columns without names.
fn guessed(columns: &[Profile], width: usize, line: usize, table: &Table<'_>) -> Result<Vec<usize>, ReadError> {
    let mut found: Vec<usize> = (0..columns.len()).filter(|index| columns[*index].intervals).collect();
    let varies = |index: &usize| columns[*index].values.windows(2).any(|two| !same(two[0], two[1]));
    // A column that never changes is no heart.
    if table.rows.len() > 4 {
        found.retain(varies);
    }
    match found[..] {
        [_] => return Ok(found),
        // Further intervals of a notification: ever fewer rows have them.
        [first, ..]
            if found.windows(2).all(|two| two[1] == two[0] + 1 && columns[two[1]].filled < columns[two[0]].filled)
                && columns[first + 1].filled * 5 < columns[first].filled * 4 =>
        {
            return Ok(found);
        }
        [] => {
            // Times of beats, with whatever stands beside them.
            let beats: Vec<usize> = (0..columns.len())
                .filter(|i| columns[*i].kind != ColumnKind::CountsRows && are_beat_times(&columns[*i].values))
                .collect();
            // A number of samples beside it is no time in ms.
            let by_text = (0..columns.len())
                .find(|i| columns[*i].kind == ColumnKind::Times && are_beat_times(&seconds_or_numbers(table, *i)));
            if let Some(index) = by_text {
                return Ok(vec![index]);
            }
            if let [index] = beats[..] {
                return Ok(vec![index]);
            }
            let kind = (0..width.min(MOST_COLUMNS))
                .any(|index| table.column(index).filter_map(|(_, text)| text).any(is_interval_name));
            let value: Vec<usize> = (0..columns.len())
                .filter(|index| {
                    columns[*index].filled == table.rows.len()
                        && !matches!(columns[*index].kind, ColumnKind::Grows | ColumnKind::CountsRows)
                })
                .collect();
            if let ([index], true) = (&value[..], kind) {
                return Ok(vec![*index]);
            }
        }
        _ => {}
    }
    let message = format!(
        "I can't tell which of {width} columns holds the RR intervals. Put names above them, such as t_s,rr_ms, or give --column NUMBER"
    );
    Err(ReadError::at(line, message))
}

/// The numbers of rows that are one list of intervals: a single line of them, or lines of different lengths.
fn flat_list(table: &Table<'_>, width: usize) -> Option<Vec<f64>> {
    let widths: Vec<usize> = table.rows.iter().map(|row| cells(row.text, table.separator).count()).collect();
    let last_is_short =
        widths.split_last().is_some_and(|(last, rest)| rest.iter().all(|w| *w == width) && *last < width);
    let ragged = widths.iter().any(|w| *w < width) && (!last_is_short || width > 3);
    if !(widths.len() == 1 && width > 4 || widths.len() > 1 && ragged) || widths.iter().sum::<usize>() > MOST_ROWS {
        return None;
    }
    let cells_of = |row: &Row<'_>| -> Option<Vec<f64>> {
        let numbers = cells(row.text, table.separator).filter(|text| !text.is_empty());
        numbers.map(|text| cell(text, Marks::POINT).value().or_else(|| cell(text, Marks::COMMA).value())).collect()
    };
    let rows: Vec<Vec<f64>> = table.rows.iter().map(cells_of).collect::<Option<_>>()?;
    let all = rows.concat();
    // A first column of its own kind, such as a time or a rate, makes no list.
    let first: Vec<f64> = rows.iter().filter_map(|row| row.first().copied()).collect();
    let alike = rows.len() < 4 || looks_like_intervals(&first) && !first.is_sorted();
    (alike && (looks_like_intervals(&all) || are_beat_times(&all))).then_some(all)
}
