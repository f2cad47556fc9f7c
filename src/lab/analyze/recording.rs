//! The intervals of one heart on a timeline, each with its verdicts.

use super::beat_class::BeatClass;
use crate::event::seat::Seat;
use crate::heart::artifact::Verdict;

/// What an interval is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict itself. The quality of a recording follows from it.
    pub verdict: Verdict,
    /// The kind that the report counts it as.
    pub class: BeatClass,
}

impl Judgement {
    /// No interval, or none that was judged.
    pub(crate) const NONE: Self = Self { verdict: Verdict::NoContact, class: BeatClass::Gap };

    /// Whether the interval counts.
    pub fn is_normal(self) -> bool {
        self.class == BeatClass::Normal
    }
}

/// One interval of the input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AnalysedInterval {
    /// Its end, in seconds since the start of the first interval.
    pub at_s: f64,
    /// Its length in milliseconds. It is not a number, zero or negative where the input has no interval.
    pub rr_ms: f64,
    /// Whether the interval before it ends where this one begins.
    pub linked: bool,
    /// Whether the strap had skin contact; true for a strap that does not say.
    pub contact: bool,
    /// Its end and whether it is linked as a session took it, before it knew what came after. Outside a journal, the same.
    pub live: (f64, bool),
    /// The offline judgement, which knows the whole recording.
    pub offline: Judgement,
    /// The causal judgement, as in a session: at most two beats late.
    pub causal: Judgement,
}

impl AnalysedInterval {
    /// An interval without judgements: both are gaps until it is judged.
    pub fn new(at_s: f64, rr_ms: f64, linked: bool, contact: bool) -> Self {
        let (offline, causal) = (Judgement::NONE, Judgement::NONE);
        Self { at_s, rr_ms, linked, contact, live: (at_s, linked), offline, causal }
    }

    /// Whether the input has an interval here.
    pub(crate) fn is_interval(&self) -> bool {
        is_interval(self.rr_ms)
    }
}

/// Longest interval in milliseconds: a day. Some recordings begin with the time until the first beat.
const LONGEST_MS: f64 = 86_400_000.0;

/// Whether this length in milliseconds is that of an interval: a number, positive, and at most `LONGEST_MS`.
pub(crate) fn is_interval(rr_ms: f64) -> bool {
    rr_ms > 0.0 && rr_ms <= LONGEST_MS
}

/// The intervals of one heart, as they were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    /// The seat of its person; none outside a journal.
    pub seat: Option<Seat>,
    /// The name of its person, if the file has several people and no seats.
    pub person: Option<String>,
    /// When the first interval began, in seconds of the file.
    pub origin_s: f64,
    /// The intervals, in order of time.
    pub rows: Vec<AnalysedInterval>,
    /// Remarks on how the file was read, for the person who reads the report.
    pub notes: Vec<String>,
    /// Why the intervals are no heartbeats, so that no figure means anything; none if they are.
    pub unfit: Option<String>,
}
