//! When a frame is drawn: when the scene has changed, and no more often than a terminal shows it and takes it.

use std::io;
use std::time::Duration;

use ratatui::backend::Backend;

use super::App;
use crate::clock;
use crate::screen::backdrop::Unkept;
use crate::screen::compose::compose;
use crate::screen::output;
use crate::talk::Stage;

/// The least time between two frames: a display of 60 Hz shows no more.
const FRAME: Duration = Duration::from_millis(16);
/// The time between two frames of which only the breath differs, about 30 a second. Assumption: a slow breath looks
/// smooth at that, and a terminal keeps up.
const BREATH_FRAME: Duration = Duration::from_millis(33);

impl<B: Backend<Error = io::Error>> App<B> {
    /// Draws a frame if what is to be seen has changed and the last frame is not too recent.
    pub(super) fn show(&mut self) -> io::Result<()> {
        self.frame_due = None;
        self.backdrop.unkept = self.record.unkept().map(Unkept::of);
        self.open_to_pause();
        self.backdrop.caption = self.source.caption(&self.record.session, self.now(), &self.backdrop.words);
        self.backdrop.notes.follow(&self.record.session.stage());
        let mut scene = compose(&self.record.session, self.now(), &self.backdrop);
        let now = clock::now();
        scene.here = self.key_hint.is_shown(scene.place(), now);
        let is_moving = scene.is_moving() || self.display.is_lit();
        if self.shown.as_ref() == Some(&scene) && !self.display.is_lit() {
            self.latency.nothing_to_draw();
            self.frame_due = scene.is_moving().then_some(now + FRAME);
            return Ok(());
        }
        let only_breath_moved = is_moving && !self.latency.awaits_frame();
        let due = self.shown_at + if only_breath_moved { BREATH_FRAME } else { FRAME };
        if now < due && self.shown.is_some() {
            self.frame_due = Some(due);
            return Ok(());
        }
        if !self.display.show(&scene, now)? {
            // The loop wakes when the terminal has taken the last frame. What nobody could read is never drawn.
            return Ok(());
        }
        self.latency.drawn();
        if output::is_idle() {
            self.latency.written(clock::now());
        }
        self.frame_due = is_moving.then_some(now + BREATH_FRAME);
        self.shown = Some(scene);
        self.shown_at = now;
        Ok(())
    }

    /// A pause that begins while somebody reads the help must be seen.
    fn open_to_pause(&mut self) {
        let paused = matches!(self.record.session.stage(), Stage::Pause { .. });
        if paused && !std::mem::replace(&mut self.paused, paused) {
            (self.backdrop.help, self.backdrop.finding_help) = (false, false);
        }
        self.paused = paused;
    }
}
