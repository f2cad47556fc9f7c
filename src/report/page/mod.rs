//! The page: one HTML file that stands alone.
//!
//! | file | holds |
//! |---|---|
//! | `style.css` | how it looks: light, dark, on a phone and on paper |
//! | `say` | times, dates and numbers in words |
//! | `talk`, `timeline` | the story of a talk, and its band |
//! | `heart`, `signal` | one person's heart rate, and how clear the signal was |
//! | `practice`, `pace` | a practice, the search for the own pace |
//! | `beats`, `tachogram`, `figures`, `rhythm` | its single beats: over time, as figures, as a spectrum and a Poincaré plot |
//! | `history` | weeks and months |
//! | `meanings` | what the figures mean |

mod beats;
mod figures;
mod heart;
mod history;
mod meanings;
mod pace;
mod practice;
mod rhythm;
mod say;
mod signal;
mod tachogram;
mod talk;
mod timeline;

use std::cell::RefCell;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::meanings::Meaning;
use super::svg::chart::Ids;
use super::{Kept, Report};
use crate::words::Words;

/// How the page looks.
const STYLE: &str = include_str!("style.css");

/// What browsers are told to refuse: everything but the style in the page itself.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// An icon that is empty, so that no browser asks for one.
const NO_ICON: &str = "data:,";

/// What every part of the page needs.
struct View<'a> {
    words: &'a Words,
    ids: Ids,
    /// The figures that were named, and are explained at the end.
    meanings: RefCell<Vec<Meaning>>,
}

impl View<'_> {
    /// Notes that a figure is named on the page.
    fn names(&self, meaning: Meaning) {
        let mut meanings = self.meanings.borrow_mut();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
}

/// The whole page.
pub(super) fn html(report: &Report, words: &Words) -> String {
    let view = View { words, ids: Ids::default(), meanings: RefCell::default() };
    let title = title(report, &view);
    let sessions: Vec<Markup> = report.sessions.iter().map(|kept| session(&view, kept)).collect();
    let history = report.history.as_ref().map(|sessions| history::section(&view, sessions));
    let footer = words.report.footer.with(&[("version", &env!("CARGO_PKG_VERSION"))]);
    let page = html! {
        (DOCTYPE)
        html lang=(words.report.language) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                link rel="icon" href=(NO_ICON);
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { h1 { "breathmark · " (words.report.heading) } }
                main {
                    @for session in &sessions { (session) }
                    @if let Some(history) = &history { (history) }
                    (meanings::section(&view))
                }
                footer { p { (footer) } }
            }
        }
    };
    page.into_string()
}

/// What the tab of the browser says. It names nobody: others may see it.
fn title(report: &Report, view: &View) -> String {
    let words = &view.words.report;
    let what = match (&report.sessions[..], &report.history) {
        ([Kept::Talk(_)], None) => &words.talk,
        ([Kept::Practice(practice)], None) if practice.of_two => &words.practice_of_two,
        ([Kept::Practice(_)], None) => &words.practice,
        ([], Some(_)) => &words.history,
        _ => &words.heading,
    };
    let date = report.date().map(|began| view.date(began.date()));
    date.map_or_else(|| what.clone(), |date| format!("{what}, {date}"))
}

fn session(view: &View, kept: &Kept) -> Markup {
    match kept {
        Kept::Talk(talk) => talk::article(view, talk),
        Kept::Practice(practice) => practice::article(view, practice),
    }
}

/// The head of a session: what it is, who, and when.
fn head(view: &View, what: &str, who: &str, began: jiff::civil::DateTime) -> Markup {
    let when = view
        .words
        .report
        .when
        .with(&[("date", &view.date(began.date())), ("time", &format!("{:02}:{:02}", began.hour(), began.minute()))]);
    html! {
        div.head {
            h2.title { (what) }
            @if !who.is_empty() { p.who { bdi { (who) } } }
            p.when { time datetime=(began.strftime("%Y-%m-%dT%H:%M")) { (when) } }
        }
    }
}
