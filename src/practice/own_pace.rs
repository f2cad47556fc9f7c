//! Whether the heart moves with a rhythm of its own instead of the pacer's, from the last half minute.
//!
//! A free sinusoid of each rate is fitted beside the pacer's. Somebody who breathes at another pace is then seen before a
//! spectrum of a minute could show it.

use std::f64::consts::TAU;

use super::following::BeatInBreath;
use super::least_squares::fitted;

/// The seconds that are looked at. With fewer, two rates that differ by one a minute can't be told apart.
pub(super) const WINDOW_S: f64 = 30.0;
/// The rates of a free sinusoid, in breaths a minute: quarters from 4 to 20. Slower than 4 is drift in half a minute.
const RATES: std::ops::RangeInclusive<u32> = 16..=80;
/// The share of the time that clean beats must fill, 0 to 1. Assumption. The newest beats of a slow strap come 5 s late, so a
/// larger share would say nothing of it.
const FILLED: f64 = 0.8;
/// The share of the variance that the free sinusoid must explain, 0 to 1. Assumption: below, the heart has no one rhythm.
const LEAST_FREE: f64 = 0.6;
/// How much more the free sinusoid must explain than the pacer's, 0 to 1. Assumption. A larger value says it later.
const MORE: f64 = 0.3;

/// What the last half minute shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct HalfMinute {
    /// The share of the variance that the pacer's wave explains, 0 to 1.
    pub(super) fit: f64,
    /// The rate of the heart's own rhythm in breaths a minute, if the pacer's explains far less.
    pub(super) own_pace: Option<f64>,
}

/// What `beats` within [`WINDOW_S`] show; `None` if too few of them are clean.
pub(super) fn half_minute(beats: &[BeatInBreath]) -> Option<HalfMinute> {
    let filled: f64 = beats.iter().map(|beat| beat.interval_s).sum();
    if filled < FILLED * WINDOW_S {
        return None;
    }
    let about_line = about_line(beats);
    let fit = explained(beats, about_line, |beat| TAU * beat.breaths);
    let free = RATES.map(|quarters| f64::from(quarters) / 4.0).map(|rate| {
        let angle = move |beat: &BeatInBreath| -TAU * beat.ago_s * rate / 60.0;
        (rate, explained(beats, about_line, angle))
    });
    let best = free.max_by(|(_, a), (_, b)| a.total_cmp(b));
    let own = best.filter(|(_, share)| *share >= LEAST_FREE && *share >= fit + MORE);
    Some(HalfMinute { fit, own_pace: own.map(|(rate, _)| rate) })
}

/// What a line leaves of the squares; infinite if the beats don't determine it.
fn about_line(beats: &[BeatInBreath]) -> f64 {
    let rows = beats.iter().map(|beat| ([1.0, beat.ago_s / WINDOW_S], beat.rate(), beat.interval_s));
    fitted(rows).map_or(f64::INFINITY, |(_, left)| left)
}

/// The share of the variance about a line that the sinusoid of this angle explains, 0 to 1.
fn explained(beats: &[BeatInBreath], about_line: f64, angle: impl Fn(&BeatInBreath) -> f64) -> f64 {
    let row = |beat: &BeatInBreath| {
        let (sin, cos) = angle(beat).sin_cos();
        ([1.0, beat.ago_s / WINDOW_S, cos, sin], beat.rate(), beat.interval_s)
    };
    let about_wave = fitted(beats.iter().map(row)).map_or(f64::INFINITY, |(_, left)| left);
    if about_line > 0.0 && about_wave.is_finite() { 1.0 - about_wave / about_line } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half a minute of a heart that moves at `rate` a minute, while the pacer leads six.
    fn beats(rate: f64) -> Vec<BeatInBreath> {
        let (mut at, mut beats) = (0.0, Vec::new());
        while at < WINDOW_S {
            let interval_s = 60.0 / (70.0 + 6.0 * (TAU * at * rate / 60.0).sin());
            let middle = at + interval_s / 2.0;
            at += interval_s;
            beats.push(BeatInBreath { ago_s: WINDOW_S - middle, interval_s, breaths: middle / 10.0 });
        }
        beats
    }

    fn own_pace(beats: &[BeatInBreath]) -> Option<f64> {
        half_minute(beats)?.own_pace
    }

    #[test]
    fn another_pace_is_seen_and_the_pacers_own_is_none() {
        for rate in [4.5, 7.0, 8.0, 12.0, 15.0] {
            let own = own_pace(&beats(rate)).expect("it is another pace");
            assert!((own - rate).abs() <= 0.5, "{rate}: {own}");
        }
        assert_eq!(own_pace(&beats(6.0)), None);
        assert_eq!(own_pace(&beats(12.0)[..10]), None, "too few beats");
    }
}
