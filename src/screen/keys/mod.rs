//! The keys. Decoding, the footer and the help read one table, [`table`].
//!
//! The left hand has `a s 1`, the right hand has `k l 0`; every other key belongs to both.

pub(crate) mod here;
pub(crate) mod layouts;
pub mod meaning;
pub mod place;
mod table;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use self::layouts::as_key;
use self::meaning::Meaning;
use self::place::Place;
use self::table::{ALONE, Chord, EVERYWHERE, HelpOf, PRACTICE, Position, Row, SOME_PAGES, TOGETHER};
use crate::event::input::Key;
use crate::event::seat::Seat;
use crate::words::Words;

/// The hints of a footer, each group from left to right.
#[derive(Default)]
pub(crate) struct Hints<'w> {
    /// At the left edge.
    pub(crate) left: Vec<Hint<'w>>,
    /// The page's own keys.
    pub(crate) own: Vec<Hint<'w>>,
    /// At the right edge.
    pub(crate) right: Vec<Hint<'w>>,
}

/// A key in the footer.
#[derive(Clone)]
pub(crate) struct Hint<'w> {
    pub(crate) key: String,
    pub(crate) does: &'w str,
    /// Whether it is the quick exit.
    pub(crate) vanishes: bool,
}

/// A line of the help: the names of its keys, and what they do.
pub(crate) type HelpLine<'w> = (String, &'w str);

fn rows() -> impl Iterator<Item = &'static Row> {
    EVERYWHERE.iter().chain(SOME_PAGES).chain(PRACTICE).chain(ALONE).chain(TOGETHER)
}

/// What a key press asks for at `place`. Releases ask for nothing; of repeats only those of text count.
pub(crate) fn decode(event: &KeyEvent, place: Place) -> Option<Meaning> {
    let counts = event.kind == KeyEventKind::Press || event.kind == KeyEventKind::Repeat && place.takes_text();
    let code = match event.code {
        KeyCode::Char(letter) => KeyCode::Char(as_key(letter)),
        code => code,
    };
    let is_letter = matches!(code, KeyCode::Char(_));
    let held = if place.takes_text() && !is_letter { KeyModifiers::NONE } else { event.modifiers };
    let chord = Chord { control: is_control(held, place), code };
    let meaning = rows().filter(|row| counts && (row.works)(place)).find_map(|row| meaning_in(row, chord, place))?;
    let other_chord = !chord.control && held.intersects(KeyModifiers::ALT | KeyModifiers::SUPER);
    // The quick exit is pressed in a hurry: whatever else is held down, it works.
    (!other_chord || meaning == Meaning::Vanish).then_some(meaning)
}

/// The letter that a key press writes at a place where letters are text.
pub(crate) fn text(event: &KeyEvent, place: Place) -> Option<char> {
    match event.code {
        KeyCode::Char(letter) if event.kind != KeyEventKind::Release && !is_control(event.modifiers, place) => {
            Some(letter)
        }
        _ => None,
    }
}

/// Some keyboards send Control and Alt together for the third letter of a key: among text, that is no Control.
fn is_control(held: KeyModifiers, place: Place) -> bool {
    held.contains(KeyModifiers::CONTROL) && !(place.takes_text() && held.contains(KeyModifiers::ALT))
}

fn meaning_in(row: &Row, chord: Chord, place: Place) -> Option<Meaning> {
    row.keys.iter().find(|(key, _)| *key == chord && is_a_key(*key, place)).map(|(_, meaning)| *meaning)
}

/// Whether the chord is a key at this place, and no text.
fn is_a_key(chord: Chord, place: Place) -> bool {
    chord.control || !place.takes_text() || !matches!(chord.code, KeyCode::Char(_))
}

/// The footer of a place. Where the help or the page on finding help covers it, its own keys are left out.
pub(crate) fn hints(place: Place, covered: bool, words: &Words) -> Hints<'_> {
    let mut found: Vec<(Position, Hint<'_>)> = rows().filter_map(|row| hint(row, place, covered, words)).collect();
    found.sort_by_key(|(position, _)| *position);
    let mut hints = Hints::default();
    for (position, hint) in found {
        match position {
            Position::Left => hints.left.push(hint),
            Position::Early | Position::Middle | Position::Late if covered && !hint.vanishes => {}
            Position::Early | Position::Middle | Position::Late => hints.own.push(hint),
            Position::Right | Position::Corner => hints.right.push(hint),
        }
    }
    hints
}

fn hint<'w>(row: &Row, place: Place, covered: bool, words: &'w Words) -> Option<(Position, Hint<'w>)> {
    let (position, does) = (row.hint)(place, words).filter(|_| (row.works)(place))?;
    let keys: Vec<_> = row.keys.iter().copied().filter(|(key, _)| is_a_key(*key, place)).collect();
    let (_, meaning) = *keys.first()?;
    let does = if covered && meaning == Meaning::Help { &words.footer.back } else { does };
    Some((position, Hint { key: hint_label(&keys, words), does, vanishes: meaning == Meaning::Vanish }))
}

/// The first of several keys, unless two letters or arrows mean different things.
fn hint_label(keys: &[(Chord, Meaning)], words: &Words) -> String {
    match keys {
        keys if keys.iter().all(|(key, _)| is_arrow(*key)) => keys.iter().map(|(key, _)| label(*key, words)).collect(),
        [(first, one), (second, other)] if is_letter(*first) && is_letter(*second) && one != other => {
            format!("{}+{}", label(*first, words), label(*second, words))
        }
        keys => keys.first().map_or_else(String::new, |(first, _)| label(*first, words)),
    }
}

/// The help of a place: what each key does there, in two columns.
pub(crate) fn help(place: Place, words: &Words) -> [Vec<HelpLine<'_>>; 2] {
    let mut columns = [Vec::new(), Vec::new()];
    for row in rows().filter(|row| (row.works)(place)) {
        let keys = first_of_each(row.keys);
        let hint = || (row.hint)(place, words).map(|(_, does)| does);
        let (column, does) = match row.help {
            HelpOf::Line(column, does) => (column, Some(does(place, words))),
            HelpOf::Hint(column) => (column, hint()),
            HelpOf::Nowhere => continue,
        };
        columns[column as usize].extend(does.map(|does| (help_label(&keys, words), does)));
    }
    columns
}

/// The first key of each meaning: the others are there for fingers that look for them.
fn first_of_each(keys: &[(Chord, Meaning)]) -> Vec<Chord> {
    let is_first = |at: usize| keys[..at].iter().all(|(_, before)| *before != keys[at].1);
    (0..keys.len()).filter(|at| is_first(*at) && !keys[*at].0.control).map(|at| keys[at].0).collect()
}

/// Letters stand two columns apart, arrows side by side, and many digits are named by the first and the last.
fn help_label(keys: &[Chord], words: &Words) -> String {
    if let [first, _, .., last] = keys
        && keys.iter().all(|key| matches!(key.code, KeyCode::Char('0'..='9')))
    {
        return format!("{}–{}", label(*first, words), label(*last, words));
    }
    let mut line = String::new();
    for (i, key) in keys.iter().enumerate() {
        line.push_str(match i.checked_sub(1).map(|before| keys[before]) {
            None => "",
            Some(before) if is_arrow(before) && is_arrow(*key) => "",
            Some(before) if is_letter(before) && is_letter(*key) => "  ",
            Some(_) => " ",
        });
        line.push_str(&label(*key, words));
    }
    line
}

/// The names of the keys of a seat: for "ready" or yes, and for "not yet".
pub(crate) fn of_seat(seat: Seat, words: &Words) -> (String, String) {
    (name_of(Meaning::Session(Key::Ready(seat)), words), name_of(Meaning::Session(Key::NotReady(seat)), words))
}

/// The name of the key with this meaning.
pub(crate) fn name_of(meaning: Meaning, words: &Words) -> String {
    let found = rows().flat_map(|row| row.keys).find(|(_, other)| *other == meaning);
    found.map_or_else(String::new, |(key, _)| label(*key, words))
}

fn is_arrow(chord: Chord) -> bool {
    matches!(chord.code, KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right)
}

fn is_letter(chord: Chord) -> bool {
    matches!(chord.code, KeyCode::Char(letter) if letter != ' ')
}

/// The name of a key, as the footer and the help write it.
fn label(chord: Chord, words: &Words) -> String {
    match chord.code {
        KeyCode::Char('p') if chord.control => words.footer.ctrl_p.clone(),
        KeyCode::Char('x') if chord.control => words.footer.ctrl_x.clone(),
        KeyCode::Char(' ') => words.footer.space.clone(),
        KeyCode::Char(letter) => letter.to_string(),
        KeyCode::Up => "↑".to_owned(),
        KeyCode::Down => "↓".to_owned(),
        KeyCode::Left => "←".to_owned(),
        KeyCode::Right => "→".to_owned(),
        code => format!("{code}"),
    }
}

#[cfg(test)]
mod tests;
