//! Puts intervals on a timeline, with or without a column of times, and finds the breaks.
//!
//! Without times the timeline is the sum of the intervals. Times of beats fit the intervals exactly: a break is where the
//! time advances by more than the interval. Times of arrival vary by about an interval: a break is where they jump away
//! from the sum by more, as in a live session.

use crate::lab::analyze::recording::{AnalysedInterval, is_interval};

/// Extra time between two beat times that is a break, in milliseconds. It must also be more than a fifth of the interval.
/// Assumption. A higher value joins intervals across lost beats.
const EXACT_BREAK_MS: f64 = 100.0;
/// The same for times of arrival, in milliseconds; the value is that of [`crate::heart::beat`].
const ARRIVAL_BREAK_MS: f64 = 1200.0;
/// A time fits its interval if their difference is less than this, in milliseconds. Where two in three times fit, they are
/// beat times; otherwise they are times of arrival. Assumption.
const FIT_MS: f64 = 35.0;

/// Intervals on a timeline that begins with the first interval.
pub(crate) struct Placed {
    pub(crate) rows: Vec<AnalysedInterval>,
    /// When the first interval began, in seconds of the file.
    pub(crate) origin_s: f64,
    /// Whether there was a column of times that does not fit the intervals.
    pub(crate) times_ignored: bool,
}

/// Puts intervals on a timeline. They are in milliseconds, and not a number where there is none. `times` holds one time for
/// each interval, or nothing.
pub(crate) fn place(rr_ms: &[f64], times: &[f64]) -> Placed {
    let scale = (times.len() == rr_ms.len()).then(|| to_ms(rr_ms, times)).flatten();
    let Some(scale) = scale else {
        let times_ignored = !times.is_empty();
        return Placed { rows: by_sum(rr_ms), origin_s: 0.0, times_ignored };
    };
    let ends = |shift: bool| {
        let at = rr_ms.iter().zip(times);
        at.map(move |(rr, time)| if shift && is_interval(*rr) { time * scale + rr } else { time * scale })
    };
    let (as_end, as_start) = (fit(rr_ms, ends(false)), fit(rr_ms, ends(true)));
    let shift = as_start > as_end;
    let exact = as_end.max(as_start) > 2.0 / 3.0;
    let origin =
        ends(shift).zip(rr_ms).find(|(at, rr)| at.is_finite() && is_interval(**rr)).map_or(0.0, |(at, rr)| at - rr);
    let ends = ends(shift).map(|at| at - origin);
    let rows = if exact { by_time(rr_ms, ends) } else { by_arrival(rr_ms, ends) };
    Placed { rows, origin_s: origin / 1000.0, times_ignored: false }
}

/// The unit of the times in milliseconds; none if they do not advance as the intervals do.
fn to_ms(rr_ms: &[f64], times: &[f64]) -> Option<f64> {
    let sum: f64 = rr_ms.iter().filter(|rr| is_interval(**rr)).sum();
    let first = times.iter().find(|time| time.is_finite())?;
    let last = times.iter().rfind(|time| time.is_finite())?;
    let forward = times.windows(2).filter(|pair| pair[1] >= pair[0]).count();
    if sum <= 0.0 || forward * 10 < (times.len() - 1) * 9 {
        return None;
    }
    let span = (last - first) / sum;
    if times.len() < 3 || (0.2e-3..50e-3).contains(&span) {
        Some(1000.0)
    } else {
        (0.2..50.0).contains(&span).then_some(1.0)
    }
}

/// The share of the steps in time that fit their interval, 0 to 1.
fn fit(rr_ms: &[f64], ends: impl Iterator<Item = f64> + Clone) -> f64 {
    let steps = ends.clone().skip(1).zip(ends).map(|(next, this)| next - this);
    let fits = steps.zip(&rr_ms[1..]).filter(|(step, rr)| (step - **rr).abs() < FIT_MS).count();
    fits as f64 / (rr_ms.len() as f64 - 1.0).max(1.0)
}

fn row(at_ms: f64, rr_ms: f64, linked: bool) -> AnalysedInterval {
    AnalysedInterval::new(at_ms / 1000.0, rr_ms, linked, true)
}

fn by_sum(rr_ms: &[f64]) -> Vec<AnalysedInterval> {
    let (mut at_ms, mut linked) = (0.0, false);
    let each = rr_ms.iter().map(|&rr| {
        let real = is_interval(rr);
        at_ms += if real { rr } else { 0.0 };
        row(at_ms, rr, std::mem::replace(&mut linked, real))
    });
    each.collect()
}

fn by_time(rr_ms: &[f64], ends: impl Iterator<Item = f64>) -> Vec<AnalysedInterval> {
    let (mut before, mut linked) = (0.0, false);
    let each = rr_ms.iter().zip(ends).map(|(&rr, end)| {
        let real = is_interval(rr);
        let at = if end.is_finite() { end } else { before + if real { rr } else { 0.0 } };
        let extra = at - rr - before;
        let whole = extra.abs() <= EXACT_BREAK_MS.max(0.2 * rr);
        before = at;
        row(at, rr, std::mem::replace(&mut linked, real) && real && whole)
    });
    each.collect()
}

fn by_arrival(rr_ms: &[f64], ends: impl Iterator<Item = f64>) -> Vec<AnalysedInterval> {
    let (mut at, mut usual_lag, mut linked) = (0.0, 0.0, false);
    let each = rr_ms.iter().zip(ends).map(|(&rr, arrival)| {
        let real = is_interval(rr);
        at += if real { rr } else { 0.0 };
        let jump = if arrival.is_finite() { arrival - at - usual_lag } else { 0.0 };
        let whole = jump.abs() <= ARRIVAL_BREAK_MS.max(1.5 * rr);
        if whole {
            usual_lag += jump / 16.0;
        } else {
            at = (arrival - usual_lag).max(at);
        }
        row(at, rr, std::mem::replace(&mut linked, real) && real && whole)
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaks(rr: &[f64], times: &[f64]) -> Vec<usize> {
        let placed = place(rr, times);
        assert!(!placed.times_ignored);
        placed.rows.iter().enumerate().filter(|(_, row)| !row.linked).map(|(i, _)| i).collect()
    }

    #[test]
    fn a_break_is_where_the_time_goes_further_than_the_interval() {
        let rr = [800.0, 810.0, 790.0, 805.0, 795.0, 800.0, 803.0];
        let ends = [0.8, 1.61, 2.4, 3.205, 6.0, 6.8, 7.603];
        let starts: Vec<f64> = rr.iter().zip(ends).map(|(rr, end)| end - rr / 1000.0).collect();
        let ms: Vec<f64> = ends.iter().map(|s| s * 1000.0).collect();
        assert_eq!(breaks(&rr, &ends), [0, 4]);
        assert_eq!(breaks(&rr, &starts), [0, 4]);
        assert_eq!(breaks(&rr, &ms), [0, 4]);
        assert!((place(&rr, &ends).rows[4].at_s - 6.0).abs() < 1e-9);
    }

    #[test]
    fn arrivals_wander_and_are_no_break_until_they_jump() {
        let rr = [800.0; 40];
        let mut at = 0.0;
        let arrivals: Vec<f64> = (0..40)
            .map(|i| {
                at += if i == 25 { 4.8 } else { 0.8 };
                (at / 0.56_f64).ceil() * 0.56
            })
            .collect();
        assert_eq!(breaks(&rr, &arrivals), [0, 25]);
    }

    #[test]
    fn a_column_that_is_no_time_is_left_aside() {
        assert!(place(&[800.0; 4], &[5.0, 1.0, 4.0, 2.0]).times_ignored);
        assert!(place(&[800.0; 4], &[1.0, 1.0, 1.0, 1.0]).times_ignored);
    }

    #[test]
    fn what_is_no_interval_breaks_the_chain() {
        let rows = place(&[800.0, f64::NAN, 800.0, 810.0, 0.0, 790.0], &[]).rows;
        assert_eq!(rows.iter().map(|row| row.linked).collect::<Vec<_>>(), [false, true, false, true, true, false]);
    }
}
