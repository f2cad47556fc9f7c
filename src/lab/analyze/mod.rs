//! Analysis after the fact: recorded intervals to verdicts, quality and the field's figures.
//!
//! ```text
//! bytes -> read -> rows on a timeline -> judge -> summary (whole or by windows) -> report, json, beats
//! ```
//!
//! Nothing here opens a file; the command does.

pub mod beat_class;
pub mod beats;
pub mod json;
pub mod read;
pub mod recording;
pub mod report;
pub mod summary;
mod verdicts;
pub mod windows;

use recording::Recording;
use summary::Summary;
use windows::WindowSpan;

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
