//! How clear the signal was, and what was left out.

use maud::{Markup, html};

use super::View;
use super::meanings::Meaning;
use crate::report::heart::{LeftOut, SignalReport, SignalSeconds};
use crate::report::svg::chart::table;
use crate::screen::strap_fault::sentence;

/// The section about the signal. `left_out` is what the figures of the page left out; without it, what the session did.
pub(super) fn section(view: &View, signal: &SignalReport, left_out: Option<LeftOut>) -> Markup {
    let words = &view.words.report;
    view.names(Meaning::LeftOut);
    let SignalSeconds { heard, rate_only, unclear, no_contact, silent } = signal.seconds;
    let times = [
        (heard, &words.heard),
        (rate_only, &words.rate_only),
        (unclear, &words.settling),
        (no_contact, &words.no_contact),
        (silent, &words.silent),
        (signal.received.missing_ms / 1000, &words.missing),
    ];
    let seconds = times.into_iter().filter(|(seconds, _)| *seconds > 0);
    let seconds: Vec<Vec<String>> = seconds.map(|(s, name)| vec![name.clone(), view.span(s as f64)]).collect();
    let LeftOut { counted, missed, extra, ectopic, misplaced, gap } = left_out.unwrap_or(signal.left_out);
    let kinds = [
        (counted, &words.counted),
        (missed, &words.missed),
        (extra, &words.extra),
        (ectopic, &words.ectopic),
        (misplaced, &words.misplaced),
        (gap, &words.gap),
    ];
    let beats = kinds.into_iter().filter(|(count, _)| *count > 0);
    let beats: Vec<Vec<String>> = beats.map(|(count, name)| vec![name.clone(), count.to_string()]).collect();
    html! {
        section {
            h3 { (words.signal) }
            @for fault in &signal.faults { p.note { (sentence(&view.words.strap_fault, *fault)) } }
            div.tables {
                @if !seconds.is_empty() { (table(&words.signal, &[&words.signal_is, &words.lasted], &seconds)) }
                @if !beats.is_empty() { (table(&words.beats_are, &[&words.beats_are, &words.how_many], &beats)) }
            }
            @if seconds.is_empty() && beats.is_empty() { p { (words.no_rate) } }
        }
    }
}
