//! How a session is shown: drawn on the whole terminal, or printed as lines of text.

use std::io;
use std::time::Instant;

use ratatui::Terminal;
use ratatui::backend::Backend;

use super::light::Light;
use super::notification::Notification;
use super::output::{self, Output};
use super::plain::PlainPrinter;
use super::scene::Scene;
use super::theme::Theme;
use crate::words::Words;

/// One of the two ways.
#[expect(clippy::large_enum_variant, reason = "there is one in the program")]
pub(crate) enum Display<B: Backend> {
    /// Drawn on the whole terminal.
    Drawn {
        /// The terminal.
        terminal: Terminal<B>,
        /// Its colours.
        theme: Theme,
        /// The light at the beginning of a pause.
        light: Light,
        /// How the terminal is asked for a notification of the desktop, if it has any.
        notification: Option<Notification>,
    },
    /// Printed as lines of text.
    Plain(PlainPrinter),
}

impl<B: Backend<Error = io::Error>> Display<B> {
    /// Shows a scene. False if it can't yet: the terminal has not taken what was shown before.
    ///
    /// # Errors
    /// If the terminal can't be written to.
    pub(crate) fn show(&mut self, scene: &Scene, now: Instant) -> io::Result<bool> {
        if let Some(error) = output::failure() {
            return Err(error);
        }
        match self {
            // A frame holds only what differs from the one before. So none may be lost, and none is drawn too early.
            Self::Drawn { .. } if !output::is_idle() => Ok(false),
            Self::Drawn { terminal, theme, light, .. } => {
                let drawn = terminal.draw(|frame| {
                    super::draw(scene, theme, frame);
                    light.lay(frame.buffer_mut(), now);
                });
                Ok(output::unless_closed(drawn.map(drop))?.is_some())
            }
            Self::Plain(printer) if !output::has_room() => {
                printer.leave_out();
                Ok(false)
            }
            Self::Plain(printer) => printer.print(scene, now).map(|()| true),
        }
    }

    /// Whether it is told line by line.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self, Self::Plain(_))
    }

    /// Forgets what is shown, so that the next scene is drawn or told as a whole.
    pub(crate) fn forget(&mut self) -> io::Result<()> {
        match self {
            // Unlike `clear`, this doesn't ask the terminal where its cursor is: the answer would come among the keys.
            Self::Drawn { terminal, .. } => terminal.size().and_then(|size| terminal.resize(size.into())),
            Self::Plain(printer) => {
                printer.forget();
                Ok(())
            }
        }
    }

    /// A pause begins: the light rises with the next frame, and the desktop notifies. The words name nobody.
    pub(crate) fn pause_begins(&mut self, words: &Words, now: Instant) {
        if let Self::Drawn { light, notification, .. } = self {
            light.begin(now);
            if let Some(notification) = notification.as_ref().filter(|_| output::has_room()) {
                // A terminal that has gone is noticed elsewhere.
                let _ = notification.send(&words.screen.program, &words.pause.heading, &mut Output::default());
            }
        }
    }

    /// Whether every frame differs from the one before, although the scene may be the same.
    pub(crate) fn is_lit(&self) -> bool {
        matches!(self, Self::Drawn { light, .. } if light.is_on())
    }
}
