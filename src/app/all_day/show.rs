//! The status line on standard output: one that is written over on a terminal, one a change in a pipe, or JSON.

use std::io::{self, IsTerminal as _, Write as _};

use super::line::{Event, Line};
use crate::screen::output::{Output, has_room, has_unread, is_idle};
use crate::screen::text::clip;

/// The columns of a terminal that doesn't tell. Assumption: every terminal has them.
const COLUMNS: u16 = 80;

/// How the status is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// One line of a terminal, written over.
    InPlace,
    /// A line for each change of what is said.
    Lines,
    /// A JSON object for each change.
    Json,
}

/// What a reader gets who has not read for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeps {
    /// The newest line: an old one is not about now.
    Newest,
    /// Every line: the day is in a hurry, and would leave out most of them.
    Every,
}

/// The status on standard output.
#[derive(Debug)]
pub(crate) struct StatusLine {
    manner: Manner,
    keeps: Keeps,
    last: Option<Line>,
}

impl Manner {
    fn of(json: bool, plain: bool, is_terminal: bool) -> Self {
        match (json, is_terminal && !plain) {
            (true, _) => Self::Json,
            (false, true) => Self::InPlace,
            (false, false) => Self::Lines,
        }
    }
}

impl StatusLine {
    /// As JSON, or as fits standard output. `plain` has lines on a terminal, too.
    pub(crate) fn new(json: bool, plain: bool, keeps: Keeps) -> Self {
        let manner = Manner::of(json, plain, io::stdout().is_terminal());
        Self { manner, keeps, last: None }
    }

    /// Says on a terminal how the program ends: no page does.
    pub(crate) fn begin(&self, ends: &str) {
        if self.manner != Manner::Json && io::stdout().is_terminal() {
            let mut out = Output::default();
            let _ = writeln!(out, "{ends}").and_then(|()| out.flush());
        }
    }

    /// Shows a line that says something new. Where nobody reads, it is left out: the next one says more.
    pub(crate) fn show(&mut self, line: &Line) {
        let is_news = match self.manner {
            Manner::Lines => self.last.as_ref().is_none_or(|last| last.kind() != line.kind()),
            Manner::InPlace | Manner::Json => self.last.as_ref() != Some(line),
        };
        // A terminal and a pipe get the cue by the status that follows; JSON has a line of its own for it.
        let is_said = self.manner == Manner::Json || !line.is(Event::Cue);
        if !is_news || !is_said || !self.takes_a_line() {
            return;
        }
        let mut out = Output::default();
        let written = match self.manner {
            Manner::Json => out.write_all(line.json().as_bytes()),
            Manner::Lines => writeln!(out, "{}", line.plain()),
            Manner::InPlace => write!(out, "\r{}\x1b[K", clip(&line.plain(), columns().saturating_sub(1))),
        };
        // It waits in memory, where nothing fails.
        let _ = written.and_then(|()| out.flush());
        self.last = Some(line.clone());
    }

    fn takes_a_line(&self) -> bool {
        let keeps_newest = self.keeps == Keeps::Newest || self.manner == Manner::InPlace;
        if keeps_newest { is_idle() && !has_unread() } else { has_room() }
    }

    /// The shell's prompt begins a line of its own.
    pub(crate) fn end(&mut self) {
        if self.manner == Manner::InPlace && self.last.is_some() {
            let mut out = Output::default();
            let _ = out.write_all(b"\n").and_then(|()| out.flush());
        }
    }
}

fn columns() -> u16 {
    crossterm::terminal::size().ok().map(|(columns, _)| columns).filter(|columns| *columns > 0).unwrap_or(COLUMNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_terminal_that_is_drawn_on_has_a_line_written_over() {
        assert_eq!(Manner::of(false, false, true), Manner::InPlace);
        assert_eq!(Manner::of(false, true, true), Manner::Lines);
        assert_eq!(Manner::of(false, false, false), Manner::Lines);
        assert_eq!(Manner::of(true, true, true), Manner::Json);
    }
}
