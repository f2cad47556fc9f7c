//! Whether the heart moves with a rhythm of its own instead of the pacer's, from the last half minute.
//!
//! A free sinusoid of each rate is fitted beside the pacer's. Somebody who breathes at another pace is then seen before a
//! spectrum of a minute could show it.

use std::f64::consts::TAU;

use super::following::{BeatInBreath, about_line, sinusoid};

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
    let about_line = about_line(beats).filter(|squares| *squares > 0.0)?;
    let explained = |left: Option<([f64; 4], f64)>| left.map_or(0.0, |(_, left)| 1.0 - left / about_line);
    let fit = explained(sinusoid(beats, |beat| TAU * beat.breaths));
    let free = RATES.map(|quarters| f64::from(quarters) / 4.0).map(|rate| {
        let angle = move |beat: &BeatInBreath| -TAU * beat.ago_s * rate / 60.0;
        (rate, explained(sinusoid(beats, angle)))
    });
    let best = free.max_by(|(_, a), (_, b)| a.total_cmp(b));
    let own = best.filter(|(_, share)| *share >= LEAST_FREE && *share >= fit + MORE);
    Some(HalfMinute { fit, own_pace: own.map(|(rate, _)| rate) })
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
