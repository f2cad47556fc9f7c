//! Grounding for one person alone. It begins with the session, and ends with a key.

use crate::event::input::Key;

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
}
