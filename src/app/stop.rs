//! A process that is stopped and goes on: Ctrl-Z and `fg`, or signals from outside.
//!
//! The monotonic clock goes on while a process is stopped, unlike while the machine sleeps. So the loop takes the time of
//! the stop out of the session's time and reports it as [`Input::Away`]. Then a stop is to a talk what a sleep is.
//!
//! [`Input::Away`]: crate::event::input::Input::Away

use std::io;
use std::time::{Duration, Instant};

use ratatui::backend::Backend;

use super::source::Source;
use super::{App, Happened};
use crate::clock;
use crate::event::input::Input;
use crate::screen::display::Display;
#[cfg(unix)]
use crate::screen::modes;

/// How late the loop must wake before it asks whether the process was stopped. Assumption: less costs nobody a turn, and
/// a machine that is merely busy is seldom as late.
const LATE: Duration = Duration::from_secs(1);
/// How long the signal of going on may take to be heard. The system sends it before the process runs again.
const SIGNAL_LIMIT: Duration = Duration::from_millis(100);
/// A stop of at least this length is reported to the talk, as a sleep is.
const SHORTEST_AWAY: Duration = Duration::from_secs(2);
/// How long after a stop measurements are left out: what waited in the system comes at once then, stamped too late.
/// Assumption: it is read within that time. A longer one loses measurements that are good.
const STALE: Duration = Duration::from_millis(500);

/// Hears when the process goes on after a stop.
pub(crate) struct Continued {
    #[cfg(unix)]
    signal: Option<tokio::signal::unix::Signal>,
}

impl Continued {
    /// Listens from now on.
    #[cfg(unix)]
    pub(crate) fn listen() -> Self {
        use rustix::process::Signal;
        use tokio::signal::unix::{SignalKind, signal};
        Self { signal: signal(SignalKind::from_raw(Signal::CONT.as_raw())).ok() }
    }

    /// Completes when the process has gone on.
    #[cfg(unix)]
    pub(crate) async fn heard(&mut self) {
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending::<()>().await;
    }

    /// Other systems stop no process.
    #[cfg(not(unix))]
    pub(crate) fn listen() -> Self {
        Self {}
    }

    #[cfg(not(unix))]
    pub(crate) async fn heard(&mut self) {
        std::future::pending::<()>().await;
    }

    async fn heard_soon(&mut self) -> bool {
        tokio::time::timeout(SIGNAL_LIMIT, self.heard()).await.is_ok()
    }

    /// How long the process was stopped while the loop waited for `due`, if it was. A loop that is late without the
    /// signal ran on a busy machine, or waited for a slow terminal.
    pub(super) async fn overslept(&mut self, due: Instant, happened: &Happened) -> Option<Duration> {
        let late = clock::now().saturating_duration_since(due);
        let stopped = late >= LATE && (matches!(happened, Happened::GoesOn) || self.heard_soon().await);
        stopped.then_some(late)
    }

    /// Gives the terminal to the shell, stops, and takes it again when the process goes on. Returns how long that was.
    pub(crate) async fn stop(&mut self) -> Duration {
        let since = clock::now();
        #[cfg(unix)]
        {
            modes::lend_and_stop();
            // Where nobody could continue the process it was not stopped, and no signal comes.
            self.heard_soon().await;
        }
        clock::now() - since
    }
}

/// Takes the terminal again, and draws everything anew with the next frame.
pub(crate) fn take_again<B: Backend<Error = io::Error>>(display: &mut Display<B>) -> io::Result<()> {
    #[cfg(unix)]
    modes::take_again()?;
    display.forget()
}

impl<B: Backend<Error = io::Error>> App<B> {
    /// Goes on after a stop that lasted `span`.
    pub(super) fn go_on_after(&mut self, span: Duration) -> io::Result<()> {
        let now = clock::now();
        self.pace.skip(span);
        self.stale_until = Some(now + STALE);
        // A recording is only watched, and its session is as it was.
        if span >= SHORTEST_AWAY && !matches!(self.source, Source::Replay(_)) {
            self.record.take(self.now(), Input::Away { seconds: span.as_secs() as u32 });
        }
        self.show_anew()
    }

    /// Draws everything anew.
    pub(super) fn show_anew(&mut self) -> io::Result<()> {
        self.shown = None;
        take_again(&mut self.display)
    }

    /// Whether a measurement that arrived at `at` waited in the system while the process was stopped.
    pub(super) fn is_stale(&self, at: Instant, input: &Input) -> bool {
        matches!(input, Input::Notification { .. }) && self.stale_until.is_some_and(|until| at < until)
    }
}
