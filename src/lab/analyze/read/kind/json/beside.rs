//! What stands beside the intervals in JSON: their unit, the sampling rate, and lists of another length.

use serde_json::{Map, Value};

use super::find::{DEEPEST, Found, Kind};
use crate::lab::analyze::read::choice::Unit;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::note::{Note, counted};
use crate::lab::analyze::read::table::names::{
    Meaning, is_rate_key, is_sample_number, meaning, stated_number, unit_text,
};
use crate::lab::analyze::read::table::printable;
use crate::lab::analyze::read::table::stated::{no_rate, no_rate_named};

/// The unit that a text or a number beside the intervals states.
pub(super) fn unit_beside(object: &Map<String, Value>) -> Option<Unit> {
    object.iter().find_map(|(key, value)| {
        let key: String = key.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let of_time = key.contains("time") || key.contains("hr");
        let named = (key.starts_with("unit") || key.ends_with("unit") || key.ends_with("units")) && !of_time;
        let scaled =
            ["resolution", "rrresolution", "scale", "rrscale", "scalefactor", "timebase"].contains(&key.as_str());
        match value {
            Value::String(text) if named || scaled => unit_text(text),
            Value::Number(number) if named || scaled => number.as_f64().and_then(stated_number),
            _ => None,
        }
    })
}

/// A note for each list beside the intervals that may say which of them are wrong, or where some are missing.
pub(super) fn marks_beside<'a>(
    object: &'a Map<String, Value>,
    intervals: &'a str,
    count: usize,
) -> impl Iterator<Item = Note> + 'a {
    object.iter().filter_map(move |(key, value)| {
        let list = value.as_array().filter(|list| key != intervals && !list.is_empty() && list.len() != count)?;
        let single = list.iter().all(|value| value.is_number() || value.is_boolean() || value.is_string());
        let other = !matches!(meaning(key).0, Meaning::Time | Meaning::Interval { .. });
        let why = format!("it has {} beside {count} intervals", counted(list.len(), "value", "values"));
        (single && other && list.len() != count + 1).then(|| Note::FlagUnused { column: printable(key, 40), why })
    })
}

/// The unit of a sample, from a sampling rate anywhere in the file.
pub(super) fn rate(value: &Value, depth: usize) -> Option<Unit> {
    let object = value.as_object().filter(|_| depth < DEEPEST)?;
    let here = object.iter().find_map(|(key, value)| {
        value.as_f64().filter(|rate| is_rate_key(key) && *rate >= 1.0).and_then(stated_number)
    });
    here.or_else(|| object.values().find_map(|value| rate(value, depth + 1)))
}

impl Found<'_> {
    /// Takes the sampling rate of the file for whole numbers of peaks without a unit.
    pub(super) fn sampled_at(&mut self, rate: Option<Unit>) -> Result<(), ReadError> {
        let Kind::List(list) = self.kind else { return Ok(()) };
        let whole = list.iter().all(|value| value.as_f64().is_none_or(|value| value.fract() == 0.0));
        if self.unit.is_some() || !whole {
            return Ok(());
        }
        match rate {
            Some(_) => self.unit = rate,
            None if is_sample_number(self.name()) => return Err(no_rate(1, self.name())),
            None => {
                let note = no_rate_named(self.name());
                self.notes.push(note);
            }
        }
        Ok(())
    }
}
