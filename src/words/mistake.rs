//! Where a TOML file goes wrong, and what was probably meant.

use toml::de::{DeTable, DeValue};

/// The line of a place in `text`, both counted as people do: the first line is 1.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

/// The place in bytes where a file is not understood, and why, on one line.
pub(crate) fn of_toml(error: &toml::de::Error) -> (usize, String) {
    let why = error.message().lines().next().unwrap_or("unreadable");
    (error.span().map_or(0, |span| span.start), why.to_owned())
}

/// What is wrong, with the key at `offset` bytes of `text` in front, unless `what` names a key itself.
pub(crate) fn with_key(text: &str, offset: usize, what: &str) -> String {
    match key_at(text, offset) {
        Some(key) if !what.contains(&format!("`{key}`")) && !what.starts_with("missing field") => {
            format!("`{key}`: {what}")
        }
        _ => what.to_owned(),
    }
}

/// The innermost key whose value, or which itself, is at `offset`. Where the text is no TOML, the key of its line.
fn key_at(text: &str, offset: usize) -> Option<String> {
    match DeTable::parse(text) {
        Ok(table) => key_in(table.get_ref(), offset),
        Err(_) => text.lines().nth(line_at(text, offset) - 1)?.split_once('=').map(|(key, _)| key.trim().to_owned()),
    }
}

fn key_in(table: &DeTable<'_>, offset: usize) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let inner = inside(value.get_ref(), offset);
        let is_here = || key.span().contains(&offset) || value.span().contains(&offset);
        inner.or_else(|| is_here().then(|| key.get_ref().clone().into_owned()))
    })
}

fn inside(value: &DeValue<'_>, offset: usize) -> Option<String> {
    match value {
        DeValue::Table(table) => key_in(table, offset),
        DeValue::Array(list) => list.iter().find_map(|item| inside(item.get_ref(), offset)),
        _ => None,
    }
}

/// The longest word that is compared with the known ones, in characters. No known word is nearly that long, and comparing
/// takes time that grows with the length.
const LONGEST_COMPARED: usize = 40;

/// The known word that a slip of the finger would turn into `word`.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a &'a str>) -> Option<&'a str> {
    if word.chars().nth(LONGEST_COMPARED).is_some() {
        return None;
    }
    let nearest = known.map(|&known| (distance(word, known), known)).min()?;
    (nearest.0 <= 2 && nearest.0 < nearest.1.len()).then_some(nearest.1)
}

/// How many letters must be put in, left out or replaced (Levenshtein distance).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}
