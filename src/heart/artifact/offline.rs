//! Verdicts with the whole series in sight, and the intervals as they should have been.
//!
//! The same stories as in the causal judge, but what is expected comes from the beats on both sides, the rates of faults
//! from three minutes on each side, and a verdict waits for five beats. A first pass finds what to learn from. At the end
//! a mild fault that stands all alone is taken for the heart's own (`lone`).

use super::beam_search::{Judge, LONGEST_LAG, Shares, verdict};
use super::expectation::{Changes, Expectation, ORDER, around, level_after};
use super::hypothesis::{Rates, Stories};
use super::isolated_faults;
use super::{ArtifactFilter, Verdict};

/// Beats on each side that the expectation is learnt from, and how often that is done anew.
const SIDE: usize = 32;
const STEP: usize = 16;
/// Accepted pairs that it takes.
const ENOUGH: usize = 4;
/// Beats on each side that the rates of faults are counted in.
const RATE_SIDE: usize = 200;
/// An interval longer than this is a gap, in ms.
const GAP_MS: f64 = 5000.0;
/// Between accepted beats, rejected intervals must add up to whole beats this well to be corrected.
const WHOLE: f64 = 0.25;

/// Verdicts on a series of intervals in ms, as a session gives them: each at most two beats late.
pub fn causal(rr_ms: &[f64]) -> Vec<Verdict> {
    let mut judge = Judge::new(ArtifactFilter::LAG);
    let mut verdicts = Vec::with_capacity(rr_ms.len());
    for &rr in rr_ms {
        if is_interval(rr) {
            judge.push(rr, |verdict| verdicts.push(verdict));
        } else {
            judge.break_chain(|verdict| verdicts.push(verdict));
            verdicts.push(Verdict::OutOfRange);
        }
    }
    judge.break_chain(|verdict| verdicts.push(verdict));
    verdicts
}

/// Verdicts on a series of intervals in ms, with the whole series in sight. Intervals that are none (not a number, not
/// positive, above 5 s) are out of range and break the series.
pub fn classify(rr_ms: &[f64]) -> Vec<Verdict> {
    let mut verdicts = Vec::with_capacity(rr_ms.len());
    for chain in rr_ms.split_inclusive(|rr| !is_interval(*rr)) {
        let whole = chain.iter().take_while(|rr| is_interval(**rr)).count();
        verdicts.extend(classify_chain(&chain[..whole]));
        verdicts.extend(std::iter::repeat_n(Verdict::OutOfRange, chain.len() - whole));
    }
    verdicts
}

fn is_interval(rr: f64) -> bool {
    rr > 0.0 && rr <= GAP_MS
}

fn classify_chain(rr: &[f64]) -> Vec<Verdict> {
    let mut judge = Judge::new(LONGEST_LAG);
    let mut verdicts = Vec::with_capacity(rr.len());
    for &rr in rr {
        judge.push(rr, |verdict| verdicts.push(verdict));
    }
    judge.break_chain(|verdict| verdicts.push(verdict));
    // What the first pass gave up on (a level in doubt) stays given up.
    let doubtful: Vec<bool> = verdicts.iter().map(|v| *v == Verdict::Unsettled).collect();
    verdicts = pass(rr, &verdicts);
    isolated_faults::acquit(rr, &mut verdicts);
    for (verdict, _) in verdicts.iter_mut().zip(doubtful).filter(|(_, doubtful)| *doubtful) {
        *verdict = Verdict::Unsettled;
    }
    verdicts
}

/// Tells the stories with what the last pass's verdicts say about the surroundings.
fn pass(rr: &[f64], verdicts: &[Verdict]) -> Vec<Verdict> {
    let counts = RunningCounts::of(verdicts);
    let levels = levels(rr, verdicts);
    let mut stories = Stories::default();
    let (mut expected, mut rates) = (None, counts.rates(0));
    let mut judged = Vec::with_capacity(rr.len());
    for (i, &now) in rr.iter().enumerate() {
        if i % STEP == 0 {
            // Where nothing is accepted, what was expected before stays.
            expected = expectation(rr, verdicts, &levels, i + STEP / 2).or(expected);
            rates = counts.rates(i);
        }
        let level = if levels[i] > 0.0 { levels[i] } else { now };
        let expected = Expectation { level, ..expected.unwrap_or_else(|| around(&[], now)) };
        stories.push(now, &expected, &rates);
        if i >= LONGEST_LAG {
            judged.push(verdict(stories.mark(LONGEST_LAG), rr[i - LONGEST_LAG], stories.has_level()));
        }
    }
    for i in judged.len()..rr.len() {
        judged.push(verdict(stories.mark(rr.len() - 1 - i), rr[i], stories.has_level()));
    }
    judged
}

/// The usual interval before each beat, from the accepted ones.
fn levels(rr: &[f64], verdicts: &[Verdict]) -> Vec<f64> {
    let mut level = 0.0;
    let step = |(rr, verdict): (&f64, &Verdict)| {
        let next = if *verdict == Verdict::Normal { level_after(level, *rr) } else { level };
        std::mem::replace(&mut level, next)
    };
    rr.iter().zip(verdicts).map(step).collect()
}

/// What the accepted beats around say, if there are enough.
fn expectation(rr: &[f64], verdicts: &[Verdict], levels: &[f64], middle: usize) -> Option<Expectation> {
    let (from, to) = (middle.saturating_sub(SIDE), (middle + SIDE).min(rr.len()));
    let mut beats = [Changes::default(); 2 * SIDE];
    let (mut count, mut sum) = (0, 0.0);
    for i in from.max(1)..to {
        let run = (0..ORDER + 2).take_while(|back| *back <= i && verdicts[i - back] == Verdict::Normal).count();
        if run > 1 {
            let newest_first: [f64; ORDER + 2] = std::array::from_fn(|back| rr[i.saturating_sub(back)]);
            beats[count] = Changes::of(&newest_first[..run], levels[i]);
            sum += rr[i];
            count += 1;
        }
    }
    (count >= ENOUGH).then(|| around(&beats[..count], sum / count as f64))
}

/// Running counts of each kind of fault.
struct RunningCounts(Vec<[u32; 4]>);

impl RunningCounts {
    fn of(verdicts: &[Verdict]) -> Self {
        let mut running = [0; 4];
        let kinds = [Verdict::Missed, Verdict::Extra, Verdict::Ectopic, Verdict::Misplaced];
        let count = |verdict: &Verdict| {
            for (count, kind) in running.iter_mut().zip(kinds) {
                *count += u32::from(*verdict == kind);
            }
            running
        };
        Self(std::iter::once([0; 4]).chain(verdicts.iter().map(count)).collect())
    }

    fn rates(&self, i: usize) -> Rates {
        let (from, to) = (i.saturating_sub(RATE_SIDE), (i + RATE_SIDE).min(self.0.len() - 1));
        let share = |kind: usize| f64::from(self.0[to][kind] - self.0[from][kind]) / (2 * RATE_SIDE) as f64;
        Shares { missed: share(0), extra: share(1), ectopic: share(2), misplaced: share(3) }.rates()
    }
}

/// For each interval its normal-to-normal value in ms, or nothing. Accepted intervals stay. A run of rejected intervals
/// between accepted ones becomes as many equal beats as fit its length: a missed beat's interval is divided, extra
/// detections are merged into the first and leave nothing for the rest, displaced and premature pairs are evened out.
/// Where the length is not a whole number of beats, to a quarter, there is nothing to say.
///
/// For tables and spectra. RMSSD and its kin leave the differences of rejected beats out instead: at 5 % artifacts that
/// halves their error (see `docs/artifacts.md`).
pub fn correct(rr_ms: &[f64], verdicts: &[Verdict]) -> Vec<Option<f64>> {
    let is_normal = |i: &usize| verdicts.get(*i) == Some(&Verdict::Normal);
    let mut corrected: Vec<Option<f64>> = (0..rr_ms.len()).map(|i| is_normal(&i).then_some(rr_ms[i])).collect();
    let mut i = 0;
    while i < rr_ms.len() {
        let end = (i..rr_ms.len()).find(is_normal).unwrap_or(rr_ms.len());
        if end > i && i > 0 && end < rr_ms.len() {
            fill(&mut corrected[i..end], rr_ms[i..end].iter().sum(), f64::midpoint(rr_ms[i - 1], rr_ms[end]));
        }
        i = end + 1;
    }
    corrected
}

fn fill(gap: &mut [Option<f64>], total: f64, usual: f64) {
    let beats = (total / usual).round().max(1.0);
    let each = total / beats;
    if total.is_finite() && (each - usual).abs() <= WHOLE * usual && beats <= 2.0 * gap.len() as f64 + 1.0 {
        gap.iter_mut().take(beats as usize).for_each(|value| *value = Some(each));
    }
}
