//! What the app does with an event of the terminal.

use std::io;
use std::ops::ControlFlow;

use crossterm::event::Event;
use ratatui::backend::Backend;

use super::press::{KeyEffect, press};
use crate::app::App;
use crate::app::source::Source;
use crate::event::input::{Input, Key};

impl<B: Backend<Error = io::Error>> App<B> {
    /// Takes in an event; breaks when it ends the program.
    pub(in crate::app) fn event(&mut self, event: &Event) -> ControlFlow<()> {
        match event {
            Event::Key(key) => match press(&mut self.backdrop, &self.record.session.stage(), key) {
                KeyEffect::Leave => return ControlFlow::Break(()),
                KeyEffect::Vanish => {
                    self.vanished = true;
                    return ControlFlow::Break(());
                }
                KeyEffect::Silence => self.cues.toggle(),
                KeyEffect::Session(key) => return self.session_key(key),
                KeyEffect::Nothing => {}
            },
            // A whole line at once, where keys come in lines.
            Event::Paste(text) => {
                text.chars().for_each(|c| self.backdrop.notes.type_char(c));
                self.backdrop.notes.done_typing();
            }
            // Everything is drawn anew at the new size.
            Event::Resize(..) => self.shown = None,
            _ => {}
        }
        ControlFlow::Continue(())
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
