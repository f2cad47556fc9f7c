//! Grounding for one person alone: the pacer, the heart, and what the signal allows.

use crate::event::input::Key;
use crate::event::moment::Moment;

/// A practice in progress.
#[derive(Debug, Default)]
pub struct Practice {
    over: bool,
}

impl Practice {
    /// Takes in a key.
    pub(crate) fn key(&mut self, key: Key) {
        if key == Key::Stop {
            self.over = true;
        }
    }

    /// Whether it has been ended.
    pub(crate) fn is_over(&self) -> bool {
        self.over
    }

    /// When the pacer began.
    pub(crate) fn began(&self) -> Moment {
        Moment::START
    }
}
