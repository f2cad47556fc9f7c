//! People whose rows stand in blocks, each below a line with a name.

use super::stated::said;
use super::{NumberedLine, Table, printable};
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::{Marks, cell};
use crate::lab::analyze::read::series::Person;

/// Words before the name of a person, in lower case.
const KEYS: &str =
    "name subject person participant proband probandin teilnehmer teilnehmerin patient user sujet paciente";
/// Words that say what goes on. A section of such a name is no person.
const COURSE: &str = "pause paused resume resumed start stop end begin break baseline rest resting stress recovery marker event \
    note data hrdata params custom header ruhe erholung belastung phase part section trial session recording teil block \
    segment gap signal lost task drop dropout reconnected connected disconnected remark comment export exported";
/// Most words and characters of a name.
const MOST_WORDS: usize = 3;
const LONGEST: usize = 40;

/// The way in which a line names somebody.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pattern {
    Key,
    Section,
    Remark,
}

/// The name in a line that is no row.
fn name(line: &[u8]) -> Option<(Pattern, String)> {
    let text = said(line);
    if let Some((key, value)) = text.split_once([':', '=']) {
        let known = KEYS.split(' ').any(|known| known == key.trim().to_lowercase());
        let value = value.trim().trim_matches('"');
        return (known && !value.is_empty()).then(|| (Pattern::Key, printable(value, LONGEST)));
    }
    let (pattern, text) = match text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inner) => (Pattern::Section, inner.trim()),
        None if line[0] == b'#' => (Pattern::Remark, text.as_str()),
        None => return None,
    };
    let mut words = text.split_whitespace();
    let few = text.len() <= LONGEST && (1..=MOST_WORDS).contains(&words.clone().count());
    let course = |word: &str| {
        let letters = word.to_lowercase();
        let letters = letters.trim_matches(|c: char| !c.is_alphabetic());
        COURSE.split(' ').any(|known| known == letters)
    };
    let capital = text.starts_with(char::is_uppercase);
    let is_name = few && capital && !words.any(course) && cell(text.as_bytes(), Marks::POINT).value().is_none();
    is_name.then(|| (pattern, text.to_owned()))
}

/// The people of the blocks, and whose each row is; none unless every block has a name of its own pattern above it.
pub(super) fn blocks(table: &Table<'_>) -> Option<(Vec<Option<Person>>, Vec<usize>)> {
    let found: Vec<(usize, (Pattern, String))> =
        table.said.iter().filter_map(|&(line, text)| Some((line, name(text)?))).collect();
    let pattern = [Pattern::Key, Pattern::Section, Pattern::Remark].into_iter().find(|pattern| {
        let mut texts = found.iter().filter(|(_, (this, _))| this == pattern).map(|(_, (_, name))| name);
        let first = texts.next();
        first.is_some() && texts.any(|name| Some(name) != first)
    })?;
    let mut above_rows = found.into_iter().filter(|(_, (this, _))| *this == pattern).peekable();
    let (mut people, mut whose): (Vec<String>, Vec<usize>) = (Vec::new(), Vec::with_capacity(table.rows.len()));
    let mut current = None;
    for (place, row) in table.rows.iter().enumerate() {
        let mut above = None;
        while let Some((_, (_, name))) = above_rows.next_if(|(line, _)| *line < row.line) {
            above = Some(name);
        }
        // Remarks and sections must stand above every block; a key may name each person once.
        if row.after_break && above.is_none() && pattern != Pattern::Key {
            let before = place.checked_sub(1).map_or(0, |before| table.rows[before].line);
            if table.said.iter().any(|(line, _)| (before..row.line).contains(line)) {
                return None;
            }
        }
        if let Some(name) = above {
            current = Some(people.iter().position(|known| *known == name).unwrap_or_else(|| {
                people.push(name);
                people.len() - 1
            }));
        }
        whose.push(current?);
    }
    (people.len() > 1).then(|| (people.into_iter().map(|name| Some(Person::Named(name))).collect(), whose))
}

/// A note that quotes the lines between the rows, where they may name what is not understood.
pub(super) fn quoted(table: &Table<'_>) -> Option<Note> {
    let (first, last) = (table.rows.first()?.line, table.rows.last()?.line);
    let is_between = |line: &&NumberedLine<'_>| (first..last).contains(&line.0);
    let header = table.header.as_ref().map(|header| header.line);
    let mut texts: Vec<String> = Vec::new();
    for (_, text) in table.said.iter().filter(is_between).filter(|line| Some(line.0) != header) {
        let text = printable(&said(text), 30);
        if !texts.contains(&text) {
            texts.push(text);
        }
        if texts.len() > 3 {
            break;
        }
    }
    let shown = texts.iter().take(3).map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ");
    let more = if texts.len() > 3 { ", …" } else { "" };
    (!texts.is_empty())
        .then(|| Note::Other(format!("between the rows stands {shown}{more}: all rows are taken for one person's")))
}
