//! Do the intervals follow from the strap's own rate? Then they say nothing about single beats.
//!
//! Such an interval is 60 s divided by the rate, or always the same one with the same rate. With a true heart that
//! happens by chance: the rate is a whole number, and between 70 and 71 beats a minute lie twelve intervals. So each
//! interval is evidence, in bits: the logarithm of how much likelier it is if made from the rate than by chance. One that
//! is far from the rule ends it.
//!
//! A pacemaker at rest looks the same. It has no variability either, so nothing is lost by using its rate. One that paces
//! on demand comes and goes within a minute.

use std::time::Duration;

use crate::event::moment::Moment;
use crate::heart::measurement::Measurement;

/// Evidence from which it is certain, in bits: chance would bring it once in four thousand million beats.
const CERTAIN: f32 = 32.0;
/// Evidence from which there is no RMSSD yet, in bits. Assumption: half of it.
const DOUBT: f32 = 16.0;
/// The most evidence that is kept, and what a mismatch takes off after it was certain, in bits. Eight in a row use it up.
const MOST: f32 = 48.0;
const MISMATCH: f32 = 6.0;
/// How long after that, without half of the evidence, the intervals are still not believed. Each change of what is used
/// empties the windows. A pacemaker on demand may change every minute, and the strap's own rate lags behind. Assumption.
const ENDS_AFTER: Duration = Duration::from_secs(90);
/// The most bits of one interval. True beats that hardly differ match one another more often than by chance. Assumption.
const MOST_OF_ONE: f32 = 2.5;
/// How far a made interval may be from its rule, in 1/1024 s: two milliseconds, for two roundings. How many of them are
/// exact is an assumption.
const NEAR: f32 = 2.0;
const EXACT_SHARE: f32 = 0.6;

/// By how much the strap's own rate jumps at least if it is that of the last beat, in beats a minute. There the rate follows
/// from the interval, and not the other way round. Assumption: a firmware's average moves by one at a time.
const JUMP: u16 = 2;

/// Rules by which an interval is made: 60 s by the rate in 1/1024 s, the same in milliseconds, each of them rounded down, each
/// of them by the rate before this one, the last interval with this rate.
const RULES: usize = 7;

/// How well the intervals follow from the rate.
#[derive(Debug)]
pub(super) struct MadeFromRate {
    /// The last interval that came with each rate, in 1/1024 s; 0 for none.
    last_with: [u16; 256],
    /// The evidence for each rule, in bits.
    evidence: [f32; RULES],
    last_rate: u16,
    is_certain: bool,
    /// Since when there has been too little evidence, though it was certain.
    weak_since: Option<Moment>,
}

impl Default for MadeFromRate {
    fn default() -> Self {
        Self { last_with: [0; 256], evidence: [0.0; RULES], last_rate: 0, is_certain: false, weak_since: None }
    }
}

impl MadeFromRate {
    pub(super) fn take(&mut self, at: Moment, measurement: &Measurement<'_>) {
        let Self { last_with, evidence, last_rate, is_certain, weak_since } = self;
        let Some(last) = last_with.get_mut(usize::from(measurement.bpm)).filter(|_| measurement.has_contact()) else {
            return;
        };
        let before = std::mem::replace(last_rate, measurement.bpm);
        let jumps = before.abs_diff(measurement.bpm) >= JUMP;
        if jumps && !*is_certain {
            *evidence = [0.0; RULES];
        }
        let rate = f32::from(measurement.bpm);
        let before = f32::from(before.max(1));
        // How many intervals give the same rate.
        let width = 61_440.0 / rate / rate;
        let (ticks, ms) = (61_440.0 / rate, 60_000.0 / rate);
        let (ticks_before, ms_before) = (61_440.0 / before, 60_000.0 / before);
        for rr in measurement.intervals() {
            let expected = [ticks, ms, ticks.floor(), ms.floor(), ticks_before, ms_before, f32::from(*last)];
            *last = rr;
            for (evidence, expected) in evidence.iter_mut().zip(expected) {
                let bits = bits((f32::from(rr) - expected).abs(), width);
                *evidence = match bits {
                    Some(bits) => (*evidence + bits).clamp(0.0, MOST),
                    None if *is_certain => (*evidence - MISMATCH).max(0.0),
                    None => 0.0,
                };
            }
            let most = evidence.iter().copied().fold(0.0, f32::max);
            *is_certain |= most >= CERTAIN;
            if most >= DOUBT {
                *weak_since = None;
            } else if *is_certain && most <= 0.0 {
                weak_since.get_or_insert(at);
            }
        }
        if weak_since.is_some_and(|since| at.since(since) >= ENDS_AFTER) {
            (*is_certain, *weak_since) = (false, None);
        }
    }

    pub(super) fn is_in_doubt(&self) -> bool {
        self.evidence.iter().any(|bits| *bits >= DOUBT)
    }

    pub(super) fn is_certain(&self) -> bool {
        self.is_certain
    }
}

/// The evidence of an interval that is `off` its rule by so many 1/1024 s, where chance would bring one of `width`; none if it
/// doesn't follow the rule.
fn bits(off: f32, width: f32) -> Option<f32> {
    let share = if off <= 0.5 { EXACT_SHARE } else { (1.0 - EXACT_SHARE) / (2.0 * NEAR) };
    (off <= NEAR).then(|| (share * width).log2().min(MOST_OF_ONE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heart::measurement::encode;

    #[test]
    fn intervals_rounded_down_are_recognised_before_the_rate_jumps() {
        let rates = [71, 70, 70, 71, 72, 71, 71, 71, 72, 72, 71, 72, 73, 73, 72, 72, 74, 72];
        let mut made = MadeFromRate::default();
        for (second, bpm) in (0..).zip(rates) {
            let bytes = encode(bpm, &[61_440 / u16::from(bpm)]);
            made.take(Moment::from_secs(second), &Measurement::decode(&bytes).unwrap());
        }
        assert!(made.is_certain());
    }
}
