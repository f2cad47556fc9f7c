//! The page of resonance tests: each with its result, and the rates of the last one.

use std::fmt::Write as _;

use super::View;
use super::kind::SessionKind;
use super::page::drawn;
use super::table::Table;
use crate::screen::dot_plot::DotPlot;
use crate::store::history::{PastResonance, PastSession, ResonanceStep};

/// The scale of the picture spans at least this many beats a minute. Assumption, as for practices.
const LEAST_SPAN: f64 = 5.0;

/// The page. There is at least one test.
pub(super) fn text(view: &View) -> String {
    let (words, kind) = (&view.words.history, SessionKind::Resonance);
    let window = view.window(kind);
    let mut text = format!("{}\n\n", view.title(kind));
    let tests: Vec<&PastResonance> = tests(view).filter(|test| window.has(test.began.date())).collect();
    if tests.is_empty() {
        let _ = writeln!(text, "{}", words.none_in_weeks);
    } else {
        let labels: Vec<String> = tests.iter().map(|test| view.day(test.began.date())).collect();
        text += &results(view, &tests).text(&words.column.date, &labels, view.columns);
    }
    if let Some(last) = tests.last().filter(|last| !last.steps.is_empty()) {
        let date = view.day(last.began.date());
        let _ = writeln!(text, "\n{}\n", words.last_test.with(&[("date", &date)]));
        if view.draws {
            text += &picture(view, &last.steps);
        }
        let labels: Vec<String> = last.steps.iter().map(|step| view.marks.number(step.per_minute, 1)).collect();
        text += &steps(view, &last.steps).text(&words.column.rate, &labels, view.columns);
    }
    let earlier = view.earlier(kind);
    if !earlier.is_empty() {
        let _ = writeln!(text, "\n{}", earlier.join("\n"));
    }
    text
}

/// All tests, the oldest first.
pub(super) fn tests<'a>(view: &View<'a>) -> impl Iterator<Item = &'a PastResonance> {
    view.sessions
        .iter()
        .filter_map(|session| if let PastSession::Resonance(test) = session { Some(test) } else { None })
}

fn results(view: &View, tests: &[&PastResonance]) -> Table {
    let words = &view.words.history;
    let rate = |rate: Option<f64>, none: &str| rate.map_or_else(|| none.to_owned(), |rate| view.marks.number(rate, 1));
    let row = |test: &&PastResonance| {
        let refined = test.refined.then_some(&words.refined);
        let unfinished = (!test.finished).then_some(&words.unfinished);
        let how: Vec<&str> = refined.into_iter().chain(unfinished).map(String::as_str).collect();
        vec![rate(test.peak_per_minute, &words.no_peak), rate(test.within_per_minute, ""), how.join(", ")]
    };
    let heads = vec![words.column.peak.clone(), words.column.within.clone(), String::new()];
    Table { heads, rows: tests.iter().map(row).collect() }
}

fn steps(view: &View, steps: &[ResonanceStep]) -> Table {
    let words = &view.words.history.column;
    let row = |step: &ResonanceStep| {
        let felt = step.felt.map_or_else(String::new, |felt| felt.to_string());
        let number = |value, decimals| view.marks.number(value, decimals);
        vec![number(step.swing_bpm, 0), number(step.fit, 2), number(step.behind_deg, 0), felt]
    };
    let heads = [&words.swing, &words.fit, &words.behind, &words.felt];
    Table { heads: heads.map(String::clone).into(), rows: steps.iter().map(row).collect() }
}

/// How far the heart moved at each rate, the slowest at the left.
fn picture(view: &View, steps: &[ResonanceStep]) -> String {
    let rates = steps.iter().map(|step| step.per_minute);
    let (low, high) = rates.fold((f64::MAX, f64::MIN), |(low, high), rate| (low.min(rate), high.max(rate)));
    let share = |rate: f64| if high > low { (rate - low) / (high - low) } else { 0.0 };
    let dots: Vec<(f64, f64)> = steps.iter().map(|step| (share(step.per_minute), step.swing_bpm)).collect();
    let mut labels: Vec<(f64, String)> =
        steps.iter().map(|step| (share(step.per_minute), view.marks.number(step.per_minute, 1))).collect();
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    drawn(view, &DotPlot { dots: &dots, labels: &labels, least_span: LEAST_SPAN }, &view.words.history.dot_step)
}
