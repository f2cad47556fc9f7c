//! A recorded session as a source of inputs.

use std::io::BufRead;

use crate::event::input::Stamped;
use crate::event::moment::Moment;
use crate::store::journal::read::{JournalError, Lines};

/// The inputs of a journal, one ahead of where it is read.
pub(crate) struct Replay {
    lines: Lines<Box<dyn BufRead>>,
    next: Option<Stamped>,
    /// What stopped it before the journal's end, if anything did.
    pub trouble: Option<JournalError>,
}

impl Replay {
    /// Replays what follows the header.
    pub(crate) fn new(lines: Lines<Box<dyn BufRead>>) -> Self {
        let mut replay = Self { lines, next: None, trouble: None };
        replay.read_on();
        replay
    }

    /// When the next input comes.
    pub(crate) fn next_at(&self) -> Moment {
        self.next.as_ref().map_or(Moment::NEVER, |stamped| stamped.at)
    }

    /// The next input.
    pub(crate) fn take(&mut self) -> Option<Stamped> {
        let next = self.next.take();
        self.read_on();
        next
    }

    fn read_on(&mut self) {
        match self.lines.next() {
            Some(Ok(stamped)) => self.next = Some(stamped),
            Some(Err(trouble)) => self.trouble = Some(trouble),
            None => {}
        }
    }
}
