//! JSON: a list of intervals, a list under the name of intervals, or a list of objects that are the rows of a table. Lines
//! of objects are such a list, too.

mod beside;
mod find;
mod plain;
mod series;

use serde_json::Value;

use crate::lab::analyze::read::choice::Choice;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::series::{Person, Series};
use crate::lab::analyze::read::table::printable;

/// The largest JSON that is read, in bytes: it takes up to sixteen times as much memory.
const LARGEST: usize = 64 << 20;

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
    let value = plain::plain(parse(text)?, "");
    let found = find::all(&value, choice.column.as_deref(), choice.unit.is_some())?;
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

/// The names at the outside of a value.
fn keys(value: &Value) -> String {
    let object =
        value.as_object().or_else(|| value.as_array().and_then(|list| list.first()).and_then(Value::as_object));
    let keys: Vec<String> =
        object.into_iter().flat_map(|object| object.keys()).take(6).map(|key| printable(key, 20)).collect();
    if keys.is_empty() { "no names at all".to_owned() } else { keys.join(", ") }
}
