//! The lines of a settings file, each with its section and its place, and what to say about one that is unknown.

use toml::de::{DeTable, DeValue};

use crate::words::mistake::{self, nearest};

/// Every section with its keys.
const KNOWN: [(&str, &[&str]); 7] = [
    ("left", &PERSON),
    ("right", &PERSON),
    (
        "talk",
        &[
            "quiet_s",
            "warm_up_turn_s",
            "turn_s",
            "answer_s",
            "limit_s",
            "whose_strap",
            "agreements",
            "arriving",
            "way_back",
            "repair",
        ],
    ),
    ("safety", &["helplines"]),
    ("breath", &["in_s", "out_s"]),
    ("words", &["language"]),
    ("screen", &["motion", "plain"]),
];

/// What can be said of each person.
const PERSON: [&str; 5] = ["name", "resting_rate", "endurance_trained", "beta_blocker", "irregular"];

/// One `key = value`.
pub(crate) struct SettingLine<'a> {
    pub(crate) section: String,
    pub(crate) key: String,
    pub(crate) value: DeValue<'a>,
    /// Where the key begins, in bytes.
    pub(crate) offset: usize,
}

/// The lines of all sections, in their order; or where the text goes wrong, and how.
pub(crate) fn lines(text: &str) -> Result<Vec<SettingLine<'_>>, (usize, String)> {
    let table = DeTable::parse(text).map_err(|error| {
        let (offset, why) = mistake::of_toml(&error);
        (offset, format!("this isn't written as TOML: {why}"))
    })?;
    let mut lines = Vec::new();
    for (section, body) in table.into_inner() {
        let offset = section.span().start;
        let section = section.into_inner().into_owned();
        let keys = match body.into_inner() {
            DeValue::Table(keys) if is_section(&section) => keys,
            _ if is_section(&section) => return Err((offset, format!("`{section}` must be a section: `[{section}]`"))),
            DeValue::Table(_) => return Err((offset, unknown_section(&section))),
            _ => return Err((offset, unknown_key(&section, KNOWN.iter().flat_map(|(_, keys)| *keys)))),
        };
        lines.extend(keys.into_iter().map(|(key, value)| SettingLine {
            offset: key.span().start,
            section: section.clone(),
            key: key.into_inner().into_owned(),
            value: value.into_inner(),
        }));
    }
    lines.sort_by_key(|line| line.offset);
    Ok(lines)
}

impl SettingLine<'_> {
    /// What to say if the key is unknown in its section.
    pub(crate) fn unknown(&self) -> String {
        let keys = KNOWN.iter().filter(|(section, _)| *section == self.section).flat_map(|(_, keys)| *keys);
        unknown_key(&self.key, keys)
    }
}

fn is_section(name: &str) -> bool {
    KNOWN.iter().any(|(section, _)| *section == name)
}

fn unknown_section(name: &str) -> String {
    match nearest(name, KNOWN.iter().map(|(section, _)| section)) {
        Some(meant) => format!("I don't know the section `[{name}]`; did you mean `[{meant}]`?"),
        None => format!(
            "I don't know the section `[{name}]`; there are [left], [right], [talk], [breath], [words] and [screen]"
        ),
    }
}

fn unknown_key<'a>(name: &str, known: impl Iterator<Item = &'a &'a str> + Clone) -> String {
    match nearest(name, known) {
        Some(meant) => format!("I don't know `{name}`; did you mean `{meant}`?"),
        None => format!("I don't know `{name}`; see `breathmark --help` for what can be set"),
    }
}
