//! The keys of a talk that work everywhere, and the ways out.

use crossterm::event::KeyCode::{Char, Enter, Esc};

use super::{Column, HelpOf, NO_HINT, Position, Row, control, key, late, middle};
use crate::event::input::Key::{Breathe, LongBreak, Next, NotReady, Pause, Ready, Stop};
use crate::event::seat::Seat::{Left, Right};
use crate::screen::keys::meaning::Meaning::{self, Session};
use crate::screen::keys::place::PrivatePage::CheckNotToday;
use crate::screen::keys::place::{AfterClose, Place};
use crate::talk::strap_check::StrapCheckState;
use crate::words::Words;

pub(in crate::screen::keys) const EVERYWHERE: &[Row] = &[
    Row {
        keys: &[key(Char('p'), Session(Pause))],
        works: |place| place.is_of_session() || place.is_private(),
        hint: |place, words| Some((Position::Left, pause_words(place, words)?)),
        help: HelpOf::Line(Column::Everywhere, |_, words| &words.help.pause),
    },
    Row {
        keys: &[control('p', Session(Pause))],
        works: |place| matches!(place, Place::Writing { by_line: false }),
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
        keys: &[key(Char('b'), Session(LongBreak))],
        works: Place::is_of_session,
        hint: |place, words| match place {
            Place::Pause | Place::WayBack { .. } => late(true, &words.footer.longer_break),
            place => late(place == Place::ReturnOffer, &words.footer.another_time),
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
        works: |place| place != Place::Between && !place.is_together(),
        hint: |place, words| (!place.takes_text()).then_some((Position::Right, &*words.footer.help)),
        help: HelpOf::Line(Column::Always, |_, words| &words.help.help),
    },
];

/// In a pause and in practice everybody breathes already.
fn pause_words(place: Place, words: &Words) -> Option<&str> {
    let words = &words.footer;
    Some(match place {
        Place::Pause | Place::Practice => return None,
        Place::ReturnOffer => &words.back_to_breathing,
        Place::LongBreak => &words.breathe_together,
        Place::Closing(AfterClose { long_break: true, .. }) => &words.back_to_break,
        _ => &words.pause,
    })
}

fn next_words(place: Place, words: &Words) -> Option<&str> {
    let Words { footer, whose, .. } = words;
    Some(match place {
        Place::Straps { any: false } => &footer.begin,
        Place::Straps { any: true } => &footer.begin_without_waiting,
        Place::StrapCheck(StrapCheckState::OtherWayRound) => &whose.leave,
        Place::StrapCheck(_) => &footer.go_on,
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
