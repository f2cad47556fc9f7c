//! How a cue is heard and seen, and that it is kept for the day.

use std::io::Write as _;
use std::path::PathBuf;

use crate::all_day::allowance::Allowance;
use crate::cue::{Cue, Cues};
use crate::screen::notification::Notification;
use crate::screen::output::{Output, has_room};
use crate::store::cues_given;
use crate::words::Words;

/// How a cue is heard and seen.
pub(crate) struct Notice {
    /// The sounds.
    pub(crate) cues: Cues,
    /// The notification of the terminal, if it has one.
    pub(crate) notification: Option<Notification>,
    /// Where the cues of the day are kept; nowhere for a demo.
    pub(crate) kept_in: Option<PathBuf>,
    /// Takes what went wrong. Nobody is to be disturbed by it.
    pub(crate) log: Box<dyn FnMut(&str)>,
}

impl Notice {
    /// Gives a cue, and keeps the cues of the day.
    pub(crate) fn give(&mut self, words: &Words, allowance: &Allowance) {
        self.cues.sample(Cue::Prompt);
        if let Some(notification) = self.notification.filter(|_| has_room()) {
            let mut out = Output::default();
            let text = format!("{} {}", words.all_day.cue, words.all_day.breath);
            // It waits in memory, where nothing fails.
            let _ = notification.send("breathmark", &text, &mut out).and_then(|()| out.flush());
        }
        if let Some(path) = &self.kept_in
            && let Err(error) = cues_given::save(path, allowance.given())
        {
            (self.log)(&error.to_string());
        }
    }
}
