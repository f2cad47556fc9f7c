//! What the two do in a simulated talk besides having hearts: who speaks, which keys they press, and after what time.
//!
//! They press what a talk does not go on without, and leave what may be left: nobody lifts a pod, hands a turn over early,
//! says "I moved", or asks for a break or a smaller goal.

use crate::event::input::Key;
use crate::event::seat::Seat;
use crate::talk::Stage;
use crate::talk::pause::Readiness;

/// Nobody waits longer for the gate of a pause to open: the talk is over.
const PATIENCE_S: f64 = 900.0;

/// After how many seconds of a stage both press its keys, at the soonest and at the latest: time to read it, to say or
/// type what it asks for, and to breathe for the whole of a pause. Assumptions, all of them.
pub(crate) fn takes_s(stage: Stage) -> Option<(f64, f64)> {
    Some(match stage {
        Stage::Agreements { .. } | Stage::Arriving { .. } | Stage::Summary { .. } => (10.0, 40.0),
        Stage::Topic { .. } | Stage::Repair { .. } | Stage::OneStep { .. } => (20.0, 60.0),
        Stage::WayBack { .. } => (15.0, 45.0),
        Stage::Pause { .. } => (62.0, 100.0),
        // Time leads on, or nothing does.
        Stage::Straps
        | Stage::Whose { .. }
        | Stage::Settling
        | Stage::WarmUp { .. }
        | Stage::Turn { .. }
        | Stage::Answer { .. }
        | Stage::Breath
        | Stage::Later { .. }
        | Stage::Rest { .. }
        | Stage::Closing { .. }
        | Stage::Practice
        | Stage::Over => return None,
    })
}

/// The keys of a stage, once its time is over. They come anew until they have led on.
pub(crate) fn keys(stage: Stage, waited_s: f64) -> Vec<Key> {
    match stage {
        Stage::Pause { .. } if waited_s > PATIENCE_S => vec![Key::Stop],
        // What they are still waiting for is the gate.
        Stage::Pause { ready, .. } if ready.all(|said| *said == Readiness::Ready) => Vec::new(),
        Stage::Arriving { who } => vec![Key::Ready(who)],
        Stage::Repair { .. } => vec![Key::Next],
        Stage::Straps
        | Stage::Whose { .. }
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
        | Stage::OneStep { .. }
        | Stage::Summary { .. }
        | Stage::Closing { .. }
        | Stage::Practice
        | Stage::Over => Seat::BOTH.map(Key::Ready).to_vec(),
    }
}

/// Who reads aloud on the way back: one for the first half of the time, then the other.
pub(crate) fn reader(waited_s: f64, takes_s: f64) -> Seat {
    if waited_s < takes_s / 2.0 { Seat::Left } else { Seat::Right }
}

/// Whether two stages are the same part of a talk, whatever has been said in it meanwhile.
pub(crate) fn same_part(one: Stage, other: Stage) -> bool {
    match one {
        Stage::Arriving { .. } | Stage::Repair { .. } => one == other,
        Stage::Straps
        | Stage::Whose { .. }
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
        | Stage::OneStep { .. }
        | Stage::Summary { .. }
        | Stage::Closing { .. }
        | Stage::Practice
        | Stage::Over => std::mem::discriminant(&one) == std::mem::discriminant(&other),
    }
}
