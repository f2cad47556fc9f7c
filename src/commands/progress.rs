//! A progress bar on the terminal, for work that takes longer than a second.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use super::output::to_standard_error;
use crate::clock;

/// The bar appears after this time, so that quick work shows none. Assumption.
const SHOW_AFTER: Duration = Duration::from_secs(1);
/// The shortest time between two drawings. Assumption: more often cannot be read.
const DRAW_EVERY: Duration = Duration::from_millis(100);

/// The progress bar; it exists only where standard error is a terminal.
pub(super) struct Progress {
    all: usize,
    /// What is counted, for example "files".
    of_what: &'static str,
    began: Instant,
    /// When the bar was last drawn; none while it is cleared.
    drawn_at: Option<Instant>,
    is_terminal: bool,
}

impl Progress {
    pub(super) fn new(all: usize, of_what: &'static str) -> Self {
        Self { all, of_what, began: clock::now(), drawn_at: None, is_terminal: io::stderr().is_terminal() }
    }

    pub(super) fn show(&mut self, done: usize) {
        let now = clock::now();
        let due = self.drawn_at.is_none_or(|drawn| now.duration_since(drawn) > DRAW_EVERY);
        let took = now.duration_since(self.began);
        if self.is_terminal && due && took > SHOW_AFTER {
            self.drawn_at = Some(now);
            let filled = 30 * done / self.all.max(1);
            let (bar, all, of_what, s) = ("#".repeat(filled), self.all, self.of_what, took.as_secs());
            to_standard_error(format_args!("\r[{bar:30}] {done} of {all} {of_what}, {s} s "));
        }
    }

    pub(super) fn clear(&mut self) {
        if self.drawn_at.take().is_some() {
            to_standard_error(format_args!("\r\x1b[2K"));
        }
    }
}
