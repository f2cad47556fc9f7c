//! The way back in after a pause: each reads a few words aloud, and both say when to go on.
//!
//! When it keeps rising, a smaller goal for today is offered: one turn each, to be heard, and no solution. Both say
//! yes to it with the same keys.

use crate::event::seat::Pair;

/// So many pauses in one talk, and a smaller goal is offered.
const OFFERED_FROM: u32 = 2;
/// What a smaller goal still holds: a turn each.
pub const SMALLER_TURNS: u32 = 2;

/// On the way back in.
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
    /// After the `pauses`-th pause of a talk.
    pub fn after(pauses: u32, already_smaller: bool) -> Self {
        Self { yes: Pair::default(), offers_smaller: pauses >= OFFERED_FROM && !already_smaller, smaller: false }
    }

    /// The other goal; whoever had said yes said it to the one before.
    pub fn choose(&mut self) {
        if self.offers_smaller {
            self.smaller = !self.smaller;
            self.yes = Pair::default();
        }
    }
}
