//! Every interval's two verdicts: the causal one of a session, and the one that knows what came after.

use super::Row;
use super::beats::Kind;
use crate::heart::artifact::{Verdict, offline};

/// Fills in the verdicts that know the whole recording.
pub(super) fn judge(rows: &mut [Row]) {
    let verdicts = offline::classify(&series(rows));
    fill(rows, &verdicts, |row, kind| row.verdict = kind);
}

/// Fills in the verdicts that a session gives while the beats arrive.
pub(super) fn judge_causally(rows: &mut [Row]) {
    let verdicts = offline::causal(&series(rows));
    fill(rows, &verdicts, |row, kind| row.causal = kind);
}

/// The intervals, with something that is none wherever the chain is broken.
fn series(rows: &[Row]) -> Vec<f64> {
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
fn is_broken(index: usize, row: &Row) -> bool {
    index > 0 && !row.linked
}

fn fill(rows: &mut [Row], verdicts: &[Verdict], set: impl Fn(&mut Row, Kind)) {
    let (mut usual, mut place) = (None, 0);
    for (index, row) in rows.iter_mut().enumerate() {
        place += usize::from(is_broken(index, row));
        if row.is_interval() {
            let verdict = if row.contact { verdicts[place] } else { Verdict::NoContact };
            set(row, Kind::of(verdict, row.rr_ms, &mut usual));
        }
        place += 1;
    }
}
