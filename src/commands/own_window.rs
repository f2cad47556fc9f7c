//! The window of a program that was started by a double click. The system opens it for this program alone and closes it at its
//! end. So the program waits until somebody has read what stands there.
//!
//! On Linux the desktop entry says so, by a variable. On Windows nothing does. In such a window the cursor is in the first cell when the program begins. In every other one a shell has written its
//! prompt. Microsoft once recommended to look at that ("Preventing the Console Window from Disappearing", Q99115).
//! `GetConsoleProcessList` would tell more surely, and no kept crate offers it without unsafe code. After `cls & breathmark`
//! the window is taken for the program's own, and Enter has to be pressed once in vain; by ssh into Windows perhaps, too.

use std::io::{self, IsTerminal as _};

use super::output::Sentences;
use super::{prepare, prompt};
use crate::app::signals;
use crate::screen::terminal::was_left_at_once;
use crate::store::settings::Settings;
use crate::words::OwnWords;

/// Set by the desktop entry (`packaging/breathmark.desktop`).
const OWN_WINDOW: &str = "BREATHMARK_OWN_WINDOW";

/// The window that the program began in.
#[derive(Debug)]
pub struct OwnWindow {
    /// Whether it is there for this program alone.
    is_own: bool,
}

impl OwnWindow {
    /// Looks at the window before anything is written.
    pub fn look() -> Self {
        Self { is_own: is_empty() || std::env::var_os(OWN_WINDOW).is_some() && is_terminal() }
    }

    /// If the window is the program's own and something stands in it, waits for Enter; not after a quick exit, nor when the
    /// window is being closed.
    pub fn wait_until_read(&self) {
        if self.is_own && !is_empty() && signals::can_wait() && !was_left_at_once() {
            // A window that takes nothing, or that is closed meanwhile, has nobody in front of it.
            let _ = prompt::line(&sentence(), &mut io::stdin().lock(), &mut Sentences::new());
        }
    }
}

/// Whether nothing has been written in the window of this program yet. Only Windows tells without an answer of the terminal.
fn is_empty() -> bool {
    cfg!(windows) && is_terminal() && crossterm::cursor::position().is_ok_and(|cell| cell == (0, 0))
}

fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// What to press. Settings that can't be read have been named before.
fn sentence() -> String {
    let choice = prepare::language(&Settings::load(None).unwrap_or_default()).choose(&OwnWords::None);
    let asks =
        choice.map_or_else(|_| "Enter closes this window. ".to_owned(), |choice| choice.words.front.closes.clone());
    format!("\n{asks}")
}
