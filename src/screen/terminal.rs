//! The terminal, taken over and given back, whatever happens in between.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ThreadId;

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType, size};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::modes::{give_back, take};
use super::output::{self, Output};
use super::plain::PlainPrinter;
use super::{LEAST_HEIGHT, LEAST_WIDTH};

/// Why there is no screen to draw on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ScreenError {
    /// Input or output is a file or a pipe.
    #[error(
        "breathmark needs a terminal to draw on. Run it in a terminal window, or line by line with `--plain`, or replay without a screen: `breathmark talk --replay FILE --outputs -`."
    )]
    NotATerminal,
    /// The window is too small.
    #[error(
        "this window has {columns}×{rows} characters, and breathmark needs at least {}×{}. Make it larger, or the letters smaller, and start again.",
        LEAST_WIDTH,
        LEAST_HEIGHT
    )]
    TooSmall {
        /// Its width.
        columns: u16,
        /// Its height.
        rows: u16,
    },
    /// The terminal would not do as asked.
    #[error("the terminal can't be set up ({0}). Try another terminal window.")]
    Setup(#[from] io::Error),
}

/// Where frames go. One write for a frame: a slow terminal then never shows half of one.
pub(crate) type TerminalOutput = CrosstermBackend<Output>;

/// The taken-over terminal; dropping it gives it back.
#[derive(Debug)]
pub(crate) struct Screen(());

impl Screen {
    /// Takes the terminal over, after a look at whether it can be drawn on.
    pub(crate) fn open() -> Result<(Self, Terminal<TerminalOutput>), ScreenError> {
        Self::check()?;
        let screen = Self(());
        take(true)?;
        Ok((screen, Terminal::new(CrosstermBackend::new(Output::default()))?))
    }

    /// Takes it for plain lines. Nothing on it moves or is taken back; keys come one by one where input is a terminal.
    pub(crate) fn open_plain() -> Result<(Self, PlainPrinter), ScreenError> {
        let screen = Self(());
        take(false)?;
        let raw = io::stdin().is_terminal() && io::stdout().is_terminal();
        Ok((screen, PlainPrinter::new(Box::new(Output::default()), raw)))
    }

    /// Whether there is a terminal large enough.
    pub(crate) fn check() -> Result<(), ScreenError> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(ScreenError::NotATerminal);
        }
        let (columns, rows) = size()?;
        if columns < LEAST_WIDTH || rows < LEAST_HEIGHT {
            return Err(ScreenError::TooSmall { columns, rows });
        }
        Ok(())
    }
}

/// Whether somebody had to leave at once.
static LEFT_AT_ONCE: AtomicBool = AtomicBool::new(false);

/// Whether somebody had to leave at once. Nothing may be written then, and nothing be waited for.
pub(crate) fn was_left_at_once() -> bool {
    LEFT_AT_ONCE.load(Ordering::Relaxed)
}

impl Screen {
    /// Gives it back; if somebody had to leave at once, with nothing on it, nor above it.
    pub(crate) fn give_back(self, blank: bool) {
        LEFT_AT_ONCE.fetch_or(blank, Ordering::Relaxed);
        drop(self);
        if blank && io::stdout().is_terminal() {
            let mut sequence = Vec::new();
            // Writing into memory never fails.
            let _ = queue!(sequence, Clear(ClearType::All), Clear(ClearType::Purge), MoveTo(0, 0));
            output::write_last(&sequence);
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Keeps panics off the screen. The Bluetooth library panics in tasks of its own during ordinary connects: that goes
/// to the log, unseen. Only when the loop itself fails is the terminal given back and the reason shown.
pub(crate) fn install_panic_hook(loop_thread: ThreadId, mut log: impl FnMut(&str) + Send + 'static) {
    let log = std::sync::Mutex::new(move |line: &str| log(line));
    std::panic::set_hook(Box::new(move |info| {
        let in_loop = std::thread::current().id() == loop_thread && tokio::task::try_id().is_none();
        if in_loop {
            give_back();
            let _ = writeln!(io::stderr(), "breathmark had to stop: {info}. Everything recorded so far is kept.");
        } else if let Ok(mut log) = log.lock() {
            log(&info.to_string());
        }
    }));
}
