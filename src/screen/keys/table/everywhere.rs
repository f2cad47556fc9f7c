//! The keys of a talk that work on most pages, and the ways out.

use crossterm::event::KeyCode::{Char, Enter, Esc};

use super::{Column, HelpOf, NO_HINT, Position, Row, control, key, late, middle};
use crate::event::input::Key::{Back, Breathe, LongBreak, Next, NextPrompt, NotReady, Pause, Ready, Stop};
use crate::event::seat::Seat::{Left, Right};
use crate::practice::part::PracticePart;
use crate::screen::keys::meaning::Meaning::{self, Session};
use crate::screen::keys::place::PrivatePage::{self, CheckNotToday};
use crate::screen::keys::place::{AfterClose, Place, TogetherPage};
use crate::talk::pause::Way;
use crate::talk::strap_check::StrapCheckState;
use crate::words::Words;

pub(in crate::screen::keys) const EVERYWHERE: &[Row] = &[
    Row {
        keys: &[key(Char('p'), Session(Back))],
        works: |place| place == Place::ReturnOffer,
        hint: |_, words| Some((Position::Left, &words.footer.back_to_pause)),
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[key(Char('p'), Session(Pause))],
        works: |place| {
            let has_own =
                matches!(place, Place::Practice { .. } | Place::ReturnOffer | Place::Alone(PrivatePage::Breath));
            !has_own && (place.is_of_session() || place.is_private())
        },
        hint: |place, words| Some((Position::Left, pause_words(place, words)?)),
        help: HelpOf::Line(Column::Left, |place, words| instead_of_pause(place, words).unwrap_or(&words.help.pause)),
    },
    Row {
        keys: &[control('p', Session(Pause))],
        works: |place| matches!(place, Place::Writing { by_line: false }),
        hint: |_, words| Some((Position::Left, &words.footer.pause)),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Char('a'), Session(Ready(Left))), key(Char('l'), Session(Ready(Right)))],
        works: Place::asks,
        hint: NO_HINT,
        help: HelpOf::Line(Column::Left, |_, words| &words.help.ready),
    },
    Row {
        keys: &[key(Char('s'), Session(NotReady(Left))), key(Char('k'), Session(NotReady(Right)))],
        works: Place::asks,
        hint: NO_HINT,
        help: HelpOf::Line(Column::Left, |_, words| &words.help.not_yet),
    },
    Row {
        keys: &[key(Enter, Meaning::DoneWriting), key(Esc, Meaning::DoneWriting)],
        works: |place| matches!(place, Place::Writing { .. }),
        hint: |_, words| middle(true, &words.footer.done),
        help: HelpOf::Nowhere,
    },
    Row {
        keys: &[key(Enter, Session(Back)), key(Char('n'), Session(Back)), key(Char(' '), Session(Back))],
        works: |place| matches!(place, Place::Closing(_)),
        hint: |place, words| match place {
            Place::Closing(AfterClose { pause: true, .. }) => middle(true, &words.footer.back_to_pause),
            Place::Closing(AfterClose { more_talk, .. }) => middle(more_talk, &words.footer.go_on_talking),
            _ => None,
        },
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[
            key(Enter, Session(NextPrompt)),
            key(Char('n'), Session(NextPrompt)),
            key(Char(' '), Session(NextPrompt)),
        ],
        works: |place| matches!(place, Place::Pause(Way::Senses | Way::Body)),
        hint: |_, words| middle(true, &words.footer.next_prompt),
        help: HelpOf::Hint(Column::Left),
    },
    Row {
        keys: &[key(Enter, Session(Next)), key(Char('n'), Session(Next)), key(Char(' '), Session(Next))],
        works: |place| place.goes_on_by_one_key(),
        hint: |place, words| Some((Position::Early, next_words(place, words)?)),
        help: HelpOf::Line(Column::Left, |place, words| next_words(place, words).unwrap_or(&words.help.next)),
    },
    Row {
        keys: &[key(Char('i'), Session(Breathe))],
        works: Place::can_breathe,
        hint: |place, words| late(matches!(place, Place::Turn { .. } | Place::Answer { .. }), &words.footer.breathe),
        help: HelpOf::Line(Column::Left, |_, words| &words.help.breathe),
    },
    Row {
        keys: &[key(Char('b'), Session(LongBreak))],
        works: |place| {
            let is_over = matches!(place, Place::LongBreak { .. } | Place::Closing(_) | Place::Practice { .. });
            place.is_of_session() && !is_over
        },
        hint: |place, words| match place {
            Place::Pause(_) | Place::WayBack { .. } => late(true, &words.footer.longer_break),
            place => middle(place == Place::ReturnOffer, &words.footer.another_time),
        },
        help: HelpOf::Line(Column::Left, |_, words| &words.help.longer_break),
    },
    Row {
        keys: &[key(Char('.'), Meaning::Silence)],
        works: Place::is_of_session,
        hint: |place, words| late(matches!(place, Place::Practice { .. }), &words.sound.key),
        help: HelpOf::Line(Column::Right, |_, words| &words.sound.help),
    },
    Row {
        keys: &[key(Char('h'), Meaning::FindingHelp)],
        works: |place| place != Place::Between,
        hint: |place, words| {
            let is_likely = matches!(place, Place::Alone(CheckNotToday) | Place::Together(TogetherPage::Front));
            middle(is_likely, &words.footer.finding_help)
        },
        help: HelpOf::Line(Column::Right, |_, words| &words.help.finding_help),
    },
    Row {
        keys: &[key(Char('x'), Meaning::Vanish), control('x', Meaning::Vanish)],
        works: |_| true,
        hint: |place, words| match place {
            place if place.takes_text() => Some((Position::Right, &words.footer.vanish)),
            place => late(place.is_private(), &words.footer.vanish),
        },
        help: HelpOf::Line(Column::Right, |_, words| &words.help.vanish),
    },
    Row { keys: &[control('c', Meaning::Leave)], works: |_| true, hint: NO_HINT, help: HelpOf::Nowhere },
    // Only these systems stop a program and call it back.
    Row { keys: &[control('z', Meaning::Stop)], works: |_| cfg!(unix), hint: NO_HINT, help: HelpOf::Nowhere },
    Row {
        keys: &[key(Char('q'), Meaning::Leave)],
        works: Place::is_private,
        hint: |_, words| Some((Position::Corner, &words.footer.leave)),
        help: HelpOf::Hint(Column::Right),
    },
    Row {
        keys: &[key(Char('q'), Session(Stop))],
        works: |place| place.is_of_session() || place == Place::Watched,
        hint: |place, words| Some((Position::Corner, stop_words(place, words)?)),
        help: HelpOf::Line(Column::Right, |place, words| match place {
            Place::Practice { .. } => &words.help.end_practice,
            Place::Watched => &words.help.end_replay,
            _ => &words.help.stop,
        }),
    },
    Row {
        keys: &[key(Char('?'), Meaning::Help), key(Esc, Meaning::Back)],
        works: |place| place != Place::Between && !place.is_together(),
        hint: |place, words| (!place.takes_text()).then_some((Position::Right, &*words.footer.help)),
        help: HelpOf::Line(Column::Right, |_, words| &words.help.help),
    },
];

/// In a pause and in practice everybody breathes already.
fn pause_words(place: Place, words: &Words) -> Option<&str> {
    let breathes_already = matches!(place, Place::Pause(_) | Place::Practice { .. });
    (!breathes_already).then(|| instead_of_pause(place, words).unwrap_or(&words.footer.pause))
}

/// What the key of the pause does where there is no talk to pause.
fn instead_of_pause(place: Place, words: &Words) -> Option<&str> {
    let words = &words.footer;
    match place {
        Place::LongBreak { .. } => Some(&words.breathe_together),
        Place::Closing(AfterClose { long_break: true, .. }) => Some(&words.back_to_break),
        _ => place.is_private().then_some(&words.breathe),
    }
}

fn next_words(place: Place, words: &Words) -> Option<&str> {
    let Words { footer, whose, .. } = words;
    Some(match place {
        Place::Straps { any: false } => &footer.begin,
        Place::Straps { any: true } => &footer.begin_without_waiting,
        Place::StrapCheck(StrapCheckState::OtherWayRound) => &whose.leave,
        Place::StrapCheck(_) | Place::Settling => &footer.go_on,
        Place::Arriving | Place::Prepare => &footer.done,
        Place::WarmUp | Place::Turn { .. } => &footer.hand_over,
        Place::Answer { .. } | Place::Repair { .. } => &footer.next_part,
        Place::AmendsOffer { .. } => &footer.not_tonight,
        _ => return None,
    })
}

fn stop_words(place: Place, words: &Words) -> Option<&str> {
    let words = &words.footer;
    Some(match place {
        place if place.takes_text() => return None,
        Place::Watched | Place::Closing(_) | Place::Practice { part: PracticePart::End, .. } => &words.leave,
        Place::Practice { .. } => &words.end,
        _ => &words.stop,
    })
}
