//! The keys of a talk that work on some pages.

use crossterm::event::KeyCode::{Char, Down, Left as LeftArrow, Right as RightArrow, Up};

use super::{Chord, Column, HelpOf, NO_HINT, Position, Row, key, late, middle};
use crate::event::input::Key::{Choose, Exchange, Ground, MoreTime, Moved, Need, Numbers, Question, Repair};
use crate::event::seat::Seat::{Left, Right};
use crate::screen::keys::meaning::Meaning::{self, Session};
use crate::screen::keys::place::{AfterClose, Goal, Place};
use crate::screen::notes::Edit;
use crate::talk::strap_check::StrapCheckState;
use crate::words::Words;

pub(in crate::screen::keys) const SOME_PAGES: &[Row] = &[
    Row {
        keys: &[key(Char('v'), Session(Moved))],
        works: Place::is_of_session,
        hint: |place, words| late(matches!(place, Place::Turn | Place::Answer), &words.footer.moved),
        help: HelpOf::Line(Column::SomePages, |_, words| &words.help.moved),
    },
    Row {
        keys: &[key(Char('d'), Meaning::Edit(Edit::By))],
        works: |place| place == Place::OneStep,
        hint: |_, words| late(true, &words.footer.by_when),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('d'), Session(Need))],
        works: Place::is_of_session,
        hint: |place, words| middle(place == Place::Turn, &words.footer.need),
        help: HelpOf::Line(Column::SomePages, |_, words| &words.help.cards),
    },
    Row {
        keys: &[key(Char('o'), Session(Question))],
        works: Place::is_of_session,
        hint: |place, words| middle(matches!(place, Place::Turn | Place::Answer), &words.footer.question),
        help: HelpOf::WithAbove,
    },
    Row {
        keys: &[key(Char('m'), Session(MoreTime))],
        works: Place::is_of_session,
        hint: |place, words| match place {
            Place::LongBreak => middle(true, &words.footer.ten_more),
            place => middle(place == Place::Pause, &words.footer.more_time),
        },
        help: HelpOf::Line(Column::SomePages, |_, words| &words.help.more_time),
    },
    Row {
        keys: &[key(Char('g'), Session(Ground))],
        works: Place::is_of_session,
        hint: |place, words| middle(place == Place::Pause, &words.footer.ground),
        help: HelpOf::Line(Column::SomePages, |_, words| &words.help.ground),
    },
    Row {
        keys: &[key(Char('t'), Meaning::Edit(Edit::Type))],
        works: Place::is_of_session,
        hint: |place, words| {
            let written = matches!(place, Place::Topic | Place::Arriving | Place::Repair | Place::OneStep);
            middle(written, &words.footer.write)
        },
        help: HelpOf::Line(Column::SomePages, |_, words| &words.help.write),
    },
    Row {
        keys: &[key(Char('w'), Session(Exchange))],
        works: |place| place == Place::StrapCheck(StrapCheckState::OtherWayRound),
        hint: |_, words| Some((Position::Early, &words.whose.exchange)),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('w'), Meaning::Edit(Edit::Who))],
        works: |place| place == Place::OneStep,
        hint: |_, words| middle(true, &words.footer.who),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('w'), Session(Choose))],
        works: Place::is_of_session,
        hint: choice_words,
        help: HelpOf::Line(Column::SomePages, |_, words| &words.help.choose),
    },
    Row {
        keys: &[key(Up, Meaning::Word { forward: false }), key(Down, Meaning::Word { forward: true })],
        works: Place::is_of_session,
        hint: |place, words| (place == Place::Arriving).then_some((Position::Early, &*words.arriving.word)),
        help: HelpOf::Line(Column::SomePages, |_, words| &words.help.feeling),
    },
    Row {
        keys: &[
            key(LeftArrow, Meaning::Edit(Edit::Stronger(false))),
            key(RightArrow, Meaning::Edit(Edit::Stronger(true))),
        ],
        works: Place::is_of_session,
        hint: |place, words| (place == Place::Arriving).then_some((Position::Early, &*words.arriving.strength)),
        help: HelpOf::WithAbove,
    },
    Row {
        keys: &STRENGTHS,
        works: |place| place == Place::Arriving,
        hint: NO_HINT,
        help: HelpOf::Line(Column::SomePages, |_, words| &words.help.strength),
    },
    Row {
        keys: &[key(Char('1'), Session(Numbers(Left))), key(Char('0'), Session(Numbers(Right)))],
        works: Place::is_of_session,
        hint: NO_HINT,
        help: HelpOf::Line(Column::SomePages, |_, words| &words.help.numbers),
    },
    Row {
        keys: &[key(Char('r'), Session(Repair))],
        works: Place::is_of_session,
        hint: |place, words| {
            let offered = matches!(place, Place::Closing(AfterClose { repair: true, .. }));
            middle(offered, &words.footer.repair)
        },
        help: HelpOf::Line(Column::SomePages, |_, words| &words.help.repair),
    },
];

/// The digits: how strong a feeling is.
const STRENGTHS: [(Chord, Meaning); 10] = [
    strength(0),
    strength(1),
    strength(2),
    strength(3),
    strength(4),
    strength(5),
    strength(6),
    strength(7),
    strength(8),
    strength(9),
];

const fn strength(digit: u8) -> (Chord, Meaning) {
    key(Char((b'0' + digit) as char), Meaning::Edit(Edit::Strength(digit)))
}

fn choice_words(place: Place, words: &Words) -> Option<(Position, &str)> {
    let Words { footer, whose, .. } = words;
    match place {
        Place::StrapCheck(StrapCheckState::Offered) => Some((Position::Early, &whose.make_sure)),
        Place::StrapCheck(StrapCheckState::Unclear) => Some((Position::Early, &whose.once_more)),
        Place::Topic => middle(true, &footer.other_begins),
        Place::WayBack { offers: Some(Goal::Smaller) } => middle(true, &footer.smaller_goal),
        Place::WayBack { offers: Some(Goal::Whole) } => middle(true, &footer.whole_goal),
        _ => None,
    }
}
