//! The intervals of one heart on a timeline, each with what it is taken for.

use super::beat_class::BeatClass;
use crate::event::seat::Seat;

/// One input interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AnalysedInterval {
    /// The end of the interval, in seconds since the start of the first.
    pub at_s: f64,
    /// Its length in milliseconds; not a number, zero or negative where the input has none.
    pub rr_ms: f64,
    /// Whether the interval before it ends where this one begins.
    pub linked: bool,
    /// Whether the strap felt skin, as far as it tells.
    pub contact: bool,
    /// What it is taken for, knowing the whole recording.
    pub verdict: BeatClass,
    /// What it is taken for while beats arrive, at most two beats late.
    pub causal: BeatClass,
}

impl AnalysedInterval {
    /// A row that nobody has judged yet.
    pub fn new(at_s: f64, rr_ms: f64, linked: bool, contact: bool) -> Self {
        Self { at_s, rr_ms, linked, contact, verdict: BeatClass::Gap, causal: BeatClass::Gap }
    }

    /// Whether there is an interval at all.
    pub fn is_interval(&self) -> bool {
        is_interval(self.rr_ms)
    }
}

/// Whether so many milliseconds are an interval at all: a number, positive, and no longer than a day (some recordings
/// begin with the time until the first beat).
pub(crate) fn is_interval(rr_ms: f64) -> bool {
    rr_ms > 0.0 && rr_ms <= 86_400_000.0
}

/// The intervals of one heart, as they were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    /// Whose, in a journal.
    pub seat: Option<Seat>,
    /// When the first interval began, in the file's own time.
    pub origin_s: f64,
    /// The intervals.
    pub rows: Vec<AnalysedInterval>,
    /// What the reader should know about how they were read.
    pub notes: Vec<String>,
}
