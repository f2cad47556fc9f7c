//! What a key press is for: the session, the notes, a page over the screen, or the way out. It depends on the stage.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::event::input::Key;
use crate::event::seat::Seat;
use crate::screen::compose::Backdrop;
use crate::screen::keys::{Pressed, pressed};
use crate::screen::notes::Edit;
use crate::talk::Stage;
use crate::talk::strap_check::StrapCheckState;

/// What is left to do after a key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyEffect {
    /// Nothing more.
    Nothing,
    /// Something for the session.
    Session(Key),
    /// Leave the program.
    Leave,
    /// Leave it at once, and leave nothing to be seen.
    Vanish,
}

/// Takes in a key press: changes the notes and the pages over the screen, and says what else it asks for.
pub fn press(backdrop: &mut Backdrop, stage: &Stage, event: &KeyEvent) -> KeyEffect {
    if backdrop.notes.is_typing() {
        if !backdrop.by_line {
            return type_in(backdrop, event);
        }
        // A text comes as a whole line: a letter alone is a key, as everywhere.
        backdrop.notes.done_typing();
        if event.code == KeyCode::Enter {
            return KeyEffect::Nothing;
        }
    }
    match pressed(event) {
        Some(Pressed::Leave) => return KeyEffect::Leave,
        Some(Pressed::Vanish) => return KeyEffect::Vanish,
        Some(Pressed::Help) => {
            backdrop.help = !(backdrop.help || backdrop.finding_help);
            backdrop.finding_help = false;
        }
        Some(Pressed::FindingHelp) => backdrop.finding_help = !backdrop.finding_help,
        Some(Pressed::Back) => uncover(backdrop),
        Some(pressed) if backdrop.watched && pressed != Pressed::Session(Key::Stop) => uncover(backdrop),
        Some(for_talk) => {
            uncover(backdrop);
            match meaning(for_talk, stage, backdrop) {
                Some(Meaning::Session(key)) => return KeyEffect::Session(key),
                Some(Meaning::Edit(edit)) => backdrop.notes.edit(stage, edit),
                None => {}
            }
        }
        None => {}
    }
    KeyEffect::Nothing
}

fn uncover(backdrop: &mut Backdrop) {
    (backdrop.help, backdrop.finding_help) = (false, false);
}

enum Meaning {
    Session(Key),
    Edit(Edit),
}

/// What the key means at this stage.
fn meaning(pressed: Pressed, stage: &Stage, backdrop: &Backdrop) -> Option<Meaning> {
    let (alone, choosing, exchanging) = match stage {
        Stage::Arriving { .. } => (true, false, false),
        Stage::OneStep { .. } => (false, true, false),
        Stage::Whose { so_far } => (false, false, *so_far == StrapCheckState::OtherWayRound),
        Stage::Straps
        | Stage::Agreements { .. }
        | Stage::Topic { .. }
        | Stage::Settling
        | Stage::WarmUp { .. }
        | Stage::Turn { .. }
        | Stage::Answer { .. }
        | Stage::Breath
        | Stage::Pause { .. }
        | Stage::Later { .. }
        | Stage::Rest { .. }
        | Stage::WayBack { .. }
        | Stage::Repair { .. }
        | Stage::Summary { .. }
        | Stage::Closing { .. }
        | Stage::Practice
        | Stage::Over => (false, false, false),
    };
    let of = backdrop.words.arriving.feelings.len();
    Some(match pressed {
        Pressed::Session(Key::Choose) if exchanging => Meaning::Session(Key::Exchange),
        Pressed::Session(Key::Choose) if choosing => Meaning::Edit(Edit::Who),
        Pressed::Session(Key::Need) if choosing => Meaning::Edit(Edit::By),
        Pressed::Session(key) => Meaning::Session(key),
        Pressed::Type => Meaning::Edit(Edit::Type),
        Pressed::Digit(strength) if alone => Meaning::Edit(Edit::Strength(strength)),
        Pressed::Digit(1) => Meaning::Session(Key::Numbers(Seat::Left)),
        Pressed::Digit(0) => Meaning::Session(Key::Numbers(Seat::Right)),
        Pressed::Down => Meaning::Edit(Edit::Word { forward: true, of }),
        Pressed::Up => Meaning::Edit(Edit::Word { forward: false, of }),
        Pressed::Right => Meaning::Edit(Edit::Stronger(true)),
        Pressed::Left => Meaning::Edit(Edit::Stronger(false)),
        _ => return None,
    })
}

/// Letters are text; the ways out need the control key then.
fn type_in(backdrop: &mut Backdrop, event: &KeyEvent) -> KeyEffect {
    if event.kind == KeyEventKind::Release {
        return KeyEffect::Nothing;
    }
    // Some keyboards send both for the third letter of a key.
    let control = event.modifiers.contains(KeyModifiers::CONTROL) && !event.modifiers.contains(KeyModifiers::ALT);
    match event.code {
        KeyCode::Char('c' | 'C') if control => return KeyEffect::Leave,
        KeyCode::Char('x' | 'X') if control => return KeyEffect::Vanish,
        KeyCode::Char('p' | 'P') if control => return KeyEffect::Session(Key::Pause),
        KeyCode::Char(c) if !control => backdrop.notes.type_char(c),
        KeyCode::Backspace => backdrop.notes.erase(),
        KeyCode::Enter | KeyCode::Esc => backdrop.notes.done_typing(),
        _ => {}
    }
    KeyEffect::Nothing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::seat::Pair;
    use crate::screen::notes::Notes;
    use crate::talk::{Amends, Listening};
    use crate::words::Words;

    fn stages() -> Vec<Stage> {
        let (yes, who, speaker) = (Pair::default(), Seat::Left, Seat::Left);
        vec![
            Stage::Straps,
            Stage::Whose { so_far: StrapCheckState::OtherWayRound },
            Stage::Agreements { yes },
            Stage::Topic { first: who, yes },
            Stage::Arriving { who },
            Stage::Settling,
            Stage::Turn { speaker },
            Stage::Answer { speaker, part: Listening::Reflect },
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
