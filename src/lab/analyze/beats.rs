//! Every input interval and what it was taken for, one JSON object a line, so that others can check it.

use std::io::{self, Write};

use serde::Serialize;

use super::Recording;
use crate::event::seat::Seat;
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

/// One line.
#[derive(Debug, Serialize)]
struct BeatLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seat: Option<Seat>,
    index: usize,
    t_s: f64,
    rr_ms: Option<f64>,
    verdict: BeatClass,
    nn_ms: Option<f64>,
    causal_verdict: BeatClass,
}

/// Writes every interval of a judged recording. `t_s` is the end of the interval, in the file's own time if it has one;
/// `nn_ms` is the interval where it counts: nothing is made up for one that doesn't. `file` is told where there are
/// several.
pub fn write(to: &mut impl Write, file: Option<&str>, recording: &Recording) -> io::Result<()> {
    let round = |value: f64| (value * 1e6).round() / 1e6;
    for (index, row) in recording.rows.iter().enumerate() {
        let rr_ms = row.rr_ms.is_finite().then(|| round(row.rr_ms));
        let line = BeatLine {
            file,
            seat: recording.seat,
            index,
            t_s: round(recording.origin_s + row.at_s),
            rr_ms,
            verdict: row.verdict,
            nn_ms: rr_ms.filter(|_| row.verdict == BeatClass::Normal),
            causal_verdict: row.causal,
        };
        serde_json::to_writer(&mut *to, &line)?;
        to.write_all(b"\n")?;
    }
    Ok(())
}
