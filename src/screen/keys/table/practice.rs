//! The keys of a practice.

use crossterm::event::KeyCode::{Char, Down, Enter, Up};

use super::{Chord, Column, HelpOf, NO_HINT, Position, Row, key, late, middle};
use crate::event::input::Key::{Breathe, Ground, Next, Practice};
use crate::event::input::PracticeKey::{Faster, Felt, FindPace, Pattern, Reading, Slower};
use crate::practice::part::{PracticePart, SearchPart};
use crate::screen::keys::meaning::{DisplayKey, Meaning};
use crate::screen::keys::place::Place;
use crate::words::Words;

pub(in crate::screen::keys) const PRACTICE: &[Row] = &[
    Row {
        keys: &[key(Down, Meaning::Session(Practice(Slower))), key(Up, Meaning::Session(Practice(Faster)))],
        works: is_breathing,
        hint: |_, words| Some((Position::Early, &words.practice_keys.pace)),
        help: HelpOf::Line(Column::Left, |_, words| &words.practice_keys.help_pace),
    },
    Row {
        keys: &[
            key(Enter, Meaning::Session(Next)),
            key(Char('n'), Meaning::Session(Next)),
            key(Char(' '), Meaning::Session(Next)),
        ],
        works: |place| matches!(place, Place::Practice { part, .. } if goes_on(part)),
        hint: |place, words| Some((Position::Early, next_words(place, words)?)),
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[key(Char('o'), Meaning::Display(DisplayKey::Numbers))],
        works: |place| is_breathing(place) && has_heart(place),
        hint: |_, words| middle(true, &words.practice_keys.numbers),
        help: HelpOf::Line(Column::Right, |_, words| &words.practice_keys.help_numbers),
    },
    Row {
        keys: &[key(Char('g'), Meaning::Session(Ground))],
        works: |place| matches!(place, Place::Practice { part, .. } if part != PracticePart::End),
        hint: |place, words| match place {
            Place::Practice { part: PracticePart::Grounding { .. }, .. } => middle(true, &words.practice_keys.next_way),
            place => middle(is_breathing(place), &words.practice_keys.ground),
        },
        help: HelpOf::Line(Column::Right, |_, words| &words.practice_keys.help_ground),
    },
    Row {
        keys: &[key(Char('i'), Meaning::Session(Breathe))],
        works: |place| matches!(place, Place::Practice { part, .. } if !part.is_breathing() && part != PracticePart::End),
        hint: |place, words| middle(!leads_to_breathing(place), &words.practice_keys.breathe),
        help: HelpOf::Line(Column::Left, |_, words| &words.practice_keys.breathe),
    },
    Row {
        keys: &[key(Char('p'), Meaning::Session(Practice(Pattern)))],
        works: is_breathing,
        hint: |_, words| late(true, &words.practice_keys.pattern),
        help: HelpOf::Line(Column::Left, |_, words| &words.practice_keys.help_pattern),
    },
    Row {
        keys: &[key(Char('t'), Meaning::Session(Practice(FindPace)))],
        works: |place| has_heart(place) && (is_breathing(place) || is_grounding(place)),
        hint: NO_HINT,
        help: HelpOf::Line(Column::Right, |_, words| &words.practice_keys.help_find_pace),
    },
    Row {
        keys: &[key(Char('r'), Meaning::Session(Practice(Reading)))],
        works: |place| {
            let is_first = matches!(place, Place::Practice { part: PracticePart::Reading { minutes: 2, .. }, .. });
            has_heart(place) && (is_breathing(place) || is_grounding(place) || is_first)
        },
        hint: |place, words| {
            let is_first = matches!(place, Place::Practice { part: PracticePart::Reading { .. }, .. });
            middle(is_first, &words.practice_keys.longer_reading)
        },
        help: HelpOf::Line(Column::Right, |_, words| &words.practice_keys.help_reading),
    },
    Row {
        keys: &[key(Char('v'), Meaning::Display(DisplayKey::HideHeart))],
        works: |place| has_heart(place) && (is_breathing(place) || is_grounding(place)),
        hint: NO_HINT,
        help: HelpOf::Line(Column::Right, |_, words| &words.practice_keys.help_hide),
    },
    Row {
        keys: &FELT,
        works: |place| {
            use PracticePart::{End, FindPace};
            let is_asked = |part| matches!(part, FindPace { now: SearchPart::Resting, .. } | End);
            is_breathing(place) || matches!(place, Place::Practice { part, .. } if is_asked(part))
        },
        hint: NO_HINT,
        help: HelpOf::Line(Column::Right, |_, words| &words.practice_keys.help_felt),
    },
];

/// The digits: how one feels, or how a pace felt.
const FELT: [(Chord, Meaning); 10] =
    [felt(0), felt(1), felt(2), felt(3), felt(4), felt(5), felt(6), felt(7), felt(8), felt(9)];

const fn felt(digit: u8) -> (Chord, Meaning) {
    key(Char((b'0' + digit) as char), Meaning::Session(Practice(Felt(digit))))
}

/// Whether there is a heart, or will be one: what measures it needs one.
fn has_heart(place: Place) -> bool {
    matches!(place, Place::Practice { has_heart: true, .. })
}

fn is_breathing(place: Place) -> bool {
    matches!(place, Place::Practice { part: PracticePart::Breathing, .. })
}

fn is_grounding(place: Place) -> bool {
    matches!(place, Place::Practice { part: PracticePart::Grounding { .. }, .. })
}

/// Whether one key goes on from this part.
fn goes_on(part: PracticePart) -> bool {
    match part {
        // The last prompt stays.
        PracticePart::Grounding { way, prompt } => prompt + 1 < way.prompts(),
        PracticePart::Reading { over: true, .. } | PracticePart::End => true,
        PracticePart::FindPace { now, .. } => !matches!(now, SearchPart::Leading { .. }),
        PracticePart::Breathing | PracticePart::Reading { over: false, .. } => false,
    }
}

/// Whether the key that goes on leads to breathing too.
fn leads_to_breathing(place: Place) -> bool {
    use PracticePart::{FindPace, Reading};
    let found = SearchPart::Found { can_refine: false };
    matches!(place, Place::Practice { part: Reading { over: true, .. }, .. })
        || matches!(place, Place::Practice { part: FindPace { now, .. }, .. } if now == found)
}

fn next_words(place: Place, words: &Words) -> Option<&str> {
    let Place::Practice { part, .. } = place else { return None };
    Some(match part {
        PracticePart::Grounding { .. } => &words.footer.next_prompt,
        PracticePart::FindPace { now: SearchPart::Resting, .. } => &words.practice_keys.next_pace,
        PracticePart::FindPace { now: SearchPart::Found { can_refine: true }, .. } => &words.practice_keys.closer,
        PracticePart::FindPace { now: SearchPart::Found { can_refine: false }, .. } => {
            &words.practice_keys.at_this_pace
        }
        PracticePart::Reading { over: true, .. } => &words.practice_keys.breathe,
        PracticePart::End => &words.practice_keys.leave,
        PracticePart::Breathing | PracticePart::FindPace { .. } | PracticePart::Reading { over: false, .. } => {
            return None;
        }
    })
}
