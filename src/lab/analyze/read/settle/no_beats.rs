//! Intervals that are no heartbeats, told by their values alone.

use std::collections::BTreeMap;

use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::median;
use crate::lab::analyze::read::number::same;
use crate::lab::analyze::read::series::Series;
use crate::lab::analyze::recording::AnalysedInterval;

/// Fewest intervals that can show that they were made from a rate. Assumption.
const ENOUGH: usize = 30;
/// How near an interval made from a rate is to 60000/rate, in ms. A strap sends 1/1024 s, which is off by half of that.
const MADE_WITHIN_MS: f64 = 1.0;

/// Why intervals are made from the heart rate, if so: each is 60000/rate, or each rate has one interval only.
pub(super) fn made_from_rate(series: &Series) -> Option<String> {
    let beats: Vec<(f64, f64)> = series
        .rr
        .iter()
        .copied()
        .zip(series.rates.iter().copied())
        .filter(|(rr, rate)| *rr > 0.0 && *rate > 0.0)
        .collect();
    let said = "every interval is 60/heart rate: made from the rate, no heartbeats".to_owned();
    if beats.len() < ENOUGH || beats.iter().any(|(_, rate)| rate.fract() != 0.0) {
        return (beats.is_empty() && are_whole_rates(&series.rr)).then_some(said);
    }
    let made = beats.iter().filter(|(rr, rate)| (rr - 60_000.0 / rate).abs() <= MADE_WITHIN_MS).count();
    if made * 20 >= beats.len() * 19 {
        return Some(said);
    }
    let mut one_each: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
    for &(rr, rate) in &beats {
        let span = one_each.entry(rate as u64).or_insert((rr, rr));
        *span = (span.0.min(rr), span.1.max(rr));
    }
    let near = |(rr, rate): &(f64, f64)| (60_000.0 / rr - rate).abs() <= 1.5;
    let fixed = one_each.values().all(|(least, most)| most - least <= MADE_WITHIN_MS);
    (fixed && one_each.len() * 10 <= beats.len() && beats.iter().all(near)).then_some(said)
}

/// Whether every interval is 60000 over a whole number. Where those lie closer than 4 ms, that would be chance.
fn are_whole_rates(rr: &[f64]) -> bool {
    let some = || rr.iter().copied().filter(|rr| *rr > 0.0);
    let made = |rr: f64| rr > 490.0 && (rr - 60_000.0 / (60_000.0 / rr).round()).abs() < 0.6;
    if !some().all(made) {
        return false;
    }
    let mut rates: Vec<u64> = some().map(|rr| (60_000.0 / rr).round() as u64).collect();
    let beats = rates.len();
    rates.sort_unstable();
    rates.dedup();
    beats >= 2 * ENOUGH && rates.len() >= 5
}

/// Why a list without a clock can't be one interval for each beat: most are repeated, or every one stands there twice.
pub(super) fn repeated(rr: &[f64]) -> Option<String> {
    let equal = rr.windows(2).filter(|two| same(two[0], two[1])).count();
    if rr.len() < ENOUGH || equal * 10 < rr.len() * 3 || distinct(rr) < 10 {
        return None;
    }
    let pairs = rr.chunks_exact(2).filter(|two| same(two[0], two[1])).count();
    if rr.len().is_multiple_of(2) && pairs * 20 >= rr.len() / 2 * 19 {
        return Some(format!("every interval stands there twice: {pairs} of {} pairs are equal", rr.len() / 2));
    }
    let share = 100 * equal / (rr.len() - 1);
    (share > 60 || jumps(rr)).then(|| {
        format!("{share} % of the intervals repeat the one before: the last interval at regular times, not each beat")
    })
}

/// Whether intervals that are not equal to the one before differ from it by far more than the small ones among these steps. A
/// steady heart in a coarse unit repeats intervals, too, but its steps are small. A tenth of them may be wrong beats.
fn jumps(rr: &[f64]) -> bool {
    let mut steps: Vec<f64> =
        rr.windows(2).map(|two| (two[1] - two[0]).abs()).filter(|step| step.is_finite() && *step > 1e-6).collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 10).is_some_and(|small| median(&steps) > 3.5 * small)
}

/// Number of different values.
fn distinct(rr: &[f64]) -> usize {
    let mut kinds: Vec<u64> = rr.iter().map(|rr| rr.to_bits()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len()
}

/// Why intervals that only grow, or only fall, are no recording. Beats that follow each other always turn soon.
pub(super) fn sorted(rr: &[f64]) -> Option<String> {
    let some: Vec<f64> = rr.iter().copied().filter(|rr| *rr > 0.0).collect();
    let way = |up: bool| some.windows(2).all(|two| if up { two[1] >= two[0] } else { two[1] <= two[0] });
    let varied = some.first() != some.last();
    (some.len() >= ENOUGH && varied && (way(true) || way(false)))
        .then(|| "the intervals only grow or only fall: a sorted list or a histogram, no recording".to_owned())
}

/// Correlation of a difference with the next one from which on the intervals may be a curve. Slow breathing comes near 0.8,
/// so this is only said. Assumption.
const SMOOTH: f64 = 0.5;

/// What is said of intervals without times that change as smoothly as a curve that was sampled at regular times.
pub(super) fn smooth(rr: &[f64]) -> Option<Note> {
    let steps: Vec<f64> = rr.windows(2).map(|two| two[1] - two[0]).filter(|step| step.is_finite()).collect();
    if steps.len() < ENOUGH {
        return None;
    }
    let square: f64 = steps.iter().map(|step| step * step).sum();
    let along: f64 = steps.windows(2).map(|two| two[0] * two[1]).sum();
    (along > SMOOTH * square).then(|| {
        let said = "the intervals change as smoothly as in slow breathing, or as a curve that is sampled at regular times: \
                    then the figures of their differences are too low";
        Note::Other(said.to_owned())
    })
}

/// What is noticed about the order of the intervals.
pub(super) fn remarks(rows: &[AnalysedInterval]) -> Vec<Note> {
    let rr: Vec<f64> = rows.iter().filter(|row| row.is_interval()).map(|row| row.rr_ms).collect();
    let mut notes = Vec::new();
    let (first, second) = rr.split_at(rr.len() / 2);
    if rr.len() >= 20 && first == second && first.windows(2).any(|two| !same(two[0], two[1])) {
        notes.push(Note::Repeats { intervals: first.len() });
    }
    if has_no_order(&rr) {
        notes.push(Note::NoOrder);
    }
    notes
}

/// Whether no interval depends on those before it: the test of Ljung and Box (Biometrika 65:297, 1978) over ten lags. A
/// heart in sinus rhythm fails it by far. Single wrong beats are clipped, so that they don't hide the rhythm.
fn has_no_order(rr: &[f64]) -> bool {
    /// Fewest intervals for the test.
    const FEWEST: usize = 100;
    /// The 99.5 % quantile of chi squared with ten degrees of freedom.
    const CRITICAL: f64 = 25.19;
    let some = &rr[..rr.len().min(5000)];
    if some.len() < FEWEST {
        return false;
    }
    let middle = median(some);
    let clipped: Vec<f64> = some.iter().map(|rr| rr.clamp(0.8 * middle, 1.2 * middle)).collect();
    let n = clipped.len() as f64;
    let mean = clipped.iter().sum::<f64>() / n;
    let variance: f64 = clipped.iter().map(|rr| (rr - mean).powi(2)).sum();
    if variance <= 0.0 {
        return false;
    }
    let correlation = |lag: usize| {
        let products = clipped.iter().zip(&clipped[lag..]).map(|(a, b)| (a - mean) * (b - mean));
        products.sum::<f64>() / variance
    };
    let sum: f64 = (1..=10).map(|lag| correlation(lag).powi(2) / (n - lag as f64)).sum();
    n * (n + 2.0) * sum < CRITICAL
}
