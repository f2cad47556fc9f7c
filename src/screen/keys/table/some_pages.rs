//! The keys of a talk that work on some pages.

use crossterm::event::KeyCode::{Backspace, Char, Down, Left as LeftArrow, Right as RightArrow, Up};

use super::{Chord, Column, HelpOf, NO_HINT, Position, Row, key, late, middle};
use crate::event::input::Key::{
    AnotherDay, Choose, End, Exchange, Feelings, Ground, HalfMinute, MoreTime, Moved, Need, Numbers, PartBack, Prepare,
    PutOff, Question, Repair,
};
use crate::event::seat::Seat::{Left, Right};
use crate::screen::keys::meaning::Meaning::{self, Session};
use crate::screen::keys::place::{AfterClose, Goal, Place};
use crate::screen::notes::{Edit, WordMove};
use crate::talk::pause::Way;
use crate::talk::strap_check::StrapCheckState;
use crate::words::Words;

pub(in crate::screen::keys) const SOME_PAGES: &[Row] = &[
    Row {
        keys: &[key(Char('m'), Session(HalfMinute))],
        works: |place| matches!(place, Place::Turn { .. } | Place::Answer { .. }),
        hint: |_, words| middle(true, &words.footer.half_minute),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.half_minute),
    },
    Row {
        keys: &[key(Char('e'), Session(End))],
        works: |place| matches!(place, Place::Turn { .. } | Place::Answer { .. }),
        hint: |_, words| middle(true, &words.footer.we_are_done),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.we_are_done),
    },
    Row {
        keys: &[key(Char('d'), Session(Need))],
        works: |place| matches!(place, Place::Turn { .. } | Place::Answer { .. }),
        hint: |place, words| middle(matches!(place, Place::Turn { .. }), &words.footer.need),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.need),
    },
    Row {
        keys: &[key(Char('o'), Session(Question))],
        works: |place| matches!(place, Place::Turn { .. } | Place::Answer { .. }),
        hint: |_, words| middle(true, &words.footer.question),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.question),
    },
    Row {
        keys: &[key(Char('v'), Session(Moved))],
        works: |place| matches!(place, Place::Turn { .. } | Place::Answer { .. }),
        hint: |_, words| late(true, &words.footer.moved),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.moved),
    },
    Row {
        keys: &[key(Char('m'), Session(PutOff))],
        works: |place| matches!(place, Place::LongBreak { .. }),
        hint: |_, words| middle(true, &words.footer.put_off),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.put_off),
    },
    Row {
        keys: &[key(Char('m'), Session(Prepare))],
        works: |place| place == Place::Topic,
        hint: |_, words| middle(true, &words.footer.prepare),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.prepare),
    },
    Row {
        keys: &[key(Char('f'), Session(Feelings))],
        works: |place| place == Place::Topic,
        hint: |_, words| middle(true, &words.footer.feelings),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.feelings),
    },
    Row {
        keys: &[key(Char('m'), Session(MoreTime))],
        works: |place| matches!(place, Place::Pause(_)),
        hint: |_, words| middle(true, &words.footer.more_time),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.more_time),
    },
    Row {
        keys: &[key(Char('g'), Session(Ground))],
        works: |place| matches!(place, Place::Pause(_)),
        hint: |place, words| match place {
            Place::Pause(Way::Breath) => middle(true, &words.footer.senses),
            Place::Pause(Way::Senses) => middle(true, &words.footer.body),
            _ => middle(true, &words.footer.breath),
        },
        help: HelpOf::Line(Column::Right, |_, words| &words.help.ground),
    },
    Row {
        keys: &[key(Char('t'), Meaning::Edit(Edit::Type))],
        works: |place| matches!(place, Place::Topic | Place::Arriving | Place::Repair { .. } | Place::OneStep),
        hint: |_, words| middle(true, &words.footer.write),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.write),
    },
    Row {
        keys: &[key(Char('w'), Session(Exchange))],
        works: |place| place == Place::StrapCheck(StrapCheckState::OtherWayRound),
        hint: |_, words| Some((Position::Early, &words.whose.exchange)),
        help: HelpOf::Hint(Column::Right),
    },
    Row {
        keys: &[key(Char('w'), Meaning::Edit(Edit::Who))],
        works: |place| place == Place::OneStep,
        hint: |_, words| middle(true, &words.footer.who),
        help: HelpOf::Hint(Column::Right),
    },
    Row {
        keys: &[key(Char('d'), Meaning::Edit(Edit::By))],
        works: |place| place == Place::OneStep,
        hint: |_, words| middle(true, &words.footer.by_when),
        help: HelpOf::Hint(Column::Right),
    },
    Row {
        keys: &[key(Char('e'), Session(AnotherDay))],
        works: |place| place == Place::OneStep,
        hint: |_, words| middle(true, &words.footer.no_step),
        help: HelpOf::Hint(Column::Right),
    },
    Row {
        keys: &[key(Char('w'), Session(AnotherDay))],
        works: |place| matches!(place, Place::Repair { .. }),
        hint: |_, words| middle(true, &words.footer.another_day),
        help: HelpOf::Hint(Column::Right),
    },
    Row {
        keys: &[key(LeftArrow, Session(PartBack)), key(Backspace, Session(PartBack))],
        works: |place| matches!(place, Place::Repair { first: false, .. } | Place::Summary),
        hint: |_, words| middle(true, &words.footer.part_back),
        help: HelpOf::Hint(Column::Right),
    },
    Row {
        keys: &[key(Char('w'), Session(Choose))],
        works: |place| {
            use StrapCheckState::{Offered, Unclear};
            matches!(place, Place::Topic | Place::WayBack { .. } | Place::StrapCheck(Offered | Unclear))
        },
        hint: choice_words,
        help: HelpOf::Hint(Column::Right),
    },
    Row {
        keys: &[
            key(Up, Meaning::Word(WordMove::Up)),
            key(Down, Meaning::Word(WordMove::Down)),
            key(LeftArrow, Meaning::Word(WordMove::Left)),
            key(RightArrow, Meaning::Word(WordMove::Right)),
        ],
        works: |place| place == Place::Arriving,
        hint: |_, words| Some((Position::Early, &*words.arriving.word)),
        help: HelpOf::Hint(Column::Right),
    },
    Row {
        keys: &STRENGTHS,
        works: |place| place == Place::Arriving,
        hint: NO_HINT,
        help: HelpOf::Line(Column::Right, |_, words| &words.help.strength),
    },
    Row {
        keys: &[key(Char('1'), Session(Numbers(Left))), key(Char('0'), Session(Numbers(Right)))],
        works: |place| {
            matches!(
                place,
                Place::Settling | Place::WarmUp | Place::Turn { .. } | Place::Answer { .. } | Place::Pause(_)
            )
        },
        hint: NO_HINT,
        help: HelpOf::Line(Column::Right, |_, words| &words.help.numbers),
    },
    Row {
        keys: &[key(Char('r'), Session(Repair))],
        works: |place| matches!(place, Place::Closing(_)),
        hint: |place, words| {
            let offered = matches!(place, Place::Closing(AfterClose { repair: true, .. }));
            middle(offered, &words.footer.repair)
        },
        help: HelpOf::Hint(Column::Right),
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
