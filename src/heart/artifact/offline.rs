//! Verdicts with the whole series in sight, and the intervals as they should have been.
//!
//! A first pass is the beam search with a lag of five beats. A second pass searches again with what the first one says
//! about the surroundings. Its expectation comes from the beats on both sides, its rates of faults from three minutes
//! on each side. It rejects an interval only if that is much more probable than that the heart made it. At the end a mild
//! fault that stands alone is accepted (`isolated_faults`).
//!
//! The constants were set by hand, on the series in `docs/artifacts.md`.

use super::beam::Beam;
use super::beam_search::{BeamSearch, LIVE_LAG, LONGEST_LAG, verdict};
use super::continuations::extend;
use super::expectation::{Changes, Expectation, ORDER, around, level_after};
use super::fault_rates::{FaultRates, FaultShares, OFFLINE};
use super::hypothesis::Mark;
use super::isolated_faults;
use super::verdict::Verdict;

/// Beats on each side that the expectation is learnt from.
const SIDE: usize = 32;
/// Beats after which it is learnt anew.
const STEP: usize = 16;
/// The least accepted pairs to learn from.
const ENOUGH: usize = 4;
/// Beats on each side that the rates of faults are counted in.
const RATE_SIDE: usize = 200;
/// Beats without a fault that are added to those: a few beats say little about a sensor. An assumption.
const RATE_PRIOR: usize = 20;
/// An interval is accepted from this probability on that the heart made it. A lower one loses fewer true beats, and finds
/// fewer displaced ones (`docs/artifacts.md`, "What more beats cost").
const ACCEPTED_FROM: f64 = 0.2;
/// An interval longer than this is a gap, in ms. An assumption.
const GAP_MS: f64 = 5000.0;
/// How well rejected intervals must add up to whole beats to be corrected, as a share of a beat.
const WHOLE: f64 = 0.25;

/// Verdicts on a series of intervals in ms, as the beam search of a session gives them: each at most two beats late.
pub fn causal(rr_ms: &[f64]) -> Vec<Verdict> {
    let mut search = BeamSearch::new(LIVE_LAG);
    let mut verdicts = Vec::with_capacity(rr_ms.len());
    for &rr in rr_ms {
        if is_interval(rr) {
            search.push(rr, |verdict| verdicts.push(verdict));
        } else {
            search.break_chain(|verdict| verdicts.push(verdict));
            verdicts.push(Verdict::OutOfRange);
        }
    }
    search.break_chain(|verdict| verdicts.push(verdict));
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
    let mut search = BeamSearch::new(LONGEST_LAG);
    let mut verdicts = Vec::with_capacity(rr.len());
    for &rr in rr {
        search.push(rr, |verdict| verdicts.push(verdict));
    }
    search.break_chain(|verdict| verdicts.push(verdict));
    // Where the first pass doubted the level, the doubt stays.
    let doubtful: Vec<bool> = verdicts.iter().map(|v| *v == Verdict::Unsettled).collect();
    verdicts = pass(rr, &verdicts);
    isolated_faults::accept(rr, &mut verdicts);
    for (verdict, _) in verdicts.iter_mut().zip(doubtful).filter(|(_, doubtful)| *doubtful) {
        *verdict = Verdict::Unsettled;
    }
    verdicts
}

/// Searches again, with what the last pass's verdicts say about the surroundings.
fn pass(rr: &[f64], verdicts: &[Verdict]) -> Vec<Verdict> {
    let counts = RunningCounts::of(verdicts);
    let levels = levels(rr, verdicts);
    let mut beam = Beam::default();
    let (mut expected, mut rates) = (None, counts.rates(0));
    let mut decided = Vec::with_capacity(rr.len());
    for (i, &now) in rr.iter().enumerate() {
        if i % STEP == 0 {
            // Where nothing is accepted, the expectation before it stays.
            expected = expectation(rr, verdicts, &levels, i + STEP / 2).or(expected);
            rates = counts.rates(i);
        }
        let level = if levels[i] > 0.0 { levels[i] } else { now };
        let expected = Expectation { level, ..expected.unwrap_or_else(|| around(&[], now)) };
        extend(&mut beam, now, &expected, &rates);
        if i >= LONGEST_LAG {
            decided.push(probable(&beam, LONGEST_LAG, rr[i - LONGEST_LAG]));
        }
    }
    for i in decided.len()..rr.len() {
        decided.push(probable(&beam, rr.len() - 1 - i, rr[i]));
    }
    decided
}

/// The best hypothesis's verdict on the interval of `rr` ms `back` places before the newest, unless the others make it
/// probable enough that the interval is normal.
fn probable(beam: &Beam, back: usize, rr: f64) -> Verdict {
    let mark = beam.mark(back);
    let is_normal = mark == Mark::Normal || beam.normal_share(back) >= ACCEPTED_FROM;
    verdict(if is_normal { Mark::Normal } else { mark }, rr, beam.has_level())
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

/// The expectation that the accepted beats around speak for, if there are enough.
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

    fn rates(&self, i: usize) -> FaultRates {
        let (from, to) = (i.saturating_sub(RATE_SIDE), (i + RATE_SIDE).min(self.0.len() - 1));
        let share = |kind: usize| f64::from(self.0[to][kind] - self.0[from][kind]) / (to - from + RATE_PRIOR) as f64;
        FaultShares { missed: share(0), extra: share(1), ectopic: share(2), misplaced: share(3) }.rates(&OFFLINE)
    }
}

/// For each interval its normal-to-normal value in ms, or nothing. Accepted intervals stay.
///
/// A run of rejected intervals between accepted ones becomes as many equal beats as fit its length. A missed beat's
/// interval is divided. Extra detections are merged into the first and leave nothing for the rest. Displaced and
/// premature pairs are evened out. Where the length is not a whole number of beats, to a quarter, there is nothing.
///
/// It is for tables and spectra. RMSSD and its kin leave the differences of rejected beats out instead: at 5 %
/// artifacts that halves their error (see `docs/artifacts.md`).
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
