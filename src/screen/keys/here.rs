//! What the keys of a page do, said to somebody who pressed one that does nothing there.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};

use super::meaning::Meaning;
use super::place::Place;
use super::table::Row;
use super::{Hint, Hints, decode, first_of_each, help_label, hints, is_a_key, of_seat, rows};
use crate::event::input::Key;
use crate::event::seat::{Pair, Seat};
use crate::words::Words;

/// What a page asks of the people at it.
pub(crate) struct Answers<'w> {
    /// Who is asked.
    pub(crate) asked: Pair<bool>,
    /// The word for yes.
    pub(crate) yes: &'w str,
}

/// The keys of a place, the most wanted first: its answers, its own keys, else the pause; then help and the way out. Last
/// its quick exit, if its footer has one: it stays where others give way.
pub(crate) fn here(
    place: Place,
    covered: bool,
    answers: Option<&Answers<'_>>,
    words: &Words,
) -> (Vec<String>, Option<String>) {
    let Hints { left, own, right } = hints(place, covered, words);
    let (exit, own): (Vec<_>, Vec<_>) = own.into_iter().partition(|hint| hint.vanishes);
    let named = |hint: Hint<'_>| words.here.key.with(&[("key", &hint.key), ("does", &hint.does)]);
    let answer = answers.filter(|_| !covered).and_then(|answers| answer(answers, words));
    let listed = rows().filter(|row| !covered && is_listed_on_page(row, place)).map(|row| label_of(row, words));
    let mut keys: Vec<String> = answer.into_iter().chain(listed).chain(own.into_iter().map(named)).collect();
    if keys.is_empty() {
        keys.extend(left.into_iter().map(named));
    }
    keys.extend(right.into_iter().map(named));
    (keys, exit.into_iter().map(named).next())
}

/// The keys for a yes: of both, or of the one who is asked.
fn answer(answers: &Answers<'_>, words: &Words) -> Option<String> {
    let yes = |seat| of_seat(seat, words).0;
    let key = match (answers.asked.left, answers.asked.right) {
        (true, true) => words.here.either.with(&[("left", &yes(Seat::Left)), ("right", &yes(Seat::Right))]),
        (true, false) => yes(Seat::Left),
        (false, true) => yes(Seat::Right),
        (false, false) => return None,
    };
    Some(words.here.key.with(&[("key", &key), ("does", &answers.yes)]))
}

/// Whether a row has a choice of keys that only the page itself explains, such as the numbers of a list.
fn is_listed_on_page(row: &Row, place: Place) -> bool {
    first_of_each(row.keys).len() > 2 && (row.works)(place) && row.keys.iter().all(|(key, _)| is_a_key(*key, place))
}

fn label_of(row: &Row, words: &Words) -> String {
    help_label(&first_of_each(row.keys), words)
}

/// Whether a key press could have done something at `place`, though nothing is to be seen of it.
pub(crate) fn is_offered(event: &KeyEvent, place: Place, answers: Option<&Answers<'_>>, words: &Words) -> bool {
    match decode(event, place) {
        None | Some(Meaning::Back) => false,
        Some(Meaning::Session(Key::Ready(_) | Key::NotReady(_))) if answers.is_some() => true,
        // Nothing shows whose wish it is to see numbers, or that somebody moved.
        Some(Meaning::Session(Key::Numbers(_) | Key::Moved)) => true,
        Some(meaning) => rows().any(|row| {
            let has_it = row.keys.iter().any(|(_, other)| *other == meaning);
            has_it && (row.works)(place) && (row.hint)(place, words).is_some()
        }),
    }
}

/// Whether somebody pressed a key that could mean something: no release, no modifier alone, no key of the system.
pub(crate) fn is_a_press(event: &KeyEvent) -> bool {
    let of_the_system = matches!(
        event.code,
        KeyCode::Modifier(_)
            | KeyCode::Media(_)
            | KeyCode::CapsLock
            | KeyCode::NumLock
            | KeyCode::ScrollLock
            | KeyCode::PrintScreen
            | KeyCode::Pause
            | KeyCode::Menu
            | KeyCode::KeypadBegin
            | KeyCode::Null
    );
    event.kind == KeyEventKind::Press && !of_the_system
}
