//! A process that is stopped and goes on: Ctrl-Z and `fg`, or signals from outside. Except for SIGSTOP, which no program
//! hears, the shell gets its terminal meanwhile.
//!
//! The monotonic clock goes on while a process is stopped, unlike while the machine sleeps. So the loop takes the time of
//! the stop out of the session's time and reports it as [`Input::Away`]. Then a stop is to a talk what a sleep is.
//!
//! [`Input::Away`]: crate::event::input::Input::Away

mod process;

use std::io;
use std::time::{Duration, Instant};

use ratatui::backend::Backend;
#[cfg(unix)]
use rustix::process::Signal;
#[cfg(unix)]
use tokio::time::timeout;

use process::is_in_background;
pub(crate) use process::{StopOf, stops_at_once};
#[cfg(unix)]
use process::{listen_to, next, stop_now};

use super::source::Source;
use super::{App, Happened};
use crate::clock;
use crate::event::input::Input;
use crate::screen::display::Display;
#[cfg(unix)]
use crate::screen::modes;
use crate::screen::output;

/// How late the loop must wake before it asks whether the process was stopped. Assumption: less costs nobody a turn, and
/// a machine that is merely busy is seldom as late.
const LATE: Duration = Duration::from_secs(1);
/// How late it is in any case because it stood still: stopped, or asleep on a system whose clock goes on meanwhile, as that of
/// Windows does. No signal tells it then. Assumption: no machine that people can use is as busy.
const STOOD_STILL: Duration = Duration::from_secs(10);
/// How long the signal of going on may take to be heard. The system sends it before the process runs again.
#[cfg(unix)]
const SIGNAL_LIMIT: Duration = Duration::from_millis(100);
/// A stop of at least this length is reported to the talk, as a sleep is.
const SHORTEST_AWAY: Duration = Duration::from_secs(2);
/// How long after a stop measurements are left out: what waited in the system comes at once then, stamped too late.
/// Assumption: it is read within that time. A longer one loses measurements that are good.
const STALE: Duration = Duration::from_millis(500);

/// A signal about this process or its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(unix), expect(dead_code, reason = "other systems stop no process"))]
pub(crate) enum JobSignal {
    /// The process has gone on.
    GoesOn,
    /// The process is to stop.
    Stops,
}

impl JobSignal {
    /// What the signal stops, if anything.
    pub(crate) fn stop(self) -> Option<StopOf> {
        (self == Self::Stops).then_some(StopOf::Process)
    }
}

/// Hears when the process is to stop, and when it goes on.
pub(crate) struct JobSignals {
    #[cfg(unix)]
    goes_on: Option<tokio::signal::unix::Signal>,
    #[cfg(unix)]
    stops: Option<tokio::signal::unix::Signal>,
}

impl JobSignals {
    /// Listens from now on.
    #[cfg(unix)]
    pub(crate) fn listen() -> Self {
        Self { goes_on: listen_to(Signal::CONT), stops: listen_to(Signal::TSTP) }
    }

    /// Completes when the process has gone on or is to stop.
    #[cfg(unix)]
    pub(crate) async fn heard(&mut self) -> JobSignal {
        tokio::select! {
            biased;
            () = next(self.goes_on.as_mut()) => JobSignal::GoesOn,
            () = next(self.stops.as_mut()) => JobSignal::Stops,
        }
    }

    /// Other systems stop no process.
    #[cfg(not(unix))]
    pub(crate) fn listen() -> Self {
        Self {}
    }

    #[cfg(not(unix))]
    pub(crate) async fn heard(&mut self) -> JobSignal {
        std::future::pending().await
    }

    /// Whether the process goes on, as far as that is known soon.
    #[cfg(unix)]
    async fn heard_soon(&mut self) -> bool {
        timeout(SIGNAL_LIMIT, next(self.goes_on.as_mut())).await.is_ok()
    }

    #[cfg(not(unix))]
    async fn heard_soon(&mut self) -> bool {
        false
    }

    /// How long the process was stopped while the loop waited for `due`, if it was. A loop that is a little late without the
    /// signal ran on a busy machine.
    pub(super) async fn overslept(&mut self, due: Instant, happened: &Happened) -> Option<Duration> {
        let late = clock::now().saturating_duration_since(due);
        let stopped = late >= STOOD_STILL
            || late >= LATE && (matches!(happened, Happened::Job(JobSignal::GoesOn)) || self.heard_soon().await);
        stopped.then_some(late)
    }

    /// Gives the terminal to the shell, stops, and completes when the process goes on with the terminal. Returns how long
    /// that was; nothing if the program is asked to end meanwhile.
    #[cfg(unix)]
    pub(crate) async fn stop(
        &mut self,
        of: StopOf,
        ending: &mut (impl Future<Output = ()> + Unpin),
    ) -> Option<Duration> {
        let since = clock::now();
        if !is_in_background() {
            modes::lend();
        }
        let mut of = of;
        loop {
            let is_stopped = stop_now(of);
            // Where nobody could continue the process it was not stopped, and no signal comes.
            self.heard_soon().await;
            // The signal to the job came to this process as well. It has been obeyed.
            let _ = timeout(Duration::ZERO, next(self.stops.as_mut())).await;
            if timeout(Duration::ZERO, &mut *ending).await.is_ok() {
                return None;
            }
            if !is_stopped || !is_in_background() {
                return Some(clock::now() - since);
            }
            // In the background the system stops whoever takes the terminal.
            of = StopOf::Process;
        }
    }

    /// Stops, if that is asked, and takes the terminal again. False if the program is asked to end meanwhile.
    pub(crate) async fn obey<B: Backend<Error = io::Error>>(
        &mut self,
        stop: Option<StopOf>,
        display: &mut Display<B>,
        ending: &mut (impl Future<Output = ()> + Unpin),
    ) -> io::Result<bool> {
        let stop = stop.or_else(|| is_in_background().then_some(StopOf::Process));
        if let Some(of) = stop
            && self.stop(of, ending).await.is_none()
        {
            return Ok(false);
        }
        take_again(display).map(|()| true)
    }

    #[cfg(not(unix))]
    pub(crate) async fn stop(&mut self, _: StopOf, _: &mut (impl Future<Output = ()> + Unpin)) -> Option<Duration> {
        Some(Duration::ZERO)
    }
}

/// Takes the terminal again, and draws everything anew with the next frame.
fn take_again<B: Backend<Error = io::Error>>(display: &mut Display<B>) -> io::Result<()> {
    #[cfg(unix)]
    output::unless_closed(modes::take_again())?;
    output::unless_closed(display.forget()).map(drop)
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

    /// Draws everything anew. In the background the process first waits for the terminal.
    pub(super) fn show_anew(&mut self) -> io::Result<()> {
        self.shown = None;
        if is_in_background() {
            self.stop_asked = Some(StopOf::Process);
            return Ok(());
        }
        take_again(&mut self.display)
    }

    /// Whether a measurement that arrived at `at` waited in the system while the process was stopped.
    pub(super) fn is_stale(&self, at: Instant, input: &Input) -> bool {
        matches!(input, Input::Notification { .. }) && self.stale_until.is_some_and(|until| at < until)
    }
}
