//! The spectrum of the beats of a practice, and their Poincaré plot.

use std::slice::from_ref;

use maud::{Markup, html};

use super::View;
use super::figures::{Unit, with_unit};
use super::heart::class;
use crate::heart::hrv::frequency::{HF, LF, STEP_HZ, Spectrum};
use crate::report::heart::{BeatsReport, HeartReport};
use crate::report::svg::axis::{Axis, percent};
use crate::report::svg::chart::{Chart, Height, Twin};
use crate::report::svg::path::{Scales, area, dots, line};

/// A Poincaré plot spans at least this much, in ms. Assumption: so that small differences look small.
const LEAST_MS: f64 = 200.0;

/// The rate of a point of a spectrum, in waves a minute.
fn a_minute(point: usize) -> f64 {
    60.0 * point as f64 * STEP_HZ
}

/// The spectrum of the beats.
pub(super) fn spectrum(view: &View, spectrum: Option<&Spectrum>, heart: &HeartReport) -> Markup {
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
            path class=(format!("course {}", class(heart.seat))) d=(line(from_ref(&values), &scales)) {}
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

/// Each clean interval beside the one before it.
pub(super) fn poincare(view: &View, beats: &BeatsReport, (sd1, sd2): (f64, f64), heart: &HeartReport) -> Markup {
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
