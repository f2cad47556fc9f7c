//! The ways in which the system asks a program to end.

use std::io::{self, Write as _};
#[cfg(unix)]
use std::time::Duration;

use tokio::sync::oneshot;

/// While it lives, the program ends at once when the system asks for it. For commands that read lines: they wait where no
/// signal reaches them any more, once a page has been shown.
#[must_use]
pub(crate) struct EndsAtOnce {
    /// Closed when this is dropped.
    _held: oneshot::Sender<()>,
}

/// The exit code of a program that an interrupt has ended, as shells have it.
const INTERRUPTED: i32 = 130;

impl EndsAtOnce {
    /// From now on.
    pub(crate) fn begin() -> Self {
        let (held, released) = oneshot::channel();
        // Without a runtime the program can still be left by its own keys.
        if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
            std::thread::spawn(move || {
                let is_asked = runtime.block_on(async {
                    tokio::select! {
                        _ = released => false,
                        () = ending() => true,
                    }
                });
                if is_asked {
                    // The shell's prompt begins a line of its own.
                    let _ = writeln!(io::stderr());
                    std::process::exit(INTERRUPTED);
                }
            });
        }
        Self { _held: held }
    }
}

/// Completes when the system asks the program to end: the terminal closes, or a signal comes.
#[cfg(unix)]
pub(crate) async fn ending() {
    tokio::select! {
        () = asked() => {}
        () = terminal_gone() => {}
    }
}

/// Completes when the terminal is gone. A program outside its terminal's session gets no signal when the terminal
/// closes, and would read nothing for ever, so the terminal is polled once a second.
#[cfg(unix)]
async fn terminal_gone() {
    use std::io::IsTerminal as _;
    if !std::io::stdin().is_terminal() {
        std::future::pending::<()>().await;
    }
    while !hung_up() {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

#[cfg(unix)]
fn hung_up() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = std::io::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
    poll(&mut fds, Some(&Timespec::default())).is_ok() && fds[0].revents().contains(PollFlags::HUP)
}

#[cfg(unix)]
async fn asked() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut streams = [SignalKind::terminate(), SignalKind::hangup(), SignalKind::interrupt()].map(signal);
    let waiting = streams.iter_mut().flatten().map(|stream| Box::pin(stream.recv()));
    let waiting: Vec<_> = waiting.collect();
    if waiting.is_empty() {
        std::future::pending::<()>().await;
    }
    futures::future::select_all(waiting).await;
}

/// Completes when the system asks the program to end.
#[cfg(not(unix))]
pub(crate) async fn ending() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
