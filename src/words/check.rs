//! Reads a file of words and checks it against the English one: known keys, the same places to fill in, a width that
//! fits, no control characters.

use toml::de::{DeArray, DeTable, DeValue};
use toml::{Table, Value};

use super::mistake::{self, nearest};
use super::printable::is_showable;
use super::text::places;
use super::{BUILT_IN, WordsError};
use unicode_width::UnicodeWidthStr as _;

/// How many times as wide as the English sentence another one may be. A wider one does not fit its place.
const WIDER: usize = 2;
/// Columns that fit at every place, however short the English sentence is.
const ALWAYS_FITS: usize = 24;
/// The forms of a number that a language may have and English has not.
const MORE_FORMS: [&str; 3] = ["zero", "two", "few"];

/// Sentences that older versions said, by section and key. A couple's own file may still hold them; nobody reads them.
const NO_LONGER_SAID: [(&str, &[&str]); 9] = [
    ("footer", &["back_to_breathing", "ground", "ten_more"]),
    ("help", &["cards", "choose", "feeling", "repair"]),
    ("strap", &["learning_clear_rise", "learning_very_fast", "learning_keys", "beats_made_up"]),
    ("check", &["again", "both", "both_look", "nothing_kept"]),
    ("arriving", &["nothing", "of_ten", "strength"]),
    ("farewell", &["talked", "seconds", "minutes", "pauses", "breathed"]),
    ("same_again", &["kept", "kept_nothing"]),
    ("practice", &["rmssd", "rmssd_settling", "no_rmssd"]),
    ("doctor.todo", &["bus", "service", "restart", "permission", "adapter", "blocked", "off"]),
];

/// The English words, as every other file is checked against them.
pub(super) struct Reference {
    table: Table,
}

/// A place in the file, in bytes, and what is wrong there.
type Wrong = (usize, String);

impl Reference {
    pub(super) fn english() -> Result<Self, WordsError> {
        let (code, text) = BUILT_IN[0];
        let table = text.parse().map_err(|error: toml::de::Error| {
            let (offset, why) = mistake::of_toml(&error);
            refuse(&format!("words/{code}.toml"), text, offset, why)
        })?;
        Ok(Self { table })
    }

    pub(super) fn table(&self) -> &Table {
        &self.table
    }

    /// The sentences of `text`, or an error with its first line that is wrong.
    pub(super) fn check(&self, file: &str, text: &str) -> Result<Table, WordsError> {
        let no_toml = |error: toml::de::Error| {
            let (offset, why) = mistake::of_toml(&error);
            refuse(file, text, offset, format!("this isn't written as TOML: {why}"))
        };
        let spanned = DeTable::parse(text).map_err(no_toml)?;
        let mut wrong = Vec::new();
        check_table(spanned.get_ref(), &self.table, "", &mut wrong);
        match wrong.into_iter().min() {
            Some((offset, what)) => Err(refuse(file, text, offset, what)),
            None => Ok(without_old_sentences(text.parse().map_err(no_toml)?)),
        }
    }
}

fn without_old_sentences(mut table: Table) -> Table {
    for (section, keys) in NO_LONGER_SAID {
        let mut inner = Some(&mut table);
        for name in section.split('.') {
            inner = inner.and_then(|table| table.get_mut(name)).and_then(Value::as_table_mut);
        }
        if let Some(section) = inner {
            section.retain(|key, _| keys.iter().all(|old| key != *old));
        }
    }
    table
}

fn is_no_longer_said(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(section, key)| NO_LONGER_SAID.iter().any(|(of, keys)| *of == section && keys.contains(&key)))
}

/// The error for the line at `offset` bytes of `text`.
pub(super) fn refuse(file: &str, text: &str, offset: usize, what: String) -> WordsError {
    WordsError::Line { file: file.to_owned(), line: mistake::line_at(text, offset), what }
}

/// Puts every sentence of `over` in the place of the one in `table`.
pub(super) fn lay_over(table: &mut Table, over: Table) {
    for (key, value) in over {
        match (table.get_mut(&key), value) {
            (Some(Value::Table(inner)), Value::Table(over)) => lay_over(inner, over),
            (_, value) => {
                table.insert(key, value);
            }
        }
    }
}

fn check_table(table: &DeTable<'_>, english: &Table, path: &str, wrong: &mut Vec<Wrong>) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match english.get(name).or_else(|| another_form(name, english)) {
            Some(like) => check_value(value.get_ref(), like, &path, value.span().start, wrong),
            None if is_no_longer_said(&path) => {}
            None => wrong.push((key.span().start, unknown(&path, name, english))),
        }
    }
}

/// A form of a number is checked like the one for every other number.
fn another_form<'a>(name: &str, english: &'a Table) -> Option<&'a Value> {
    let counts = english.contains_key("one");
    english.get("other").filter(|_| counts && MORE_FORMS.contains(&name))
}

fn check_value(value: &DeValue<'_>, english: &Value, path: &str, at: usize, wrong: &mut Vec<Wrong>) {
    let problem = match (value, english) {
        (DeValue::Table(table), Value::Table(english)) => return check_table(table, english, path, wrong),
        (DeValue::String(text), Value::String(english)) => check_text(text, english, is_form(path)),
        (DeValue::Array(list), Value::Array(english)) => check_list(list, english),
        (_, Value::Table(_)) => Err("must be a section".to_owned()),
        (_, Value::Array(_)) => Err("must be a list: [\"…\", \"…\"]".to_owned()),
        _ => Err("must be one text in quotation marks".to_owned()),
    };
    wrong.extend(problem.err().map(|what| (at, format!("`{path}` {what}"))));
}

/// Whether this is a form for a number. Such a text may leave the number out.
fn is_form(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    matches!(last, "one" | "other") || MORE_FORMS.contains(&last)
}

/// One of several texts may do without some of the places, but has no others.
fn check_list(list: &DeArray<'_>, english: &[Value]) -> Result<(), String> {
    if list.is_empty() {
        return Err("is an empty list; leave the line out instead".to_owned());
    }
    let texts: Vec<&str> = english.iter().filter_map(Value::as_str).collect();
    let widest = texts.iter().max_by_key(|text| text.width()).copied().unwrap_or_default();
    let known: Vec<&str> = texts.iter().filter_map(|text| places(text)).flatten().collect();
    for item in list {
        let DeValue::String(text) = item.get_ref() else {
            return Err("must be a list of texts in quotation marks".to_owned());
        };
        let found = check_plain(text, widest)?;
        refuse_foreign(&found, &known)?;
    }
    Ok(())
}

fn check_text(text: &str, english: &str, may_omit: bool) -> Result<(), String> {
    let found = check_plain(text, english)?;
    let known = places(english).unwrap_or_default();
    refuse_foreign(&found, &known)?;
    match known.iter().find(|place| !may_omit && !found.contains(place)) {
        Some(missing) => Err(format!("lacks {{{missing}}}, which is filled in there")),
        None => Ok(()),
    }
}

/// The places of a text that can be shown.
fn check_plain<'a>(text: &'a str, english: &str) -> Result<Vec<&'a str>, String> {
    if text.trim().is_empty() {
        return Err("is empty; leave the line out instead".to_owned());
    }
    if !is_showable(text) {
        return Err("contains characters that can't be shown".to_owned());
    }
    let most = (WIDER * english.width()).max(ALWAYS_FITS);
    if text.width() > most {
        return Err(format!("is {} columns wide; at most {most} fit in its place", text.width()));
    }
    places(text).ok_or_else(|| "has a `{` without its `}`, or nothing between them".to_owned())
}

fn refuse_foreign(found: &[&str], known: &[&str]) -> Result<(), String> {
    match found.iter().find(|place| !known.contains(place)) {
        Some(foreign) if known.is_empty() => Err(format!("has {{{foreign}}}, but nothing is filled in there")),
        Some(foreign) => Err(format!("has {{{foreign}}}; what can be filled in is {{{}}}", known.join("}, {"))),
        None => Ok(()),
    }
}

fn unknown(path: &str, name: &str, english: &Table) -> String {
    let known: Vec<&str> = english.keys().map(String::as_str).collect();
    match nearest(name, known.iter()) {
        Some(meant) => format!("I don't know `{path}`; did you mean `{meant}`?"),
        None => format!("I don't know `{path}`; the built-in words have no such key"),
    }
}
