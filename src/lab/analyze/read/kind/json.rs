//! JSON: a list of intervals, a list under the name of intervals, or a list of objects that are the rows of a table. Lines
//! of objects are such a list, too.

use serde_json::Value;

use super::from_table;
use crate::lab::analyze::read::choice::{Choice, Unit};
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::series::{Person, Series};
use crate::lab::analyze::read::table::dialect::Separator;
use crate::lab::analyze::read::table::names::{Meaning, meaning};
use crate::lab::analyze::read::table::{Table, printable};

/// The largest JSON that is read, in bytes: it takes up to sixteen times as much memory.
const LARGEST: usize = 64 << 20;
/// How deep intervals are looked for.
const DEEPEST: usize = 24;

/// Whether a text that begins with `[` may be JSON, and not a section such as `[HRData]`.
pub(super) fn is_array(start: &[u8]) -> bool {
    let next = start[1..].trim_ascii_start().first();
    next.is_some_and(|byte| byte.is_ascii_digit() || b"[{\"-.]n".contains(byte))
        && !start
            .split(|byte| *byte == b'\n')
            .next()
            .is_some_and(|line| line.trim_ascii().ends_with(b"]") && !line.contains(&b'"') && !line.contains(&b','))
}

pub(super) fn read(text: &[u8], choice: &Choice) -> Result<Vec<Series>, ReadError> {
    if text.len() > LARGEST {
        return Err(ReadError::whole(format!("this JSON is more than {} MiB. Split it", LARGEST >> 20)));
    }
    let value = parse(text)?;
    let mut found = Vec::new();
    find(&value, "", 0, choice.column.as_deref(), &mut found);
    match &found[..] {
        [one] => one.series(choice),
        [] => {
            let keys = keys(&value);
            Err(ReadError::whole(format!(
                "line 1 is not from a breathmark journal, and this JSON names no RR intervals ({keys}). Call their list rr_ms"
            )))
        }
        several if several.iter().all(|found| found.name() == several[0].name()) => {
            let mut all = Vec::new();
            for found in several {
                for mut series in found.series(choice)? {
                    // The same list in several places: one for each person or recording.
                    series.person = Some(Person::Named(printable(found.whose(), 40)));
                    all.push(series);
                }
            }
            Ok(all)
        }
        several => {
            let list = several.iter().take(6).map(|found| printable(&found.path, 30)).collect::<Vec<_>>().join(", ");
            let count = several.len();
            Err(ReadError::whole(format!(
                "{count} lists of intervals are in this JSON ({list}). Choose one with --column NAME"
            )))
        }
    }
}

/// One value, or one value a line.
fn parse(text: &[u8]) -> Result<Value, ReadError> {
    let whole: Result<Value, _> = serde_json::from_slice(text);
    let error = match whole {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let lines: Result<Vec<Value>, _> = text
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .map(serde_json::from_slice)
        .collect();
    match lines {
        Ok(lines) if lines.len() > 1 => Ok(Value::Array(lines)),
        _ if error.is_eof() => Err(ReadError::at(error.line(), "this JSON is cut short. Fetch it again")),
        _ => {
            let what = "line 1 is not from a breathmark journal, and the text is no JSON either from here on. Correct it there";
            Err(ReadError::at(error.line(), what))
        }
    }
}

/// Intervals that were found, and where.
struct Found<'a> {
    path: String,
    kind: Kind<'a>,
    unit: Option<Unit>,
}

enum Kind<'a> {
    /// A list of numbers.
    List(&'a [Value]),
    /// Lists of equal length side by side.
    Columns(Vec<(&'a String, &'a [Value])>),
    /// Objects that are the rows of a table.
    Rows(&'a [Value]),
}

fn is_interval_name(name: &str) -> bool {
    matches!(meaning(name).0, Meaning::Interval { .. })
}

/// Whether a value is a list of numbers, perhaps with missing ones; numbers may be texts.
fn numbers(value: &Value) -> Option<&[Value]> {
    let list = value.as_array()?;
    let number =
        |value: &Value| value.is_number() || value.as_str().is_some_and(|text| text.trim().parse::<f64>().is_ok());
    (list.iter().all(|value| number(value) || value.is_null()) && list.iter().any(number)).then_some(list)
}

/// Collects the lists of intervals of a value, the outermost first.
fn find<'a>(value: &'a Value, path: &str, depth: usize, wanted: Option<&str>, found: &mut Vec<Found<'a>>) {
    if depth > DEEPEST || found.len() > 100 {
        return;
    }
    let name = path.rsplit('.').next().unwrap_or("");
    match value {
        Value::Array(list) => {
            if depth == 0 && numbers(value).is_some() {
                found.push(Found { path: "the list".to_owned(), kind: Kind::List(list), unit: None });
            } else if is_rows(list, wanted, name) {
                found.push(Found { path: path.to_owned(), kind: Kind::Rows(list), unit: None });
            } else {
                list.iter()
                    .enumerate()
                    .for_each(|(index, item)| find(item, &format!("{path}.{index}"), depth + 1, wanted, found));
            }
        }
        Value::Object(object) => {
            let named =
                |key: &str| wanted.map_or_else(|| is_interval_name(key), |wanted| key.eq_ignore_ascii_case(wanted));
            // Suunto keeps its list in `R-R.Data`.
            let inner = |key: &'a String, value: &'a Value| match value {
                Value::Object(inner) if named(key) => inner.get("Data").or_else(|| inner.get("data")).and_then(numbers),
                _ if named(key) => numbers(value),
                _ => None,
            };
            let unit_name = object
                .iter()
                .find(|(key, _)| key.to_lowercase().starts_with("unit"))
                .and_then(|(_, unit)| unit.as_str());
            for (key, item) in object {
                let here = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                let Some(list) = inner(key, item) else {
                    find(item, &here, depth + 1, wanted, found);
                    continue;
                };
                let unit = meaning(key).1.or_else(|| unit_name.and_then(|unit| meaning(&format!("rr {unit}")).1));
                let beside: Vec<(&String, &[Value])> = object
                    .iter()
                    .filter(|(other, value)| {
                        *other != key && value.as_array().is_some_and(|other| other.len() == list.len())
                    })
                    .filter_map(|(other, value)| Some((other, value.as_array()?.as_slice())))
                    .collect();
                let kind = if beside.is_empty() || list.len() < 2 {
                    Kind::List(list)
                } else {
                    Kind::Columns(std::iter::once((key, list)).chain(beside).collect())
                };
                found.push(Found { path: here, kind, unit });
            }
        }
        _ => {}
    }
}

/// Whether a list holds objects, and a field of theirs is named like intervals, or like the times of beats.
fn is_rows(list: &[Value], wanted: Option<&str>, name: &str) -> bool {
    let objects = list.iter().all(Value::is_object) && list.len() > 1;
    let fields = || list.iter().take(50).filter_map(Value::as_object).flatten();
    let named = |key: &str, value: &Value| {
        let single = !value.is_object();
        let wanted = wanted.map(|wanted| key.eq_ignore_ascii_case(wanted));
        single
            && wanted.unwrap_or_else(|| {
                is_interval_name(key) && !value.as_array().is_some_and(|inner| list.len() < 8 && inner.len() > 20)
                    || meaning(key).0 == Meaning::BeatTime
                    // Polar's `rr` is a list of `duration` and `offline`.
                    || is_interval_name(name) && ["duration", "value"].contains(&key.to_lowercase().as_str())
            })
    };
    let kinds = || fields().any(|(_, value)| value.as_str().is_some_and(is_interval_name));
    objects && (fields().any(|(key, value)| named(key, value)) || wanted.is_none() && kinds())
}

impl Found<'_> {
    /// The name of the list, and the place where it was found.
    fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or("")
    }

    fn whose(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(whose, _)| whose).trim_start_matches('.')
    }

    fn series(&self, choice: &Choice) -> Result<Vec<Series>, ReadError> {
        let kind = Note::Kind(format!("JSON: the intervals in `{}`", printable(&self.path, 60)));
        match &self.kind {
            Kind::List(list) => {
                let mut series = Series::of(list.iter().map(as_number).collect());
                series.unit = self.unit.map(|unit| (unit, "the JSON says so"));
                series.notes.push(kind);
                Ok(vec![series])
            }
            Kind::Columns(columns) => {
                let names: Vec<String> = columns.iter().map(|(name, _)| (*name).clone()).collect();
                let row = |index: usize| columns.iter().map(|(_, list)| list.get(index)).collect::<Vec<_>>();
                let text = tabbed(&names, (0..columns[0].1.len()).map(row));
                self.table(&text, choice, kind)
            }
            Kind::Rows(rows) => {
                let mut names: Vec<String> = Vec::new();
                for key in rows.iter().take(200).filter_map(Value::as_object).flat_map(|object| object.keys()) {
                    if names.len() < 64 && !names.contains(key) {
                        names.push(key.clone());
                    }
                }
                // The values of Polar's list are called `duration`, whatever the list is called.
                let shown: Vec<String> = names
                    .iter()
                    .map(|name| {
                        let plain = ["duration", "value"].contains(&name.to_lowercase().as_str());
                        let list = self.path.rsplit('.').next().unwrap_or("");
                        if plain && is_interval_name(list) { list.to_owned() } else { name.clone() }
                    })
                    .collect();
                let text = tabbed(&shown, rows.iter().map(|row| names.iter().map(|name| row.get(name)).collect()));
                self.table(&text, choice, kind)
            }
        }
    }

    fn table(&self, text: &str, choice: &Choice, kind: Note) -> Result<Vec<Series>, ReadError> {
        let table = Table::parted(text.as_bytes(), Separator::Byte(b'\t'))?;
        let mut all = from_table(&table, choice, vec![kind])?;
        for series in &mut all {
            series.unit = series.unit.or(self.unit.map(|unit| (unit, "the JSON says so")));
        }
        Ok(all)
    }
}

fn as_number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok())).unwrap_or(f64::NAN)
}

/// A table as text, with tabs between its cells.
fn tabbed<'a>(names: &[String], rows: impl Iterator<Item = Vec<Option<&'a Value>>>) -> String {
    let plain = |text: &str| text.replace(['\t', '\n', '\r', '"'], " ");
    let mut text = names.iter().map(|name| plain(name)).collect::<Vec<_>>().join("\t");
    for row in rows {
        text.push('\n');
        for (index, value) in row.into_iter().enumerate() {
            if index > 0 {
                text.push('\t');
            }
            match value {
                None | Some(Value::Null) => text.push_str("NA"),
                Some(Value::String(string)) => text.push_str(&plain(string)),
                Some(other) => text.push_str(&plain(&other.to_string())),
            }
        }
    }
    text
}

/// The names at the outside of a value.
fn keys(value: &Value) -> String {
    let object =
        value.as_object().or_else(|| value.as_array().and_then(|list| list.first()).and_then(Value::as_object));
    let keys: Vec<String> =
        object.into_iter().flat_map(|object| object.keys()).take(6).map(|key| printable(key, 20)).collect();
    if keys.is_empty() { "no names at all".to_owned() } else { keys.join(", ") }
}
