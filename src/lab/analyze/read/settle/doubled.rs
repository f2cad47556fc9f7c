//! A few rows that stand in the file twice, with the same time and the same interval.

use super::clock::fit;
use crate::lab::analyze::read::note::{Note, counted};
use crate::lab::analyze::read::number::same;
use crate::lab::analyze::read::series::Series;

/// The most rows that are doubled by mistake, as a share. Of more, something else is wrong. Assumption.
const FEW: f64 = 0.25;
/// How far the doubled intervals may be from what the sum is too long by, as a share of the time that passed: by this
/// much arrivals vary. Assumption.
const NEAR: f64 = 0.005;

/// Leaves out the second of two rows with the same time and interval, if all intervals are too long by just these rows.
pub(super) fn leave_out(series: &mut Series, notes: &mut Vec<Note>) {
    let Some(clock) = series.clocks.iter().find(|clock| clock.certain) else { return };
    let doubled: Vec<usize> = (1..series.rr.len())
        .filter(|row| {
            let twice = same(clock.times[*row], clock.times[row - 1]) && same(series.rr[*row], series.rr[row - 1]);
            twice && clock.times[*row].is_finite() && series.seconds(*row) > 0.0
        })
        .collect();
    if doubled.is_empty() || doubled.len() as f64 > FEW * series.rr.len() as f64 {
        return;
    }
    let Ok(fit) = fit(clock, series) else { return };
    let (too_long_s, twice_s) =
        (fit.sum_s(series) - fit.elapsed_s(), doubled.iter().map(|row| series.seconds(*row)).sum::<f64>());
    if (too_long_s - twice_s).abs() > NEAR * fit.elapsed_s() + series.seconds(doubled[0]) || too_long_s < twice_s / 2.0
    {
        return;
    }
    series.leave_out(&doubled);
    notes.push(Note::Other(format!(
        "{} in the file twice, with the same time and interval: the second is left out",
        counted(doubled.len(), "row stands", "rows stand")
    )));
}
