//! Analysis after the fact: recorded intervals to verdicts, quality and the field's figures.
//!
//! ```text
//! bytes -> read -> rows on a timeline -> judge -> summary (whole or by windows) -> report, json, beats
//! ```
//!
//! Nothing here opens a file; the command does.

use crate::event::seat::Seat;

pub mod beats;
pub mod json;
pub mod read;
pub mod report;
pub mod summary;
mod verdicts;
pub mod windows;

use beats::BeatClass;
use summary::Summary;
use windows::WindowSpan;

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
fn is_interval(rr_ms: f64) -> bool {
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

/// A judged recording and what can be said of it.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The recording, judged.
    pub recording: Recording,
    /// Of the whole, or of each window.
    pub summaries: Vec<(Option<WindowSpan>, Summary)>,
}

/// Judges every interval of a recording, both ways.
pub fn judged(mut recording: Recording) -> Recording {
    self::verdicts::judge(&mut recording.rows);
    self::verdicts::judge_causally(&mut recording.rows);
    recording
}

/// Judges a recording with all of it in sight, and says what can be said of the whole, or of each window of so many
/// seconds.
pub fn analysis(mut recording: Recording, window_s: Option<f64>) -> Analysis {
    self::verdicts::judge(&mut recording.rows);
    let summaries = match window_s {
        None => vec![(None, Summary::of(&recording.rows))],
        Some(length) => {
            let parts = windows::windows(&recording.rows, length);
            parts.map(|(window, rows)| (Some(window), Summary::of(rows))).collect()
        }
    };
    Analysis { recording, summaries }
}
