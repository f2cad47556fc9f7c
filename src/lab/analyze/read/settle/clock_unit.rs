//! The unit of the intervals by the clock beside them: 1/1024 s and milliseconds are 2.4 % apart.
//!
//! Where notifications are lost, their time can look like 2.4 %, or hide it. In a journal the strap's own rate is a second
//! witness, and both must agree.

use super::clock::{Fit, sums};
use super::own_rate;
use crate::lab::analyze::read::choice::Unit;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::median;
use crate::lab::analyze::read::series::Series;

/// How far the share may be from that of another unit to be taken for it: a quarter of the difference between the units.
const UNIT_TOLERANCE: f64 = 0.006;
/// The shortest recording that shows a wrong unit by its arrivals, in seconds. Arrivals vary by 0.3 s (SD), which is 0.3 %
/// in the slope over a minute.
const UNIT_FROM_S: f64 = 60.0;
/// The minutes that an interval times the strap's rate is, where the interval is in ms and was read as 1/1024 s. It is
/// 1/1.024, and less by half a beat a minute where a strap cuts off its decimals. In simulated journals with lost
/// notifications it was 0.974 to 0.982.
const MS_MINUTES: std::ops::RangeInclusive<f64> = 0.955..=0.984;
/// From here on it is 1/1024 s. Such journals had 0.993 to 1.006; with decimals cut off at 40 beats a minute it is 0.988.
const TICKS_MINUTES: f64 = 0.986;
/// The greatest share of the time that they are then: half of the difference. Losses only make it less.
const MS_SHARE: f64 = 0.988;
/// Minutes that show an interval of half or double the length.
const HALF: std::ops::Range<f64> = 0.45..0.55;
const DOUBLE: std::ops::Range<f64> = 1.8..2.2;
/// How near the sum of the intervals is to the time, as a share, if they are of the right length all the same.
const NEAR_TIME: f64 = 0.1;

/// Corrects the unit where times of beats show another one.
pub(super) fn by_beat_times(series: &mut Series, fit: &Fit, notes: &mut Vec<Note>) {
    if let Some(scale) = exact_unit(fit, series).filter(|scale| may_be(*scale, series)) {
        rescale(series, fit, scale, notes);
    }
}

/// Corrects the unit where times of arrival show another one: the intervals are this `share` of the time. Returns why the
/// intervals can't be used, if no unit fits or nothing shows which.
pub(super) fn by_arrivals(series: &mut Series, fit: &Fit, share: f64, notes: &mut Vec<Note>) -> Option<String> {
    let (sum_s, elapsed_s) = (fit.sum_s(series), fit.elapsed_s());
    let minutes = own_rate::minutes(series);
    if let Some(minutes) = minutes.filter(|minutes| HALF.contains(minutes) || DOUBLE.contains(minutes))
        && (sum_s / elapsed_s - 1.0).abs() > NEAR_TIME
    {
        return Some(format!(
            "the intervals are {minutes:.2} times as long as the strap's own rate says: they are in no unit that is known"
        ));
    }
    let scale = if share > 1.0 { 1.0 / 1.024 } else { 1.024 };
    let clock_says = (share * scale - 1.0).abs() < UNIT_TOLERANCE && elapsed_s > UNIT_FROM_S && may_be(scale, series);
    if !series.is_of_a_journal() {
        if clock_says {
            rescale(series, fit, scale, notes);
        }
        return None;
    }
    match minutes {
        Some(minutes) if MS_MINUTES.contains(&minutes) && sum_s < MS_SHARE * elapsed_s => {
            rescale(series, fit, 1.024, notes);
        }
        Some(minutes) if minutes >= TICKS_MINUTES => {}
        // The session saw it between two losses.
        _ if clock_says && series.in_ms => rescale(series, fit, scale, notes),
        _ if clock_says => {
            return Some(format!(
                "as 1/1024 s the intervals are {sum_s:.1} s of the {elapsed_s:.1} s that passed, as ms {:.1} s. \
                 Either may be with losses, and the strap's own rate doesn't show which: say it with --unit",
                sum_s * scale
            ));
        }
        _ => {}
    }
    None
}

/// By what the intervals are to be multiplied so that they fit beat times far better: 1.024, its inverse, or not at all.
fn exact_unit(fit: &Fit, series: &Series) -> Option<f64> {
    let sums = sums(&fit.groups, series);
    let sums = if fit.as_start { &sums[..] } else { &sums[1..] };
    let off = |scale: f64| {
        let steps = fit.times.windows(2).map(|two| two[1] - two[0]);
        median(&steps.zip(sums).map(|(step, sum)| (step - sum * scale).abs()).collect::<Vec<_>>())
    };
    let now = off(1.0);
    [1.024, 1.0 / 1.024].into_iter().find(|scale| now > 0.005 && off(*scale) < now / 4.0)
}

/// Whether the intervals may have been taken for the wrong unit of these two: only ticks can have been ms, and ticks can have
/// been taken for anything else.
fn may_be(scale: f64, series: &Series) -> bool {
    let were_ticks = matches!(series.unit, Some((Unit::Ticks, _)));
    if scale > 1.0 { were_ticks } else { !were_ticks }
}

fn rescale(series: &mut Series, fit: &Fit, scale: f64, notes: &mut Vec<Note>) {
    let (sum_s, elapsed_s) = (fit.sum_s(series), fit.elapsed_s());
    let (assumed, found) = if scale < 1.0 { ("ms", "1/1024 s") } else { ("1/1024 s", "ms") };
    series.rr.iter_mut().for_each(|rr| *rr *= scale);
    notes.push(Note::UnitByClock { assumed, found, sum_s, elapsed_s });
}
