//! The two verdicts on each interval: the causal one of a session, and the offline one.

use super::beat_class::BeatClass;
use super::recording::{AnalysedInterval, Judgement};
use crate::event::moment::Moment;
use crate::heart::artifact::{BeatFilter, Verdict, offline};
use crate::heart::beat::{Beat, RrInterval};

/// Fills in the offline verdicts, which know the whole recording.
pub(crate) fn judge(rows: &mut [AnalysedInterval]) {
    let verdicts = offline::classify(&series(rows));
    fill(rows, &verdicts);
}

/// Fills in the causal verdicts: those of a session, from the same beats through the same judge.
pub(crate) fn judge_causally(rows: &mut [AnalysedInterval]) {
    let mut settled = Vec::with_capacity(rows.len());
    let mut filter = BeatFilter::default();
    let mut linked = false;
    for row in &*rows {
        let Some(rr) = ticks(row) else {
            linked = false;
            continue;
        };
        let (at_s, live_linked) = row.live;
        let at = Moment::from_micros((at_s * 1e6).round() as u64);
        let beat = Beat { at, rr, linked: std::mem::replace(&mut linked, true) && live_linked, contact: row.contact };
        filter.push(beat, |_, verdict| settled.push(verdict));
    }
    filter.flush(|_, verdict| settled.push(verdict));
    let (mut last_normal_ms, mut settled) = (None, settled.into_iter());
    for row in rows.iter_mut().filter(|row| ticks(row).is_some()) {
        row.causal = settled.next().map_or(Judgement::NONE, |verdict| judgement(verdict, row, &mut last_normal_ms));
    }
}

/// The interval in 1/1024 s, as a strap sends it; none above 64 s, which a strap cannot send.
fn ticks(row: &AnalysedInterval) -> Option<RrInterval> {
    let ticks = (row.rr_ms * 1.024).round();
    (row.is_interval() && ticks <= f64::from(u16::MAX)).then_some(RrInterval(ticks as u16))
}

/// The intervals for the offline judge, with one more element that is not a number before each break.
fn series(rows: &[AnalysedInterval]) -> Vec<f64> {
    let mut series = Vec::with_capacity(rows.len() + 8);
    for (index, row) in rows.iter().enumerate() {
        if is_broken(index, row) {
            series.push(f64::NAN);
        }
        series.push(if row.contact { row.rr_ms } else { f64::NAN });
    }
    series
}

/// Whether the row at `index` does not follow the one before. [`series`] has an additional element before it.
fn is_broken(index: usize, row: &AnalysedInterval) -> bool {
    index > 0 && !row.linked
}

/// Fills in the verdicts on the elements of [`series`].
fn fill(rows: &mut [AnalysedInterval], verdicts: &[Verdict]) {
    let (mut last_normal_ms, mut place) = (None, 0);
    for (index, row) in rows.iter_mut().enumerate() {
        place += usize::from(is_broken(index, row));
        if row.is_interval() {
            let verdict = if row.contact { verdicts[place] } else { Verdict::NoContact };
            row.offline = judgement(verdict, row, &mut last_normal_ms);
        }
        place += 1;
    }
}

/// A verdict with its kind. `last_normal_ms` is the last normal interval before it; this function updates it.
fn judgement(verdict: Verdict, row: &AnalysedInterval, last_normal_ms: &mut Option<f64>) -> Judgement {
    Judgement { verdict, class: BeatClass::of(verdict, row.rr_ms, last_normal_ms) }
}
