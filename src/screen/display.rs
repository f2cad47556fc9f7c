//! How a session shows itself: drawn on the whole screen, or told line by line.

use std::io;
use std::time::Instant;

use ratatui::Terminal;
use ratatui::backend::Backend;

use super::plain::PlainPrinter;
use super::scene::Scene;
use super::theme::Theme;

/// One of the two ways.
pub enum Display<B: Backend> {
    /// Drawn.
    Drawn {
        /// On which screen.
        terminal: Terminal<B>,
        /// In which colours.
        theme: Theme,
    },
    /// Told.
    Told(PlainPrinter),
}

impl<B: Backend<Error = io::Error>> Display<B> {
    /// Shows a scene.
    pub fn show(&mut self, scene: &Scene, now: Instant) -> io::Result<()> {
        match self {
            Self::Drawn { terminal, theme } => {
                terminal.draw(|frame| super::draw(scene, theme, frame))?;
                Ok(())
            }
            Self::Told(teller) => teller.tell(scene, now),
        }
    }
}
