//! Puts intervals on a timeline and finds the breaks.
//!
//! Without a clock the timeline is the sum of the intervals. With times of beats a break is where the time advances by more
//! than the interval. With times of arrival see [`super::arrivals`].

use super::arrivals::{rises, usual_s};
use super::clock::{Fit, sums};
use super::held;
use crate::lab::analyze::read::series::Series;
use crate::lab::analyze::recording::{AnalysedInterval, is_interval};

/// Extra time between two beat times that is a break, in seconds. It must also be more than a fifth of the interval.
/// Assumption. A higher value joins intervals across lost beats.
const EXACT_BREAK_S: f64 = 0.1;

/// Intervals on a timeline that begins with the first interval.
pub(super) struct Placed {
    pub(super) rows: Vec<AnalysedInterval>,
    /// When the first interval began, in seconds of the file.
    pub(super) origin_s: f64,
}

/// Puts the intervals on a timeline.
pub(super) fn place(series: &Series, fit: Option<&Fit>) -> Placed {
    match fit {
        None => {
            Placed { rows: chain(series, (0..series.rr.len()).map(|index| Step::at(series, index))), origin_s: 0.0 }
        }
        Some(fit) if fit.is_exact() => by_beat_times(series, fit),
        Some(fit) => by_arrival(series, fit),
    }
}

/// One row of a chain: its index, how far it goes on from the row before, in seconds, and whether the chain is broken.
struct Step {
    index: usize,
    onward_s: f64,
    broken: bool,
}

impl Step {
    fn at(series: &Series, index: usize) -> Self {
        let rr_ms = series.rr[index];
        let onward_s = if is_interval(rr_ms) { rr_ms / 1000.0 } else { 0.0 };
        Self { index, onward_s, broken: series.broken[index] }
    }
}

/// The rows of a chain. What is no interval, or is marked as none, breaks it once.
fn chain(series: &Series, steps: impl Iterator<Item = Step>) -> Vec<AnalysedInterval> {
    let (mut at_s, mut intact) = (0.0, false);
    let each = steps.map(|Step { index, onward_s, broken }| {
        at_s += onward_s;
        let counts = is_interval(series.rr[index]) && !series.excluded[index];
        let linked = !broken && (intact || !counts);
        intact = counts;
        AnalysedInterval::new(at_s, series.rr[index], linked, !series.excluded[index])
    });
    let mut rows: Vec<AnalysedInterval> = each.collect();
    if let Some(first) = rows.first_mut() {
        first.linked = false;
    }
    rows
}

fn by_beat_times(series: &Series, fit: &Fit) -> Placed {
    let (mut end, mut group) = (f64::NAN, 0);
    let mut steps = Vec::with_capacity(series.rr.len());
    let mut origin_s = 0.0;
    for index in 0..series.rr.len() {
        let mut step = Step::at(series, index);
        let length = series.seconds(index);
        step.onward_s = length;
        if fit.groups.get(group) == Some(&index) {
            let time = fit.times[group] + if fit.as_start { length } else { 0.0 };
            let extra = time - end - length;
            if end.is_nan() {
                (origin_s, end) = (time - length, time - length);
            } else if length > 0.0 && extra.abs() > EXACT_BREAK_S.max(0.2 * length) {
                step.broken = true;
            }
            // A clock that goes back starts anew.
            step.onward_s = if time >= end { time - end } else { length };
            (end, group) = (time, group + 1);
        } else {
            end += length;
        }
        steps.push(step);
    }
    Placed { rows: chain(series, steps.into_iter()), origin_s }
}

fn by_arrival(series: &Series, fit: &Fit) -> Placed {
    let sums = sums(&fit.groups, series);
    let first = |group: usize| if group == 0 { 0 } else { fit.groups[group - 1] + 1 };
    let back = |group: usize| group > 0 && fit.times[group] < fit.times[group - 1];
    let usual_s = usual_s(&series.rr);
    let rises = rises(&fit.times, &sums, usual_s, |group| back(group) || series.broken[first(group)]);
    let held = held::bursts(&fit.times, usual_s).is_some();
    let mut steps = Vec::with_capacity(series.rr.len());
    let mut step = |index: usize, missing_s: &mut f64, broken: &mut bool| {
        let (seconds, mut step) = (series.seconds(index), Step::at(series, index));
        step.onward_s = seconds;
        if seconds > 0.0 {
            step.broken |= std::mem::take(broken);
            step.onward_s += std::mem::take(missing_s);
        }
        // A row without an interval is no lost beat here: the clock says what is missing.
        if seconds > 0.0 || series.excluded[index] {
            steps.push(step);
        }
    };
    for (group, rise) in rises.iter().enumerate() {
        let (mut missing_s, mut broken) = (*rise, *rise > 0.0 || back(group));
        for index in first(group)..=fit.groups[group] {
            // What is held back for long may be missing at any place.
            broken |= held && *rise > 0.0;
            step(index, &mut missing_s, &mut broken);
        }
    }
    let after_last = fit.groups.last().map_or(0, |last| last + 1);
    (after_last..series.rr.len()).for_each(|index| step(index, &mut 0.0, &mut false));
    let origin_s = fit.times.first().unwrap_or(&0.0) - sums.first().unwrap_or(&0.0);
    Placed { rows: chain(series, steps.into_iter()), origin_s }
}

#[cfg(test)]
mod tests {
    use super::super::clock::fit;
    use super::*;
    use crate::lab::analyze::read::series::{Clock, ClockUnit};

    fn placed(rr: &[f64], times: &[f64]) -> Placed {
        let series = Series::of(rr.to_vec());
        let clock = Clock { name: "t".to_owned(), times: times.to_vec(), unit: ClockUnit::Number(None), certain: true };
        place(&series, Some(&fit(&clock, &series).unwrap_or_else(|why| panic!("{why}"))))
    }

    fn breaks(rr: &[f64], times: &[f64]) -> Vec<usize> {
        placed(rr, times).rows.iter().enumerate().filter(|(_, row)| !row.linked).map(|(i, _)| i).collect()
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
        assert!((placed(&rr, &ends).rows[4].at_s - 6.0).abs() < 1e-9);
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
    fn what_is_no_interval_breaks_the_chain_once() {
        let rows = place(&Series::of(vec![800.0, f64::NAN, f64::NAN, 800.0, 810.0, 0.0, 790.0]), None).rows;
        assert_eq!(
            rows.iter().map(|row| row.linked).collect::<Vec<_>>(),
            [false, true, true, false, true, true, false]
        );
    }
}
