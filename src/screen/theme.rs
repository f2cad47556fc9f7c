//! Colours by what they mean. Muted tones of middle brightness, so that they can be read on dark and on light alike.
//!
//! Shape and words carry every meaning already; a theme without any colour loses nothing.

use ratatui::style::{Color, Modifier, Style};

use crate::event::seat::Seat;

/// How each kind of thing looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The breathing figure and its word.
    pub breath: Style,
    /// What belongs to the person on the left.
    pub left: Style,
    /// What belongs to the person on the right.
    pub right: Style,
    /// What asks for a look: a strap in trouble. It is never an alarm.
    pub attention: Style,
    /// Ordinary text.
    pub text: Style,
    /// What is to be read first.
    pub strong: Style,
    /// What may stay unread.
    pub quiet: Style,
    /// Whether motion is reduced: a slow bar in place of the breathing figure.
    pub still: bool,
}

impl Default for Theme {
    fn default() -> Self {
        let tone = |index| Style::new().fg(Color::Indexed(index));
        Self {
            breath: tone(66),
            left: tone(67),
            right: tone(137),
            attention: tone(97),
            text: Style::new().fg(Color::Reset),
            strong: Style::new().fg(Color::Reset).add_modifier(Modifier::BOLD),
            quiet: tone(243),
            still: false,
        }
    }
}

impl Theme {
    /// No colour at all: only bold and dim.
    pub fn plain() -> Self {
        let strong = Style::new().add_modifier(Modifier::BOLD);
        Self {
            breath: Style::new(),
            left: strong,
            right: strong,
            attention: strong,
            text: Style::new(),
            strong,
            quiet: Style::new().add_modifier(Modifier::DIM),
            still: false,
        }
    }

    /// The theme that the environment asks for: plain if `NO_COLOR` is set.
    pub fn from_env(no_color: bool) -> Self {
        if no_color { Self::plain() } else { Self::default() }
    }

    /// The same with reduced motion.
    #[must_use]
    pub fn with_reduced_motion(self) -> Self {
        Self { still: true, ..self }
    }

    /// The tone of the person at `seat`.
    pub(crate) fn person(&self, seat: Seat) -> Style {
        match seat {
            Seat::Left => self.left,
            Seat::Right => self.right,
        }
    }
}
