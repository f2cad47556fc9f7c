//! What an explanation costs: `-ln` of a probability density, in nats.
//!
//! A cost has three parts. One is how rare the fault is ([`FaultRates`]). One is a flat density for whatever the
//! explanation leaves open: how far a beat was displaced, where an interval was split. One is for what the explanation
//! predicts, the sum of the intervals: how far the sum is from the expectation. So one rule tells bigeminy, missed
//! beats and displacement apart. And a small deviation of a regular heart is not rejected because of its size alone.
//!
//! The error of an expectation follows Student's t, with heavier tails upwards. A vagal burst slows a heart within one
//! beat, and nothing speeds it up as fast.
//!
//! The constants were set by hand, on the public series and half of the held-out ones in `docs/artifacts.md`. A
//! rejecting explanation that costs more rejects fewer beats, true ones and faults alike.

use super::expectation::Expectation;
use super::fault_rates::FaultRates;

/// The least that any continuation costs, in nats, whatever the spread of the expectation.
pub(super) const LEAST: f64 = 5.0;
/// Cost of an interval that fits nothing, in nats: once in 20,000 beats.
pub(super) const ODD: f64 = 9.9;
/// The same for an interval outside [`RANGE_MS`], in nats. Such intervals are far more usual: no heart beats there.
pub(super) const OUT_OF_RANGE: f64 = 5.8;
/// Intervals that hearts make, in ms: 24 to 240 beats a minute. An assumption. No interval outside is ever accepted.
pub(super) const RANGE_MS: [f64; 2] = [250.0, 2500.0];
/// Widths of the flat densities, in ms: of an interval's length, and of a beat's place within an interval.
pub(super) const ANY_MS: f64 = 1000.0;
pub(super) const PLACE_MS: f64 = 150.0;
/// Cost of each further missed beat in one interval, in nats: one time in ten.
pub(super) const ANOTHER_MISSED: f64 = 2.3;
/// Share of premature beats that reset the rhythm. After the others there is a full pause.
pub(super) const RESETS: f64 = 0.1;
/// Further cost of a beat that is late by as much as a premature one is early, in nats: hearts don't do that.
pub(super) const LATE: f64 = 4.0;
/// Cost of a true interval that deviates alone, such as a sigh or a pause, in nats.
pub(super) const DEVIATES: f64 = 5.0;
/// Degrees of freedom of Student's t, upwards and downwards.
const TAILS: [f64; 2] = [4.0, 7.0];
/// `-ln` of that density at its mode, in nats (the same for both to 0.03).
pub(super) const MODE: f64 = 0.98;

/// The rates of faults as costs, in nats.
#[derive(Clone, Copy, Debug)]
pub(super) struct Costs {
    pub(super) missed: f64,
    pub(super) extra: f64,
    pub(super) ectopic: f64,
    pub(super) misplaced: f64,
    /// The cheapest fault that takes several intervals. It is paid at the first of them.
    pub(super) open: f64,
    /// What the spread of the expectation costs.
    pub(super) spread: f64,
}

impl Costs {
    pub(super) fn of(rates: &FaultRates, expected: &Expectation) -> Self {
        let [missed, extra, ectopic, misplaced] =
            [rates.missed, rates.extra, rates.ectopic, rates.misplaced].map(|rate| -rate.ln());
        let open = extra.min(ectopic).min(misplaced);
        Self { missed, extra, ectopic, misplaced, open, spread: expected.spread.ln() }
    }
}

/// Whether a heart makes such an interval, in ms.
pub(super) fn in_range(rr: f64) -> bool {
    (RANGE_MS[0]..=RANGE_MS[1]).contains(&rr)
}

/// `-ln` of Student's t density over its mode, in nats, at an error of `z` spreads.
pub(super) fn surprise(z: f64) -> f64 {
    let tail = if z > 0.0 { TAILS[0] } else { TAILS[1] };
    f64::midpoint(tail, 1.0) * (z * z / tail).ln_1p()
}
