//! The way back after a pause: each reads a few words aloud, and both say when to go on.
//!
//! When pauses interrupt the talk again and again, the page offers a smaller goal for today: one turn each, to be
//! heard, and no solution. Both say yes to that goal with the same keys. A "not yet" brings a pause, too, but
//! interrupts nothing: that pause does not count here.

use crate::event::seat::Pair;

/// The smaller goal is offered from this interruption of a talk on. Assumption.
const OFFERED_FROM: u32 = 2;
/// Turns that a smaller goal still holds: one each.
pub(crate) const SMALLER_TURNS: u32 = 2;

/// The way back, while both read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WayBack {
    /// Who is ready to go on.
    pub yes: Pair<bool>,
    /// Whether a smaller goal is offered.
    pub offers_smaller: bool,
    /// Whether it is chosen.
    pub smaller: bool,
}

impl WayBack {
    /// After a pause, in a talk that pauses have interrupted this often.
    pub(crate) fn after(interruptions: u32, already_smaller: bool) -> Self {
        Self { yes: Pair::default(), offers_smaller: interruptions >= OFFERED_FROM && !already_smaller, smaller: false }
    }

    /// Changes to the other goal. A yes was said to the goal before, so both are asked again.
    pub(crate) fn choose(&mut self) {
        if self.offers_smaller {
            self.smaller = !self.smaller;
            self.yes = Pair::default();
        }
    }
}
