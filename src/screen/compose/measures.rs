//! Breaths and times in the units of a scene.

use std::time::Duration;

use crate::screen::scene::BreathFigure;
use crate::session::pacer::Pacer;

/// The breathing figure at `elapsed` after the pacer began.
pub(crate) fn figure(pacer: Pacer, elapsed: Duration) -> BreathFigure {
    let breath = pacer.at(elapsed);
    BreathFigure { direction: Some(breath.direction), fullness: (breath.fullness * 1000.0).round() as u16 }
}

/// Whole seconds left, rounded up: the last second counts as 1.
pub(super) fn seconds_up(left: Duration) -> u64 {
    left.as_micros().div_ceil(1_000_000) as u64
}
