//! The figures of the beats of a practice, or why there are none.

use maud::{Markup, html};

use super::View;
use super::meanings::Meaning;
use crate::heart::artifact::{FAIR, MINIMUM, Quality};
use crate::heart::hrv::Metrics;
use crate::report::heart::BeatsReport;
use crate::report::svg::chart::table;

/// How much clean data a figure needs.
#[derive(Clone, Copy)]
enum Needs {
    Beats,
    Neighbours(u32),
    Seconds(u32),
    Regular,
}

/// The unit of a figure.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Bpm,
    Ms,
    Ms2,
    Percent,
    AMinute,
    None,
}

/// A row of the table of figures: what it means, its value, its decimals, its unit, what it needs.
type Figure = (Meaning, fn(&Metrics) -> Option<f64>, usize, Unit, Needs);

/// The figures of a practice. `breathmark analyze` has more; these are read without a book.
const FIGURES: [Figure; 12] = [
    (Meaning::HeartRate, |m| m.heart_rate, 1, Unit::Bpm, Needs::Beats),
    (Meaning::MeanRr, |m| m.mean_rr_ms, 0, Unit::Ms, Needs::Beats),
    (Meaning::Rmssd, |m| m.rmssd_ms, 1, Unit::Ms, Needs::Neighbours(8)),
    (Meaning::Sdnn, |m| m.sdnn_ms, 1, Unit::Ms, Needs::Seconds(50)),
    (Meaning::Pnn50, |m| m.pnn50, 1, Unit::Percent, Needs::Neighbours(30)),
    (Meaning::Sd1, |m| m.sd1_ms, 1, Unit::Ms, Needs::Neighbours(8)),
    (Meaning::Sd2, |m| m.sd2_ms, 1, Unit::Ms, Needs::Seconds(50)),
    (Meaning::Lf, |m| m.welch.lf_ms2, 0, Unit::Ms2, Needs::Seconds(100)),
    (Meaning::Hf, |m| m.welch.hf_ms2, 0, Unit::Ms2, Needs::Seconds(50)),
    (Meaning::Peak, |m| m.welch.peak_hz.map(|hz| 60.0 * hz), 1, Unit::AMinute, Needs::Seconds(50)),
    (Meaning::Regularity, |m| m.rhythm_regularity, 2, Unit::None, Needs::Seconds(50)),
    (Meaning::Breathing, |m| m.breathing_rate, 1, Unit::AMinute, Needs::Regular),
];

/// The figures, or why there are none.
pub(super) fn figures(view: &View, beats: &BeatsReport) -> Markup {
    let words = &view.words.report;
    let quality = &beats.summary.quality;
    let Some(metrics) = &beats.summary.metrics else { return html! { p.note { (why_none(view, beats)) } } };
    let row = |(meaning, value, decimals, unit, needs): &Figure| {
        view.names(*meaning);
        let said = value(metrics).map(|value| with_unit(view, &view.number(value, *decimals), *unit));
        vec![meaning.name(view.words).to_owned(), said.unwrap_or_else(|| needed(view, *needs))]
    };
    let rows: Vec<Vec<String>> = FIGURES.iter().map(row).collect();
    html! {
        @if quality.verdict == Quality::Fair { p.note { (words.fair) } }
        (table(&words.measured, &[&words.figure_is, &words.value], &rows))
    }
}

/// Why there are no figures: as the verdict on the recording says.
fn why_none(view: &View, beats: &BeatsReport) -> String {
    let (words, quality) = (&view.words.report, &beats.summary.quality);
    let enough = quality.verdicts.normal >= MINIMUM;
    if beats.unfit && quality.intervals >= MINIMUM {
        words.unfit.clone()
    } else if enough && quality.clean_share >= FAIR {
        words.irregular.clone()
    } else if enough {
        words.unclear.with(&[("n", &view.number(100.0 * quality.clean_share, 0))])
    } else {
        words.few.clone()
    }
}

fn needed(view: &View, needs: Needs) -> String {
    let words = &view.words.report;
    match needs {
        Needs::Beats => words.needs_beats.clone(),
        Needs::Neighbours(n) => words.needs_neighbours.with(&[("n", &n)]),
        Needs::Seconds(n) => words.needs_seconds.with(&[("n", &n)]),
        Needs::Regular => words.needs_regular.clone(),
    }
}

/// A number with its unit.
pub(super) fn with_unit(view: &View, number: &str, unit: Unit) -> String {
    let words = &view.words.report.figure;
    let phrase = match unit {
        Unit::Bpm => &words.bpm,
        Unit::Ms => &words.ms,
        Unit::Ms2 => &words.ms2,
        Unit::Percent => &words.percent,
        Unit::AMinute => &words.a_minute,
        Unit::None => return number.to_owned(),
    };
    phrase.with(&[("n", &number)])
}
