//! The key table: every key, what it means, where it works, and its words in the footer and in the help.
//!
//! A new key is one row here, and its sentence in `words/en.toml`. Of several rows with the same key, the first that
//! works at a place holds there.

use crossterm::event::KeyCode::{self, Char, Down, Enter, Esc, Left as LeftArrow, Right as RightArrow, Up};

use super::meaning::{Meaning, PrivateKey};
use super::place::{AfterClose, Goal, Place, PrivatePage};
use crate::event::input::Key;
use crate::event::seat::Seat;
use crate::screen::notes::Edit;
use crate::talk::person::PauseFeedback;
use crate::talk::strap_check::StrapCheckState;
use crate::words::Words;

use Key::{Breathe, Choose, Exchange, Ground, Later, MoreTime, Moved, Need, Next, NotReady};
use Key::{Numbers, Pause, Question, Ready, Repair, Stop};
use Meaning::{Private, Session};
use PrivatePage::{CheckAsk, CheckBoth, CheckHandTo, CheckNotToday, ReviewAsk, ReviewHandTo};
use Seat::{Left, Right};

/// A row of the table.
pub(super) struct Row {
    pub(super) keys: &'static [(Chord, Meaning)],
    pub(super) works: fn(Place) -> bool,
    pub(super) hint: HintOf,
    pub(super) help: HelpOf,
}

/// A key, alone or with Control.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Chord {
    pub(super) control: bool,
    pub(super) code: KeyCode,
}

/// The words of a key in the footer of a place where it works, and where they stand. Most keys have none at most places.
type HintOf = for<'w> fn(Place, &'w Words) -> Option<(Position, &'w str)>;

/// Where a hint stands in the footer, from left to right. Within a position the order of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Position {
    /// At the left edge, always.
    Left,
    /// Among the page's own keys; the later ones give way first in a narrow window.
    Early,
    Middle,
    Late,
    /// At the right edge, always.
    Right,
    /// In the right corner.
    Corner,
}

/// The words of a key in the help.
#[derive(Clone, Copy)]
pub(super) enum HelpOf {
    /// A line of its own.
    Line(Column, for<'w> fn(Place, &'w Words) -> &'w str),
    /// The line of the row above stands for this row, too.
    WithAbove,
    /// No line: the key is named elsewhere, or on the page itself.
    Nowhere,
}

/// Where a line of the help stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// The help of a talk, at the left: a key that works everywhere.
    Everywhere,
    /// The help of a talk, at the right: a key of some pages.
    SomePages,
    /// Every help, at the left.
    Always,
    /// Every help: at the left in a talk, at the right where there is little else.
    AlwaysBeside,
}

const fn key(code: KeyCode, meaning: Meaning) -> (Chord, Meaning) {
    (Chord { control: false, code }, meaning)
}

const fn control(letter: char, meaning: Meaning) -> (Chord, Meaning) {
    (Chord { control: true, code: Char(letter) }, meaning)
}

const fn strength(digit: u8) -> (Chord, Meaning) {
    key(Char((b'0' + digit) as char), Meaning::Edit(Edit::Strength(digit)))
}

const NO_HINT: HintOf = |_, _| None;

/// The first half: keys that work everywhere, and the ways out.
pub(super) const EVERYWHERE: &[Row] = &[
    Row {
        keys: &[key(Char('p'), Session(Pause))],
        works: |place| place.is_of_session() || place.is_private(),
        hint: |place, words| Some((Position::Left, pause_words(place, words)?)),
        help: HelpOf::Line(Column::Everywhere, |_, words| &words.help.pause),
    },
    Row {
        keys: &[control('p', Session(Pause))],
        works: Place::takes_text,
        hint: |_, words| Some((Position::Left, &words.footer.pause)),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('a'), Session(Ready(Left))), key(Char('l'), Session(Ready(Right)))],
        works: Place::is_of_session,
        hint: |place, words| middle(matches!(place, Place::Settling | Place::WarmUp), &words.footer.go_on),
        help: HelpOf::Line(Column::Everywhere, |_, words| &words.help.ready),
    },
    Row {
        keys: &[key(Char('s'), Session(NotReady(Left))), key(Char('k'), Session(NotReady(Right)))],
        works: Place::is_of_session,
        hint: NO_HINT,
        help: HelpOf::Line(Column::Everywhere, |_, words| &words.help.not_yet),
    },
    Row {
        keys: &[key(Enter, Meaning::DoneWriting), key(Esc, Meaning::DoneWriting)],
        works: |place| matches!(place, Place::Writing { .. }),
        hint: |_, words| middle(true, &words.footer.done),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('n'), Session(Next)), key(Enter, Session(Next))],
        works: Place::is_of_session,
        hint: |place, words| Some((Position::Middle, next_words(place, words)?)),
        help: HelpOf::Line(Column::Everywhere, |_, words| &words.help.next),
    },
    Row {
        keys: &[key(Char(' '), Session(Breathe))],
        works: Place::is_of_session,
        hint: |place, words| late(matches!(place, Place::Turn | Place::Answer), &words.footer.breathe),
        help: HelpOf::Line(Column::Everywhere, |_, words| &words.help.breathe),
    },
    Row {
        keys: &[key(Char('b'), Session(Later))],
        works: Place::is_of_session,
        hint: |place, words| match place {
            Place::Pause | Place::WayBack { .. } => late(true, &words.footer.longer_break),
            place => late(place == Place::Later, &words.footer.another_time),
        },
        help: HelpOf::Line(Column::Everywhere, |_, words| &words.help.longer_break),
    },
    Row {
        keys: &[key(Char('h'), Meaning::FindingHelp)],
        works: |place| place != Place::Between,
        hint: |place, words| middle(place == Place::Alone(CheckNotToday), &words.footer.finding_help),
        help: HelpOf::Line(Column::AlwaysBeside, |_, words| &words.help.finding_help),
    },
    Row {
        keys: &[key(Char('x'), Meaning::Vanish), control('x', Meaning::Vanish)],
        works: |_| true,
        hint: |place, words| match place {
            place if place.takes_text() => Some((Position::Right, &words.footer.vanish)),
            place => late(place.is_private(), &words.footer.vanish),
        },
        help: HelpOf::Line(Column::AlwaysBeside, |_, words| &words.help.vanish),
    },
    Row { keys: &[control('c', Meaning::Leave)], works: |_| true, hint: NO_HINT, help: HelpOf::Nowhere },
    Row {
        keys: &[key(Char('q'), Meaning::Leave)],
        works: Place::is_private,
        hint: |_, words| Some((Position::Corner, &words.footer.leave)),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('q'), Session(Stop))],
        works: |place| place.is_of_session() || place == Place::Watched,
        hint: |place, words| Some((Position::Corner, stop_words(place, words)?)),
        help: HelpOf::Line(Column::Always, |place, words| match place {
            Place::Practice => &words.help.end_practice,
            Place::Watched => &words.help.end_replay,
            _ => &words.help.stop,
        }),
    },
    Row {
        keys: &[key(Char('?'), Meaning::Help), key(Esc, Meaning::Back)],
        works: |place| place != Place::Between,
        hint: |place, words| (!place.takes_text()).then_some((Position::Right, &*words.footer.help)),
        help: HelpOf::Line(Column::Always, |_, words| &words.help.help),
    },
];

/// The second half: keys of some pages.
pub(super) const SOME_PAGES: &[Row] = &[
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
            Place::Rest => middle(true, &words.footer.ten_more),
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
        works: |place| place == Place::Whose(StrapCheckState::OtherWayRound),
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
        keys: &[
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
        ],
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

/// The keys of the pages that one person answers alone. Each page names its own; the help has none of them.
///
/// None both answers and goes on: held down, it would answer for the next person.
pub(super) const ALONE: &[Row] = &[
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

fn middle(shown: bool, words: &str) -> Option<(Position, &str)> {
    shown.then_some((Position::Middle, words))
}

fn late(shown: bool, words: &str) -> Option<(Position, &str)> {
    shown.then_some((Position::Late, words))
}

fn on(place: Place, pages: &[PrivatePage]) -> bool {
    matches!(place, Place::Alone(page) if pages.contains(&page))
}

/// In a pause and in practice everybody breathes already.
fn pause_words(place: Place, words: &Words) -> Option<&str> {
    let words = &words.footer;
    Some(match place {
        Place::Pause | Place::Practice => return None,
        Place::Later => &words.back_to_breathing,
        Place::Rest => &words.breathe_together,
        Place::Closing(AfterClose { long_break: true, .. }) => &words.back_to_break,
        _ => &words.pause,
    })
}

fn next_words(place: Place, words: &Words) -> Option<&str> {
    let Words { footer, whose, .. } = words;
    Some(match place {
        Place::Straps { any: false } => &footer.begin,
        Place::Straps { any: true } => &footer.begin_without_waiting,
        Place::Whose(StrapCheckState::OtherWayRound) => &whose.leave,
        Place::Whose(_) => &footer.go_on,
        Place::Turn => &footer.hand_over,
        Place::Answer | Place::Repair => &footer.next_part,
        Place::Closing(AfterClose { more_talk: true, .. }) => &footer.go_on_talking,
        _ => return None,
    })
}

fn stop_words(place: Place, words: &Words) -> Option<&str> {
    let words = &words.footer;
    Some(match place {
        place if place.takes_text() => return None,
        Place::Watched | Place::Closing(_) => &words.leave,
        Place::Practice => &words.end,
        _ => &words.stop,
    })
}

fn choice_words(place: Place, words: &Words) -> Option<(Position, &str)> {
    let Words { footer, whose, .. } = words;
    match place {
        Place::Whose(StrapCheckState::Offered) => Some((Position::Early, &whose.make_sure)),
        Place::Whose(StrapCheckState::Unclear) => Some((Position::Early, &whose.once_more)),
        Place::Topic => middle(true, &footer.other_begins),
        Place::WayBack { offers: Some(Goal::Smaller) } => middle(true, &footer.smaller_goal),
        Place::WayBack { offers: Some(Goal::Whole) } => middle(true, &footer.whole_goal),
        _ => None,
    }
}
