//! One person's page: the heart rate over time. It says no reason for anything.

use maud::{Markup, html};

use super::say::{self, clock, tick};
use super::{View, signal};
use crate::event::seat::Seat;
use crate::heart::baseline::Role;
use crate::report::heart::HeartReport;
use crate::report::svg::axis::{Axis, percent};
use crate::report::svg::chart::{Chart, Height, Twin};
use crate::report::svg::path::{Scales, boxes, line};
use crate::report::talk::TalkReport;
use crate::report::trace::{Columns, Trace};
use crate::talk::outline::PartKind;

/// A scale of heart rates spans at least this much, in beats a minute. Assumption: so small differences look small.
pub(super) const LEAST_BPM: f64 = 20.0;

/// The class that gives a seat its colour and its kind of line.
pub(super) fn class(seat: Seat) -> &'static str {
    if seat == Seat::Left { "left" } else { "right" }
}

/// The page of one heart. With a talk, its pauses are shaded.
pub(super) fn page(view: &View, heart: &HeartReport, talk: Option<&TalkReport>) -> Markup {
    let words = &view.words.report;
    let name = named(view, heart);
    html! {
        article.own {
            h2 { bdi { (words.heart_of.with(&[("name", &name)])) } }
            p { bdi { (words.own.with(&[("name", &name)])) } }
            section {
                h3 { (words.rate) }
                (rate(view, heart, talk))
            }
            (signal::section(view, &heart.signal, None))
        }
    }
}

/// What this person is called.
pub(super) fn named(view: &View, heart: &HeartReport) -> String {
    let name = say::name(&heart.name);
    let seats = &view.words.seats;
    if name.is_empty() { if heart.seat == Seat::Left { seats.left.clone() } else { seats.right.clone() } } else { name }
}

/// The heart rate over time.
pub(super) fn rate(view: &View, heart: &HeartReport, talk: Option<&TalkReport>) -> Markup {
    let words = &view.words.report;
    let Some(range) = heart.rate.range() else { return html! { p { (words.no_rate) } } };
    let length_s = talk.map_or(0.0, |talk| talk.lasted_s() as f64).max(last_second(&heart.rate));
    let with_calm = heart.calm.iter().fold(range, |range, (_, bpm)| (range.0.min(*bpm), range.1.max(*bpm)));
    let scales = Scales { x: Axis::seconds(length_s, 5), y: Axis::numbers(with_calm, LEAST_BPM, 5) };
    let pauses = talk.map(|talk| pause_bands(talk, &scales.x)).unwrap_or_default();
    let described = course_desc(view, range, length_s);
    let has_pauses = talk.is_some_and(|talk| !talk.pauses().is_empty());
    let chart = Chart {
        height: Height::Tall,
        title: &words.rate,
        description: &described,
        scales: &scales,
        y_label: &|bpm| view.number(bpm, 0),
        x_label: &|at| tick(at, length_s),
        behind: pauses,
        data: course(&heart.rate, &scales, class(heart.seat)),
        over: calm_lines(heart, &scales.y),
        below: html! {},
    };
    html! {
        figure {
            (chart.markup(&view.ids))
            figcaption {
                @match heart.rate.column_s() {
                    None => p { (words.rate_means) },
                    Some(width_s) => p { (words.columns_mean.with(&[("time", &view.span(width_s))])) },
                }
                @if !heart.calm.is_empty() {
                    p { (words.calm_means) }
                    ul.legend {
                        @for (role, bpm) in &heart.calm {
                            li {
                                span class=(format!("key calm {}", role_class(*role))) aria-hidden="true" {}
                                (calm_name(view, *role, *bpm))
                            }
                        }
                    }
                }
                @if has_pauses { p { (words.shaded) } }
            }
            @if let Some(rows) = &heart.rows { (rate_table(view, rows)) }
        }
    }
}

/// A course as a line, with its lowest and highest values behind it.
pub(super) fn course(trace: &Trace, scales: &Scales, class: &str) -> Markup {
    let spread = trace.spread();
    html! {
        @if !spread.is_empty() { path class=(format!("spread {class}")) d=(boxes(&spread, scales)) {} }
        path class=(format!("course {class}")) d=(line(&trace.runs(), scales)) {}
    }
}

/// What a course shows, in a sentence.
pub(super) fn course_desc(view: &View, (low, high): (f64, f64), length_s: f64) -> String {
    let words = &view.words.report.course_desc;
    words.with(&[("low", &view.number(low, 0)), ("high", &view.number(high, 0)), ("time", &view.span(length_s))])
}

/// When the last value of a course is, in seconds.
pub(super) fn last_second(trace: &Trace) -> f64 {
    match trace {
        Trace::Points(points) => points.last().map_or(0.0, |point| point.at_s),
        Trace::Columns(columns) => columns.all.len() as f64 * columns.width_s,
    }
}

fn pause_bands(talk: &TalkReport, x: &Axis) -> Markup {
    let is_pause = |part: PartKind| matches!(part, PartKind::Pause | PartKind::Break);
    html! {
        @for (from_s, part) in talk.parts().filter(|(_, part)| is_pause(part.part) && part.seconds > 0) {
            @let from = x.share(from_s as f64);
            @let to = x.share(from_s as f64 + f64::from(part.seconds));
            rect.shade x=(percent(from)) width=(percent(to - from)) y="0" height="100%" {}
        }
    }
}

fn calm_lines(heart: &HeartReport, y: &Axis) -> Markup {
    html! {
        @for (role, bpm) in &heart.calm {
            @let at = percent(1.0 - y.share(*bpm));
            line class=(format!("calm {}", role_class(*role))) x1="0" x2="100%" y1=(at) y2=(at) {}
        }
    }
}

fn role_class(role: Role) -> &'static str {
    if role == Role::Speaking { "speaking" } else { "listening" }
}

fn calm_name(view: &View, role: Role, bpm: f64) -> String {
    let words = &view.words.report;
    let words = if role == Role::Speaking { &words.calm_speaking } else { &words.calm_listening };
    words.with(&[("n", &view.number(bpm, 0))])
}

fn rate_table(view: &View, rows: &Columns) -> Markup {
    let words = &view.words.report;
    Twin {
        summary: &words.as_table,
        caption: &words.rate,
        heads: vec![&words.from, &words.mean, &words.lowest, &words.highest],
        rows: column_rows(view, rows, |_| Vec::new()),
    }
    .markup()
}

/// The rows of a course: when each begins, its mean, lowest and highest value, and what `more` adds. A row without a value is
/// empty.
pub(super) fn column_rows(
    view: &View,
    columns: &Columns,
    more: impl Fn(&crate::report::trace::Column) -> Vec<String>,
) -> Vec<Vec<String>> {
    let row = |(nth, column): (usize, &crate::report::trace::Column)| {
        let said = |value: f64| if column.filled_s > 0.0 { view.number(value, 0) } else { "–".to_owned() };
        let from = clock(nth as f64 * columns.width_s);
        let figures = [from, said(column.mean().unwrap_or_default()), said(column.low), said(column.high)];
        figures.into_iter().chain(more(column)).collect()
    };
    columns.all.iter().enumerate().map(row).collect()
}
