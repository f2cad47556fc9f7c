//! What the app does with an event of the terminal.

use std::io;
use std::ops::ControlFlow;

use crossterm::event::{Event, KeyEvent};
use ratatui::backend::Backend;

use super::hint::did_nothing;
use super::press::{KeyEffect, press};
use crate::app::App;
use crate::app::source::Source;
use crate::app::stop::StopOf;
use crate::clock;
use crate::event::input::{Input, Key};
use crate::screen::compose::compose;
use crate::talk::Stage;

impl<B: Backend<Error = io::Error>> App<B> {
    /// Takes in an event; breaks when it ends the program.
    pub(in crate::app) fn event(&mut self, event: &Event) -> ControlFlow<()> {
        let before = self.backdrop.notes.one_step();
        let goes_on = self.take_in(event);
        if self.backdrop.notes.one_step() != before {
            self.ask_again_about_step();
        }
        goes_on
    }

    /// The one step is another one now: who said yes to it is asked again.
    fn ask_again_about_step(&mut self) {
        let (now, stage) = (self.now(), self.record.session.stage());
        let Stage::OneStep { yes } = stage else { return };
        for (seat, _) in yes.iter().filter(|(_, yes)| **yes) {
            self.record.take(now, Input::Key { key: Key::NotReady(seat) });
        }
    }

    fn take_in(&mut self, event: &Event) -> ControlFlow<()> {
        match event {
            Event::Key(key) => return self.typed(key),
            Event::Paste(text) => {
                if !self.backdrop.notes.is_typing() {
                    self.show_keys();
                }
                self.backdrop.notes.paste(text);
                if self.backdrop.by_line {
                    // A whole line at once, where keys come in lines.
                    self.backdrop.notes.done_typing();
                }
            }
            // Everything is drawn anew at the new size.
            Event::Resize(..) => self.shown = None,
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// Takes in a key. If nothing comes of it, the page says which keys do something.
    fn typed(&mut self, key: &KeyEvent) -> ControlFlow<()> {
        let now = self.now();
        let before = compose(&self.record.session, now, &self.backdrop);
        match press(&mut self.backdrop, &self.record.session.stage(), key) {
            KeyEffect::Leave => return ControlFlow::Break(()),
            KeyEffect::Vanish => {
                self.vanished = true;
                return ControlFlow::Break(());
            }
            KeyEffect::Session(key) => self.session_key(key)?,
            KeyEffect::Stop => self.stop_asked = Some(StopOf::Job),
            KeyEffect::Silence => self.cues.toggle(),
            KeyEffect::Nothing => {}
        }
        let after = compose(&self.record.session, now, &self.backdrop);
        if did_nothing(key, &before, &after) {
            self.show_keys();
        } else if before != after {
            self.key_hint.clear();
        }
        ControlFlow::Continue(())
    }

    fn show_keys(&mut self) {
        let scene = compose(&self.record.session, self.now(), &self.backdrop);
        self.key_hint.show(scene.place(), clock::now(), self.display.is_plain());
    }

    fn session_key(&mut self, key: Key) -> ControlFlow<()> {
        let now = self.now();
        match &mut self.source {
            // A recording is only watched; "stop" leaves it.
            Source::Replay(_) if key == Key::Stop => return ControlFlow::Break(()),
            Source::Replay(_) => return ControlFlow::Continue(()),
            Source::Demo(demo) => demo.hands_off(now),
            Source::Straps(_) | Source::None => {}
        }
        self.record.take(now, Input::Key { key });
        ControlFlow::Continue(())
    }
}
