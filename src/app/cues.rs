//! From what the session did to cues: to be heard, and at a pause to be seen.

use std::io;

use ratatui::backend::Backend;

use super::App;
use crate::clock;
use crate::cue::Cue;

impl<B: Backend<Error = io::Error>> App<B> {
    /// Gives every cue that is due. It comes before the frame: a slow terminal must not keep a sound waiting.
    pub(super) fn give_cues(&mut self) {
        for seen in self.record.take_stages() {
            if self.cues.stage(seen.stage, seen.leads_to, seen.decided) == Some(Cue::Pause) {
                self.display.pause_begins(&self.backdrop.words, clock::now());
            }
        }
        let now = self.now();
        self.cues.time(&self.record.session, now, self.pace.rate());
        self.backdrop.sound = self.cues.switched_to();
    }

    /// Ends every sound, and notes how long they took to start.
    pub(crate) fn finish_cues(&mut self) {
        for after in self.cues.finish() {
            self.latency.sounded(after);
        }
    }
}
