//! One mild fault in minutes of good beats is the heart's own.
//!
//! A beat a little early with the pause after it, a sigh, a sudden pause: true hearts do it once in some minutes, and the
//! intervals look like those of a displaced beat. A sensor that displaces beats does it again, or misses some. So a mild
//! fault is believed only if there is another fault near; with only two beats of look-ahead that can't be known.

use super::Verdict;

/// Another fault is near within so many beats.
const NEAR: usize = 300;
/// Intervals so much shorter or longer than the median around, as shares of it, are mild.
const EARLY: f64 = 0.17;
const LATE: f64 = 0.45;
/// The most intervals that a mild fault takes, and how many beats on each side the median is of.
const MOST: usize = 3;
const SIDE: usize = 4;

/// Gives mild faults that stand alone back to the heart.
pub(super) fn acquit(rr: &[f64], verdicts: &mut [Verdict]) {
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

/// The first run of rejected intervals from there on.
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

/// The median of the intervals around.
fn usual(rr: &[f64], start: usize, end: usize) -> Option<f64> {
    let mut around = [0.0; 2 * SIDE];
    let beats = rr[start.saturating_sub(SIDE)..start].iter().chain(rr[end..].iter().take(SIDE));
    let count = around.iter_mut().zip(beats).map(|(place, rr)| *place = *rr).count();
    around[..count].sort_unstable_by(f64::total_cmp);
    around[..count].get(count / 2).copied()
}
