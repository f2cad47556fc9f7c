//! How a session is shown: drawn on the whole terminal, or printed as lines of text.

use std::io;
use std::time::Instant;

use ratatui::Terminal;
use ratatui::backend::Backend;

use super::plain::PlainPrinter;
use super::scene::Scene;
use super::theme::Theme;

/// One of the two ways.
pub(crate) enum Display<B: Backend> {
    /// Drawn on the whole terminal.
    Drawn {
        /// The terminal.
        terminal: Terminal<B>,
        /// Its colours.
        theme: Theme,
    },
    /// Printed as lines of text.
    Plain(PlainPrinter),
}

impl<B: Backend<Error = io::Error>> Display<B> {
    /// Shows a scene.
    ///
    /// # Errors
    /// If the terminal can't be written to.
    pub(crate) fn show(&mut self, scene: &Scene, now: Instant) -> io::Result<()> {
        match self {
            Self::Drawn { terminal, theme } => {
                terminal.draw(|frame| super::draw(scene, theme, frame))?;
                Ok(())
            }
            Self::Plain(printer) => printer.print(scene, now),
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
}
