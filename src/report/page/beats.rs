//! Everything on the page that rests on single beats.

use maud::{Markup, html};

use super::View;
use super::figures::figures;
use super::rhythm::{poincare, spectrum};
use super::tachogram::tachogram;
use crate::report::heart::{BeatsReport, HeartReport, LeftOut};
use crate::report::practice::PracticeReport;

/// Everything that rests on single beats.
pub(super) fn sections(view: &View, heart: &HeartReport, beats: &BeatsReport, practice: &PracticeReport) -> Markup {
    let words = &view.words.report;
    html! {
        section {
            h3 { (words.beats) }
            (tachogram(view, heart, beats, &practice.fullness))
        }
        section {
            h3 { (words.measured) }
            (figures(view, beats))
            @if practice.went_on { p.quiet { (words.went_on_after) } }
        }
        @if let Some(metrics) = &beats.summary.metrics {
            section { h3 { (words.spectrum) } (spectrum(view, beats.spectrum.as_ref(), heart)) }
            @if let Some((sd1, sd2)) = metrics.sd1_ms.zip(metrics.sd2_ms) {
                section { h3 { (words.poincare) } (poincare(view, beats, (sd1, sd2), heart)) }
            }
        }
    }
}

/// What the figures left out, by kind.
pub(super) fn left_out(beats: &BeatsReport) -> LeftOut {
    let kinds = beats.summary.quality.verdicts;
    LeftOut {
        counted: kinds.normal as u64,
        missed: kinds.missed as u64,
        extra: kinds.extra as u64,
        ectopic: kinds.ectopic as u64,
        misplaced: kinds.misplaced as u64,
        gap: kinds.gap as u64,
    }
}
