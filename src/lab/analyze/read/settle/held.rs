//! Where beats are missing in intervals that were held back for many seconds before they came.
//!
//! At the end of a burst the lag is the time since its last beat: it varies by one interval. Lost beats raise it for good.
//! Where in the burst they were, nothing shows. So every place in it is a break.

use super::arrivals::{BURST_S, NEAR_S, SMALLEST_RISE_S};
use crate::lab::analyze::read::number::median;

/// Intervals of this many usual ones in a burst are held back. Assumption.
const HELD: f64 = 4.0;
/// How far above its floor the lag is where beats are missing, in usual intervals: one, and what the delay varies.
/// Assumption.
const RISES: f64 = 1.3;
/// The bursts after a rise that show the new floor. Assumption.
const SETTLES: usize = 8;

/// The first group of each burst, where the bursts are that far apart; none otherwise.
pub(super) fn bursts(times: &[f64], interval_s: f64) -> Option<Vec<usize>> {
    let mut starts = vec![0];
    starts.extend((1..times.len()).filter(|group| times[*group] - times[group - 1] > BURST_S));
    let pauses: Vec<f64> = starts.windows(2).map(|two| times[two[1]] - times[two[0]]).collect();
    (pauses.len() > 2 && median(&pauses) > HELD * interval_s).then_some(starts)
}

/// For each group by how many seconds the lag rises for good before it, with a mark at each place in a burst that misses beats.
pub(super) fn rises(
    times: &[f64],
    lags: &[f64],
    starts: &[usize],
    interval_s: f64,
    broken: impl Fn(usize) -> bool,
) -> Vec<f64> {
    let end = |burst: usize| starts.get(burst + 1).map_or(lags.len(), |next| *next);
    let lag: Vec<f64> = (0..starts.len()).map(|burst| lags[end(burst) - 1]).collect();
    let mut rises = vec![0.0; times.len()];
    let (mut floor, mut from) = (lag[0], 0);
    for burst in 1..starts.len() {
        if (starts[burst]..end(burst)).any(&broken) {
            rises[starts[burst]] = (lag[burst] - floor).max(0.0);
            (floor, from) = (lag[burst], burst);
            continue;
        }
        // The last burst may have been cut by the end of the recording, and come before it was full.
        let cut_s = if burst + 1 == starts.len() { times[starts[burst]] - times[starts[burst - 1]] } else { 0.0 };
        if lag[burst] - floor > RISES * interval_s + cut_s {
            let later = (burst + SETTLES).min(lag.len());
            let after = lag[burst..later].iter().copied().fold(f64::INFINITY, f64::min);
            let first =
                (from + 1..burst).rfind(|before| lag[*before] < after - NEAR_S).map_or(from + 1, |below| below + 1);
            rises[starts[first.min(burst)]..end(burst)].fill(SMALLEST_RISE_S);
            rises[starts[burst]] += after.max(floor) - floor;
            (floor, from) = (lag[burst], burst);
        }
        floor = floor.min(lag[burst]);
    }
    rises
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_that_misses_beats_is_broken_at_every_place_and_no_other_is() {
        // Beats every 0.85 s that come every 10 s.
        let times_of = |lost: std::ops::Range<usize>| {
            let beats = (1..400).filter(|beat| !lost.contains(beat)).map(|beat| f64::from(beat as u16) * 0.85);
            beats.map(|end| (end / 10.0).ceil() * 10.0).collect::<Vec<f64>>()
        };
        for lost in [0..0, 100..102, 100..110, 100..140, 106..107] {
            let times = times_of(lost.clone());
            let lags: Vec<f64> = times.iter().enumerate().map(|(i, time)| time - 0.85 * (i as f64 + 1.0)).collect();
            let starts = bursts(&times, 0.85).unwrap();
            let rises = rises(&times, &lags, &starts, 0.85, |_| false);
            let marked = rises.iter().filter(|rise| **rise > 0.0).count();
            assert!(marked <= 80, "{lost:?}: {marked}");
            assert_eq!(rises[99.min(times.len() - 1)] > 0.0, !lost.is_empty(), "{lost:?}");
        }
    }
}
