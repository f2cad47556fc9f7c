//! Weeks and months: a dot for each session, in its own unit, with the same as a table.

use jiff::civil::Date;
use maud::{Markup, html};

use super::View;
use super::meanings::Meaning;
use crate::report::svg::axis::Axis;
use crate::report::svg::chart::{Chart, Height, Twin};
use crate::report::svg::path::{Scales, dots};
use crate::store::history::PastSession;

/// The rows of a table. Assumption: nobody reads more. The latest are kept.
const MOST_ROWS: usize = 400;

/// A picture of the history: its heading, its unit, how a dot is read, the dots.
struct Picture<'a> {
    heading: &'a str,
    caption: &'a [String],
    head: &'a str,
    decimals: usize,
    least: f64,
    dots: Vec<(Date, f64)>,
}

/// The history of all sessions, the oldest first.
pub(super) fn section(view: &View, sessions: &[PastSession]) -> Markup {
    let words = &view.words.report;
    let pictures = pictures(view, sessions);
    let none = pictures.iter().all(|picture| picture.dots.is_empty());
    html! {
        article {
            div.head { h2.title { (words.history) } }
            p.lead { (words.history_means) }
            @if none { p { (view.words.history.nothing) } }
            @for picture in pictures.iter().filter(|picture| !picture.dots.is_empty()) { (drawn(view, picture)) }
        }
    }
}

fn pictures<'a>(view: &View<'a>, sessions: &[PastSession]) -> Vec<Picture<'a>> {
    let (words, column) = (&view.words.history, &view.words.history.column);
    let [mut moved, mut practice_rmssd, mut reading_rmssd, mut pace, mut pauses] = [const { Vec::new() }; 5];
    for session in sessions {
        let day = session.began().date();
        match session {
            PastSession::Practice(it) => {
                moved.extend(it.swing().map(|bpm| (day, bpm)));
                practice_rmssd.extend(it.rmssd_ms.map(|ms| (day, ms)));
            }
            PastSession::Reading(it) => reading_rmssd.push((day, it.rmssd_ms)),
            PastSession::Resonance(it) => pace.extend(it.peak_per_minute.map(|rate| (day, rate))),
            PastSession::Talk(it) => pauses.extend(it.pause_s.iter().map(|s| (day, f64::from(*s) / 60.0))),
        }
    }
    if !practice_rmssd.is_empty() || !reading_rmssd.is_empty() {
        view.names(Meaning::Rmssd);
    }
    if !moved.is_empty() {
        view.names(Meaning::Moved);
    }
    let picture = |heading: &'a str, caption, head, decimals, least, dots| Picture {
        heading,
        caption,
        head,
        decimals,
        least,
        dots,
    };
    vec![
        picture(&words.practice, &words.dot_practice, &column.swing, 0, 5.0, moved),
        picture(&words.practice, &view.words.report.dot_practice_rmssd, &column.rmssd, 0, 10.0, practice_rmssd),
        picture(&words.readings, &words.dot_reading, &column.rmssd, 0, 10.0, reading_rmssd),
        picture(&words.resonance, &view.words.report.dot_test, &column.peak, 1, 1.0, pace),
        picture(&words.talk, &words.dot_talk, &column.settled, 1, 1.0, pauses),
    ]
}

fn drawn(view: &View, picture: &Picture) -> Markup {
    let words = &view.words.report;
    let Picture { heading, caption, head, decimals, least, dots: all } = picture;
    let [unit, reads @ ..] = &caption[..] else { return html! {} };
    let (Some((first, _)), Some((last, _))) = (all.iter().min_by_key(|dot| dot.0), all.iter().max_by_key(|dot| dot.0))
    else {
        return html! {};
    };
    let days = |date: Date| f64::from((date - *first).get_days());
    let length = days(*last).max(1.0);
    let range = all.iter().fold((f64::MAX, f64::MIN), |(low, high), (_, value)| (low.min(*value), high.max(*value)));
    let ticks = vec![0.0, length];
    let scales = Scales { x: Axis::fixed(-0.08 * length, 1.02 * length, ticks, 0), y: Axis::numbers(range, *least, 4) };
    let places: Vec<(f64, f64)> = all.iter().map(|(date, value)| (days(*date), *value)).collect();
    let number = |value: f64| view.number(value, *decimals);
    let described = words.history_desc.with(&[
        ("n", &all.len()),
        ("from", &view.date(*first)),
        ("to", &view.date(*last)),
        ("low", &number(range.0)),
        ("high", &number(range.1)),
    ]);
    let name = format!("{heading}: {unit}");
    let chart = Chart {
        height: Height::Low,
        title: &name,
        description: &described,
        scales: &scales,
        y_label: &|value| view.number(value, scales.y.decimals),
        x_label: &|day| if day > 0.0 { view.day(*last) } else { view.day(*first) },
        behind: html! {},
        data: html! { path.dots.big.breath d=(dots(&places, &scales)) {} },
        over: html! {},
        below: html! {},
    };
    let row = |(date, value): &(Date, f64)| vec![view.date(*date), number(*value)];
    let twin = Twin {
        summary: &words.as_table,
        caption: &name,
        heads: vec![&view.words.history.column.date, head],
        rows: all.iter().rev().take(MOST_ROWS).map(row).collect(),
    };
    html! {
        section {
            h3 { (name) }
            figure {
                (chart.markup(&view.ids))
                figcaption { @for line in reads { p { (line) } } }
                (twin.markup())
            }
        }
    }
}
