//! The beats of a practice over time, with the breath that was led, and which of them don't count.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::View;
use super::heart::{LEAST_BPM, class, column_rows, last_second};
use super::say::{clock, tick};
use crate::lab::analyze::beat_class::BeatClass;
use crate::lab::analyze::summary::VerdictCounts;
use crate::report::heart::{BeatsReport, HeartReport};
use crate::report::practice::DRAWN_S;
use crate::report::svg::axis::Axis;
use crate::report::svg::chart::{Chart, Height, Twin};
use crate::report::svg::path::{Scales, boxes, line};
use crate::report::svg::{HIGH, WIDE};

/// The rejected beats that the table lists. Assumption: nobody reads more.
const LISTED: usize = 60;
/// How long a row of a tachogram is, in seconds: thirty slow breaths, which can be told apart on a phone.
const ROW_S: f64 = 300.0;

/// The beats over time: up to half an hour in rows, in which each breath can be seen.
pub(super) fn tachogram(view: &View, heart: &HeartReport, beats: &BeatsReport, fullness: &[Option<f64>]) -> Markup {
    let words = &view.words.report;
    let Some(range) = beats.rate.range() else { return html! { p { (words.no_rate) } } };
    let length_s = last_second(&beats.rate);
    let in_rows = beats.rate.column_s().is_none() && length_s <= DRAWN_S as f64;
    let y = Axis::numbers(range, LEAST_BPM, if in_rows { 3 } else { 5 });
    let length_of_row_s = if in_rows { ROW_S.min(length_s) } else { length_s };
    let count = (length_s / length_of_row_s).ceil().max(1.0) as u32;
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
            @for nth in 0..count {
                @let from_s = f64::from(nth) * length_of_row_s;
                (row(view, heart, beats, &Row { from_s, to_s: from_s + length_of_row_s, runs: &runs, y: &y, fullness, in_rows }))
            }
            figcaption {
                p {
                    (words.rate) ". "
                    @match beats.rate.column_s() {
                        None => (words.beats_means),
                        Some(width_s) => (words.columns_mean.with(&[("time", &view.span(width_s))])),
                    }
                }
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
        svg.wave aria-hidden="true" viewBox=(format!("0 0 {WIDE} {HIGH}")) preserveAspectRatio="none" {
            path d=(line(&runs, &scales)) {}
        }
    }
}

/// A short line at the lower edge for each rejected beat; two at one place are one.
fn rug(rejected: &[(f64, BeatClass)], x: &Axis) -> String {
    let mut places: Vec<i64> =
        rejected.iter().map(|(at_s, _)| (x.share(*at_s) * WIDE / 5.0).round() as i64 * 5).collect();
    places.dedup();
    places.iter().fold(String::new(), |mut path, x| {
        let _ = write!(path, "M{x} {}V{HIGH}", HIGH - 45.0);
        path
    })
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
