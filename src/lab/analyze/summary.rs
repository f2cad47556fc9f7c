//! The quality of a recording or of a window, and the figures of its clean intervals.

use serde::Serialize;

use super::beat_class::BeatClass;
use super::recording::AnalysedInterval;
use crate::heart::artifact::{self, FAIR, MINIMUM, Quality};
use crate::heart::hrv::{Interval, Metrics, metrics};

/// Number of intervals of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VerdictCounts {
    /// Normal: these count.
    pub normal: usize,
    /// With beats that were not detected.
    pub missed: usize,
    /// With a detection that is no heartbeat.
    pub extra: usize,
    /// With a premature beat.
    pub ectopic: usize,
    /// With a beat at the wrong time.
    pub misplaced: usize,
    /// In gaps.
    pub gap: usize,
}

/// The quality of these intervals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QualityReport {
    /// Good, fair or unusable.
    pub verdict: artifact::Quality,
    /// Whether figures are computed.
    pub usable: bool,
    /// Why not, in words.
    pub reason: Option<String>,
    /// Number of intervals in the input.
    pub intervals: usize,
    /// Time from the start of the first interval to the end of the last one, in seconds.
    pub span_s: f64,
    /// The share of the intervals that is normal, 0 to 1.
    pub clean_share: f64,
    /// Number of intervals of each kind.
    pub verdicts: VerdictCounts,
    /// Number of places where an interval does not follow the one before it.
    pub breaks: usize,
}

/// The quality and the figures of these intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The quality.
    pub quality: QualityReport,
    /// The figures; none where the quality is unusable.
    pub metrics: Option<Metrics>,
}

impl Summary {
    /// The summary of these intervals, by their offline verdicts.
    pub fn of(rows: &[AnalysedInterval]) -> Self {
        let quality = QualityReport::of(rows);
        let metrics = quality.usable.then(|| metrics(&clean(rows)));
        Self { quality, metrics }
    }

    /// The same, without figures if there is a reason why the intervals are no heartbeats.
    pub(crate) fn unless(self, unfit: Option<&str>) -> Self {
        let Some(why) = unfit else { return self };
        let (verdict, reason) = (Quality::Unusable, Some(why.to_owned()));
        Self { quality: QualityReport { verdict, usable: false, reason, ..self.quality }, metrics: None }
    }
}

impl QualityReport {
    fn of(rows: &[AnalysedInterval]) -> Self {
        let verdicts = rows.iter().fold(VerdictCounts::default(), VerdictCounts::with);
        let clean_share = verdicts.normal as f64 / rows.len().max(1) as f64;
        let breaks = rows.iter().skip(1).filter(|row| !row.linked).count();
        let start = rows.first().map_or(0.0, |row| row.at_s - if row.is_interval() { row.rr_ms / 1000.0 } else { 0.0 });
        let span_s = rows.last().map_or(0.0, |row| row.at_s - start).max(0.0);
        // The kinds of the report won't do: they name unsettled and impossible intervals after the nearest fault.
        let verdict = Quality::of(&rows.iter().map(|row| row.offline.verdict).collect::<Vec<_>>());
        let usable = verdict > Quality::Unusable;
        let reason = (!usable).then(|| reason(&verdicts, clean_share));
        Self { verdict, usable, reason, intervals: rows.len(), span_s, clean_share, verdicts, breaks }
    }
}

/// Why there are no figures.
fn reason(verdicts: &VerdictCounts, clean_share: f64) -> String {
    let normal = verdicts.normal;
    if normal >= MINIMUM && clean_share >= FAIR {
        let VerdictCounts { ectopic, misplaced, .. } = verdicts;
        return format!("the rhythm is irregular ({ectopic} ectopic, {misplaced} misplaced)");
    }
    if normal >= MINIMUM {
        return format!("only {:.1} % of the intervals are clean", 100.0 * clean_share);
    }
    format!("{normal} clean interval{} too little; record a minute at least", if normal == 1 { " is" } else { "s are" })
}

impl VerdictCounts {
    fn with(mut self, row: &AnalysedInterval) -> Self {
        let count = match row.offline.class {
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

/// The normal intervals. Two of them are adjacent only where nothing was rejected or lost between them.
pub(crate) fn clean(rows: &[AnalysedInterval]) -> Vec<Interval> {
    let mut intervals = Vec::with_capacity(rows.len());
    let mut before_is_normal = false;
    for row in rows {
        let is_normal = row.offline.is_normal();
        if is_normal {
            intervals.push(Interval { at_s: row.at_s, ms: row.rr_ms, adjacent: before_is_normal && row.linked });
        }
        before_is_normal = is_normal;
    }
    intervals
}
