//! The keys of the pages that one person answers alone.
//!
//! No key both answers and goes on: held down, it would answer for the next person. In the check each answers with the
//! keys of their own seat.

use crossterm::event::KeyCode::{Char, Enter};

use super::{Column, HelpOf, NO_HINT, Row, key, middle};
use crate::event::seat::Seat;
use crate::screen::keys::meaning::Meaning::Private;
use crate::screen::keys::meaning::PrivateKey::{AnswerAgain, AtLeastOne, Feedback, GoOn, NoneOfThem, RatherNot, Skip};
use crate::screen::keys::place::Place;
use crate::screen::keys::place::PrivatePage::{CheckAsk, ReviewAsk, ReviewHandTo};
use crate::talk::margin::PauseFeedback;

pub(in crate::screen::keys) const ALONE: &[Row] = &[
    Row {
        keys: &[key(Enter, Private(GoOn)), key(Char(' '), Private(GoOn))],
        works: |place| place == Place::Alone(ReviewHandTo),
        hint: |_, words| middle(true, &words.footer.go_on),
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[key(Char('a'), Private(NoneOfThem(Seat::Left)))],
        works: |place| is_asked(place, Seat::Left),
        hint: |_, words| middle(true, &words.check.none),
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[key(Char('s'), Private(AtLeastOne(Seat::Left)))],
        works: |place| is_asked(place, Seat::Left),
        hint: |_, words| middle(true, &words.check.yes),
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[key(Char('l'), Private(NoneOfThem(Seat::Right)))],
        works: |place| is_asked(place, Seat::Right),
        hint: |_, words| middle(true, &words.check.none),
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[key(Char('k'), Private(AtLeastOne(Seat::Right)))],
        works: |place| is_asked(place, Seat::Right),
        hint: |_, words| middle(true, &words.check.yes),
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[key(Char('r'), Private(AnswerAgain))],
        works: |place| matches!(place, Place::Alone(CheckAsk { second: true, .. })),
        hint: |_, words| middle(true, &words.footer.again),
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[
            key(Char('1'), Private(Feedback(PauseFeedback::Right))),
            key(Char('2'), Private(Feedback(PauseFeedback::NotNeeded))),
            key(Char('3'), Private(Feedback(PauseFeedback::Moved))),
            key(Char('4'), Private(Feedback(PauseFeedback::Sooner))),
        ],
        works: |place| place == Place::Alone(ReviewAsk),
        hint: NO_HINT,
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('0'), Private(RatherNot))],
        works: |place| place == Place::Alone(ReviewAsk),
        hint: |_, words| middle(true, &words.pause_review.rather_not),
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[key(Char('s'), Private(Skip))],
        works: |place| place == Place::Alone(ReviewHandTo),
        hint: |_, words| middle(true, &words.pause_review.leave_out),
        help: HelpOf::Hint(Column::Left),
    },
];

/// Whether the check asks the person at this seat.
fn is_asked(place: Place, seat: Seat) -> bool {
    matches!(place, Place::Alone(CheckAsk { who, .. }) if who == seat)
}
