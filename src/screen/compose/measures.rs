//! Breaths and times in the units of a scene.

use std::time::Duration;

use crate::pacer::{Breath, Pacer};
use crate::screen::scene::BreathFigure;

/// The breathing figure at `elapsed` after the pacer began.
pub(crate) fn figure(pacer: Pacer, elapsed: Duration) -> BreathFigure {
    figure_of(Some(pacer.at(elapsed)))
}

/// The breathing figure of a breath. It rests while none is led.
pub(super) fn figure_of(breath: Option<Breath>) -> BreathFigure {
    let fullness = breath.map_or(0, |breath| (breath.fullness * 1000.0).round() as u16);
    BreathFigure { direction: breath.map(|breath| breath.direction), fullness }
}

/// Whole seconds left, rounded up: the last second counts as 1.
pub(super) fn seconds_up(left: Duration) -> u64 {
    left.as_micros().div_ceil(1_000_000) as u64
}
