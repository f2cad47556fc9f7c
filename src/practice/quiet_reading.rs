//! A quiet reading: some minutes of sitting still, and the figures of all of them together.

use std::time::Duration;

use serde::Serialize;

use crate::event::moment::Moment;
use crate::heart::Heart;
use crate::heart::artifact::Verdict;
use crate::heart::beat::Beat;
use crate::heart::hrv::{Interval, metrics};

/// The share of the time that clean beats must fill, 0 to 1. Assumption, as for RMSSD (`docs/metrics.md`).
const FILLED: f64 = 0.85;
/// How long after the end its last beats are waited for: a strap sends a beat up to 3 s late, and a verdict needs two more.
const LATE: Duration = Duration::from_secs(6);
/// Beats a second that are kept at most: a flood of nonsense must not make the memory grow.
const MOST_BEATS_A_SECOND: usize = 5;

/// The figures of a quiet reading.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct ReadingResult {
    /// Its length in minutes.
    pub(crate) minutes: u32,
    /// Mean heart rate, in beats a minute.
    pub(crate) heart_rate_bpm: f64,
    /// RMSSD in milliseconds.
    pub(crate) rmssd_ms: f64,
    /// SDNN in milliseconds.
    pub(crate) sdnn_ms: f64,
    /// Breaths a minute, where breathing was regular enough to be read.
    pub(crate) breathing_per_minute: Option<f64>,
    /// The share of the time that clean beats fill, 0 to 1.
    pub(crate) clean_share: f64,
}

/// A quiet reading, in progress or over.
#[derive(Clone, Debug)]
pub(crate) struct QuietReading {
    minutes: u32,
    began: Moment,
    intervals: Vec<Interval>,
    /// The newest beat that has been looked at.
    seen: Moment,
    /// Whether a beat since the last clean one did not count, or is missing.
    broken: bool,
    /// Whether a clean beat has come.
    has_begun: bool,
    is_over: bool,
    result: Option<ReadingResult>,
}

impl QuietReading {
    pub(super) fn begin(now: Moment, minutes: u32) -> Self {
        Self {
            minutes,
            began: now,
            intervals: Vec::new(),
            seen: now,
            broken: true,
            has_begun: false,
            is_over: false,
            result: None,
        }
    }

    /// Its length in minutes.
    pub(crate) fn minutes(&self) -> u32 {
        self.minutes
    }

    fn length(&self) -> Duration {
        Duration::from_secs(60 * u64::from(self.minutes))
    }

    /// When it ends.
    pub(crate) fn ends(&self) -> Moment {
        self.began + self.length()
    }

    pub(super) fn next_deadline(&self) -> Moment {
        if self.is_over { Moment::NEVER } else { self.ends() + LATE }
    }

    /// Takes in the beats since the last second.
    pub(super) fn second(&mut self, now: Moment, heart: &Heart) {
        if self.is_over {
            return;
        }
        if self.waits(heart) {
            (self.began, self.seen) = (now, now);
            return;
        }
        let most = MOST_BEATS_A_SECOND * self.length().as_secs() as usize;
        let (seen, ends) = (self.seen, self.ends());
        for &(beat, verdict) in heart.recent().tachogram().filter(|(beat, _)| beat.at > seen && beat.at <= ends) {
            self.seen = beat.at;
            let clean = verdict == Verdict::Normal;
            if clean && self.intervals.len() < most {
                let adjacent = beat.linked && !self.broken;
                self.intervals.push(Interval { at_s: beat.at.secs(), ms: beat.rr.ms(), adjacent });
            }
            self.broken = !clean;
        }
    }

    /// Its time is up: computes the figures. Without enough clean beats there are none.
    pub(super) fn end(&mut self, now: Moment, heart: &Heart) {
        self.second(now, heart);
        self.is_over = true;
        let found = metrics(&self.intervals);
        let clean_share = (found.duration_s / self.length().as_secs_f64()).min(1.0);
        let figures = (found.heart_rate, found.rmssd_ms, found.sdnn_ms);
        let (Some(heart_rate_bpm), Some(rmssd_ms), Some(sdnn_ms)) = figures else { return };
        let carries = clean_share >= FILLED && heart.has_sound_intervals(now);
        self.result = carries.then_some(ReadingResult {
            minutes: self.minutes,
            heart_rate_bpm,
            rmssd_ms,
            sdnn_ms,
            breathing_per_minute: found.breathing_rate,
            clean_share,
        });
    }

    /// Whether the first clean beat is still to come. Its time begins with that.
    fn waits(&mut self, heart: &Heart) -> bool {
        let seen = self.seen;
        let has_come = |(beat, verdict): &(Beat, Verdict)| beat.at > seen && *verdict == Verdict::Normal;
        self.has_begun = self.has_begun || heart.recent().tachogram().any(has_come);
        !self.has_begun
    }

    /// Whether its time has begun to run.
    pub(crate) fn has_begun(&self) -> bool {
        self.has_begun
    }

    /// Whether its time is up.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over
    }

    /// The figures, once it is over and if enough beats were clean.
    pub(crate) fn result(&self) -> Option<&ReadingResult> {
        self.result.as_ref()
    }
}
