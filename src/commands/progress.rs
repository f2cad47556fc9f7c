//! A bar on the terminal for work that takes longer than a second.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use crate::clock;

/// No progress is shown before.
const SHOW_AFTER: Duration = Duration::from_secs(1);
const DRAW_EVERY: Duration = Duration::from_millis(100);

/// The bar.
pub(super) struct Progress {
    all: usize,
    of_what: &'static str,
    began: Instant,
    /// When the bar was last drawn; none while it is not there.
    drawn: Option<Instant>,
    possible: bool,
}

impl Progress {
    pub(super) fn new(all: usize, of_what: &'static str) -> Self {
        Self { all, of_what, began: clock::now(), drawn: None, possible: io::stderr().is_terminal() }
    }

    pub(super) fn show(&mut self, done: usize) {
        let now = clock::now();
        let due = self.drawn.is_none_or(|drawn| now.duration_since(drawn) > DRAW_EVERY);
        let took = now.duration_since(self.began);
        if self.possible && due && took > SHOW_AFTER {
            self.drawn = Some(now);
            let filled = 30 * done / self.all.max(1);
            eprint!("\r[{:30}] {done} of {} {}, {} s ", "#".repeat(filled), self.all, self.of_what, took.as_secs());
        }
    }

    pub(super) fn clear(&mut self) {
        if self.drawn.take().is_some() {
            eprint!("\r\x1b[2K");
        }
    }
}
