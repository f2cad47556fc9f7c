//! A clean interval, and series of them.

use std::borrow::Cow;

/// Lengths of one interval, in ms. The bounds are wide: the artifact filter decides about beats, not this module.
const LENGTHS_MS: std::ops::RangeInclusive<f64> = 1.0..=10_000.0;
/// Two beats end at least this far apart, in seconds.
const CLOSEST_S: f64 = 0.001;

/// One clean (NN) interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// End of the interval in seconds.
    pub at_s: f64,
    /// Its length in milliseconds.
    pub ms: f64,
    /// Whether the interval before it in the slice ends where this one begins: no gap, no rejected beat between.
    pub adjacent: bool,
}

/// A series taken as wholly clean, each interval beginning where the one before ends; the first begins at 0 s.
///
/// A value that is no length of an interval takes no time, and [`super::metrics`] leaves it out.
pub fn from_rr_ms(rr: &[f64]) -> Vec<Interval> {
    let mut at_ms = 0.0;
    let interval = |(index, &ms): (usize, &f64)| {
        at_ms += if LENGTHS_MS.contains(&ms) { ms } else { 0.0 };
        Interval { at_s: at_ms / 1000.0, ms, adjacent: index > 0 }
    };
    rr.iter().enumerate().map(interval).collect()
}

/// The intervals with a possible length, in the order of time: the same slice when that is all of them.
pub(super) fn usable(series: &[Interval]) -> Cow<'_, [Interval]> {
    let mut before = f64::NEG_INFINITY;
    let mut is_usable = |interval: &Interval| {
        let later = interval.at_s.is_finite() && interval.at_s - before >= CLOSEST_S;
        let usable = later && LENGTHS_MS.contains(&interval.ms);
        if usable {
            before = interval.at_s;
        }
        usable
    };
    let Some(first_bad) = series.iter().position(|interval| !is_usable(interval)) else {
        return Cow::Borrowed(series);
    };
    let mut kept = series[..first_bad].to_vec();
    let mut broken = true;
    for interval in &series[first_bad + 1..] {
        if is_usable(interval) {
            kept.push(Interval { adjacent: interval.adjacent && !broken, ..*interval });
            broken = false;
        } else {
            broken = true;
        }
    }
    Cow::Owned(kept)
}

/// Stretches without a hole longer than `hole_s` seconds between neighbours.
pub(super) fn stretches(series: &[Interval], hole_s: f64) -> impl Iterator<Item = &[Interval]> {
    series.chunk_by(move |before, after| after.at_s - after.ms / 1000.0 - before.at_s <= hole_s)
}

/// From the end of the first interval to the end of the last, in seconds.
pub(super) fn span_s(stretch: &[Interval]) -> f64 {
    stretch.first().zip(stretch.last()).map_or(0.0, |(first, last)| last.at_s - first.at_s)
}
