//! The analysis as JSON: one object a line for each file, seat and window.

use std::io::{self, Write};

use serde::Serialize;

use super::Analysis;
use super::summary::QualityReport;
use super::windows::WindowSpan;
use crate::event::seat::Seat;
use crate::heart::hrv::Metrics;

#[derive(Serialize)]
struct AnalysisJson<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    seat: Option<Seat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a str>,
    /// What was assumed stands before the figures.
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    window: Option<WindowSpan>,
    quality: &'a QualityReport,
    metrics: Option<&'a Metrics>,
}

/// A file that could not be analysed.
#[derive(Serialize)]
struct FailedJson<'a> {
    file: &'a str,
    error: &'a str,
}

/// Writes the objects of one recording. `metrics` is null where the quality is unusable. A single figure is null where
/// there is too little clean data for it.
pub fn write(to: &mut impl Write, file: &str, analysis: &Analysis) -> io::Result<()> {
    let Analysis { recording, summaries } = analysis;
    for (window, summary) in summaries {
        let object = AnalysisJson {
            file,
            seat: recording.seat,
            person: recording.person.as_deref(),
            notes: &recording.notes,
            window: *window,
            quality: &summary.quality,
            metrics: summary.metrics.as_ref(),
        };
        write_line(to, &object)?;
    }
    Ok(())
}

/// Writes that a file could not be analysed, and why.
pub(crate) fn write_error(to: &mut impl Write, file: &str, error: &str) -> io::Result<()> {
    write_line(to, &FailedJson { file, error })
}

fn write_line(to: &mut impl Write, object: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *to, object)?;
    to.write_all(b"\n")
}
