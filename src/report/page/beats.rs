//! The beats of a practice: their course, their figures, their spectrum and their Poincaré plot.

use maud::{Markup, html};

use super::View;
use super::heart::{LEAST_BPM, class, column_rows, last_second};
use super::meanings::Meaning;
use super::say::{clock, tick};
use crate::heart::artifact::{FAIR, MINIMUM, Quality};
use crate::heart::hrv::Metrics;
use crate::heart::hrv::frequency::{HF, LF, STEP_HZ, Spectrum};
use crate::lab::analyze::beat_class::BeatClass;
use crate::lab::analyze::summary::VerdictCounts;
use crate::report::heart::{BeatsReport, HeartReport, LeftOut};
use crate::report::practice::{DRAWN_S, PracticeReport};
use crate::report::svg::axis::{Axis, percent};
use crate::report::svg::chart::{Chart, Height, Twin, table};
use crate::report::svg::path::{Scales, area, boxes, dots, line};
use crate::report::svg::{HIGH, WIDE};

/// The rejected beats that the table lists. Assumption: nobody reads more.
const LISTED: usize = 60;
/// A Poincaré plot spans at least this much, in ms. Assumption: so that small differences look small.
const LEAST_MS: f64 = 200.0;

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
    let VerdictCounts { normal, missed, extra, ectopic, misplaced, gap } = beats.summary.quality.verdicts;
    let [counted, missed, extra, ectopic, misplaced, gap] =
        [normal, missed, extra, ectopic, misplaced, gap].map(|count| count as u64);
    LeftOut { counted, missed, extra, ectopic, misplaced, gap }
}

/// How long a row of a tachogram is, in seconds: thirty slow breaths, which can be told apart on a phone.
const ROW_S: f64 = 300.0;

fn tachogram(view: &View, heart: &HeartReport, beats: &BeatsReport, fullness: &[Option<f64>]) -> Markup {
    let words = &view.words.report;
    let Some(range) = beats.rate.range() else { return html! { p { (words.no_rate) } } };
    let length_s = last_second(&beats.rate);
    let in_rows = beats.rate.column_s().is_none() && length_s <= DRAWN_S as f64;
    let y = Axis::numbers(range, LEAST_BPM, if in_rows { 3 } else { 5 });
    let row_s = if in_rows { ROW_S.min(length_s) } else { length_s };
    let rows = (length_s / row_s).ceil().max(1.0) as u32;
    let runs = beats.rate.runs();
    let more =
        |column: &crate::report::trace::Column| vec![view.number(column.filled_s, 0), column.left_out.to_string()];
    let twin = Twin {
        summary: &words.as_table,
        caption: &words.rate,
        heads: vec![&words.from, &words.mean, &words.lowest, &words.highest, &words.clear, &words.left_out],
        rows: column_rows(view, &beats.rows, more),
    };
    html! {
        figure {
            @for nth in 0..rows {
                @let from_s = f64::from(nth) * row_s;
                (row(view, heart, beats, &Row { from_s, to_s: from_s + row_s, runs: &runs, y: &y, fullness, in_rows }))
            }
            figcaption {
                p { (words.rate) ". " (words.beats_means) }
                @if let Some(width_s) = beats.rate.column_s() { p { (words.columns_mean.with(&[("time", &view.span(width_s))])) } }
                @if in_rows && fullness.iter().any(Option::is_some) { p { (words.wave) } }
                @if !beats.rejected.is_empty() { p { (words.marks) } }
            }
            (twin.markup())
            (rejected(view, beats))
        }
    }
}

/// A row of a tachogram.
struct Row<'a> {
    from_s: f64,
    to_s: f64,
    /// The runs of the whole tachogram.
    runs: &'a [Vec<(f64, f64)>],
    y: &'a Axis,
    fullness: &'a [Option<f64>],
    /// Whether it is one of several that show each breath.
    in_rows: bool,
}

fn row(view: &View, heart: &HeartReport, beats: &BeatsReport, row: &Row) -> Markup {
    let words = &view.words.report;
    let (from_s, to_s) = (row.from_s, row.to_s);
    let ticks = Axis::seconds(to_s - from_s, 5).ticks.iter().map(|at| from_s + at).collect();
    let scales = Scales { x: Axis::fixed(from_s, to_s, ticks, 0), y: row.y.clone() };
    let is_here = |at_s: f64| (from_s..=to_s).contains(&at_s);
    let here = |run: &Vec<(f64, f64)>| run.iter().copied().filter(|(at_s, _)| is_here(*at_s)).collect::<Vec<_>>();
    let runs: Vec<Vec<(f64, f64)>> = row.runs.iter().map(here).filter(|run| !run.is_empty()).collect();
    let rates = || runs.iter().flatten().map(|(_, bpm)| *bpm);
    let (low, high) = rates().fold((f64::MAX, f64::MIN), |(low, high), bpm| (low.min(bpm), high.max(bpm)));
    let described = if runs.is_empty() {
        words.no_rate.clone()
    } else {
        words.row_desc.with(&[
            ("from", &clock(from_s)),
            ("to", &clock(to_s)),
            ("low", &view.number(low, 0)),
            ("high", &view.number(high, 0)),
        ])
    };
    let rejected: Vec<(f64, BeatClass)> = beats.rejected.iter().copied().filter(|(at_s, _)| is_here(*at_s)).collect();
    let spread = beats.rate.spread();
    let chart = Chart {
        height: if row.in_rows { Height::Row } else { Height::Tall },
        title: &words.beats,
        description: &described,
        scales: &scales,
        y_label: &|bpm| view.number(bpm, 0),
        x_label: &|at| tick(at, to_s),
        behind: html! {},
        data: html! {
            @if !spread.is_empty() { path class=(format!("spread {}", class(heart.seat))) d=(boxes(&spread, &scales)) {} }
            path class=(format!("course {}", class(heart.seat))) d=(line(&runs, &scales)) {}
            @if !rejected.is_empty() { path.left-out d=(rug(&rejected, &scales.x)) {} }
        },
        over: html! {},
        below: if row.in_rows {
            wave(row.fullness, &scales.x)
        } else {
            html! {}
        },
    };
    html! { div.row-of { (chart.markup(&view.ids)) } }
}

/// The breath that was led, beneath a row; nothing where none was.
fn wave(fullness: &[Option<f64>], x: &Axis) -> Markup {
    let scales = Scales { x: x.clone(), y: Axis::fixed(0.0, 1.0, Vec::new(), 0) };
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (nth, full) in fullness.iter().enumerate() {
        let at_s = nth as f64 + 1.0;
        match (full, runs.last_mut()) {
            (Some(full), Some(run)) if x.has(at_s) => run.push((at_s, *full)),
            (_, Some(run)) if !run.is_empty() => runs.push(Vec::new()),
            _ => {}
        }
    }
    runs.retain(|run| run.len() > 1);
    if runs.is_empty() {
        return html! {};
    }
    html! {
        svg.wave aria-hidden="true" viewBox=(format!("0 0 {WIDE} {HIGH}")) preserveAspectRatio="none" { path d=(line(&runs, &scales)) {} }
    }
}

/// A short line at the lower edge for each rejected beat; two at one place are one.
fn rug(rejected: &[(f64, BeatClass)], x: &Axis) -> String {
    let mut places: Vec<i64> =
        rejected.iter().map(|(at_s, _)| (x.share(*at_s) * WIDE / 5.0).round() as i64 * 5).collect();
    places.dedup();
    places.iter().map(|x| format!("M{x} {}V{HIGH}", HIGH - 45.0)).collect()
}

fn rejected(view: &View, beats: &BeatsReport) -> Markup {
    let words = &view.words.report;
    let VerdictCounts { missed, extra, ectopic, misplaced, gap, .. } = beats.summary.quality.verdicts;
    let all = missed + extra + ectopic + misplaced + gap;
    let listed: Vec<Vec<String>> = beats
        .rejected
        .iter()
        .take(LISTED)
        .map(|(at_s, kind)| vec![clock(*at_s), class_name(view, *kind).to_owned()])
        .collect();
    let more = all.saturating_sub(listed.len()) as u64;
    let twin = Twin {
        summary: &words.rejected,
        caption: &words.rejected,
        heads: vec![&words.from, &words.reason],
        rows: listed,
    };
    html! { (twin.markup()) @if more > 0 { p.quiet { (words.rejected_more.of(more)) } } }
}

fn class_name<'a>(view: &View<'a>, class: BeatClass) -> &'a str {
    let words = &view.words.report;
    match class {
        BeatClass::Normal => &words.counted,
        BeatClass::Missed => &words.missed,
        BeatClass::Extra => &words.extra,
        BeatClass::Ectopic => &words.ectopic,
        BeatClass::Misplaced => &words.misplaced,
        BeatClass::Gap => &words.gap,
    }
}

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
enum Unit {
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

fn figures(view: &View, beats: &BeatsReport) -> Markup {
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

fn with_unit(view: &View, number: &str, unit: Unit) -> String {
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

/// The rate of a point of a spectrum, in waves a minute.
fn a_minute(point: usize) -> f64 {
    60.0 * point as f64 * STEP_HZ
}

fn spectrum(view: &View, spectrum: Option<&Spectrum>, heart: &HeartReport) -> Markup {
    let words = &view.words.report;
    let Some((spectrum, peak)) = spectrum.and_then(|it| Some((it, it.peak((LF.0, HF.1))?))) else {
        return html! { p { (words.no_spectrum) } };
    };
    let shown = 0..=(HF.1 / STEP_HZ) as usize;
    let values: Vec<(f64, f64)> = shown.map(|point| (a_minute(point), spectrum.density[point])).collect();
    let highest = values.iter().map(|(_, density)| *density).fold(0.0, f64::max);
    let ticks = (0..=4).map(|nth| 6.0 * f64::from(nth)).collect();
    let scales = Scales { x: Axis::fixed(0.0, 60.0 * HF.1, ticks, 0), y: Axis::numbers((0.0, highest), 1.0, 4) };
    let described = words.spectrum_desc.with(&[("n", &view.number(a_minute(peak), 1))]);
    let chart = Chart {
        height: Height::Low,
        title: &words.spectrum,
        description: &described,
        scales: &scales,
        y_label: &|density| view.number(density, scales.y.decimals),
        x_label: &|rate| view.number(rate, 0),
        behind: html! {},
        data: html! {
            path class=(format!("area {}", class(heart.seat))) d=(area(&values, &scales)) {}
            path class=(format!("course {}", class(heart.seat))) d=(line(&[values.clone()], &scales)) {}
        },
        over: html! {},
        below: html! {},
    };
    let bands = |point: usize| vec![view.number(a_minute(point), 1), view.number(spectrum.density[point], 0)];
    let twin = Twin {
        summary: &words.as_table,
        caption: &words.spectrum,
        heads: vec![&words.waves, &words.power],
        rows: (0..values.len()).step_by(5).map(bands).collect(),
    };
    html! {
        figure {
            (chart.markup(&view.ids))
            p.axis-name { (words.waves) " →" }
            figcaption { p { (words.spectrum_means) } p { (described) } p { "↑ " (words.power) } }
            (twin.markup())
        }
    }
}

fn poincare(view: &View, beats: &BeatsReport, (sd1, sd2): (f64, f64), heart: &HeartReport) -> Markup {
    let words = &view.words.report;
    let all = || beats.pairs.iter().flat_map(|(before, after)| [*before, *after]);
    let range = all().fold((f64::MAX, f64::MIN), |(low, high), ms| (low.min(ms), high.max(ms)));
    if beats.pairs.is_empty() {
        return html! {};
    }
    let axis = Axis::numbers(range, LEAST_MS, 4);
    let (first, last) = (axis.ticks.first().copied().unwrap_or(0.0), axis.ticks.last().copied().unwrap_or(0.0));
    let scales = Scales { x: axis.clone(), y: axis };
    let described = words.poincare_desc.with(&[
        ("n", &beats.pairs.len()),
        ("sd1", &view.number(sd1, 1)),
        ("sd2", &view.number(sd2, 1)),
    ]);
    let chart = Chart {
        height: Height::Square,
        title: &words.poincare,
        description: &described,
        scales: &scales,
        y_label: &|ms| view.number(ms, 0),
        x_label: &|ms| view.number(ms, 0),
        behind: html! { line.diagonal x1=(percent(0.0)) y1=(percent(1.0)) x2=(percent(1.0)) y2=(percent(0.0)) {} },
        data: html! { path class=(format!("dots {}", class(heart.seat))) d=(dots(&beats.pairs, &scales)) {} },
        over: html! {},
        below: html! {},
    };
    let named = [
        (&view.words.report.figure.sd1, sd1),
        (&view.words.report.figure.sd2, sd2),
        (&words.lowest, first.max(range.0)),
        (&words.highest, last.min(range.1)),
    ];
    let rows = named.into_iter().map(|(name, ms)| vec![name.clone(), with_unit(view, &view.number(ms, 1), Unit::Ms)]);
    let twin = Twin {
        summary: &words.as_table,
        caption: &words.poincare,
        heads: vec![&words.figure_is, &words.value],
        rows: rows.collect(),
    };
    html! {
        figure.small {
            (chart.markup(&view.ids))
            figcaption { p { (words.poincare_means) } p { (described) } }
            (twin.markup())
        }
    }
}
