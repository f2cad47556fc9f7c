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
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};

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
        execute!(io::stdout(), EnterAlternateScreen)?;
        if takes_further_modes() {
            execute!(io::stdout(), PushKeyboardEnhancementFlags(KEYBOARD), EnableBracketedPaste)?;
        }
    }
    Ok(())
}

/// Gives it back as the shell left it. A second time does nothing.
pub(super) fn give_back() {
    // The terminal may be gone altogether; there is nothing more to do about it then.
    if DRAWN_ON.swap(false, Ordering::Relaxed) {
        if takes_further_modes() {
            let _ = execute!(io::stdout(), DisableBracketedPaste, PopKeyboardEnhancementFlags);
        }
        let _ = execute!(io::stdout(), LeaveAlternateScreen, Show);
    }
    let _ = disable_raw_mode();
    let _ = io::stdout().flush();
}

/// Lends the terminal to the shell and stops this process and its job, as Ctrl-Z does elsewhere. A shell that waits for a
/// script around the program waits for the whole job. Where no shell can continue it, the system does not stop it.
#[cfg(unix)]
pub(crate) fn lend_and_stop() {
    give_back();
    // If the system refuses, the terminal is simply taken again.
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

/// Takes the terminal again after a stop. Its modes may be anything by now, so they are first given back.
#[cfg(unix)]
pub(crate) fn take_again() -> io::Result<()> {
    give_back();
    take(DRAWS.load(Ordering::Relaxed))
}

/// Whether the terminal can be asked for more than its alternate screen. It isn't asked whether it knows the modes: an
/// answer would have to be waited for, and a terminal that doesn't know them ignores them. Old Linux consoles print them.
fn takes_further_modes() -> bool {
    cfg!(unix) && std::env::var_os("TERM").is_none_or(|term| term != "linux")
}
