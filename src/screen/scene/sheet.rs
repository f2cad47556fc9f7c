//! A page of words, made for one moment. Every page around the turns is one.

use crate::event::seat::{Pair, Seat};
use crate::screen::keys::place::Place;

/// A page of words, made for this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which page it is. Its keys follow from that.
    pub place: Place,
    /// What it is about.
    pub heading: String,
    /// Whose it is, if it belongs to one of them.
    pub by: Option<Seat>,
    /// Its lines.
    pub lines: Vec<SheetLine>,
    /// What both are asked, if they are.
    pub asks: Option<Asks>,
    /// Seconds left of it, if it ends by itself.
    pub left_s: Option<u64>,
    /// Whether only one person may see what is chosen on it. `--plain` then leaves the choice out, because a terminal
    /// keeps its lines.
    pub private: bool,
}

impl Sheet {
    /// A page with its heading, and nothing else yet.
    pub(crate) fn new(place: Place, heading: String) -> Self {
        Self { place, heading, by: None, lines: Vec::new(), asks: None, left_s: None, private: false }
    }
}

/// A line of a page of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// How it is read.
    pub tone: Tone,
    /// Its words.
    pub text: String,
    /// Whether somebody is writing it. A cursor is then drawn after it, and `--plain` waits until it is done.
    pub being_written: bool,
}

impl SheetLine {
    /// A line that is as it is.
    pub(crate) fn new(tone: Tone, text: String) -> Self {
        Self { tone, text, being_written: false }
    }

    /// A line that somebody is writing.
    pub(crate) fn being_written(tone: Tone, text: &str) -> Self {
        Self { tone, text: text.to_owned(), being_written: true }
    }
}

/// How a line is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary text.
    Text,
    /// To be read first.
    Strong,
    /// May stay unread.
    Quiet,
    /// An item of a list.
    Item,
    /// What to do now.
    Prompt,
    /// A small picture. `--plain` leaves it out.
    Picture,
}

/// A question to both, or to one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// Who has said yes; `None` for a seat that is not asked.
    pub said: Pair<Option<bool>>,
    /// The word for yes.
    pub yes: String,
}
