//! The lines of a settings file, each with its section and its place, and what to say about one that is unknown.

use toml::de::{DeTable, DeValue};

use super::list::{keys, sections};
use super::quoted;
use super::value::SettingLine;
use crate::words::mistake::{self, nearest};

/// The most keys of a section that a sentence lists. Assumption: more are read better in a table.
const MOST_LISTED: usize = 4;

/// The lines of all sections, in their order; or where the text goes wrong, and how.
pub(crate) fn lines(text: &str) -> Result<Vec<SettingLine<'_>>, (usize, String)> {
    let table = DeTable::parse(text).map_err(|error| {
        let (offset, why) = mistake::of_toml(&error);
        (offset, format!("this isn't written as TOML: {why}. Mend that line."))
    })?;
    let mut lines = Vec::new();
    for (section, body) in table.into_inner() {
        let offset = section.span().start;
        let section = section.into_inner().into_owned();
        let keys = keys_of(&section, body.into_inner()).map_err(|what| (offset, what))?;
        lines.extend(keys.into_iter().map(|(key, value)| SettingLine {
            offset: key.span().start,
            written: value.span(),
            section: section.clone(),
            key: key.into_inner().into_owned(),
            value: value.into_inner(),
        }));
    }
    lines.sort_by_key(|line| line.offset);
    Ok(lines)
}

/// The keys of a section; or why it is none.
fn keys_of<'a>(section: &str, body: DeValue<'a>) -> Result<DeTable<'a>, String> {
    let is_section = sections().contains(&section);
    match body {
        DeValue::Table(keys) if is_section => Ok(keys),
        _ if is_section => Err(format!("`{section}` must be a section: `[{section}]`")),
        DeValue::Table(_) => Err(unknown_section(section)),
        _ => Err(without_section(section)),
    }
}

/// What to say of a key that stands before all sections.
fn without_section(name: &str) -> String {
    let known: Vec<&'static str> = sections().into_iter().flat_map(keys).collect();
    nearest(name, known.iter()).map_or_else(|| unknown_key(name, &known, None), |meant| in_its_section(name, meant))
}

/// What to say of a key whose name is meant for one in another place.
fn in_its_section(name: &str, meant: &str) -> String {
    let of = sections().into_iter().filter(|section| keys(section).contains(&meant));
    let of: Vec<String> = of.map(|section| format!("[{section}]")).collect();
    format!("I don't know `{}` here; did you mean `{meant}` in {}?", quoted(name), of.join(" or "))
}

impl SettingLine<'_> {
    /// What to say if the key is unknown in its section.
    pub(crate) fn unknown(&self) -> String {
        let known = keys(&self.section);
        if sections().into_iter().flat_map(keys).any(|key| key == self.key) {
            return in_its_section(&self.key, &self.key);
        }
        let of_section = format!("[{}] has {}", self.section, in_a_row(&known));
        unknown_key(&self.key, &known, (known.len() <= MOST_LISTED).then_some(of_section.as_str()))
    }
}

fn unknown_section(name: &str) -> String {
    let known = sections();
    let meant = nearest(name, known.iter());
    let name = quoted(name);
    if let Some(meant) = meant {
        return format!("I don't know the section `[{name}]`; did you mean `[{meant}]`?");
    }
    let shown: Vec<String> = known.iter().map(|section| format!("[{section}]")).collect();
    format!("I don't know the section `[{name}]`; there are {}", in_a_row(&shown))
}

/// "a, b and c".
fn in_a_row<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names[..] {
        [.., _, last] => format!("{} and {last}", names[..names.len() - 1].join(", ")),
        _ => names.concat(),
    }
}

/// What to say of an unknown key. `instead` says what its section has.
fn unknown_key(name: &str, known: &[&'static str], instead: Option<&str>) -> String {
    let meant = nearest(name, known.iter());
    let name = quoted(name);
    if let Some(meant) = meant {
        return format!("I don't know `{name}`; did you mean `{meant}`?");
    }
    let instead = instead.map(|instead| format!("{instead}; ")).unwrap_or_default();
    format!("I don't know `{name}`; {instead}see `breathmark settings` for what can be set")
}
