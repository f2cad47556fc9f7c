//! `breathmark report`: one HTML file about what was kept of a session, and of all of them.
//!
//! ```text
//! a file ─▶ source ─┬─ an outline of a talk ──────────────▶ talk ──────┐
//!                   └─ a journal ─▶ journal (one pass) ─▶ talk, practice ├─▶ page ─▶ HTML
//! history.jsonl ───────────────────────────────────────────▶ history ──┘     json ─▶ JSON
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `source` | opens a file, and recognises what it is |
//! | `journal` | feeds a journal to a session, second by second |
//! | `heart` | what is shown of one heart: its rate, its beats, how clear the signal was |
//! | `talk`, `practice` | what is shown of a session |
//! | `trace` | a course over time in bounded memory |
//! | `page` | the HTML |
//! | `svg` | its pictures |
//! | `json` | the same for other programs |
//!
//! The page has no script and loads nothing. Of a talk it shows nothing that one of the two did alone, and no heart
//! unless it is asked for. No figure is a score.

mod heart;
mod journal;
mod json;
mod page;
mod practice;
mod source;
mod svg;
mod talk;
mod trace;

use jiff::civil::DateTime;

pub(crate) use self::source::ReportError;
use crate::event::seat::{Pair, Seat};
use crate::store::history::PastSession;
use crate::store::journal::open::Source;
use crate::words::Words;

/// Whose hearts are shown of a session in which two were measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Nobody's.
    Nobody,
    /// One person's: `left`, `right` or a name.
    One(String),
    /// Both, one beneath the other.
    Both,
}

impl Whose {
    /// The seats that are shown; `None` if nobody has that name.
    fn seats(&self, names: &Pair<String>) -> Option<Vec<Seat>> {
        match self {
            Self::Nobody => Some(Vec::new()),
            Self::Both => Some(Seat::BOTH.into()),
            Self::One(wanted) => {
                let wanted = wanted.trim().to_lowercase();
                let seat_name = |seat| if seat == Seat::Left { "left" } else { "right" };
                let is_meant = |seat: &Seat| {
                    !wanted.is_empty() && (wanted == seat_name(*seat) || wanted == names[*seat].trim().to_lowercase())
                };
                Seat::BOTH.into_iter().find(is_meant).map(|seat| vec![seat])
            }
        }
    }
}

/// What one file holds.
#[derive(Debug)]
enum Kept {
    Talk(Box<talk::TalkReport>),
    Practice(Box<practice::PracticeReport>),
}

/// What a report is about.
#[derive(Debug, Default)]
pub(crate) struct Report {
    sessions: Vec<Kept>,
    history: Option<Vec<PastSession>>,
}

impl Report {
    /// Adds what the file of one session holds.
    pub(crate) fn add(&mut self, source: Source, whose: &Whose) -> Result<(), ReportError> {
        self.sessions.push(source::read(source, whose)?);
        Ok(())
    }

    /// Adds the history of all sessions, the oldest first.
    pub(crate) fn add_history(&mut self, sessions: Vec<PastSession>) {
        self.history = Some(sessions);
    }

    /// When its first session began, in the local time of then and there; of the history alone, its last one.
    pub(crate) fn date(&self) -> Option<DateTime> {
        let first = self.sessions.first().map(|kept| match kept {
            Kept::Talk(talk) => talk.began,
            Kept::Practice(practice) => practice.began,
        });
        first.or_else(|| self.history.iter().flatten().next_back().map(|session| session.began().datetime()))
    }

    /// The page.
    pub(crate) fn html(&self, words: &Words) -> String {
        page::html(self, words)
    }

    /// The same as one JSON object and a line end.
    pub(crate) fn json(&self) -> String {
        json::text(self)
    }
}
