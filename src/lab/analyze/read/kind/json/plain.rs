//! Brings the spellings of lists in JSON to one: an array.

use serde_json::{Map, Value};

use crate::lab::analyze::read::number::Marks;
use crate::lab::analyze::read::table::dialect::list;
use crate::lab::analyze::read::table::names::names_intervals;

/// The value with plain lists. An object with the keys 0, 1, 2 and so on is a list, as pandas writes its columns. So is a text
/// of several numbers under the name of intervals.
pub(super) fn plain(value: Value, name: &str) -> Value {
    match value {
        Value::Object(object) => match by_number(&object) {
            Some(list) => Value::Array(list),
            None => Value::Object(
                object
                    .into_iter()
                    .map(|(key, value)| {
                        let value = plain(value, &key);
                        (key, value)
                    })
                    .collect(),
            ),
        },
        Value::Array(list) => Value::Array(list.into_iter().map(|value| plain(value, "")).collect()),
        // Few texts are lists, so that is asked first.
        Value::String(text) => match list(text.as_bytes(), Marks::POINT).filter(|_| names_intervals(name)) {
            Some(values) => Value::Array(values.into_iter().map(Value::from).collect()),
            None => Value::String(text),
        },
        other => other,
    }
}

/// The values of an object whose keys count from 0, in that order. They are plain: no lists and no objects.
fn by_number(object: &Map<String, Value>) -> Option<Vec<Value>> {
    if object.len() < 2 || object.values().any(|value| value.is_array() || value.is_object()) {
        return None;
    }
    let mut places: Vec<(u64, &Value)> =
        object.iter().map(|(key, value)| Some((key.parse().ok()?, value))).collect::<Option<_>>()?;
    places.sort_unstable_by_key(|(place, _)| *place);
    Some(places.into_iter().map(|(_, value)| value.clone()).collect())
}
