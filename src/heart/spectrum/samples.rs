//! Samples of the intervals at 4 Hz, from a cubic through the accepted beats. Each beat costs a few samples.

use crate::heart::artifact::Verdict;
use crate::heart::beat::Beat;

/// Samples a second. 4 Hz is the field's usual rate.
pub(super) const RATE_HZ: f64 = 4.0;
/// Samples of a spectrum: 64 s.
pub(super) const SAMPLES: usize = 256;
/// Samples that may be taken across rejected or lost beats: 15 % of all. An assumption (`docs/metrics.md`).
const MOST_BRIDGED: u32 = (SAMPLES as u32 * 15) / 100;
/// After longer than this without an accepted beat the samples start anew, in seconds. An assumption. A shorter time
/// shows fewer figures where notifications are lost.
const LONGEST_BRIDGE_S: f64 = 5.0;

/// An accepted beat: its time, and the interval before it in ms.
#[derive(Clone, Copy, Debug, Default)]
struct Knot {
    at_s: f64,
    ms: f64,
    /// Whether beats were rejected or lost between the knot before and this one.
    bridged: bool,
}

/// The intervals of the last 64 s, sampled at 4 Hz. Each beat adds its few samples.
#[derive(Debug)]
pub struct SpectrumSamples {
    knots: [Knot; 4],
    knot_count: usize,
    /// Whether beats were rejected or lost since the last knot.
    broken: bool,
    next_sample: u64,
    /// In ms, the newest at `next_sample − 1` modulo their number.
    samples: [f64; SAMPLES],
    is_bridged: [bool; SAMPLES],
    filled: usize,
    bridged: u32,
}

impl Default for SpectrumSamples {
    fn default() -> Self {
        Self {
            knots: [Knot::default(); 4],
            knot_count: 0,
            broken: false,
            next_sample: 0,
            samples: [0.0; SAMPLES],
            is_bridged: [false; SAMPLES],
            filled: 0,
            bridged: 0,
        }
    }
}

impl SpectrumSamples {
    /// Adds a beat with its verdict.
    pub(crate) fn push(&mut self, beat: &Beat, verdict: Verdict) {
        self.broken |= !beat.linked || verdict != Verdict::Normal;
        if verdict != Verdict::Normal {
            return;
        }
        let knot = Knot { at_s: beat.at.secs(), ms: beat.rr.ms(), bridged: std::mem::take(&mut self.broken) };
        let since_s = knot.at_s - self.knots[3].at_s;
        // Beat time may have been set back: it was ahead of arrival.
        if self.knot_count > 0 && !(since_s > 0.0 && since_s <= LONGEST_BRIDGE_S) {
            self.reset();
        }
        self.knots.rotate_left(1);
        self.knots[3] = knot;
        self.knot_count = (self.knot_count + 1).min(4);
        if self.knot_count == 4 {
            self.sample();
        }
    }

    /// Whether there are 64 s of samples, at most 15 % of them across rejected or lost beats.
    pub(super) fn is_sound(&self) -> bool {
        self.filled == SAMPLES && self.bridged <= MOST_BRIDGED
    }

    /// Starts anew: no sample is taken across a long gap.
    fn reset(&mut self) {
        self.knot_count = 0;
        self.filled = 0;
        self.bridged = 0;
        self.is_bridged = [false; SAMPLES];
    }

    /// Samples the cubic between the two middle knots.
    fn sample(&mut self) {
        let [before, from, to, after] = self.knots;
        if self.filled == 0 {
            self.next_sample = (from.at_s * RATE_HZ).ceil() as u64;
        }
        let width = to.at_s - from.at_s;
        let slope = |a: Knot, b: Knot| width * (b.ms - a.ms) / (b.at_s - a.at_s);
        let (leaving, arriving) = (slope(before, to), slope(from, after));
        while (self.next_sample as f64) < to.at_s * RATE_HZ {
            let u = (self.next_sample as f64 / RATE_HZ - from.at_s) / width;
            self.keep(hermite(u, from.ms, leaving, to.ms, arriving), to.bridged);
        }
    }

    fn keep(&mut self, sample: f64, bridged: bool) {
        let place = (self.next_sample % SAMPLES as u64) as usize;
        self.bridged -= u32::from(std::mem::replace(&mut self.is_bridged[place], bridged));
        self.bridged += u32::from(bridged);
        self.samples[place] = sample;
        self.filled = (self.filled + 1).min(SAMPLES);
        self.next_sample += 1;
    }

    /// The mean of the samples, in ms.
    pub(super) fn mean(&self) -> f64 {
        self.samples.iter().sum::<f64>() / SAMPLES as f64
    }

    /// The samples in the order of time.
    pub(super) fn in_order(&self) -> impl Iterator<Item = f64> {
        let oldest = (self.next_sample % SAMPLES as u64) as usize;
        let (late, early) = self.samples.split_at(oldest);
        early.iter().chain(late).copied()
    }
}

/// The cubic from `a` to `b` with the slopes `da` and `db`, at `u` between 0 and 1.
fn hermite(u: f64, a: f64, da: f64, b: f64, db: f64) -> f64 {
    let v = 1.0 - u;
    v * v * ((1.0 + 2.0 * u) * a + u * da) + u * u * ((3.0 - 2.0 * u) * b - v * db)
}
