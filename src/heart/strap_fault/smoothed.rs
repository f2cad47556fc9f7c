//! Are the beats smoothed? Then they hardly differ from one to the next, though the rate moves.
//!
//! Optical sensors often send a moving average in place of beats. Its differences are a small part of the true ones, and an
//! RMSSD of them is that of a very calm heart. Only a strong average can be told from a true heart: the least RMSSD of all
//! recorded minutes at rest is 9 ms (`tests/heart/honest_straps.rs`). A weak one is known by the name of the model alone.

use crate::heart::measurement::Measurement;

/// Intervals that are looked at together: about a minute.
const SPAN: u32 = 64;
/// RMSSD in 1/1024 s below which they hardly differ: 3 ms. Assumption: a third of the least that was recorded at rest.
const LEAST_RMSSD: f64 = 3.0;
/// How far the mean of eight beats moves meanwhile, in 1/1024 s: 15 ms, or more than one beat a minute at 70. A paced
/// heart does neither. Assumption.
const MOVES: u32 = 15;
/// The shortest mean interval that is judged, in 1/1024 s: 90 beats a minute. At a faster rate true beats differ little.
const RESTING: u32 = 683;
/// Beats of the mean.
const MEAN: u32 = 8;

/// One span of intervals.
#[derive(Debug, Default)]
pub(super) struct Smoothed {
    last: Option<u16>,
    count: u32,
    sum: u32,
    squares: u64,
    /// The sum of the eight intervals under way, and the least and greatest such sum of this span.
    eight: u32,
    least: u32,
    most: u32,
    is_certain: bool,
}

impl Smoothed {
    pub(super) fn take(&mut self, measurement: &Measurement<'_>) {
        for rr in measurement.intervals() {
            let difference = self.last.replace(rr).map_or(0, |last| last.abs_diff(rr));
            self.squares += u64::from(difference).pow(2);
            self.sum += u32::from(rr);
            self.eight += u32::from(rr);
            self.count += 1;
            if self.count.is_multiple_of(MEAN) {
                let eight = std::mem::take(&mut self.eight);
                self.least = if self.count == MEAN { eight } else { self.least.min(eight) };
                self.most = self.most.max(eight);
            }
            if self.count == SPAN {
                let rmssd = (self.squares as f64 / f64::from(SPAN)).sqrt();
                let is_judged = self.sum >= RESTING * SPAN;
                let moves = self.most - self.least >= MOVES * MEAN;
                // Differences that a heart has show that nothing is smoothed. A heart at rest says nothing either way.
                self.is_certain = is_judged && rmssd < LEAST_RMSSD && (moves || self.is_certain);
                *self = Self { last: self.last, is_certain: self.is_certain, ..Self::default() };
            }
        }
    }

    pub(super) fn is_certain(&self) -> bool {
        self.is_certain
    }
}
