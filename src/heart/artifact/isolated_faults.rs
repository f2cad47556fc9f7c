//! A mild fault alone in minutes of good beats is accepted as the heart's own. Offline only.
//!
//! True hearts make a beat a little early, a sigh or a sudden pause once in some minutes. The intervals look like those
//! of a displaced beat. A sensor that displaces beats does it again, or misses some. So a mild fault is rejected only if
//! another fault is near. With only two beats of look-ahead nobody can know that.
//!
//! The constants were set by hand, on the series in `docs/artifacts.md`.

use super::verdict::Verdict;
use crate::heart::statistics;

/// Another fault is near within this many beats. More beats accept fewer mild faults.
const NEAR: usize = 300;
/// An interval shorter, or longer, than the median around by less than this share of it is mild.
const EARLY: f64 = 0.17;
const LATE: f64 = 0.45;
/// The most intervals that a mild fault takes.
const MOST: usize = 3;
/// Beats on each side that the median is of.
const SIDE: usize = 4;

/// Accepts the intervals of mild faults that stand alone.
pub(super) fn accept(rr: &[f64], verdicts: &mut [Verdict]) {
    let mut before = None;
    let mut next = fault(verdicts, 0);
    while let Some((start, end)) = next {
        next = fault(verdicts, end);
        let is_near = |other: usize| other.abs_diff(start) < NEAR;
        let is_lone = !before.is_some_and(is_near) && !next.is_some_and(|(other, _)| is_near(other));
        before = Some(start);
        if is_lone && is_mild(rr, verdicts, start, end) {
            verdicts[start..end].fill(Verdict::Normal);
        }
    }
}

/// The first run of rejected intervals at or after `from`: its start, and the place after its end.
fn fault(verdicts: &[Verdict], from: usize) -> Option<(usize, usize)> {
    let is_normal = |verdict: &Verdict| *verdict == Verdict::Normal;
    let start = from + verdicts[from..].iter().position(|v| !is_normal(v))?;
    let length = verdicts[start..].iter().position(is_normal).unwrap_or(verdicts.len() - start);
    Some((start, start + length))
}

fn is_mild(rr: &[f64], verdicts: &[Verdict], start: usize, end: usize) -> bool {
    let is_kind = |verdict: &Verdict| matches!(verdict, Verdict::Misplaced | Verdict::Ectopic);
    let (Some(usual), true) = (usual(rr, start, end), end - start <= MOST) else { return false };
    let is_small = |rr: &f64| (1.0 - EARLY..1.0 + LATE).contains(&(rr / usual));
    verdicts[start..end].iter().all(is_kind) && rr[start..end].iter().all(is_small)
}

/// The median of the intervals around, in ms.
fn usual(rr: &[f64], start: usize, end: usize) -> Option<f64> {
    let mut around = [0.0; 2 * SIDE];
    let beats = rr[start.saturating_sub(SIDE)..start].iter().chain(rr[end..].iter().take(SIDE));
    let count = around.iter_mut().zip(beats).map(|(place, rr)| *place = *rr).count();
    statistics::median(&mut around[..count])
}
