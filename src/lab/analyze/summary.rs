//! How good a stretch of a recording is, and the figures of what is clean in it.

use serde::Serialize;

use super::beat_class::BeatClass;
use super::recording::AnalysedInterval;
use crate::heart::artifact::{self, Verdict};
use crate::heart::hrv::{Interval, Metrics, metrics};

/// How many intervals were taken for what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VerdictCounts {
    /// These count.
    pub normal: usize,
    /// Beats within them were not detected.
    pub missed: usize,
    /// They begin or end with something that is no heartbeat.
    pub extra: usize,
    /// They begin or end with a premature beat.
    pub ectopic: usize,
    /// They begin or end at the wrong time.
    pub misplaced: usize,
    /// There the recording is broken.
    pub gap: usize,
}

/// How good a stretch is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QualityReport {
    /// Good, fair or unusable.
    pub verdict: artifact::Quality,
    /// Whether figures are shown.
    pub usable: bool,
    /// Why not.
    pub reason: Option<String>,
    /// Intervals in the input.
    pub intervals: usize,
    /// From the start of the first to the end of the last, in seconds.
    pub span_s: f64,
    /// The share of them that counts, 0 to 1.
    pub clean_share: f64,
    /// What they were taken for.
    pub verdicts: VerdictCounts,
    /// Places where the interval before is not on the timeline.
    pub breaks: usize,
}

/// What can be said of a stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How good it is.
    pub quality: QualityReport,
    /// The figures; none where the quality forbids it.
    pub metrics: Option<Metrics>,
}

impl Summary {
    /// What can be said of these rows.
    pub fn of(rows: &[AnalysedInterval]) -> Self {
        let quality = QualityReport::of(rows);
        let metrics = quality.usable.then(|| metrics(&clean(rows)));
        Self { quality, metrics }
    }
}

impl QualityReport {
    fn of(rows: &[AnalysedInterval]) -> Self {
        let verdicts = rows.iter().fold(VerdictCounts::default(), VerdictCounts::with);
        let clean_share = verdicts.normal as f64 / rows.len().max(1) as f64;
        let breaks = rows.iter().skip(1).filter(|row| !row.linked).count();
        let start = rows.first().map_or(0.0, |row| row.at_s - if row.is_interval() { row.rr_ms / 1000.0 } else { 0.0 });
        let span_s = rows.last().map_or(0.0, |row| row.at_s - start).max(0.0);
        let verdict = quality(rows);
        let usable = verdict > artifact::Quality::Unusable;
        let reason = (!usable).then(|| reason(verdicts.normal, clean_share));
        Self { verdict, usable, reason, intervals: rows.len(), span_s, clean_share, verdicts, breaks }
    }
}

fn quality(rows: &[AnalysedInterval]) -> artifact::Quality {
    let accepted =
        |row: &AnalysedInterval| if row.verdict == BeatClass::Normal { Verdict::Normal } else { Verdict::Misplaced };
    artifact::Quality::of(&rows.iter().map(accepted).collect::<Vec<_>>())
}

fn reason(normal: usize, clean_share: f64) -> String {
    if clean_share < 0.95 && normal >= 8 {
        return format!("only {:.1} % of the intervals are clean", 100.0 * clean_share);
    }
    format!("{normal} clean interval{} too little; record a minute at least", if normal == 1 { " is" } else { "s are" })
}

impl VerdictCounts {
    fn with(mut self, row: &AnalysedInterval) -> Self {
        let count = match row.verdict {
            BeatClass::Normal => &mut self.normal,
            BeatClass::Missed => &mut self.missed,
            BeatClass::Extra => &mut self.extra,
            BeatClass::Ectopic => &mut self.ectopic,
            BeatClass::Misplaced => &mut self.misplaced,
            BeatClass::Gap => &mut self.gap,
        };
        *count += 1;
        self
    }
}

/// The clean intervals; neighbours only where nothing was rejected or lost in between.
pub fn clean(rows: &[AnalysedInterval]) -> Vec<Interval> {
    let mut intervals = Vec::with_capacity(rows.len());
    let mut before_counts = false;
    for row in rows {
        let counts = row.verdict == BeatClass::Normal;
        if counts {
            intervals.push(Interval { at_s: row.at_s, ms: row.rr_ms, adjacent: before_counts && row.linked });
        }
        before_counts = counts;
    }
    intervals
}
