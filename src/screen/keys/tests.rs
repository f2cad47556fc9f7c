//! The table against itself, the help and the README.

use std::collections::BTreeSet;

use super::place::{PrivatePage, TogetherPage};
use super::*;
use crate::event::seat::Pair;
use crate::practice::part::PracticePart;
use crate::talk::pause::{Breathing, Readiness, Way};
use crate::talk::strap_check::StrapCheckState;
use crate::talk::{Amends, Listening, OpenQuestion, Question, Stage, TurnState};

/// Every page of a talk.
fn talk() -> Vec<Place> {
    let (yes, who, speaker) = (Pair::default(), Seat::Left, Seat::Left);
    let ready = Pair { left: Readiness::Unsaid, right: Readiness::Unsaid };
    let now = TurnState::default();
    let asked = TurnState { asks: Some(OpenQuestion { question: Question::End, yes }), ..now };
    let stages = [
        Stage::Straps,
        Stage::StrapCheck { so_far: StrapCheckState::Offered },
        Stage::StrapCheck { so_far: StrapCheckState::OtherWayRound },
        Stage::Agreements { yes },
        Stage::SameAgain { yes },
        Stage::Topic { first: who, yes },
        Stage::Prepare { who },
        Stage::AmendsOffer { asked: None },
        Stage::AmendsOffer { asked: Some(who) },
        Stage::Arriving { who },
        Stage::Settling,
        Stage::WarmUp { speaker },
        Stage::Turn { speaker, now },
        Stage::Turn { speaker, now: asked },
        Stage::Answer { speaker, part: Listening::Reflect, now },
        Stage::Breath,
        Stage::Pause { breathing: Breathing::Paced, way: Way::Breath, ready },
        Stage::Pause { breathing: Breathing::Unpaced, way: Way::Senses, ready },
        Stage::ReturnOffer { minutes: 20, agreed: yes },
        Stage::LongBreak { due: false, breathing: false, ready, asks: None },
        Stage::WayBack { smaller: false, yes },
        Stage::Repair { who, part: Amends::Harm },
        Stage::Repair { who, part: Amends::Mend },
        Stage::OneStep { yes },
        Stage::Summary { yes },
        Stage::Closing { return_in_minutes: None },
    ];
    stages.iter().map(Place::of).collect()
}

fn private() -> impl Iterator<Item = Place> {
    use PrivatePage::{CheckAsk, CheckNotToday, ReviewAsk, ReviewHandTo};
    let asks = Seat::BOTH.map(|who| CheckAsk { who, second: who == Seat::Right });
    asks.into_iter().chain([CheckNotToday, ReviewHandTo, ReviewAsk]).map(Place::Alone)
}

fn together() -> impl Iterator<Item = Place> {
    use TogetherPage::{Breaths, Front, Happens, LookBack, Names, Return, Sound, Stays};
    let names = [Names { by_line: false }, Names { by_line: true }];
    names.into_iter().chain([Happens, Stays, Sound, Breaths, Front, Return, LookBack]).map(Place::Together)
}

fn press(code: KeyCode, modifiers: KeyModifiers, place: Place) -> Option<Meaning> {
    decode(&KeyEvent::new(code, modifiers), place)
}

/// Every code that a keyboard sends without a chord.
fn codes() -> impl Iterator<Item = KeyCode> {
    let named = [KeyCode::Up, KeyCode::Down, KeyCode::Left, KeyCode::Right, KeyCode::Enter, KeyCode::Esc];
    let others = [KeyCode::Tab, KeyCode::Backspace, KeyCode::Delete, KeyCode::Home, KeyCode::End];
    let typed = (' '..='~').filter(|c| !c.is_ascii_uppercase()).map(KeyCode::Char);
    typed.chain(named).chain(others).chain((1..=12).map(KeyCode::F))
}

/// What the label of a line stands for.
fn keys_of(label: &str) -> Vec<KeyCode> {
    match label {
        "0–9" => ('0'..='9').map(KeyCode::Char).collect(),
        "↑↓←→" => vec![KeyCode::Up, KeyCode::Down, KeyCode::Left, KeyCode::Right],
        several => several.split_whitespace().map(key_of).collect(),
    }
}

fn key_of(name: &str) -> KeyCode {
    match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Backspace" => KeyCode::Backspace,
        "←" => KeyCode::Left,
        "space" => KeyCode::Char(' '),
        letter => KeyCode::Char(letter.chars().next().unwrap()),
    }
}

fn listed(place: Place) -> Vec<KeyCode> {
    let words = Words::built_in("en").unwrap();
    help(place, &words).into_iter().flatten().flat_map(|(label, _)| keys_of(&label)).collect()
}

#[test]
fn the_help_of_a_page_names_everything_that_can_be_done_there_and_nothing_else() {
    // These have words only where they lead somewhere: the page knows, the place of a stage does not.
    let only_shown_when_offered = |place: Place| matches!(place, Place::Closing(_) | Place::WayBack { .. });
    for place in talk().into_iter().filter(|place| !only_shown_when_offered(*place)) {
        let listed = listed(place);
        let does = |code: KeyCode| press(code, KeyModifiers::NONE, place);
        assert!(listed.iter().all(|code| does(*code).is_some()), "{place:?}");
        let named = |code: KeyCode| listed.iter().any(|other| does(*other) == does(code));
        let missing: Vec<_> = codes().filter(|code| does(*code).is_some() && !named(*code)).collect();
        assert!(missing.is_empty(), "{place:?}: {missing:?}");
    }
}

#[test]
fn the_readme_names_them_too() {
    let readme = include_str!("../../../README.md");
    let letters = talk().into_iter().flat_map(listed).filter_map(|key| match key {
        KeyCode::Char(letter) if letter.is_ascii_lowercase() || letter == '?' => Some(letter),
        _ => None,
    });
    let missing: BTreeSet<char> = letters.filter(|letter| !readme.contains(&format!("`{letter}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_help_fits_on_the_smallest_screen() {
    let words = Words::built_in("en").unwrap();
    for place in talk().into_iter().chain(private()) {
        let [left, right] = help(place, &words);
        assert!(left.len().max(right.len()) <= 12, "{place:?}: {} and {}", left.len(), right.len());
    }
}

#[test]
fn a_letter_means_the_same_in_upper_case() {
    let turn = Place::Turn { asks: true };
    for letter in "palskqnmbhdoivex10?".chars() {
        let lower = press(KeyCode::Char(letter), KeyModifiers::NONE, turn);
        assert!(lower.is_some());
        assert!(lower == press(KeyCode::Char(letter.to_ascii_uppercase()), KeyModifiers::SHIFT, turn));
    }
}

#[test]
fn control_c_leaves_and_other_chords_do_nothing() {
    let typed = |code, modifiers| press(code, modifiers, Place::Turn { asks: false });
    assert!(typed(KeyCode::Char('c'), KeyModifiers::CONTROL) == Some(Meaning::Leave));
    assert!(typed(KeyCode::Char('p'), KeyModifiers::CONTROL).is_none());
    assert!(typed(KeyCode::Char('p'), KeyModifiers::ALT).is_none());
    assert!(typed(KeyCode::Char('c'), KeyModifiers::NONE).is_none());
}

#[test]
fn a_release_is_no_press() {
    let released = KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::new(KeyCode::Char('p'), KeyModifiers::NONE) };
    assert!(decode(&released, Place::Turn { asks: false }).is_none());
}

#[test]
fn both_seats_have_the_same_keys() {
    for place in talk().into_iter().filter(|place| place.asks()) {
        let meaning = |typed| press(KeyCode::Char(typed), KeyModifiers::NONE, place);
        assert!(meaning('a') == Some(Meaning::Session(Key::Ready(Seat::Left))));
        assert!(meaning('l') == Some(Meaning::Session(Key::Ready(Seat::Right))));
        assert!(meaning('s') == Some(Meaning::Session(Key::NotReady(Seat::Left))));
        assert!(meaning('k') == Some(Meaning::Session(Key::NotReady(Seat::Right))));
    }
    assert!(name_of(Meaning::Session(Key::Ready(Seat::Right)), &Words::built_in("en").unwrap()) == "l");
}

#[test]
fn the_quick_exit_and_control_c_work_at_every_place() {
    let writing = [Place::Writing { by_line: false }, Place::Writing { by_line: true }];
    let others = [Place::Practice { part: PracticePart::Breathing, has_heart: true }, Place::Watched, Place::Between];
    for place in talk().into_iter().chain(private()).chain(together()).chain(writing).chain(others) {
        let x = KeyCode::Char('x');
        assert!(press(x, KeyModifiers::CONTROL, place) == Some(Meaning::Vanish), "{place:?}");
        assert!(place.takes_text() || press(x, KeyModifiers::NONE, place) == Some(Meaning::Vanish), "{place:?}");
        assert!(place.takes_text() || press(x, KeyModifiers::ALT, place) == Some(Meaning::Vanish), "{place:?}");
        assert!(press(KeyCode::Char('c'), KeyModifiers::CONTROL, place) == Some(Meaning::Leave), "{place:?}");
    }
}

#[test]
fn on_a_private_page_a_key_either_answers_or_goes_on() {
    for place in private() {
        let answers = codes().filter_map(|code| press(code, KeyModifiers::NONE, place));
        let answers: Vec<_> = answers.filter(|meaning| matches!(meaning, Meaning::Private(_))).collect();
        let goes_on = answers.contains(&Meaning::Private(meaning::PrivateKey::GoOn));
        let asks = matches!(place, Place::Alone(PrivatePage::CheckAsk { .. } | PrivatePage::ReviewAsk));
        assert!(!(goes_on && asks), "{place:?}");
        assert!(answers.is_empty() == (place == Place::Alone(PrivatePage::CheckNotToday)), "{place:?}");
    }
}

#[test]
fn where_letters_are_text_only_chords_and_enter_are_keys() {
    let place = Place::Writing { by_line: false };
    let keys: Vec<_> = codes().filter(|code| press(*code, KeyModifiers::NONE, place).is_some()).collect();
    assert!(!keys.iter().any(|code| matches!(code, KeyCode::Char(_))), "{keys:?}");
    let third_letter = KeyEvent::new(KeyCode::Char('x'), KeyModifiers::CONTROL | KeyModifiers::ALT);
    assert!(decode(&third_letter, place).is_none() && text(&third_letter, place) == Some('x'));
}

#[test]
fn no_key_of_a_session_works_while_no_session_runs() {
    for place in together() {
        let mut meanings = codes().filter_map(|code| press(code, KeyModifiers::NONE, place));
        assert!(!meanings.any(|meaning| matches!(meaning, Meaning::Session(_))), "{place:?}");
    }
}
