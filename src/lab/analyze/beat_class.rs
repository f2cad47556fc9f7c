//! What kind of beat an interval is taken for.

use serde::Serialize;

use crate::heart::artifact::Verdict;

/// The kind of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BeatClass {
    /// It is a heartbeat and counts.
    Normal,
    /// One beat or more within it was not detected.
    Missed,
    /// It begins or ends with a detection that is no heartbeat.
    Extra,
    /// It begins or ends with a premature beat.
    Ectopic,
    /// It begins or ends with a beat at the wrong time. Unsettled intervals are of this kind, too.
    Misplaced,
    /// The recording is broken here: no interval, no skin contact, or longer than `GAP_BEATS` usual intervals.
    Gap,
}

/// An interval that is longer than this many usual intervals is a gap; a shorter one has missed beats. Assumption. A
/// higher value gives more missed beats and fewer gaps.
const GAP_BEATS: f64 = 3.5;

/// The typical interval before any normal one, in milliseconds. Assumption: a heart rate of 60.
const FIRST_TYPICAL_MS: f64 = 1000.0;

impl BeatClass {
    /// The kind that is nearest to a verdict. An interval out of range is extra when it is too short, and missed or a gap
    /// when it is too long. `last_normal_ms` is the last normal interval before it; this function updates it.
    pub(crate) fn of(verdict: Verdict, rr_ms: f64, last_normal_ms: &mut Option<f64>) -> Self {
        let typical = last_normal_ms.unwrap_or(FIRST_TYPICAL_MS);
        let kind = match verdict {
            Verdict::Normal => Self::Normal,
            Verdict::NoContact => Self::Gap,
            _ if rr_ms > GAP_BEATS * typical => Self::Gap,
            Verdict::OutOfRange if rr_ms < typical => Self::Extra,
            Verdict::Missed | Verdict::OutOfRange => Self::Missed,
            Verdict::Extra => Self::Extra,
            Verdict::Ectopic => Self::Ectopic,
            Verdict::Misplaced | Verdict::Unsettled => Self::Misplaced,
        };
        if kind == Self::Normal {
            *last_normal_ms = Some(rr_ms);
        }
        kind
    }
}
