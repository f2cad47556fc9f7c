//! Where the intervals are in a JSON value.

use serde_json::Value;

use super::beside::{marks_beside, rate, unit_beside};
use crate::lab::analyze::read::choice::Unit;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::table::names::names_intervals;
use crate::lab::analyze::read::table::names::{Meaning, meaning};
use crate::lab::analyze::read::table::printable;

/// How deep intervals are looked for.
pub(super) const DEEPEST: usize = 24;
/// Most lists of intervals in one file.
const MOST: usize = 100;
/// Longest list that is a notification and no recording. A strap sends nine intervals at most, but some programs collect them.
const NOTIFICATION: usize = 20;

/// Intervals that were found, and where.
pub(super) struct Found<'a> {
    pub(super) path: String,
    pub(super) kind: Kind<'a>,
    pub(super) unit: Option<Unit>,
    /// Lists of times beside it that have another length.
    pub(super) notes: Vec<Note>,
}

pub(super) enum Kind<'a> {
    /// A list of numbers.
    List(&'a [Value]),
    /// Lists of numbers: one recording.
    Lists(&'a [Value]),
    /// Lists side by side, from this many of their first values on: times of beats have one value more than the intervals.
    Columns(Vec<(&'a String, &'a [Value], usize)>),
    /// Objects that are the rows of a table.
    Rows(&'a [Value]),
    /// Lists of equal length that are the rows of a table.
    Matrix(&'a [Value]),
    /// Times with the intervals that came then.
    Notifications(Vec<(&'a Value, &'a Value)>),
}

/// The lists of intervals of a value, the outermost first.
pub(super) fn all<'a>(value: &'a Value, wanted: Option<&str>, unit_given: bool) -> Result<Vec<Found<'a>>, ReadError> {
    let mut found = Vec::new();
    find(value, "", 0, wanted, &mut found);
    if found.is_empty() && wanted.is_none() {
        beats(value, "", 0, &mut found);
        for found in found.iter_mut().filter(|_| !unit_given) {
            found.sampled_at(rate(value, 0))?;
        }
    }
    if found.len() > MOST {
        return Err(ReadError::whole(format!("more than {MOST} lists of intervals are in this JSON. Split it")));
    }
    Ok(found)
}

/// Whether a value is a list of numbers, perhaps with missing ones; numbers may be texts.
fn numbers(value: &Value) -> Option<&[Value]> {
    let list = value.as_array()?;
    let number =
        |value: &Value| value.is_number() || value.as_str().is_some_and(|text| text.trim().parse::<f64>().is_ok());
    (list.iter().all(|value| number(value) || value.is_null()) && list.iter().any(number)).then_some(list)
}

fn find<'a>(value: &'a Value, path: &str, depth: usize, wanted: Option<&str>, found: &mut Vec<Found<'a>>) {
    if depth > DEEPEST || found.len() > MOST {
        return;
    }
    match value {
        Value::Array(list) => {
            let name = path.rsplit('.').next().unwrap_or("");
            if let Some(kind) = of_list(value, list, depth, wanted, name) {
                let path = if path.is_empty() { "the list" } else { path };
                found.push(Found { path: path.to_owned(), kind, unit: None, notes: Vec::new() });
            } else {
                for (index, item) in list.iter().enumerate() {
                    find(item, &join(path, &index.to_string()), depth + 1, wanted, found);
                }
            }
        }
        Value::Object(object) => {
            let named =
                |key: &str| wanted.map_or_else(|| names_intervals(key), |wanted| key.eq_ignore_ascii_case(wanted));
            let stated = unit_beside(object);
            for (key, item) in object {
                let here = join(path, key);
                let Some(list) = (if named(key) { inner(item) } else { None }) else {
                    find(item, &here, depth + 1, wanted, found);
                    continue;
                };
                let unit = meaning(key).1.or_else(|| item.as_object().and_then(unit_beside)).or(stated);
                let beside = object.iter().filter(|(other, _)| *other != key).filter_map(|(other, value)| {
                    let values = value.as_array()?;
                    let first = values.len().checked_sub(list.len()).filter(|more| *more <= 1)?;
                    Some((other, values.as_slice(), first))
                });
                let beside: Vec<_> = beside.collect();
                let kind = if beside.is_empty() || list.len() < 2 {
                    Kind::List(list)
                } else {
                    Kind::Columns(std::iter::once((key, list, 0)).chain(beside).collect())
                };
                let other_length = |(other, value): (&String, &Value)| {
                    let values = numbers(value).filter(|_| meaning(other).0 == Meaning::Time && other != key)?;
                    let why = format!("it has {} values beside {} intervals", values.len(), list.len());
                    let off = values.len() < list.len() || values.len() > list.len() + 1;
                    off.then(|| Note::TimesUnused { column: printable(other, 40), why })
                };
                let notes =
                    object.iter().filter_map(other_length).chain(marks_beside(object, key, list.len())).collect();
                found.push(Found { path: here, kind, unit, notes });
            }
        }
        _ => {}
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The numbers under a name: Suunto keeps its list in `R-R.Data`.
fn inner(value: &Value) -> Option<&[Value]> {
    match value {
        Value::Object(inner) => {
            ["Data", "data", "values", "value"].iter().find_map(|key| inner.get(*key)).and_then(numbers)
        }
        _ => numbers(value),
    }
}

/// What a list holds, if it holds intervals itself and not somewhere within.
fn of_list<'a>(
    value: &'a Value,
    list: &'a [Value],
    depth: usize,
    wanted: Option<&str>,
    name: &str,
) -> Option<Kind<'a>> {
    if depth == 0 && numbers(value).is_some() {
        return Some(Kind::List(list));
    }
    let named = names_intervals(name);
    if (depth == 0 || named) && list.len() > 1 && list.iter().all(|item| numbers(item).is_some()) {
        let widths = || list.iter().map(|item| item.as_array().map_or(0, Vec::len));
        let first = widths().next().unwrap_or(0);
        return Some(if first > 1 && widths().all(|width| width == first) && !named {
            Kind::Matrix(list)
        } else {
            Kind::Lists(list)
        });
    }
    if is_rows(list, wanted, name) {
        return Some(Kind::Rows(list));
    }
    notifications(list, wanted).map(Kind::Notifications)
}

/// Whether a list holds objects, and a field of theirs is named like intervals, or like the times of beats.
fn is_rows(list: &[Value], wanted: Option<&str>, name: &str) -> bool {
    let objects = list.iter().all(Value::is_object) && list.len() > 1;
    let fields = || list.iter().take(50).filter_map(Value::as_object).flatten();
    let named = |key: &str, value: &Value| {
        if value.is_object() || value.as_array().is_some_and(|inner| inner.iter().any(Value::is_object)) {
            return false;
        }
        wanted.map_or_else(
            || {
                names_intervals(key) && value.as_array().is_none_or(|inner| inner.len() <= NOTIFICATION)
                    || meaning(key).0 == Meaning::BeatTime && !value.is_array()
                    // Polar's `rr` is a list of `duration` and `offline`.
                    || names_intervals(name) && ["duration", "value"].contains(&key.to_lowercase().as_str())
            },
            |wanted| key.eq_ignore_ascii_case(wanted),
        )
    };
    let kinds = || fields().any(|(_, value)| value.as_str().is_some_and(names_intervals));
    let long = |item: &Value| {
        item.as_object().into_iter().flatten().any(|(key, value)| {
            value.as_array().is_some_and(|inner| inner.len() > NOTIFICATION) && names_intervals(key)
        })
    };
    let recordings = list.iter().filter(|item| long(item)).count();
    objects
        && recordings * 2 <= list.len()
        && (fields().any(|(key, value)| named(key, value)) || wanted.is_none() && kinds())
}

/// The times and intervals of a list of objects that hold both, the intervals somewhere within: Suunto's samples. None if they
/// are long, or have no times: then they are recordings of their own.
fn notifications<'a>(list: &'a [Value], wanted: Option<&str>) -> Option<Vec<(&'a Value, &'a Value)>> {
    let some = list.iter().filter_map(|item| Some((item, intervals(item, wanted, 0)?)));
    let some: Vec<(&Value, &Value)> = some.collect();
    let short = |value: &Value| value.as_array().is_none_or(|list| list.len() <= NOTIFICATION);
    if list.len() < 2 || some.len() < 2 || !some.iter().all(|(_, value)| short(value)) {
        return None;
    }
    some.into_iter().map(|(item, value)| Some((time(item, 0)?, value))).collect()
}

/// The intervals of an object, within objects only.
fn intervals<'a>(value: &'a Value, wanted: Option<&str>, depth: usize) -> Option<&'a Value> {
    let object = value.as_object().filter(|_| depth < DEEPEST)?;
    object.iter().find_map(|(key, item)| {
        let named = wanted.map_or_else(|| names_intervals(key), |wanted| key.eq_ignore_ascii_case(wanted));
        let data = item.get("Data").or_else(|| item.get("data")).unwrap_or(item);
        if named && (data.is_number() || data.is_array()) { Some(data) } else { intervals(item, wanted, depth + 1) }
    })
}

/// The time of an object, within objects only.
fn time(value: &Value, depth: usize) -> Option<&Value> {
    let object = value.as_object().filter(|_| depth < DEEPEST)?;
    let here =
        object.iter().find(|(key, item)| (item.is_number() || item.is_string()) && meaning(key).0 == Meaning::Time);
    here.map(|(_, item)| item).or_else(|| object.values().find_map(|item| time(item, depth + 1)))
}

/// Lists of times of beats, where nothing is named like intervals.
fn beats<'a>(value: &'a Value, path: &str, depth: usize, found: &mut Vec<Found<'a>>) {
    if depth > DEEPEST || found.len() > MOST {
        return;
    }
    for (key, item) in value.as_object().into_iter().flatten() {
        let here = join(path, key);
        match numbers(item) {
            Some(list) if meaning(key).0 == Meaning::BeatTime => {
                found.push(Found { path: here, kind: Kind::List(list), unit: meaning(key).1, notes: Vec::new() });
            }
            _ => beats(item, &here, depth + 1, found),
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate().filter(|(_, item)| item.is_object()) {
        beats(item, &join(path, &index.to_string()), depth + 1, found);
    }
}
