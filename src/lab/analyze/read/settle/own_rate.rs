//! The strap's own rate, a second witness of what the intervals of a journal are.
//!
//! An interval times the rate beside it is a minute, whatever beats are lost. Where the rate moves it lags behind, so only
//! the stretches count in which it hardly does.

use crate::lab::analyze::read::number::same;
use crate::lab::analyze::read::series::Series;
use crate::lab::analyze::recording::is_interval;

/// How far the rate is looked at before and after an interval, in intervals: longer than a firmware's average. Assumption.
const AROUND: usize = 10;
/// How far it moves there at most, in beats a minute.
const STEADY_BPM: f64 = 1.0;
/// Fewest intervals of steady rate that show anything. Assumption.
const ENOUGH: usize = 60;

/// How many minutes an interval times its rate is, on the average; none where the rate shows nothing: it stands still, or
/// moves all the time, or the series is no journal.
pub(super) fn minutes(series: &Series) -> Option<f64> {
    let rates = &series.rates;
    if !series.is_of_a_journal() || rates.len() != series.rr.len() || rates.windows(2).all(|two| same(two[0], two[1])) {
        return None;
    }
    let is_steady = |index: &usize| (rates[index + AROUND] - rates[index - AROUND]).abs() <= STEADY_BPM;
    let counts = |index: &usize| is_interval(series.rr[*index]) && !series.excluded[*index] && rates[*index] > 0.0;
    let inner = AROUND..rates.len().saturating_sub(AROUND).max(AROUND);
    let (count, sum) = inner
        .filter(|index| is_steady(index) && counts(index))
        .fold((0_usize, 0.0), |(count, sum), index| (count + 1, sum + series.rr[index] * rates[index] / 60_000.0));
    (count >= ENOUGH).then(|| sum / count as f64)
}
