//! The search for the pace at which the heart moves most: how far it moved at each.

use std::slice::from_ref;

use maud::{Markup, html};

use super::View;
use super::meanings::Meaning;
use super::practice::LEAST_MOVED_BPM;
use crate::practice::search::Step;
use crate::report::practice::SearchReport;
use crate::report::svg::axis::{Axis, percent};
use crate::report::svg::chart::{Chart, Height, Twin};
use crate::report::svg::path::{Scales, dots, line};

/// The section of one search.
pub(super) fn section(view: &View, search: &SearchReport) -> Markup {
    let words = &view.words.report;
    view.names(Meaning::Moved);
    let number = |value: f64, decimals| view.number(value, decimals);
    let result = match search.peak {
        Some(peak) => view
            .words
            .history
            .peak_within
            .with(&[("rate", &number(peak.per_minute, 1)), ("within", &number(peak.within, 1))]),
        None if search.finished => view.words.history.no_peak.clone(),
        None => words.search_unfinished.clone(),
    };
    let row = |step: &Step| {
        let felt = step.felt.map_or_else(|| "–".to_owned(), |felt| felt.to_string());
        let pace = number(step.per_minute, 1);
        match step.followed {
            None => vec![pace, words.not_followed.clone(), "–".to_owned(), "–".to_owned(), felt],
            Some(it) => vec![pace, number(it.swing_bpm, 0), number(it.fit, 2), number(it.behind_deg, 0), felt],
        }
    };
    let twin = Twin {
        summary: &words.as_table,
        caption: &words.search,
        heads: vec![&words.pace, &words.moved_by, &words.fit, &words.behind, &words.felt_is],
        rows: search.steps.iter().map(row).collect(),
    };
    html! {
        section {
            h3 { (words.search) }
            p { (capitalised(&result)) }
            figure { (picture(view, search)) (twin.markup()) }
        }
    }
}

fn picture(view: &View, search: &SearchReport) -> Markup {
    let words = &view.words.report;
    let mut known: Vec<(f64, f64)> =
        search.steps.iter().filter_map(|step| Some((step.per_minute, step.followed?.swing_bpm))).collect();
    known.sort_by(|a, b| a.0.total_cmp(&b.0));
    let highest = known.iter().map(|(_, bpm)| *bpm).fold(0.0, f64::max);
    if known.is_empty() {
        return html! { p { (words.no_rate) } };
    }
    let scales = Scales {
        x: Axis::fixed(3.5, 7.5, vec![4.0, 5.0, 6.0, 7.0], 0),
        y: Axis::numbers((0.0, highest), LEAST_MOVED_BPM, 4),
    };
    let described = words.search_desc.with(&[("n", &known.len())]);
    let band = search.peak.map(|peak| {
        let [from, to] = [peak.per_minute - peak.within, peak.per_minute + peak.within].map(|at| scales.x.share(at));
        html! { rect.shade x=(percent(from)) width=(percent(to - from)) y="0" height="100%" {} }
    });
    let chart = Chart {
        height: Height::Low,
        title: &words.search,
        description: &described,
        scales: &scales,
        y_label: &|bpm| view.number(bpm, scales.y.decimals),
        x_label: &|pace| view.number(pace, 0),
        behind: band.unwrap_or_default(),
        data: html! { path.course.breath d=(line(from_ref(&known), &scales)) {} path.dots.big.breath d=(dots(&known, &scales)) {} },
        over: html! {},
        below: html! {},
    };
    html! {
        (chart.markup(&view.ids))
        p.axis-name { (words.pace) " →" }
        figcaption { p { "↑ " (words.moved_by) } @if search.peak.is_some() { p { (words.search_band) } } }
    }
}

/// A sentence that begins with a capital letter and ends with a full stop: some stand within a line elsewhere.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.ends_with('.') { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}
