//! Which column holds what, by the names in the header.

use super::columns::{Roles, are_beat_times, counts_rows, names_kinds, numbers, seconds_or_numbers};
use super::dialect::{Class, cells, class, looks_like_intervals};
use super::names::{Meaning, family, may_mark, meaning};
use super::reader::WHOLE_RECORDING;
use super::trust::are_words_of_beats;
use super::whose::recur;
use super::{MOST_COLUMNS, Table, printable, sample};
use crate::lab::analyze::read::choice::{Choice, Unit};
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::moment::text_time;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::median;

/// The roles of the columns with these names, which stand in this line.
pub(super) fn by_name(table: &Table<'_>, names: &[String], line: usize, choice: &Choice) -> Result<Roles, ReadError> {
    // The header of Empatica's file has the start of the recording above its times.
    let of = |name: &String| match meaning(name) {
        _ if class(name.as_bytes()) == Class::Number => (Meaning::Time, None),
        // `HeartRateStatus` is no rate, and `ppi_flags` no intervals.
        (Meaning::Rate | Meaning::Interval { .. }, _) if may_mark(name) => (Meaning::Other, None),
        known => known,
    };
    let meanings: Vec<(Meaning, Option<Unit>)> = names.iter().map(of).collect();
    // The columns beyond hold intervals or nothing that counts.
    let all = |wanted: fn(Meaning) -> bool| {
        let found = meanings.iter().take(MOST_COLUMNS).enumerate().filter(move |(_, meaning)| wanted(meaning.0));
        found.map(|(index, _)| index).collect::<Vec<usize>>()
    };
    let first = |wanted: fn(Meaning) -> bool| all(wanted).first().copied();
    let mut roles = Roles {
        times: all(|m| m == Meaning::Time).into_iter().map(|index| (index, meanings[index].1)).collect(),
        rate: first(|m| m == Meaning::Rate),
        persons: persons(table, &meanings),
        part: first(|m| m == Meaning::Part),
        error_estimate: first(|m| m == Meaning::ErrorEstimate),
        labels: all(|m| m == Meaning::Label),
        ..Roles::default()
    };
    let unnamed = |index: &usize| matches!(meanings[*index].0, Meaning::Other | Meaning::RowNumber | Meaning::Value);
    roles.times.extend(
        (0..meanings.len().min(MOST_COLUMNS))
            .filter(unnamed)
            .filter(|index| holds_times(table, *index))
            .map(|index| (index, None)),
    );
    for (index, (meaning, _)) in meanings.iter().take(MOST_COLUMNS).enumerate() {
        if let Meaning::Flag { good } = meaning {
            roles.flags.push((index, *good));
        }
    }
    let chosen = choice.column.as_ref().map(|wanted| chosen(wanted, names, line)).transpose()?;
    let intervals = match chosen {
        Some(index) => Some(vec![index]),
        None => interval_columns(table, names, &meanings, line)?,
    };
    let intervals = intervals.or_else(|| duration_column(names, &roles));
    let beat_times = first(|m| m == Meaning::BeatTime);
    if let Some(columns) = intervals {
        let index = columns[0];
        roles.unit = meanings[index].1;
        roles.open_ended = columns.last() == Some(&(names.len() - 1)) && has_more_cells(table, names.len());
        roles.intervals = columns;
        roles.times.extend(beat_times.map(|index| (index, meanings[index].1)));
        roles.notes.push(Note::Column { name: table.name(index), line });
    } else if let Some((kind, value)) = long_table(table, &meanings) {
        (roles.kind, roles.intervals, roles.unit) = (Some(kind), vec![value], meanings[value].1);
        roles.persons.retain(|person| *person != kind);
        roles.labels.retain(|label| *label != kind);
        roles.notes.push(Note::Column { name: table.name(value), line });
    } else if let Some(index) = beat_times.or_else(|| single_growing(table, &meanings)) {
        (roles.intervals, roles.unit, roles.from_beat_times) = (vec![index], meanings[index].1, true);
        roles.times.retain(|time| time.0 != index);
        roles.notes.push(Note::Column { name: table.name(index), line });
    } else if let Some(index) = unnamed_intervals(table, &meanings) {
        (roles.intervals, roles.unit) = (vec![index], meanings[index].1);
        let name = table.name(index);
        roles.notes.push(Note::Other(format!("column `{name}` is taken for the intervals, because of its values")));
    } else {
        let list = names.iter().take(8).map(|name| printable(name, 20)).collect::<Vec<_>>().join(", ");
        let message =
            format!("no column holds RR intervals ({list}). Name theirs rr_ms (or rr, ibi, nn); a heart rate won't do");
        return Err(ReadError::at(line, message));
    }
    unasked(table, &meanings, &mut roles);
    let used = roles.intervals.clone();
    roles.times.retain(|time| !used.contains(&time.0));
    // An `id` that names nobody may count the rows.
    let persons = roles.persons.clone();
    let nobody = |index: &usize| meanings[*index].0 == (Meaning::Person { weak: true }) && !persons.contains(index);
    let perhaps = |index: &usize| {
        (unnamed(index) || nobody(index)) && !used.contains(index) && !roles.times.iter().any(|time| time.0 == *index)
    };
    roles.perhaps_times =
        (0..meanings.len().min(MOST_COLUMNS)).filter(perhaps).map(|index| (index, meanings[index].1)).collect();
    Ok(roles)
}

/// Whether the cells of a column of any name are dates or times of day.
fn holds_times(table: &Table<'_>, index: usize) -> bool {
    let (mut times, mut cells) = (0, 0);
    for row in sample(&table.rows) {
        cells += 1;
        times += usize::from(table.cell(row, index).and_then(text_time).is_some());
    }
    times * 2 > cells
}

/// The column that the command line names, by its name or its number from 1.
pub(super) fn chosen(wanted: &str, names: &[String], line: usize) -> Result<usize, ReadError> {
    let same = |name: &String| name.trim().to_lowercase() == wanted.trim().to_lowercase();
    let number = || wanted.parse::<usize>().ok().filter(|number| (1..=names.len()).contains(number)).map(|n| n - 1);
    names.iter().position(same).or_else(number).ok_or_else(|| {
        let list = names.iter().take(8).map(|name| printable(name, 20)).collect::<Vec<_>>().join(", ");
        ReadError::at(line, format!("no column is called `{}`. Choose one of: {list}", printable(wanted, 30)))
    })
}

/// The columns with the clearest name of intervals. Several are one notification a row, or the same intervals again.
fn interval_columns(
    table: &Table<'_>,
    names: &[String],
    meanings: &[(Meaning, Option<Unit>)],
    line: usize,
) -> Result<Option<Vec<usize>>, ReadError> {
    let rank = |index: &usize| if let Meaning::Interval { rank } = meanings[*index].0 { Some(rank) } else { None };
    let mut found: Vec<usize> = (0..names.len()).filter(|index| rank(index).is_some()).collect();
    let Some(best) = found.iter().filter_map(rank).min() else {
        let single = names.len() == 1
            && !matches!(meanings[0].0, Meaning::Time | Meaning::Rate | Meaning::BeatTime | Meaning::RowNumber);
        return Ok(single.then(|| vec![0]));
    };
    found.retain(|index| rank(index) == Some(best));
    if found.len() == 1 {
        return Ok(Some(found));
    }
    let columns: Vec<Vec<f64>> = found.iter().take(MOST_COLUMNS).map(|index| numbers(table, *index)).collect();
    let filled = |column: &Vec<f64>| column.iter().filter(|value| **value > 0.0).count();
    let families: Vec<_> = found.iter().map(|index| family(&names[*index]).unwrap_or_default()).collect();
    let one_family = families.iter().all(|family| *family == families[0] && !family.is_empty());
    if one_family && (found.len() >= WHOLE_RECORDING || filled(&columns[1]) * 5 < table.rows.len() * 4) {
        return Ok(Some(found));
    }
    // The same intervals in another unit, or once more.
    let ratios = |other: &Vec<f64>| -> Vec<f64> {
        columns[0].iter().zip(other).map(|(a, b)| a / b).filter(|ratio| ratio.is_finite() && *ratio > 0.0).collect()
    };
    let constant = |other: &Vec<f64>| {
        let ratios = ratios(other);
        let middle = median(&ratios);
        let same = ratios.iter().filter(|ratio| (**ratio / middle - 1.0).abs() < 0.003).count();
        !ratios.is_empty() && same * 10 >= ratios.len() * 9
    };
    if columns[1..].iter().all(constant) {
        let in_ms = found.iter().copied().find(|index| meanings[*index].1 == Some(Unit::Ms));
        return Ok(Some(vec![in_ms.unwrap_or(found[0])]));
    }
    let list = found.iter().take(8).map(|index| printable(&names[*index], 20)).collect::<Vec<_>>().join(", ");
    Err(ReadError::at(line, format!("{} columns hold intervals ({list}). Choose one with --column NAME", found.len())))
}

/// Polar Flow calls its intervals `duration`, beside `offline`.
fn duration_column(names: &[String], roles: &Roles) -> Option<Vec<usize>> {
    let offline = roles.flags.iter().any(|(index, _)| names[*index].trim().eq_ignore_ascii_case("offline"));
    let place = names.iter().position(|name| name.trim().to_lowercase().starts_with("duration"))?;
    (offline || names.len() == 1).then(|| vec![place])
}

fn has_more_cells(table: &Table<'_>, width: usize) -> bool {
    table.rows.iter().any(|row| cells(row.text, table.separator).count() > width)
}

/// The columns that say whose row it is. A weak name needs values that recur.
fn persons(table: &Table<'_>, meanings: &[(Meaning, Option<Unit>)]) -> Vec<usize> {
    let all = (0..meanings.len().min(MOST_COLUMNS)).filter(|index| match meanings[*index].0 {
        Meaning::Person { weak: false } => !names_kinds(table, *index),
        Meaning::Person { weak: true } => recur(table, *index) && !are_words_of_beats(table, *index),
        _ => false,
    });
    all.collect()
}

/// Takes columns of words that mix several people row by row, and names what is not used: words that seldom change, and
/// columns of yes and no.
fn unasked(table: &Table<'_>, meanings: &[(Meaning, Option<Unit>)], roles: &mut Roles) {
    for (index, (meaning, _)) in meanings.iter().enumerate().take(MOST_COLUMNS) {
        let weak = *meaning == Meaning::Person { weak: true } && !roles.persons.contains(&index);
        let unknown = matches!(meaning, Meaning::Other | Meaning::Kind | Meaning::Value | Meaning::Course) || weak;
        if !unknown || roles.intervals.contains(&index) || roles.kind == Some(index) {
            continue;
        }
        roles.note_unasked(table, index, *meaning == Meaning::Course);
    }
}

/// The columns of a table in which each row names its kind of value: that of the kind, and that of the value.
fn long_table(table: &Table<'_>, meanings: &[(Meaning, Option<Unit>)]) -> Option<(usize, usize)> {
    let kind = (0..meanings.len().min(MOST_COLUMNS)).find(|index| names_kinds(table, *index))?;
    let value = meanings.iter().position(|meaning| meaning.0 == Meaning::Value);
    let value = value.or_else(|| {
        let mut others = (0..meanings.len().min(MOST_COLUMNS)).filter(|index| {
            let meaning = meanings[*index].0;
            *index != kind && !matches!(meaning, Meaning::Time | Meaning::RowNumber | Meaning::Person { .. })
        });
        others.find(|index| {
            sample(&table.rows).any(|row| table.cell(row, *index).is_some_and(|t| class(t) == Class::Number))
        })
    })?;
    Some((kind, value))
}

/// The only column that is called a time, if it only grows by steps like intervals, and all others are labels or count the
/// rows: these are beats.
fn single_growing(table: &Table<'_>, meanings: &[(Meaning, Option<Unit>)]) -> Option<usize> {
    let times: Vec<usize> = (0..meanings.len().min(MOST_COLUMNS)).filter(|i| meanings[*i].0 == Meaning::Time).collect();
    let [time] = times[..] else { return None };
    let aside = |index: usize| meanings[index].0 == Meaning::Label || counts_rows(&numbers(table, index));
    let alone = (0..meanings.len().min(MOST_COLUMNS)).all(|index| index == time || aside(index));
    (alone && are_beat_times(&seconds_or_numbers(table, time))).then_some(time)
}

/// The only column that is called a value and whose values look like intervals. Any other name says that it is something
/// else: a skin conductance can look like intervals in seconds.
fn unnamed_intervals(table: &Table<'_>, meanings: &[(Meaning, Option<Unit>)]) -> Option<usize> {
    let unknown = |index: &usize| meanings[*index].0 == Meaning::Value;
    let found: Vec<usize> = (0..meanings.len())
        .filter(unknown)
        .filter(|index| {
            let values = numbers(table, *index);
            let some: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
            some.len() >= 8 && looks_like_intervals(&some) && !some.is_sorted()
        })
        .collect();
    if let [index] = found[..] { Some(index) } else { None }
}
