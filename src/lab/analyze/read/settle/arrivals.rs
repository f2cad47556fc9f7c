//! Where beats are missing in intervals that came with times of arrival, in a recording that is known to its end.
//!
//! The lag is the time of arrival minus the sum of the intervals so far. It stays in a band of about one interval. Beats
//! that are lost raise the band for good. What is only held up comes down again. So a break is where the lowest lag of the
//! next seconds is higher than that of the seconds before by most of an interval.

use super::held;
use crate::lab::analyze::read::number::median;

/// The span before and after a group whose lowest lags are compared: this many bursts of arrivals, within these seconds.
/// Fewer bursts don't show the whole band. Assumption.
const BURSTS: f64 = 8.0;
const SPAN_S: std::ops::RangeInclusive<f64> = 15.0..=90.0;
/// Arrivals that follow each other faster than this, in seconds, are one burst.
pub(super) const BURST_S: f64 = 0.25;
/// Most groups within that span: times that stand still would otherwise be compared with all others.
const MOST_GROUPS: usize = 100;
/// Groups after which the new floor is known, and how near to it a lag is on it, in seconds. Assumptions.
const SETTLES: usize = 8;
pub(super) const NEAR_S: f64 = 0.1;
/// What marks a place where beats may be missing, in seconds: no time that counts.
pub(super) const SMALLEST_RISE_S: f64 = 1e-9;
/// How long a stretch must be to show the band, as a share of that span. Next to a shorter one only a rise beyond the band
/// is a break.
const SHOWS_BAND: f64 = 0.4;
/// The least rise of the lag that is a break, in usual intervals. A lost beat raises it by one. Assumption.
const LEAST_RISE: f64 = 0.6;

/// For each group by how many seconds the lag rises for good before it: zero where nothing is missing.
pub(super) fn rises(times: &[f64], sums: &[f64], interval_s: f64, broken: impl Fn(usize) -> bool) -> Vec<f64> {
    let mut total = 0.0;
    let lags: Vec<f64> = times
        .iter()
        .zip(sums)
        .map(|(time, sum)| {
            total += sum;
            time - total
        })
        .collect();
    if let Some(starts) = held::bursts(times, interval_s) {
        return held::rises(times, &lags, &starts, interval_s, broken);
    }
    let least = LEAST_RISE * interval_s;
    let span_s = span(times);
    let band_s = band(times, &lags, span_s).max(interval_s);
    let mut rises = vec![0.0; lags.len()];
    let (mut from, mut index) = (0, 1);
    while index < lags.len() {
        if broken(index) {
            let (before, after) = lowest(times, &lags, from, index, span_s);
            (rises[index], from) = ((after - before).max(0.0), index);
            index += 1;
            continue;
        }
        let (before, after) = lowest(times, &lags, from, index, span_s);
        // A short stretch on either side doesn't show the whole band.
        let shown = SHOWS_BAND * span_s;
        let short = times[index - 1] - times[from] < shown || times[times.len() - 1] - times[index] < shown;
        if after - before > least + if short { band_s } else { 0.0 } {
            from = mark(&mut rises, &lags, index, least, |at| lowest(times, &lags, from, at, span_s).1);
            rises[from] += after - before;
            index = from;
        }
        index += 1;
    }
    rises
}

/// Marks the break that lies at `first` or soon after, where the lag stays above the band. `floor` says how low it still
/// gets from a group on. The break is where the lag steps up. Without a step it may be anywhere between the last group that
/// is below the new floor and the next one on it: then each place is marked. Returns the last one.
fn mark(rises: &mut [f64], lags: &[f64], first: usize, least: f64, floor: impl Fn(usize) -> f64) -> usize {
    let later = (first + SETTLES).min(lags.len() - 1);
    let floor = floor(first).max(floor(later));
    let start =
        (first..=later).rfind(|index| lags[*index] < floor - NEAR_S).map_or(first, |below| below + 1).min(later);
    let end = (start..lags.len()).find(|index| lags[*index] <= floor + NEAR_S).unwrap_or(start);
    let step = |index: &usize| lags[*index] - lags[index - 1];
    let place = (start..=end).max_by(|a, b| step(a).total_cmp(&step(b))).unwrap_or(start);
    if step(&place) >= least {
        rises[place] = SMALLEST_RISE_S;
        return place;
    }
    rises[start..=end].fill(SMALLEST_RISE_S);
    end
}

/// The span for the comparison, in seconds.
fn span(times: &[f64]) -> f64 {
    let pauses: Vec<f64> = times.windows(2).map(|two| two[1] - two[0]).filter(|pause| *pause > BURST_S).collect();
    (BURSTS * median(&pauses)).clamp(*SPAN_S.start(), *SPAN_S.end())
}

/// The usual width of the band: how far 19 in 20 lags lie above the lowest of the seconds before.
fn band(times: &[f64], lags: &[f64], span_s: f64) -> f64 {
    let above = (1..lags.len()).map(|index| (lags[index] - lowest(times, lags, 0, index, span_s).0).max(0.0));
    let mut above: Vec<f64> = above.collect();
    above.sort_by(f64::total_cmp);
    above.get(above.len() * 19 / 20).copied().unwrap_or(0.0)
}

/// The lowest lag within the span before a group, from `from` on, and that within the span from the group on.
fn lowest(times: &[f64], lags: &[f64], from: usize, at: usize, span_s: f64) -> (f64, f64) {
    let before =
        (from..at).rev().take(MOST_GROUPS).take_while(|i| times[at - 1] - times[*i] <= span_s).map(|i| lags[i]);
    let after = (at..lags.len()).take(MOST_GROUPS).take_while(|i| times[*i] - times[at] <= span_s).map(|i| lags[i]);
    (before.fold(f64::INFINITY, f64::min), after.fold(f64::INFINITY, f64::min))
}

/// The usual interval in seconds.
pub(super) fn usual_s(rr_ms: &[f64]) -> f64 {
    let some: Vec<f64> = rr_ms.iter().copied().filter(|rr| *rr > 0.0).collect();
    (median(&some) / 1000.0).clamp(0.2, 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups of one interval of 0.85 s that arrive once a second, held back until `hold` says.
    fn found(hold: impl Fn(f64) -> f64, lost: impl Fn(usize) -> bool) -> Vec<usize> {
        let (mut times, mut sums, mut pending, mut beat) = (Vec::new(), Vec::new(), 0.0, 0.85);
        let mut number = 0;
        for second in 1..200 {
            let sent = f64::from(second);
            while beat <= sent {
                if !lost(number) {
                    pending += 0.85;
                }
                number += 1;
                beat += 0.85;
            }
            if pending > 0.0 {
                times.push(hold(sent));
                sums.push(std::mem::take(&mut pending));
            }
        }
        let rises = rises(&times, &sums, 0.85, |_| false);
        (0..rises.len()).filter(|index| rises[*index] > 0.0).collect()
    }

    #[test]
    fn what_is_held_back_is_no_break_and_what_is_lost_is_one() {
        let none: Vec<usize> = Vec::new();
        assert_eq!(found(|sent| sent, |_| false), none);
        assert_eq!(found(|sent| (sent / 3.0).ceil() * 3.0, |_| false), none);
        assert_eq!(found(|sent| (sent / 8.0).ceil() * 8.0, |_| false), none);
        for lost in 30..200 {
            let breaks = found(|sent| sent, |number| number == lost);
            // With this heart and this strap a notification follows six in seven beats.
            let near = |index: &usize| (*index as f64 - lost as f64 * 0.85).abs() < 8.0;
            assert!((1..=7).contains(&breaks.len()) && breaks.iter().all(near), "{lost}: {breaks:?}");
        }
        assert_eq!(found(|sent| (sent / 3.0).ceil() * 3.0, |number| (100..105).contains(&number)).len(), 1);
    }
}
