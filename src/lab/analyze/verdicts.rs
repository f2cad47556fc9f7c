//! Every interval's two verdicts: the causal one of a session, and the one that knows what came after.

use super::AnalysedInterval;
use super::beats::BeatClass;
use crate::event::moment::Moment;
use crate::heart::artifact::{BeatFilter, Verdict, offline};
use crate::heart::beat::{Beat, RrInterval};

/// Fills in the verdicts that know the whole recording.
pub(crate) fn judge(rows: &mut [AnalysedInterval]) {
    let verdicts = offline::classify(&series(rows));
    fill(rows, &verdicts);
}

/// Fills in the verdicts that a session gives while the beats arrive: the same beats through the same judge.
pub(crate) fn judge_causally(rows: &mut [AnalysedInterval]) {
    let mut found = Vec::with_capacity(rows.len());
    let mut filter = BeatFilter::default();
    let mut linked = false;
    for row in &*rows {
        let Some(rr) = ticks(row) else {
            linked = false;
            continue;
        };
        let at = Moment::from_micros((row.at_s * 1e6).round() as u64);
        let beat = Beat { at, rr, linked: std::mem::replace(&mut linked, true) && row.linked, contact: row.contact };
        filter.push(beat, |_, verdict| found.push(verdict));
    }
    filter.flush(|_, verdict| found.push(verdict));
    let (mut usual, mut found) = (None, found.into_iter());
    for row in rows.iter_mut().filter(|row| ticks(row).is_some()) {
        row.causal = found.next().map_or(BeatClass::Gap, |verdict| BeatClass::of(verdict, row.rr_ms, &mut usual));
    }
}

/// The interval as a strap sends it; longer than 64 s can't be sent.
fn ticks(row: &AnalysedInterval) -> Option<RrInterval> {
    let ticks = (row.rr_ms * 1.024).round();
    (row.is_interval() && ticks <= f64::from(u16::MAX)).then_some(RrInterval(ticks as u16))
}

/// The intervals, with something that is none wherever the chain is broken.
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

/// A break has a place of its own before the row that it breaks from.
fn is_broken(index: usize, row: &AnalysedInterval) -> bool {
    index > 0 && !row.linked
}

fn fill(rows: &mut [AnalysedInterval], verdicts: &[Verdict]) {
    let (mut usual, mut place) = (None, 0);
    for (index, row) in rows.iter_mut().enumerate() {
        place += usize::from(is_broken(index, row));
        if row.is_interval() {
            let verdict = if row.contact { verdicts[place] } else { Verdict::NoContact };
            row.verdict = BeatClass::of(verdict, row.rr_ms, &mut usual);
        }
        place += 1;
    }
}
