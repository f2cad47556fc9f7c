//! Whether a transport delivers every notification twice.
//!
//! A single one that is equal to the one before may be the next beat of a steady heart, where a link catches up. Where one in
//! two repeats the one before, and no two after each other do, they are pairs. The intervals of a steady heart in a burst are
//! equal in longer runs.

/// Fewest repeats among the last sixteen notifications. Assumption: a transport that delivers twice may lose a few.
const PAIRS: u32 = 6;

/// Which of the last sixteen notifications repeated the one before within a short time; the newest is the lowest bit.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Repeats(u16);

impl Repeats {
    pub(super) fn note(&mut self, is_repeat: bool) {
        self.0 = self.0 << 1 | u16::from(is_repeat);
    }

    pub(super) const fn are_pairs(self) -> bool {
        self.0 & (self.0 >> 1) == 0 && self.0.count_ones() >= PAIRS
    }
}
