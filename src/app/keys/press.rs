//! What a key press does in the app: to the notes, to the pages over the screen, and what is left for the session.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::event::input::Key;
use crate::screen::backdrop::Backdrop;
use crate::screen::keys::layouts::as_key;
use crate::screen::keys::meaning::Meaning;
use crate::screen::keys::place::Place;
use crate::screen::keys::{decode, text};
use crate::screen::notes::Edit;
use crate::talk::Stage;

/// What is left to do after a key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyEffect {
    /// Nothing more.
    Nothing,
    /// Something for the session.
    Session(Key),
    /// Lend the terminal to the shell until the program is called back.
    Stop,
    /// The sound off, or on again.
    Silence,
    /// Leave the program.
    Leave,
    /// Leave the program and a blank terminal.
    Vanish,
}

/// Takes in a key press: changes the notes and the pages over the screen, and says what else it asks for.
pub fn press(backdrop: &mut Backdrop, stage: &Stage, event: &KeyEvent) -> KeyEffect {
    let mut place = Place::of(stage);
    if backdrop.notes.is_typing() {
        let writing = Place::Writing { by_line: backdrop.by_line };
        if !backdrop.by_line {
            place = writing;
        } else if decode(event, writing) == Some(Meaning::DoneWriting) {
            backdrop.notes.done_typing();
            return KeyEffect::Nothing;
        } else {
            // A text comes as a whole line: a letter alone is a key, as everywhere.
            backdrop.notes.done_typing();
        }
    }
    let meaning = decode(event, place);
    // What a practice shows is no part of the recording.
    let is_shown = matches!(meaning, Some(Meaning::Display(_)));
    if backdrop.watched && meaning.is_some() && !is_shown && decode(event, Place::Watched).is_none() {
        uncover(backdrop);
        return KeyEffect::Nothing;
    }
    let Some(meaning) = meaning else {
        if !place.takes_text() && is_digit(event) {
            // Digits have a meaning on a few pages only. On the others they bring back the page, as its own keys do.
            uncover(backdrop);
        }
        write(backdrop, event, place);
        return KeyEffect::Nothing;
    };
    apply(backdrop, stage, meaning)
}

fn apply(backdrop: &mut Backdrop, stage: &Stage, meaning: Meaning) -> KeyEffect {
    match meaning {
        Meaning::Stop => return KeyEffect::Stop,
        Meaning::Leave => return KeyEffect::Leave,
        Meaning::Vanish => return KeyEffect::Vanish,
        Meaning::Silence => return KeyEffect::Silence,
        Meaning::Session(key) => {
            uncover(backdrop);
            return KeyEffect::Session(key);
        }
        Meaning::Help => {
            backdrop.help = !(backdrop.help || backdrop.finding_help);
            backdrop.finding_help = false;
        }
        Meaning::FindingHelp => backdrop.finding_help = !backdrop.finding_help,
        Meaning::Display(key) => {
            uncover(backdrop);
            backdrop.practice.press(key);
        }
        Meaning::DoneWriting => backdrop.notes.done_typing(),
        Meaning::Edit(edit) => edit_notes(backdrop, stage, edit),
        Meaning::Word(to) => {
            let of = backdrop.words.arriving.feelings.len();
            edit_notes(backdrop, stage, Edit::Word { to, of });
        }
        // No session runs while a private page, or a page for both before a session, is shown.
        Meaning::Back | Meaning::Private(_) | Meaning::Together(_) => uncover(backdrop),
    }
    KeyEffect::Nothing
}

fn edit_notes(backdrop: &mut Backdrop, stage: &Stage, edit: Edit) {
    uncover(backdrop);
    backdrop.notes.edit(stage, edit);
}

/// Whether the key press is a digit alone.
fn is_digit(event: &KeyEvent) -> bool {
    let alone = !event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER);
    let is_digit = matches!(event.code, KeyCode::Char(typed) if as_key(typed).is_ascii_digit());
    event.kind == KeyEventKind::Press && alone && is_digit
}

fn uncover(backdrop: &mut Backdrop) {
    (backdrop.help, backdrop.finding_help) = (false, false);
}

/// Takes in a key that is no key but text, or takes text back. Where nobody writes, the notes let both pass.
fn write(backdrop: &mut Backdrop, event: &KeyEvent, place: Place) {
    match text(event, place) {
        Some(letter) => backdrop.notes.type_char(letter),
        None if event.code == KeyCode::Backspace && event.kind != KeyEventKind::Release => backdrop.notes.erase(),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::seat::{Pair, Seat};
    use crate::screen::notes::Notes;
    use crate::talk::strap_check::StrapCheckState;
    use crate::talk::{Amends, Listening, TurnState};
    use crate::words::Words;

    fn stages() -> Vec<Stage> {
        let (yes, who, speaker) = (Pair::default(), Seat::Left, Seat::Left);
        vec![
            Stage::Straps,
            Stage::StrapCheck { so_far: StrapCheckState::OtherWayRound },
            Stage::Agreements { yes },
            Stage::Topic { first: who, yes },
            Stage::Arriving { who },
            Stage::Settling,
            Stage::Turn { speaker, now: TurnState::default() },
            Stage::Answer { speaker, part: Listening::Reflect, now: TurnState::default() },
            Stage::Breath,
            Stage::WayBack { smaller: false, yes },
            Stage::Repair { who, part: Amends::Harm },
            Stage::OneStep { yes },
            Stage::Summary { yes },
            Stage::Closing { return_in_minutes: None },
        ]
    }

    fn typed(backdrop: &mut Backdrop, stage: &Stage, c: char, modifiers: KeyModifiers) -> KeyEffect {
        press(backdrop, stage, &KeyEvent::new(KeyCode::Char(c), modifiers))
    }

    #[test]
    fn every_stage_answers_the_pause_the_help_and_both_ways_out() {
        let names = Pair { left: "Alex".into(), right: "Sam".into() };
        let mut backdrop = Backdrop::new(names, jiff::Zoned::default(), Words::built_in("en").unwrap());
        for stage in &stages() {
            let none = KeyModifiers::NONE;
            assert_eq!(typed(&mut backdrop, stage, '?', none), KeyEffect::Nothing);
            assert!(backdrop.help, "{stage:?}");
            assert_eq!(typed(&mut backdrop, stage, 'p', none), KeyEffect::Session(Key::Pause));
            typed(&mut backdrop, stage, 'h', none);
            assert!(backdrop.finding_help && !backdrop.help, "{stage:?}");
            assert_eq!(typed(&mut backdrop, stage, 'q', none), KeyEffect::Session(Key::Stop));
            assert_eq!(typed(&mut backdrop, stage, 'x', none), KeyEffect::Vanish);
            backdrop.notes.edit(stage, Edit::Type);
            let ways_out = [('p', KeyEffect::Session(Key::Pause)), ('x', KeyEffect::Vanish), ('c', KeyEffect::Leave)];
            for (c, does) in ways_out.into_iter().filter(|_| Notes::field(stage).is_some()) {
                assert_eq!(typed(&mut backdrop, stage, c, KeyModifiers::CONTROL), does, "{stage:?} while typing");
            }
            backdrop.notes.done_typing();
        }
    }

    #[test]
    fn every_digit_closes_an_open_help() {
        let names = Pair { left: "Alex".into(), right: "Sam".into() };
        let mut backdrop = Backdrop::new(names, jiff::Zoned::default(), Words::built_in("en").unwrap());
        for (stage, opens) in stages().iter().flat_map(|stage| [(stage, '?'), (stage, 'h')]) {
            for digit in '0'..='9' {
                typed(&mut backdrop, stage, opens, KeyModifiers::NONE);
                assert!(backdrop.help || backdrop.finding_help);
                typed(&mut backdrop, stage, digit, KeyModifiers::NONE);
                assert!(!backdrop.help && !backdrop.finding_help, "{stage:?} {opens} {digit}");
            }
        }
    }

    #[test]
    fn of_a_recording_only_the_help_and_the_ways_out_answer() {
        let names = Pair { left: "Alex".into(), right: "Sam".into() };
        let mut backdrop = Backdrop::new(names, jiff::Zoned::default(), Words::built_in("en").unwrap());
        backdrop.watched = true;
        let before = backdrop.clone();
        for stage in &stages() {
            for c in "palskntmbgdowrv 0123456789".chars() {
                assert_eq!(typed(&mut backdrop, stage, c, KeyModifiers::NONE), KeyEffect::Nothing, "{stage:?} {c}");
            }
            press(&mut backdrop, stage, &KeyEvent::new(KeyCode::Down, KeyModifiers::NONE));
            assert_eq!(backdrop, before, "{stage:?}");
            typed(&mut backdrop, stage, '?', KeyModifiers::NONE);
            assert!(backdrop.help, "{stage:?}");
            assert_eq!(typed(&mut backdrop, stage, 'q', KeyModifiers::NONE), KeyEffect::Session(Key::Stop));
            assert_eq!(typed(&mut backdrop, stage, 'x', KeyModifiers::NONE), KeyEffect::Vanish);
        }
    }

    #[test]
    fn where_keys_come_line_by_line_a_single_letter_is_a_key_while_somebody_writes() {
        let names = Pair { left: "Alex".into(), right: "Sam".into() };
        let mut backdrop = Backdrop::new(names, jiff::Zoned::default(), Words::built_in("en").unwrap());
        backdrop.by_line = true;
        for stage in stages().iter().filter(|stage| Notes::field(stage).is_some()) {
            for (c, does) in
                [('p', KeyEffect::Session(Key::Pause)), ('x', KeyEffect::Vanish), ('q', KeyEffect::Session(Key::Stop))]
            {
                backdrop.notes.edit(stage, Edit::Type);
                assert_eq!(typed(&mut backdrop, stage, c, KeyModifiers::NONE), does, "{stage:?}");
                assert!(!backdrop.notes.is_typing());
            }
            backdrop.notes.edit(stage, Edit::Type);
            let enter = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
            assert_eq!(press(&mut backdrop, stage, &enter), KeyEffect::Nothing, "it ends the writing, and no page");
        }
    }
}
