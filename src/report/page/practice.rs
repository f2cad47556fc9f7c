//! A practice: its breath, how far the heart moved with it, and what was measured.

use maud::{Markup, html};

use super::heart::named;
use super::meanings::Meaning;
use super::say::{self, clock};
use super::{View, beats, head, heart, pace, signal};
use crate::practice::quiet_reading::ReadingResult;
use crate::report::heart::HeartReport;
use crate::report::practice::{Led, Moved, PracticeReport};
use crate::report::svg::axis::Axis;
use crate::report::svg::chart::{Chart, Height, Twin, table};
use crate::report::svg::path::{Scales, dots, line};

/// A scale of how far the heart moves spans at least this much, in beats a minute; as in `breathmark history`.
pub(super) const LEAST_MOVED_BPM: f64 = 5.0;
/// The paces that are listed. Assumption: nobody reads more.
const LISTED: usize = 40;

/// The page of a practice, and the pages of the hearts that are shown.
pub(super) fn article(view: &View, practice: &PracticeReport) -> Markup {
    let words = &view.words.report;
    let [left, right] = [&practice.names.left, &practice.names.right].map(|name| say::name(name));
    let who = match (practice.of_two, left.is_empty()) {
        (true, false) => words.both.with(&[("left", &left), ("right", &right)]),
        (false, false) => left,
        (_, true) => String::new(),
    };
    let (what, practised) = if practice.of_two {
        (&words.practice_of_two, &words.practised_two)
    } else {
        (&words.practice, &words.practised)
    };
    let seconds = if practice.practised_s > 0 { u64::from(practice.practised_s) } else { practice.lasted_s as u64 };
    html! {
        article {
            (head(view, what, &who, practice.began))
            p.lead { (practised.with(&[("time", &view.minutes(seconds))])) }
            @if practice.cut_short { p.note { (words.cut_short) } }
            (felt(view, practice))
            @if practice.hearts.is_empty() && !practice.of_two { p { (words.no_heart) } }
            @if let Some(moved) = &practice.moved { (with_breath(view, moved, practice.lasted_s)) }
            @for search in &practice.searches { (pace::section(view, search)) }
            @for reading in &practice.readings { (quiet_reading(view, reading)) }
            (led(view, &practice.led))
            @if practice.of_two && practice.hearts.is_empty() { (own_pages()) }
            @if !practice.of_two { @for heart in &practice.hearts { (of_beats(view, heart, practice)) } }
        }
        @if practice.of_two {
            @for heart in &practice.hearts {
                article.own {
                    h2 { bdi { (words.heart_of.with(&[("name", &named(view, heart))])) } }
                    (of_beats(view, heart, practice))
                }
            }
        }
    }
}

/// How one's own page is made, where two were measured.
fn own_pages() -> Markup {
    html! {
        section.aside {
            p { code { "breathmark report … --person left" } }
            p { code { "breathmark report … --person right" } }
        }
    }
}

/// What rests on single beats; without intervals, the heart rate.
fn of_beats(view: &View, heart: &HeartReport, practice: &PracticeReport) -> Markup {
    let words = &view.words.report;
    html! {
        @if let Some(beats) = &heart.beats {
            (beats::sections(view, heart, beats, practice))
            (signal::section(view, &heart.signal, Some(beats::left_out(beats))))
        } @else {
            section {
                h3 { (words.rate) }
                p.note { (words.no_intervals) }
                (heart::rate(view, heart, None))
            }
            (signal::section(view, &heart.signal, None))
        }
    }
}

fn felt(view: &View, practice: &PracticeReport) -> Markup {
    let words = &view.words;
    let said = match practice.felt {
        (Some(before), Some(after)) => words.report.felt.with(&[("before", &before), ("after", &after)]),
        (Some(before), None) => words.practice_end.before.with(&[("n", &before)]),
        (None, Some(after)) => words.practice_end.now.with(&[("n", &after)]),
        (None, None) => return html! {},
    };
    html! { p { (said) } }
}

fn with_breath(view: &View, moved: &Moved, lasted_s: f64) -> Markup {
    let words = &view.words.report;
    view.names(Meaning::Moved);
    let span_s = lasted_s / moved.spans.len().max(1) as f64;
    let middle = |nth: usize| (nth as f64 + 0.5) * span_s;
    let known: Vec<(f64, f64)> =
        moved.spans.iter().enumerate().filter_map(|(nth, moved)| Some((middle(nth), (*moved)?))).collect();
    let range = known.iter().fold((f64::MAX, f64::MIN), |(low, high), (_, bpm)| (low.min(*bpm), high.max(*bpm)));
    let (low, high) = (view.number(range.0, 0), view.number(range.1, 0));
    let described = words.with_breath_desc.with(&[("low", &low), ("high", &high), ("n", &moved.spans.len())]);
    let scales = Scales { x: Axis::seconds(lasted_s, 5), y: Axis::numbers((0.0, range.1), LEAST_MOVED_BPM, 4) };
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (nth, moved) in moved.spans.iter().enumerate() {
        match (moved, runs.last_mut()) {
            (Some(bpm), Some(run)) => run.push((middle(nth), *bpm)),
            _ => runs.push(Vec::new()),
        }
    }
    let chart = Chart {
        height: Height::Low,
        title: &words.with_breath,
        description: &described,
        scales: &scales,
        y_label: &|bpm| view.number(bpm, scales.y.decimals),
        x_label: &|at| super::say::tick(at, lasted_s),
        behind: html! {},
        data: html! { path.course.breath d=(line(&runs, &scales)) {} path.dots.big.breath d=(dots(&known, &scales)) {} },
        over: html! {},
        below: html! {},
    };
    let row = |(nth, moved): (usize, &Option<f64>)| {
        let said = moved.map_or_else(|| words.not_followed.clone(), |bpm| view.number(bpm, 0));
        vec![clock(nth as f64 * span_s), said]
    };
    let twin = Twin {
        summary: &words.as_table,
        caption: &words.with_breath,
        heads: vec![&words.from, &words.moved_by],
        rows: moved.spans.iter().enumerate().map(row).collect(),
    };
    let end = &view.words.practice_end;
    let said = match (moved.first_and_last, known.last()) {
        (Some((first, last)), _) => {
            end.swings.with(&[("first", &view.number(first, 0)), ("last", &view.number(last, 0))])
        }
        (None, Some((_, bpm))) => end.swing.with(&[("n", &view.number(*bpm, 0))]),
        (None, None) => return html! {},
    };
    html! {
        section {
            h3 { (words.with_breath) }
            p { (said) }
            figure {
                (chart.markup(&view.ids))
                figcaption { p { (words.moved_by) } }
                (twin.markup())
            }
        }
    }
}

fn quiet_reading(view: &View, reading: &ReadingResult) -> Markup {
    let words = &view.words.report;
    let rows = [
        (Meaning::HeartRate, words.figure.bpm.with(&[("n", &view.number(reading.heart_rate_bpm, 0))])),
        (Meaning::Rmssd, words.figure.ms.with(&[("n", &view.number(reading.rmssd_ms, 0))])),
        (Meaning::Sdnn, words.figure.ms.with(&[("n", &view.number(reading.sdnn_ms, 0))])),
    ];
    let breaths = reading.breathing_per_minute.map(|rate| words.figure.a_minute.with(&[("n", &view.number(rate, 1))]));
    let breaths = breaths.unwrap_or_else(|| words.needs_regular.clone());
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .chain([(Meaning::Breathing, breaths)])
        .map(|(meaning, value)| {
            view.names(meaning);
            vec![meaning.name(view.words).to_owned(), value]
        })
        .collect();
    let heading = words.reading.of(reading.minutes.into());
    html! {
        section {
            h3 { (heading) }
            (table(&heading, &[&words.figure_is, &words.value], &rows))
            p.quiet {
                (words.clear_share.with(&[("n", &view.number(100.0 * reading.clean_share, 0))]))
                " " (view.words.reading.no_verdict)
            }
        }
    }
}

/// The paces that were led, if any was.
fn led(view: &View, led: &[Led]) -> Markup {
    let words = &view.words.report;
    if led.iter().all(|piece| piece.breath.is_none()) {
        return html! {};
    }
    let seconds = |s: f64| words.seconds.with(&[("n", &view.number(s, usize::from((s - s.round()).abs() > 0.05)))]);
    let said = |piece: &Led| match piece.breath {
        None => words.no_breath.clone(),
        Some((into, top_up, out)) => {
            let rate = view.number(60.0 / (into + top_up + out), 1);
            let (into, top_up_said, out) = (seconds(into), seconds(top_up), seconds(out));
            if top_up > 0.0 {
                words.breath_twice.with(&[("in", &into), ("top_up", &top_up_said), ("out", &out), ("n", &rate)])
            } else {
                words.breath.with(&[("in", &into), ("out", &out), ("n", &rate)])
            }
        }
    };
    let rows: Vec<Vec<String>> =
        led.iter().take(LISTED).map(|piece| vec![clock(piece.from_s.max(0.0)), said(piece)]).collect();
    html! {
        section {
            h3 { (words.led) }
            (table(&words.led, &[&words.from, &words.led], &rows))
        }
    }
}
