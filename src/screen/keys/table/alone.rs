//! The keys of the pages that one person answers alone. Each page names its own; the help has none of them.
//!
//! No key both answers and goes on: held down, it would answer for the next person.

use crossterm::event::KeyCode::{Char, Enter};

use super::{HelpOf, NO_HINT, Row, key, middle};
use crate::screen::keys::meaning::Meaning::Private;
use crate::screen::keys::meaning::PrivateKey;
use crate::screen::keys::place::Place;
use crate::screen::keys::place::PrivatePage::{self, CheckAsk, CheckBoth, CheckHandTo, ReviewAsk, ReviewHandTo};
use crate::talk::person::PauseFeedback;

pub(in crate::screen::keys) const ALONE: &[Row] = &[
    Row {
        keys: &[key(Enter, Private(PrivateKey::GoOn)), key(Char(' '), Private(PrivateKey::GoOn))],
        works: |place| on(place, &[CheckHandTo, CheckBoth, ReviewHandTo]),
        hint: |_, words| middle(true, &words.footer.go_on),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('y'), Private(PrivateKey::AtLeastOne))],
        works: |place| on(place, &[CheckAsk]),
        hint: |_, words| middle(true, &words.check.yes),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('n'), Private(PrivateKey::NoneOfThem))],
        works: |place| on(place, &[CheckAsk]),
        hint: |_, words| middle(true, &words.check.none),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('r'), Private(PrivateKey::AnswerAgain))],
        works: |place| on(place, &[CheckHandTo, CheckBoth]),
        hint: |place, words| middle(on(place, &[CheckBoth]), &words.footer.again),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[
            key(Char('1'), Private(PrivateKey::Feedback(PauseFeedback::Right))),
            key(Char('2'), Private(PrivateKey::Feedback(PauseFeedback::NotNeeded))),
            key(Char('3'), Private(PrivateKey::Feedback(PauseFeedback::Moved))),
            key(Char('4'), Private(PrivateKey::Feedback(PauseFeedback::Sooner))),
        ],
        works: |place| on(place, &[ReviewAsk]),
        hint: NO_HINT,
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('0'), Private(PrivateKey::RatherNot))],
        works: |place| on(place, &[ReviewAsk]),
        hint: |_, words| middle(true, &words.pause_review.rather_not),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('s'), Private(PrivateKey::Skip))],
        works: |place| on(place, &[ReviewHandTo]),
        hint: |_, words| middle(true, &words.pause_review.leave_out),
        help: HelpOf::Nowhere,
    },
];

fn on(place: Place, pages: &[PrivatePage]) -> bool {
    matches!(place, Place::Alone(page) if pages.contains(&page))
}
