//! The status line on standard output: one that is written over on a terminal, one a change in a pipe, or JSON.

use std::io::{self, IsTerminal as _, Write as _};

use super::line::{Event, Line};
use crate::screen::output::{Output, has_room};
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

/// The status on standard output.
#[derive(Debug)]
pub(crate) struct StatusLine {
    manner: Manner,
    last: Option<Line>,
}

impl StatusLine {
    /// As JSON, or as fits standard output.
    pub(crate) fn new(json: bool) -> Self {
        let manner = match (json, io::stdout().is_terminal()) {
            (true, _) => Manner::Json,
            (false, true) => Manner::InPlace,
            (false, false) => Manner::Lines,
        };
        Self { manner, last: None }
    }

    /// Shows a line that says something new. Where nobody reads, it is left out: the next one says more.
    pub(crate) fn show(&mut self, line: &Line) {
        let is_news = match self.manner {
            Manner::Lines => self.last.as_ref().is_none_or(|last| last.kind() != line.kind()),
            Manner::InPlace | Manner::Json => self.last.as_ref() != Some(line),
        };
        // A terminal and a pipe get the cue by the status that follows; JSON has a line of its own for it.
        let is_said = self.manner == Manner::Json || !line.is(Event::Cue);
        if !is_news || !is_said || !has_room() {
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
