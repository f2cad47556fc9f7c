//! What the two simulated people do in a talk besides having hearts: who speaks, which keys they press, and when.
//!
//! They press only the keys without which a talk stops, and hand a turn over some seconds after its time. Nobody lifts a
//! pod, hands a turn over early, says "I moved", or asks for a break or a smaller goal. Both make amends when asked.
//!
//! Every match here names every stage. A new stage does not compile until this file says what people do in it. A stage
//! whose keys nobody presses would run for ever.

use crate::event::input::Key;
use crate::event::seat::Seat;
use crate::talk::Stage;
use crate::talk::pause::Readiness;

/// Longest wait for the gate of a pause to open, in seconds; then both end the talk. Assumption. A longer one lets more
/// talks go on after a pause in which a heart stays up.
const PATIENCE_S: f64 = 900.0;

/// The shortest and the longest time until both press the keys of a stage, in seconds; none where they press nothing.
///
/// The time covers reading the page, and saying or typing what it asks for. In a pause it covers all of the breathing.
/// All of these times are assumptions. Longer ones make talks longer and leave the counted time as it is.
pub(crate) fn key_delay_s(stage: Stage) -> Option<(f64, f64)> {
    match stage {
        // The time is up: they finish their sentence.
        Stage::Turn { now, .. } | Stage::Answer { now, .. } if now.over => Some((2.0, 15.0)),
        Stage::Agreements { .. } | Stage::SameAgain { .. } | Stage::Arriving { .. } | Stage::Summary { .. } => {
            Some((10.0, 40.0))
        }
        Stage::Topic { .. } | Stage::AmendsOffer { .. } | Stage::Repair { .. } | Stage::OneStep { .. } => {
            Some((20.0, 60.0))
        }
        Stage::WayBack { .. } => Some((15.0, 45.0)),
        Stage::Pause { .. } => Some((62.0, 100.0)),
        // The first seven end by themselves. The others never come in the study, or end it.
        Stage::Straps
        | Stage::StrapCheck { .. }
        | Stage::Settling
        | Stage::WarmUp { .. }
        | Stage::Turn { .. }
        | Stage::Answer { .. }
        | Stage::Breath
        | Stage::Prepare { .. }
        | Stage::ReturnOffer { .. }
        | Stage::LongBreak { .. }
        | Stage::Practice { .. }
        | Stage::Closing { .. }
        | Stage::Over => None,
    }
}

/// The keys of a stage, once its delay is over. Both press them every second until the stage changes.
pub(crate) fn keys(stage: Stage, waited_s: f64) -> Vec<Key> {
    match stage {
        Stage::Pause { .. } if waited_s > PATIENCE_S => vec![Key::Stop],
        // Both are ready, and the gate is still shut.
        Stage::Pause { ready, .. } if ready.all(|said| *said == Readiness::Ready) => Vec::new(),
        Stage::Arriving { who } => vec![Key::Ready(who)],
        Stage::Turn { now, .. } | Stage::Answer { now, .. } if now.over => vec![Key::Next],
        Stage::Repair { .. } => vec![Key::Next],
        Stage::Pause { .. }
        | Stage::Agreements { .. }
        | Stage::SameAgain { .. }
        | Stage::Topic { .. }
        | Stage::AmendsOffer { .. }
        | Stage::WayBack { .. }
        | Stage::OneStep { .. }
        | Stage::Summary { .. } => Seat::BOTH.map(Key::Ready).to_vec(),
        // `key_delay_s` gives no time for these, so nobody presses anything.
        Stage::Straps
        | Stage::StrapCheck { .. }
        | Stage::Settling
        | Stage::WarmUp { .. }
        | Stage::Turn { .. }
        | Stage::Answer { .. }
        | Stage::Breath
        | Stage::Prepare { .. }
        | Stage::ReturnOffer { .. }
        | Stage::LongBreak { .. }
        | Stage::Practice { .. }
        | Stage::Closing { .. }
        | Stage::Over => Vec::new(),
    }
}

/// Who reads aloud on the way back: the left one for the first half of `delay_s`, then the right one.
pub(crate) fn reader(waited_s: f64, delay_s: f64) -> Seat {
    if waited_s < delay_s / 2.0 { Seat::Left } else { Seat::Right }
}

/// Whether two stages are one page, whatever both have said on it meanwhile. A new page takes a new delay.
pub(crate) fn same_page(one: Stage, other: Stage) -> bool {
    let same_kind = std::mem::discriminant(&one) == std::mem::discriminant(&other);
    match one {
        // A turn whose time is up waits for another key.
        Stage::Turn { now, .. } | Stage::Answer { now, .. } => same_kind && is_over(other) == now.over,
        // The next person's page, or the next part of the repair, is another page.
        Stage::Arriving { .. } | Stage::Prepare { .. } | Stage::AmendsOffer { .. } | Stage::Repair { .. } => {
            one == other
        }
        Stage::Straps
        | Stage::StrapCheck { .. }
        | Stage::Agreements { .. }
        | Stage::SameAgain { .. }
        | Stage::Topic { .. }
        | Stage::Settling
        | Stage::WarmUp { .. }
        | Stage::Breath
        | Stage::Pause { .. }
        | Stage::ReturnOffer { .. }
        | Stage::LongBreak { .. }
        | Stage::WayBack { .. }
        | Stage::OneStep { .. }
        | Stage::Summary { .. }
        | Stage::Closing { .. }
        | Stage::Practice { .. }
        | Stage::Over => same_kind,
    }
}

fn is_over(stage: Stage) -> bool {
    match stage {
        Stage::Turn { now, .. } | Stage::Answer { now, .. } => now.over,
        _ => false,
    }
}
