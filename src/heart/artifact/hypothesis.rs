//! A hypothesis: one explanation of the intervals so far, and its cost.
//!
//! A hypothesis takes every few intervals for a number of heartbeats. One interval for one beat is normal. One interval
//! for two or three beats is a missed beat. Two intervals for one beat are an extra detection. Two intervals for two
//! beats are a beat at the wrong time: displaced by the sensor, or premature by itself.

use super::expectation::ORDER;

/// What a hypothesis takes an interval for. Four bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Normal,
    Missed,
    Extra,
    Ectopic,
    Misplaced,
    /// Of no known shape.
    Odd,
}

impl Mark {
    const ALL: [Mark; 6] = [Mark::Normal, Mark::Missed, Mark::Extra, Mark::Ectopic, Mark::Misplaced, Mark::Odd];

    fn from_bits(bits: u64) -> Self {
        Self::ALL.get((bits & 15) as usize).copied().unwrap_or(Mark::Odd)
    }
}

/// More beats than this since the last observed interval are counted as this many.
const MOST_INFERRED: u8 = 8;

/// One explanation of the intervals so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hypothesis {
    /// `-ln` of its probability density, in nats. The cheapest hypothesis in the beam has cost 0.
    pub(super) cost: f64,
    /// The last true interval in ms, or nothing before the first.
    pub(super) last: Option<f64>,
    /// The changes that led to it, newest first, in ms.
    pub(super) changes: [f64; ORDER],
    /// How many beats were inferred rather than observed since the last observed interval.
    pub(super) inferred: u8,
    /// Marks of the latest intervals, four bits each, the newest lowest.
    pub(super) marks: u64,
    /// Intervals of a fault that is not complete: how many, their sum and the first, in ms.
    pub(super) open: u8,
    pub(super) open_sum: f64,
    pub(super) first_open: f64,
}

impl Hypothesis {
    /// What it takes the interval `back` places before the newest for.
    pub(super) fn mark(&self, back: usize) -> Mark {
        Mark::from_bits(self.marks >> (4 * back))
    }

    /// Whether every later interval will cost both the same.
    pub(super) fn has_same_future(&self, other: &Self) -> bool {
        self.last == other.last
            && (self.open, self.inferred) == (other.open, other.inferred)
            && (self.open_sum, self.first_open, self.changes) == (other.open_sum, other.first_open, other.changes)
    }

    /// How many beats were inferred, with one more.
    pub(super) fn one_more_inferred(&self) -> u8 {
        (self.inferred + 1).min(MOST_INFERRED)
    }

    /// The hypothesis with the open intervals and the new one marked, dearer by `cost`.
    pub(super) fn complete(&self, cost: f64, mark: Mark) -> Self {
        let mut marks = self.marks << 4;
        for i in 0..=self.open {
            marks = marks & !(15 << (4 * i)) | (mark as u64) << (4 * i);
        }
        Self { cost: self.cost + cost, marks, open: 0, open_sum: 0.0, first_open: 0.0, ..*self }
    }
}
