//! One JSON object a line for each file, seat and window.

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
    window: Option<WindowSpan>,
    quality: &'a QualityReport,
    metrics: Option<&'a Metrics>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Failed<'a> {
    file: &'a str,
    error: &'a str,
}

/// Writes the objects of one recording. `metrics` is null where the quality is unusable, and each figure where there is
/// too little clean data for it.
pub fn write(to: &mut impl Write, file: &str, analysis: &Analysis) -> io::Result<()> {
    let Analysis { recording, summaries } = analysis;
    for (window, summary) in summaries {
        let object = AnalysisJson {
            file,
            seat: recording.seat,
            window: *window,
            quality: &summary.quality,
            metrics: summary.metrics.as_ref(),
            notes: &recording.notes,
        };
        line(to, &object)?;
    }
    Ok(())
}

/// Writes that a file could not be analysed, and why.
pub fn write_error(to: &mut impl Write, file: &str, error: &str) -> io::Result<()> {
    line(to, &Failed { file, error })
}

fn line(to: &mut impl Write, object: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *to, object)?;
    to.write_all(b"\n")
}
