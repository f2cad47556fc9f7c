//! What kind of beat an interval is taken for.

use serde::Serialize;

use crate::heart::artifact::Verdict;

/// What an interval is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BeatClass {
    /// It counts.
    Normal,
    /// Beats within it were not detected.
    Missed,
    /// It begins or ends with something that is no heartbeat.
    Extra,
    /// It begins or ends with a premature beat.
    Ectopic,
    /// A beat at the wrong time; also what can't be told, or not yet.
    Misplaced,
    /// No interval, no skin contact, or longer than a few beats: the recording is broken here.
    Gap,
}

/// From so many usual intervals on it is no missed beat any more, but a gap.
const GAP_BEATS: f64 = 3.5;

impl BeatClass {
    /// The kind that comes nearest to a verdict. An interval out of range is `extra` when it is too short, and `missed`
    /// or `gap` when it is too long; what no contact was felt for is a `gap`; what is unsettled counts as `misplaced`.
    /// `usual` is the last normal interval, and is kept up to date.
    pub(crate) fn of(verdict: Verdict, rr_ms: f64, usual: &mut Option<f64>) -> Self {
        let typical = usual.unwrap_or(1000.0);
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
            *usual = Some(rr_ms);
        }
        kind
    }
}
