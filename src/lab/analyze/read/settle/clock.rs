//! The clock of a file: its unit, whether it gives beats or arrivals, and what it says about the intervals.
//!
//! The intervals can't add up to more than the time that passed. Times of beats fit the intervals one by one. Times of
//! arrival vary by about an interval.

use super::arrivals::{rises, usual_s};
use super::{clock_unit, sampled};
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::median;
use crate::lab::analyze::read::series::{Clock, ClockUnit, Series};
use crate::lab::analyze::recording::is_interval;

/// A time fits its interval if their difference is less than this, in seconds. Where two in three times fit, they are beat
/// times; otherwise they are times of arrival. Assumption.
const FIT_S: f64 = 0.035;
/// How far the sum of the intervals may be from the time that passed, as a share, before something is wrong with them.
/// Assumption: a lost beat now and then that is not recognised.
const TOLERANCE: f64 = 0.06;
/// Notifications without an interval that show a strap which sends beats, and not the last interval at regular times. A few
/// come before the first beat. Assumption.
const NO_SAMPLER: usize = 3;

/// A clock that fits the intervals.
pub(super) struct Fit {
    pub(super) name: String,
    /// Indices of the intervals that count and have a time.
    pub(super) groups: Vec<usize>,
    /// Those times, in seconds.
    pub(super) times: Vec<f64>,
    /// Whether a time is the start of its interval.
    pub(super) as_start: bool,
    /// The share of the steps that fit their interval, 0 to 1.
    pub(super) exact: f64,
}

impl Fit {
    /// Whether the times are those of beats.
    pub(super) fn is_exact(&self) -> bool {
        self.exact > 2.0 / 3.0
    }

    pub(super) fn elapsed_s(&self) -> f64 {
        self.times.last().unwrap_or(&0.0) - self.times.first().unwrap_or(&0.0)
    }

    /// The sum of the intervals between the first and the last time, in seconds.
    pub(super) fn sum_s(&self, series: &Series) -> f64 {
        let sums = sums(&self.groups, series);
        let all: f64 = sums.iter().sum();
        all - if self.as_start { sums.last() } else { sums.first() }.unwrap_or(&0.0)
    }
}

/// The sum of the intervals of each group that count, in seconds.
pub(super) fn sums(groups: &[usize], series: &Series) -> Vec<f64> {
    let mut from = 0;
    let sum = |&to: &usize| {
        let part = from..=to;
        from = to + 1;
        part.map(|index| series.seconds(index)).sum()
    };
    groups.iter().map(sum).collect()
}

/// Fits a clock to the intervals, or says why it can't be used.
pub(super) fn fit(clock: &Clock, series: &Series) -> Result<Fit, &'static str> {
    let has_time = |index: &usize| clock.times[*index].is_finite() && series.seconds(*index) > 0.0;
    let groups: Vec<usize> = (0..clock.times.len()).filter(has_time).collect();
    let raw: Vec<f64> = groups.iter().map(|index| clock.times[*index]).collect();
    if groups.len() < 3 {
        return Err("there are fewer than three times");
    }
    let sums = sums(&groups, series);
    let steps: Vec<f64> = raw.windows(2).map(|two| two[1] - two[0]).collect();
    // Rows that are not in order of time have their usual step once they are sorted.
    let mut in_order = raw.clone();
    if steps.iter().filter(|step| **step < 0.0).count() * 10 > raw.len() {
        in_order.sort_by(f64::total_cmp);
    }
    let ahead: Vec<f64> = in_order.windows(2).map(|two| two[1] - two[0]).filter(|step| *step > 0.0).collect();
    let sum = median(&sums.iter().copied().filter(|sum| *sum > 0.0).collect::<Vec<_>>());
    // Notifications that are held up come in bursts: then the mean step is nearer to an interval.
    let mean = (in_order[raw.len() - 1] - in_order[0]) / (raw.len() as f64 - 1.0);
    let usual = median(&ahead);
    let in_bursts = usual <= mean / 30.0 || clock.unit == ClockUnit::Seconds && usual < sum / 10.0;
    let step = if in_bursts { mean } else { usual };
    if ahead.is_empty() || sum <= 0.0 {
        return Err("it doesn't advance");
    }
    let possible = |scale: f64| (0.03..30.0).contains(&(step * scale / sum));
    // A step may be as long as it likes: then it is a break.
    let long = |scale: &f64| step * scale / sum >= 0.03;
    let found = match clock.unit {
        ClockUnit::Seconds => Some(1.0).filter(long),
        ClockUnit::Number(named) => {
            let named = named.map(|unit| unit.in_ms() / 1000.0);
            let scales = [1.0, 1e-3, 1e-6, 1e-9, 60.0, 3600.0, 86_400.0];
            let exact = |scale: &f64| fits(&steps, &sums, *scale).0 > 0.5;
            let best = scales.into_iter().filter(|scale| possible(*scale));
            let by_fit = named.filter(|scale| possible(*scale)).or_else(|| best.clone().find(exact));
            by_fit.or_else(|| best.clone().next()).or_else(|| named.filter(long))
        }
    };
    let scale = found.ok_or("it doesn't fit the intervals")?;
    let (exact, as_start) = fits(&steps, &sums, scale);
    let times = raw.iter().map(|time| time * scale).collect();
    Ok(Fit { name: clock.name.clone(), groups, times, as_start, exact })
}

/// Whether times of unknown meaning tell the same as the intervals: between a few breaks both go on alike.
pub(super) fn explains(fit: &Fit, series: &Series) -> bool {
    let sums = sums(&fit.groups, series);
    let breaks = rises(&fit.times, &sums, usual_s(&series.rr), |_| false).iter().filter(|rise| **rise > 0.0).count();
    fit.elapsed_s() > (1.0 - TOLERANCE) * fit.sum_s(series)
        && breaks * 10 <= fit.times.len()
        && (share(fit, series) - 1.0).abs() <= TOLERANCE
}

/// The share of the steps that fit the interval at their end, or at their start if that is more.
fn fits(steps: &[f64], sums: &[f64], scale: f64) -> (f64, bool) {
    let share = |sums: &[f64]| {
        let fit = steps.iter().zip(sums).filter(|(step, sum)| (*step * scale - **sum).abs() < FIT_S).count();
        fit as f64 / steps.len().max(1) as f64
    };
    let (as_end, as_start) = (share(&sums[1..]), share(sums));
    (as_end.max(as_start), as_start > as_end)
}

/// Checks the intervals against the time that passed, and corrects their unit where the clock shows it. Returns why they
/// can't be heartbeats, if so.
pub(super) fn check(series: &mut Series, fit: &mut Fit, unit_is_given: bool, notes: &mut Vec<Note>) -> Option<String> {
    let back = fit.times.windows(2).filter(|two| two[1] < two[0]).count();
    if back * 10 > fit.times.len() {
        if !sort(series, fit) {
            return Some(format!("the rows are not in order of time: `{}` goes back {back} times", fit.name));
        }
        notes.push(Note::Sorted);
    } else if back > 0 {
        notes.push(Note::GoesBack { times: back });
    }
    if fit.is_exact() {
        if !unit_is_given {
            clock_unit::by_beat_times(series, fit, notes);
        }
        return sampled::at_the_rate_of_the_heart(fit, series);
    }
    let share = share(fit, series);
    if let Some(sampling) = sampled::Sampling::of(fit, series)
        && (share - 1.0).abs() > TOLERANCE
        && !(series.empty >= NO_SAMPLER && share < 1.0)
    {
        return sampled::reduce(series, fit, &sampling, notes);
    }
    if let Some(reason) = sampled::at_the_rate_of_the_heart(fit, series) {
        return Some(reason);
    }
    let (sum_s, elapsed_s) = (fit.sum_s(series), fit.elapsed_s());
    if share > 1.0 + TOLERANCE {
        let why = if (share - 2.0).abs() < 0.2 {
            "every beat is there twice, or two hearts are mixed"
        } else {
            "that can't be"
        };
        return Some(format!("the intervals add up to {sum_s:.1} s, but only {elapsed_s:.1} s passed: {why}"));
    }
    if unit_is_given { None } else { clock_unit::by_arrivals(series, fit, share, notes) }
}

/// The sum of the intervals over the time that passed: the slope of one over the other in the stretches between breaks, in
/// least squares.
fn share(fit: &Fit, series: &Series) -> f64 {
    let sums = sums(&fit.groups, series);
    let back = |group: usize| fit.times[group] < fit.times[group - 1];
    let rises = rises(&fit.times, &sums, usual_s(&series.rr), back);
    let (mut along, mut both) = (0.0, 0.0);
    let mut start = 0;
    for end in 1..=sums.len() {
        if end < sums.len() && rises[end] == 0.0 && !back(end) {
            continue;
        }
        let count = (end - start) as f64;
        let ends = sums[start..end].iter().scan(0.0, |total, sum| {
            *total += sum;
            Some(*total)
        });
        let points: Vec<(f64, f64)> = fit.times[start..end].iter().copied().zip(ends).collect();
        let (mean_time, mean_end) =
            points.iter().fold((0.0, 0.0), |(time, end), point| (time + point.0 / count, end + point.1 / count));
        for (time, end) in points {
            along += (time - mean_time).powi(2);
            both += (time - mean_time) * (end - mean_end);
        }
        start = end;
    }
    if along > 0.0 { both / along } else { 1.0 }
}

/// Sorts the intervals by their times, if every one has a time and they fit each other then. Otherwise nothing changes.
fn sort(series: &mut Series, fit: &mut Fit) -> bool {
    if fit.groups.len() != series.rr.len() {
        return false;
    }
    let mut order: Vec<usize> = (0..series.rr.len()).collect();
    order.sort_by(|a, b| fit.times[*a].total_cmp(&fit.times[*b]));
    let sorted = |values: &[f64]| order.iter().map(|index| values[*index]).collect::<Vec<f64>>();
    let (rr, times) = (sorted(&series.rr), sorted(&fit.times));
    let steps: Vec<f64> = times.windows(2).map(|two| two[1] - two[0]).collect();
    let seconds: Vec<f64> = rr.iter().map(|rr| if is_interval(*rr) { rr / 1000.0 } else { 0.0 }).collect();
    let (exact, as_start) = fits(&steps, &seconds, 1.0);
    if exact <= 2.0 / 3.0 {
        return false;
    }
    series.excluded = order.iter().map(|index| series.excluded[*index]).collect();
    series.broken = vec![false; order.len()];
    (series.rr, fit.times, fit.exact, fit.as_start) = (rr, times, exact, as_start);
    true
}
