//! Files that hold the last interval at regular times, not each beat: 1 to 25 rows a second.

use super::clock::Fit;
use crate::lab::analyze::read::note::{Note, counted};
use crate::lab::analyze::read::number::median;
use crate::lab::analyze::read::number::same;
use crate::lab::analyze::read::series::Series;

/// Times are regular if this share of the steps is within `REGULAR_WITHIN` of the usual step. Assumption.
const REGULAR: f64 = 0.8;
const REGULAR_WITHIN: f64 = 0.15;
/// The longest period, as a share of a short interval, at which every beat is seen. From 0.75 on, one beat of
/// two rows could be taken for two.
const SEES_EVERY_BEAT: f64 = 0.7;

/// How far the steps of a clock may be from their middle, and how far typical intervals must be, in seconds, in at least this
/// many rows. Assumption: a heart varies more than the delay of a program.
const CLOCK_WITHIN_S: f64 = 0.01;
const VARIES_S: f64 = 0.004;
const FEWEST: usize = 30;
/// The share of the steps that must be as regular as that: a recording may have a few gaps. Assumption.
const AS_A_CLOCK: f64 = 0.95;
/// A step above this many periods is a gap.
const GAP: f64 = 3.0;
/// A value that stays for this many of its intervals is no run of equal beats: no new one came. Assumption: of intervals in
/// ms, hardly ever are three equal in a row.
const STAYS: f64 = 2.5;
/// Where more than this share of the values stay for two intervals, the unit is coarse, and longer runs are usual. As many
/// are allowed as this chance gives to the longest of all runs. Assumptions.
const COARSE: f64 = 0.1;
const LONGEST_RUN_CHANCE: f64 = 0.05;

/// Rows at regular times, one interval in each.
pub(super) struct Sampling {
    period_s: f64,
}

impl Sampling {
    /// Rows without an interval do not count.
    pub(super) fn of(fit: &Fit, series: &Series) -> Option<Self> {
        let steps: Vec<f64> = fit.times.windows(2).map(|two| two[1] - two[0]).collect();
        let period_s = median(&steps);
        let near = steps.iter().filter(|step| (**step / period_s - 1.0).abs() < REGULAR_WITHIN).count();
        let regular = near as f64 >= REGULAR * steps.len() as f64;
        (one_each(fit, series) && regular && period_s > 0.0).then_some(Self { period_s })
    }
}

/// Whether every interval that counts has a time of its own.
fn one_each(fit: &Fit, series: &Series) -> bool {
    (0..series.rr.len()).filter(|index| series.seconds(*index) > 0.0).count() == fit.groups.len()
}

/// Whether nearly all steps of the times are as regular as a clock.
fn is_clock(times: &[f64]) -> bool {
    let steps: Vec<f64> = times.windows(2).map(|two| two[1] - two[0]).collect();
    let period_s = median(&steps);
    let regular = steps.iter().filter(|step| (**step - period_s).abs() < CLOCK_WITHIN_S).count();
    steps.len() >= FEWEST && regular as f64 >= AS_A_CLOCK * steps.len() as f64
}

/// How far typical values are from their middle.
fn spread(values: &[f64]) -> f64 {
    let middle = median(values);
    median(&values.iter().map(|value| (value - middle).abs()).collect::<Vec<_>>())
}

/// Why intervals can't be used that add up to the time that passed: each has a time, the times are as regular as a clock, and
/// the intervals are not. The last interval was written once a second, and the heart beats about once a second.
pub(super) fn at_the_rate_of_the_heart(fit: &Fit, series: &Series) -> Option<String> {
    let steps: Vec<f64> = fit.times.windows(2).map(|two| two[1] - two[0]).collect();
    let rr: Vec<f64> = fit.groups.iter().map(|index| series.seconds(*index)).collect();
    let varies = spread(&rr) > VARIES_S.max(3.0 * spread(&steps));
    (one_each(fit, series) && is_clock(&fit.times) && varies).then(|| {
        format!(
            "there is a row every {:.0} ms whatever the interval is: the last one, not one for each beat",
            median(&steps) * 1000.0
        )
    })
}

/// Rows that hold the same value, one after the other.
struct Run {
    /// The first row, and the one after the last.
    start: usize,
    end: usize,
    /// Whether a gap is before it.
    after_gap: bool,
    /// How many of its intervals it lasts.
    lasts: f64,
}

fn runs(series: &Series, fit: &Fit, period_s: f64) -> Vec<Run> {
    let rr = |row: usize| series.rr[fit.groups[row]];
    let is_gap = |row: usize| row > 0 && fit.times[row] - fit.times[row - 1] >= GAP * period_s;
    let (mut runs, mut start) = (Vec::new(), 0);
    for end in 1..=fit.groups.len() {
        if end < fit.groups.len() && same(rr(end), rr(start)) && !is_gap(end) {
            continue;
        }
        let lasts = (end - start) as f64 * period_s * 1000.0 / rr(start);
        runs.push(Run { start, end, after_gap: is_gap(start), lasts });
        start = end;
    }
    runs
}

/// From how many of its intervals on a value stays because no new one comes.
fn stays_from(runs: &[Run]) -> f64 {
    let count = runs.len().max(1) as f64;
    let repeats = runs.iter().filter(|run| run.lasts > 1.5).count() as f64 / count;
    if repeats <= COARSE {
        return STAYS;
    }
    STAYS.max(1.5 + (LONGEST_RUN_CHANCE / count).ln() / repeats.min(0.9).ln())
}

/// Takes one interval for each beat, if every beat left a row. A run of equal intervals is as many beats as fit into its
/// time. A longer one is a single beat, and a gap. Returns why the intervals can't be used, if so.
pub(super) fn reduce(series: &mut Series, fit: &mut Fit, sampling: &Sampling, notes: &mut Vec<Note>) -> Option<String> {
    let (sum_s, elapsed_s, rows) = (fit.sum_s(series), fit.elapsed_s(), fit.groups.len());
    let period_ms = sampling.period_s * 1000.0;
    let refused = format!(
        "there is a row every {period_ms:.0} ms with the last interval, not one for each beat: \
         the intervals add up to {sum_s:.1} s where {elapsed_s:.1} s passed"
    );
    let mut sorted: Vec<f64> = fit.groups.iter().map(|index| series.rr[*index]).collect();
    sorted.sort_by(f64::total_cmp);
    if period_ms > SEES_EVERY_BEAT * sorted[sorted.len() / 20] {
        return Some(refused);
    }
    let runs = runs(series, fit, sampling.period_s);
    let stays_from = stays_from(&runs);
    let (mut reduced, mut times) = (Series::default(), Vec::new());
    let (mut gaps_s, mut stayed, mut after_stay) = (0.0, 0, false);
    for run in &runs {
        let first = fit.groups[run.start];
        let (rr, start_s) = (series.rr[first], fit.times[run.start]);
        let broken = series.broken[first] || run.after_gap || after_stay;
        if run.after_gap {
            gaps_s += start_s - fit.times[run.start - 1] - sampling.period_s;
        }
        after_stay = run.lasts > stays_from;
        // A row holds one beat at most: a length near zero would make endless many.
        let mut beats = (run.lasts.round() as usize).clamp(1, run.end - run.start);
        if after_stay {
            gaps_s += (run.lasts - 1.0) * rr / 1000.0;
            (beats, stayed) = (1, stayed + 1);
        }
        for beat in 0..beats {
            reduced.push(rr, false, broken && beat == 0);
            times.push(start_s + beat as f64 * rr / 1000.0);
        }
    }
    let kept = reduced.rr.len();
    let kept_s: f64 = reduced.rr.iter().sum::<f64>() / 1000.0;
    if (kept_s / (elapsed_s - gaps_s) - 1.0).abs() > 0.05 {
        return Some(refused);
    }
    (series.rr, series.excluded, series.broken) = (reduced.rr, reduced.excluded, reduced.broken);
    series.rates.clear();
    (fit.groups, fit.times, fit.as_start, fit.exact) = ((0..kept).collect(), times, false, 0.0);
    notes.push(Note::Sampled { rows, period_ms, kept });
    if stayed > 0 {
        notes.push(Note::Other(format!(
            "{} for more than {stays_from:.1} of {} intervals, as in a drop-out: one beat each, and the chain is broken after it",
            counted(stayed, "value stays", "values stay"),
            if stayed == 1 { "its" } else { "their" }
        )));
    }
    None
}
