//! `breathmark analyze`: from recorded intervals to verdicts, quality and the figures of heart rate variability.
//!
//! ```text
//! bytes -> read -> recording -> verdicts -> summary (of the whole, or of windows) -> report, json
//!                                        -> beats
//! ```
//!
//! The command opens the files. Nothing here does.

pub mod beat_class;
pub mod beats;
pub mod json;
pub mod read;
pub mod recording;
pub mod report;
pub mod summary;
mod verdicts;
pub(crate) mod windows;

use recording::Recording;
use summary::Summary;
use windows::WindowSpan;

/// A judged recording and its figures.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The recording, with a verdict on each interval.
    pub recording: Recording,
    /// One summary of the whole, or one of each window.
    pub summaries: Vec<(Option<WindowSpan>, Summary)>,
}

/// Fills in both verdicts on each interval: the offline one and the causal one.
pub fn judged(mut recording: Recording) -> Recording {
    self::verdicts::judge(&mut recording.rows);
    self::verdicts::judge_causally(&mut recording.rows);
    recording
}

/// Fills in the offline verdict on each interval, and sums up. With `window_s` there is one summary for each window of
/// that many seconds, otherwise one of the whole.
pub fn analysis(mut recording: Recording, window_s: Option<f64>) -> Analysis {
    self::verdicts::judge(&mut recording.rows);
    let unfit = recording.unfit.as_deref();
    let summaries = match window_s {
        None => vec![(None, Summary::of(&recording.rows).unless(unfit))],
        Some(length) => {
            let parts = windows::windows(&recording.rows, length);
            parts.map(|(window, rows)| (Some(window), Summary::of(rows).unless(unfit))).collect()
        }
    };
    Analysis { recording, summaries }
}
