//! What the system does with this process and its job: who stops it, who can continue it, and whose terminal it is.

#[cfg(unix)]
use rustix::process::Signal;
#[cfg(unix)]
use tokio::signal::unix::SignalKind;

/// What is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StopOf {
    /// The process and its job, as Ctrl-Z does elsewhere.
    Job,
    /// This process alone, which somebody named.
    Process,
}

#[cfg(unix)]
pub(super) fn listen_to(signal: Signal) -> Option<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(SignalKind::from_raw(signal.as_raw())).ok()
}

/// Completes when the signal comes.
#[cfg(unix)]
pub(super) async fn next(signal: Option<&mut tokio::signal::unix::Signal>) {
    if let Some(signal) = signal
        && signal.recv().await.is_some()
    {
        return;
    }
    std::future::pending::<()>().await;
}

/// Stops this process whenever it is asked to. Completes never.
#[cfg(unix)]
pub(crate) async fn stops_at_once() {
    let mut stops = listen_to(Signal::TSTP);
    loop {
        next(stops.as_mut()).await;
        let _ = stop_now(StopOf::Process);
    }
}

/// Other systems stop no process.
#[cfg(not(unix))]
pub(crate) async fn stops_at_once() {
    std::future::pending().await
}

/// Whether the terminal is another job's now.
#[cfg(unix)]
pub(super) fn is_in_background() -> bool {
    let foreground = rustix::termios::tcgetpgrp(std::io::stdin());
    foreground.is_ok_and(|group| group != rustix::process::getpgrp())
}

/// Other systems have no jobs.
#[cfg(not(unix))]
pub(super) fn is_in_background() -> bool {
    false
}

/// Stops, until somebody continues the process. If nobody could, it isn't stopped; then the answer is false. A signal that
/// stops can't be left to the system here: it is listened to.
#[cfg(unix)]
pub(super) fn stop_now(of: StopOf) -> bool {
    use rustix::process::{getpid, kill_current_process_group, kill_process};
    // If the system refuses, the terminal is simply taken again.
    if of == StopOf::Job {
        let _ = kill_current_process_group(Signal::TSTP);
    }
    can_be_continued() && kill_process(getpid(), Signal::STOP).is_ok()
}

/// Whether a shell is there that can continue this process: its job is not that of the shell that leads the session
/// (POSIX: the process group is not orphaned). The system itself stops no other process by Ctrl-Z.
#[cfg(unix)]
fn can_be_continued() -> bool {
    use rustix::process::{getpgid, getpgrp, getsid};
    getsid(None).is_ok_and(|leader| getpgid(Some(leader)).is_ok() && leader != getpgrp())
}
