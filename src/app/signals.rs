//! The ways in which the system asks a program to end.

use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[cfg(unix)]
use rustix::process::Signal;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

use super::stop::stops_at_once;
use crate::screen::output;

/// While it lives, the program ends or stops at once when the system asks for it. For commands that read lines: they wait
/// where no signal reaches them any more, once a page has been shown.
#[must_use]
pub(crate) struct EndsAtOnce {
    /// Closed when this is dropped.
    _held: oneshot::Sender<()>,
}

/// How long a program that was asked to end waits for the straps, and then for a reader. Assumption: whoever asks, asks
/// harder after two seconds. The terminal may need another second before.
pub(crate) const ASKED_WITHIN: Duration = Duration::from_millis(400);

/// Whether the program was asked to end while pages were shown.
static WAS_ASKED: AtomicBool = AtomicBool::new(false);

/// The exit code of a program that an interrupt has ended, as shells have it.
const INTERRUPTED: i32 = 130;

impl EndsAtOnce {
    /// From now on.
    pub(crate) fn begin() -> Self {
        Self::when_asked(|| {
            // The shell's prompt begins a line of its own.
            if can_say() {
                let _ = writeln!(io::stderr());
            }
            std::process::exit(INTERRUPTED);
        })
    }

    /// The same, with something else to do when the program is asked to end.
    fn when_asked(act: impl FnOnce() + Send + 'static) -> Self {
        let (held, released) = oneshot::channel();
        let (listening, listens) = std::sync::mpsc::channel();
        // Without a runtime the program can still be left by its own keys.
        if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
            std::thread::spawn(move || {
                let is_asked = runtime.block_on(async {
                    tokio::select! {
                        biased;
                        _ = released => false,
                        () = ending() => true,
                        () = stops_at_once() => false,
                        // The last in order: by now the others listen.
                        () = async { drop(listening); std::future::pending().await } => false,
                    }
                });
                if is_asked {
                    act();
                }
            });
            // A signal that comes before somebody listens is lost: the system's own way of acting on it is gone for good.
            let _: Result<(), _> = listens.recv();
        }
        Self { _held: held }
    }
}

/// Waits until everything that was shown has been read, unless the program is asked to end. Lines wait for their reader;
/// whoever asks the program to end does not.
pub(crate) fn wait_for_readers() {
    if WAS_ASKED.load(Ordering::Relaxed) {
        output::settles_within(ASKED_WITHIN);
    } else if !output::is_idle() {
        // What the command has to say is still said, and its exit code stays.
        let _held = EndsAtOnce::when_asked(output::give_up);
        output::settle();
    }
}

/// Whether standard error takes a sentence. Only a program that was asked to end doesn't wait for its reader.
pub(crate) fn can_say() -> bool {
    !WAS_ASKED.load(Ordering::Relaxed) || output::standard_error_takes(ASKED_WITHIN)
}

/// Whether somebody may be waited for: nobody has asked the program to end.
pub(crate) fn can_wait() -> bool {
    !WAS_ASKED.load(Ordering::Relaxed)
}

/// Completes when the program has to end: a signal asks for it, the terminal closes, or nobody reads the output any more.
#[cfg(unix)]
pub(crate) async fn ending() {
    tokio::select! {
        () = asked() => {}
        () = terminal_gone() => {}
        () = output::gone() => {}
    }
    WAS_ASKED.store(true, Ordering::Relaxed);
}

/// The same for a program that may write nothing for hours: whether somebody still reads its output is asked once a second.
pub(crate) async fn ending_or_unread() {
    let unread = async {
        while !output::reader_is_gone() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    tokio::select! {
        () = ending() => {}
        () = unread => {}
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
    while !output::has_hung_up(std::io::stdin()) {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// The signals that end a program unless it listens to them, and that somebody else sends. What a fault of the program
/// itself raises is left out. Origin: signal(7) of Linux.
#[cfg(unix)]
const ASKING: &[Signal] = &[
    Signal::TERM,
    Signal::HUP,
    Signal::INT,
    Signal::QUIT,
    Signal::USR1,
    Signal::USR2,
    Signal::ALARM,
    Signal::VTALARM,
    Signal::PROF,
    Signal::XCPU,
    #[cfg(target_os = "linux")]
    Signal::IO,
    #[cfg(target_os = "linux")]
    Signal::POWER,
];

/// The signals that were ignored when the program began, as bits from 1 on. `nohup` has the hang-up ignored, and a shell
/// without job control what Ctrl-C sends: whoever started the program so wants it to go on. Only Linux tells.
#[cfg(unix)]
fn ignored_at_the_start() -> u64 {
    // Asked before the first signal is listened to, which is what it would find afterwards.
    static IGNORED: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
    *IGNORED.get_or_init(|| {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or(0)
    })
}

/// Completes when a signal asks the program to end.
#[cfg(unix)]
async fn asked() {
    let is_heard = |asking: &Signal| ignored_at_the_start() >> (asking.as_raw() - 1) & 1 == 0;
    let listen = |asking: Signal| signal(SignalKind::from_raw(asking.as_raw())).ok();
    // Ends a program that writes more than it may. Once it is listened to, writing fails instead, as on a full disk.
    let _ = listen(Signal::XFSZ);
    let mut streams: Vec<_> = ASKING.iter().copied().filter(is_heard).filter_map(listen).collect();
    if streams.is_empty() {
        std::future::pending::<()>().await;
    }
    futures::future::select_all(streams.iter_mut().map(|stream| Box::pin(stream.recv()))).await;
}

/// Completes when the program has to end.
#[cfg(not(unix))]
pub(crate) async fn ending() {
    tokio::select! {
        () = asked() => {}
        () = output::gone() => {}
    }
    WAS_ASKED.store(true, Ordering::Relaxed);
}

/// Completes when the console asks the program to end: a key, or a window that is closed. Windows ends the program itself five
/// seconds after a window was closed (`HandlerRoutine` in its documentation). Of logging off and shutting down it tells
/// services only.
#[cfg(windows)]
async fn asked() {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close};
    // Where one can't be listened to, the system ends the program by itself.
    let (mut key, mut other_key, mut window) = (ctrl_c().ok(), ctrl_break().ok(), ctrl_close().ok());
    macro_rules! next {
        ($asking:ident) => {
            async {
                match &mut $asking {
                    Some(asking) => drop(asking.recv().await),
                    None => std::future::pending().await,
                }
            }
        };
    }
    tokio::select! {
        () = next!(key) => {}
        () = next!(other_key) => {}
        () = next!(window) => {}
    }
}

/// Elsewhere only a key asks.
#[cfg(not(any(unix, windows)))]
async fn asked() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
