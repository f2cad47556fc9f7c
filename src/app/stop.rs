//! A process that is stopped and goes on: Ctrl-Z and `fg`, or signals from outside. Except for SIGSTOP, which no program
//! hears, the shell gets its terminal meanwhile.
//!
//! The monotonic clock goes on while a process is stopped, unlike while the machine sleeps. So the loop takes the time of
//! the stop out of the session's time and reports it as [`Input::Away`]. Then a stop is to a talk what a sleep is.
//!
//! [`Input::Away`]: crate::event::input::Input::Away

use std::io;
use std::time::{Duration, Instant};

use ratatui::backend::Backend;
#[cfg(unix)]
use rustix::process::{Pid, Signal};
#[cfg(unix)]
use tokio::signal::unix::SignalKind;
#[cfg(unix)]
use tokio::time::timeout;

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
/// How long the signal of going on may take to be heard. The system sends it before the process runs again.
const SIGNAL_LIMIT: Duration = Duration::from_millis(100);
/// A stop of at least this length is reported to the talk, as a sleep is.
const SHORTEST_AWAY: Duration = Duration::from_secs(2);
/// How long after a stop measurements are left out: what waited in the system comes at once then, stamped too late.
/// Assumption: it is read within that time. A longer one loses measurements that are good.
const STALE: Duration = Duration::from_millis(500);
/// How many ancestors are looked at for a shell. Assumption: no program is started through more scripts.
#[cfg(unix)]
const MOST_ANCESTORS: usize = 64;

/// A signal about this process or its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JobSignal {
    /// The process has gone on.
    GoesOn,
    /// The process is to stop.
    Stops,
}

/// What is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StopOf {
    /// The process and its job, as Ctrl-Z does elsewhere.
    Job,
    /// This process alone, which somebody named.
    Process,
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

    /// How long the process was stopped while the loop waited for `due`, if it was. A loop that is late without the
    /// signal ran on a busy machine.
    pub(super) async fn overslept(&mut self, due: Instant, happened: &Happened) -> Option<Duration> {
        let late = clock::now().saturating_duration_since(due);
        let stopped = late >= LATE && (matches!(happened, Happened::Job(JobSignal::GoesOn)) || self.heard_soon().await);
        stopped.then_some(late)
    }

    /// Gives the terminal to the shell, stops, and takes it again when the process goes on. Returns how long that was.
    pub(crate) async fn stop(&mut self, of: StopOf) -> Duration {
        let since = clock::now();
        #[cfg(unix)]
        {
            modes::lend();
            stop_now(of);
            // Where nobody could continue the process it was not stopped, and no signal comes.
            self.heard_soon().await;
            // The signal to the job came to this process as well. It has been obeyed.
            let _ = timeout(Duration::ZERO, next(self.stops.as_mut())).await;
        }
        clock::now() - since
    }
}

#[cfg(unix)]
fn listen_to(signal: Signal) -> Option<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(SignalKind::from_raw(signal.as_raw())).ok()
}

/// Completes when the signal comes.
#[cfg(unix)]
async fn next(signal: Option<&mut tokio::signal::unix::Signal>) {
    if let Some(signal) = signal
        && signal.recv().await.is_some()
    {
        return;
    }
    std::future::pending::<()>().await;
}

/// Stops this process whenever it is asked to. Completes never.
#[cfg(unix)]
pub(super) async fn stops_at_once() {
    let mut stops = listen_to(Signal::TSTP);
    loop {
        next(stops.as_mut()).await;
        stop_now(StopOf::Process);
    }
}

/// Other systems stop no process.
#[cfg(not(unix))]
pub(super) async fn stops_at_once() {
    std::future::pending().await
}

/// Stops, until somebody continues the process. If nobody could, it isn't stopped. A signal that stops can't be left to
/// the system here: it is listened to.
#[cfg(unix)]
fn stop_now(of: StopOf) {
    use rustix::process::{getpid, kill_current_process_group, kill_process};
    // If the system refuses, the terminal is simply taken again.
    if of == StopOf::Job {
        let _ = kill_current_process_group(Signal::TSTP);
    }
    if can_be_continued() {
        let _ = kill_process(getpid(), Signal::STOP);
    }
}

/// Whether a shell is there that can continue this process: some ancestor of the same session has a job of its own
/// (POSIX: the process group is not orphaned). The system itself stops no other process by Ctrl-Z.
#[cfg(unix)]
fn can_be_continued() -> bool {
    use rustix::process::{getpgid, getpgrp, getppid, getsid};
    let (job, session) = (getpgrp(), getsid(None).ok());
    let mut ancestor = getppid();
    for _ in 0..MOST_ANCESTORS {
        let Some(pid) = ancestor.filter(|pid| getsid(Some(*pid)).ok() == session) else { return false };
        if getpgid(Some(pid)).is_ok_and(|group| group != job) {
            return true;
        }
        ancestor = parent(pid);
    }
    false
}

/// The parent of a process, where the system tells it in a file.
#[cfg(unix)]
fn parent(pid: Pid) -> Option<Pid> {
    let text = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    // After the name in brackets, which may hold anything: the state, then the parent (proc_pid_stat(5)).
    let parent = text.rsplit_once(')')?.1.split_whitespace().nth(1)?;
    Pid::from_raw(parent.parse().ok()?)
}

/// Takes the terminal again, and draws everything anew with the next frame.
pub(crate) fn take_again<B: Backend<Error = io::Error>>(display: &mut Display<B>) -> io::Result<()> {
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
