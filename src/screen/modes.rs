//! The modes of the terminal that the program switches: all on together, all taken back together, whatever happens.
//!
//! ```text
//! take ──▶ raw ──▶ alternate screen ──▶ keyboard protocol ──▶ bracketed paste      give back: the other way round
//! ```
//!
//! `--plain` takes raw mode alone: nothing else may stand among its lines.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, KeyboardEnhancementFlags, PopKeyboardEnhancementFlags,
    PushKeyboardEnhancementFlags,
};
use crossterm::queue;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};

use super::output::{self, Output};

/// What is asked of a terminal with the kitty keyboard protocol: chords and Escape as sequences of their own, so that a
/// chord names its letter in every layout. Letters stay text, so that dead keys and input methods work as before.
const KEYBOARD: KeyboardEnhancementFlags =
    KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES.union(KeyboardEnhancementFlags::REPORT_ALTERNATE_KEYS);

/// Whether the terminal is drawn on now, so that it must be cleaned when it is given back.
static DRAWN_ON: AtomicBool = AtomicBool::new(false);
/// Whether the program wants to draw on it, which lasts while the terminal is lent to the shell.
static DRAWS: AtomicBool = AtomicBool::new(false);

/// Takes the terminal: to be drawn on, or for lines.
pub(super) fn take(draws: bool) -> io::Result<()> {
    DRAWS.store(draws, Ordering::Relaxed);
    if io::stdin().is_terminal() {
        enable_raw_mode()?;
    }
    if draws {
        DRAWN_ON.store(true, Ordering::Relaxed);
        let mut out = Output::default();
        queue!(out, EnterAlternateScreen)?;
        if takes_further_modes() {
            queue!(out, PushKeyboardEnhancementFlags(KEYBOARD), EnableBracketedPaste)?;
        }
        out.flush()?;
    }
    Ok(())
}

/// Gives it back as the shell left it. A second time does nothing. Waits at most as long as [`output::write_last`].
pub(super) fn give_back() {
    // Writing into memory never fails. The terminal may be gone altogether; there is nothing more to do about it then.
    if DRAWN_ON.swap(false, Ordering::Relaxed) {
        let mut sequence = Vec::new();
        if takes_further_modes() {
            let _ = queue!(sequence, DisableBracketedPaste, PopKeyboardEnhancementFlags);
        }
        let _ = queue!(sequence, LeaveAlternateScreen, Show);
        output::write_last(&sequence);
    }
    let _ = disable_raw_mode();
}

/// Lends the terminal to the shell, as long as the process is stopped.
#[cfg(unix)]
pub(crate) fn lend() {
    give_back();
}

/// Takes the terminal again after a stop. Its modes may be anything by now, so they are first given back.
#[cfg(unix)]
pub(crate) fn take_again() -> io::Result<()> {
    give_back();
    take(DRAWS.load(Ordering::Relaxed))
}

/// Whether the terminal has been asked to tell a paste from keys.
pub(crate) fn tells_pastes(draws: bool) -> bool {
    draws && takes_further_modes()
}

/// Whether the terminal can be asked for more than its alternate screen. It isn't asked whether it knows the modes: an
/// answer would have to be waited for, and a terminal that doesn't know them ignores them. Old Linux consoles print them.
fn takes_further_modes() -> bool {
    cfg!(unix) && std::env::var_os("TERM").is_none_or(|term| term != "linux")
}
