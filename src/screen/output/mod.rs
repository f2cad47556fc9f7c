//! Standard output during a session. A thread of its own writes, so that a terminal that nobody reads holds up that thread
//! and nothing else: a connection that stalls, Ctrl-S, a pipe that is full.
//!
//! ```text
//! loop ─▶ Output ─flush─▶ what waits ─▶ the thread ─▶ standard output
//!              is it idle? ◀───────────────┘ written, or gone
//! ```
//!
//! A frame is drawn only while nothing waits, so at most one frame does. Lines all wait, up to a limit.

mod sink;

use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

#[cfg(unix)]
pub(crate) use sink::has_hung_up;
pub(crate) use sink::{has_unread, reader_is_gone, standard_error_takes};
use tokio::sync::Notify;

/// From this many waiting bytes on nothing more is printed until some are read. Assumption: that is hours of `--plain`.
const MOST_WAITING: usize = 1024 * 1024;
/// How long a terminal may take for the last bytes before those that wait are thrown away. Assumption: a slow connection
/// takes a frame within that time. Together with the constants below it stays under a second.
const SETTLES_WITHIN: Duration = Duration::from_millis(500);
/// How often the terminal is asked to forget what it was sent, and how long each time may take. Each time frees what the
/// system holds for a terminal, some kilobytes; a frame is a few times that.
const MOST_DISCARDS: u32 = 30;
const DISCARD_WITHIN: Duration = Duration::from_millis(10);
/// How long the sequence itself may take, once there is room.
const LAST_WITHIN: Duration = Duration::from_millis(100);
/// The control character CAN. It ends an escape sequence that was cut off (ECMA-48, as terminals since the VT100 do it).
const CANCEL: u8 = 0x18;

static STATE: Mutex<State> =
    Mutex::new(State { waiting: Vec::new(), last: Vec::new(), writing: 0, started: false, end: None });
/// Something waits for the thread.
static MORE: Condvar = Condvar::new();
/// The thread has written something.
static LESS: Condvar = Condvar::new();
/// The same for the loop.
static WRITTEN: Notify = Notify::const_new();
/// Nobody can read any more.
static GONE: Notify = Notify::const_new();

struct State {
    waiting: Vec<u8>,
    /// What gives the terminal back, until it is written. It is never thrown away.
    last: Vec<u8>,
    /// How many bytes the thread is writing now.
    writing: usize,
    /// Whether there is a thread.
    started: bool,
    end: Option<End>,
}

/// Why nothing more is written.
enum End {
    /// The terminal is closed, or the reader of the pipe has gone. That is no error.
    Gone,
    /// Writing failed, such as on a full disk. The error is there until somebody asks for it.
    Failed(Option<io::Error>),
}

impl State {
    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.writing == 0
    }

    /// Whether there is nothing left to wait for.
    fn is_settled(&self) -> bool {
        self.is_idle() || matches!(self.end, Some(End::Gone))
    }
}

/// Where everything goes that a session shows. What is written goes out with the next flush, in one piece.
#[derive(Debug, Default)]
pub(crate) struct Output {
    bytes: Vec<u8>,
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Hands over, waits for nothing and never fails. [`failure`] has the error.
    fn flush(&mut self) -> io::Result<()> {
        let mut state = state();
        if state.end.is_none() && !self.bytes.is_empty() {
            state.waiting.append(&mut self.bytes);
            start(&mut state);
            MORE.notify_one();
        }
        self.bytes.clear();
        Ok(())
    }
}

/// Whether everything has been written. A frame is drawn only then.
pub(crate) fn is_idle() -> bool {
    state().is_idle()
}

/// Whether there is room for more lines.
pub(crate) fn has_room() -> bool {
    let state = state();
    state.waiting.len() + state.writing < MOST_WAITING
}

/// Completes when something has been written since it last completed. For one waiter at a time.
pub(crate) async fn written() {
    WRITTEN.notified().await;
}

/// Completes when nobody can read any more.
pub(crate) async fn gone() {
    let gone = GONE.notified();
    if !matches!(state().end, Some(End::Gone)) {
        gone.await;
    }
}

/// The error of writing, once.
pub(crate) fn failure() -> Option<io::Error> {
    match &mut state().end {
        Some(End::Failed(error)) => error.take(),
        Some(End::Gone) | None => None,
    }
}

/// The result of asking the terminal for something; nothing where the terminal has been closed. [`gone`] tells that.
pub(crate) fn unless_closed<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(_) if sink::is_closed() => Ok(None),
        result => result.map(Some),
    }
}

/// Rings the terminal's bell.
pub(crate) fn ring() {
    if has_room() {
        // It waits in memory, where nothing fails.
        let _ = Output { bytes: vec![b'\x07'] }.flush();
    }
}

/// Writes the sequence that gives the terminal back, and waits until it is written. If the terminal takes nothing,
/// whatever else waits is thrown away, here and in the system. Takes a second at most.
pub(super) fn write_last(sequence: &[u8]) {
    state().last.extend_from_slice(sequence);
    let _ = Output { bytes: sequence.to_vec() }.flush();
    if !settles_within(SETTLES_WITHIN) {
        write_nothing_else();
    }
    let mut state = state();
    if state.is_settled() {
        state.last.clear();
    }
}

/// Throws away whatever waits but the last sequences.
fn write_nothing_else() {
    let mut state = state();
    if state.is_settled() {
        return;
    }
    state.waiting.clear();
    state.waiting.push(CANCEL);
    let last = state.last.clone();
    state.waiting.extend(last);
    MORE.notify_one();
    drop(state);
    for _ in 0..MOST_DISCARDS {
        // Under the lock the thread can't begin with the sequence, which must not be thrown away.
        let state = self::state();
        if state.waiting.is_empty() {
            break;
        }
        sink::discard_sent();
        drop(state);
        settles_within(DISCARD_WITHIN);
    }
    settles_within(LAST_WITHIN);
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until everything is written, or somebody gives it up.
pub(crate) fn settle() {
    drop(LESS.wait_while(state(), |state| !state.is_settled()));
}

/// The same. False if it takes longer than `limit`.
pub(crate) fn settles_within(limit: Duration) -> bool {
    let waited = LESS.wait_timeout_while(state(), limit, |state| !state.is_settled());
    waited.unwrap_or_else(PoisonError::into_inner).0.is_settled()
}

/// Nothing more is written: nobody waits for it.
pub(crate) fn give_up() {
    state().end = Some(End::Gone);
    LESS.notify_all();
    GONE.notify_waiters();
}

/// Starts the thread. Where the system has none to give, writing waits here.
fn start(state: &mut State) {
    if state.started {
        return;
    }
    state.started = std::thread::Builder::new().name("output".to_owned()).spawn(write_for_ever).is_ok();
    if !state.started {
        let bytes = std::mem::take(&mut state.waiting);
        state.end = sink::write_all(&bytes).err().map(end_of);
        if matches!(state.end, Some(End::Gone)) {
            GONE.notify_waiters();
        }
    }
}

fn write_for_ever() {
    let mut state = state();
    loop {
        state = MORE.wait_while(state, |state| state.waiting.is_empty()).unwrap_or_else(PoisonError::into_inner);
        let bytes = std::mem::take(&mut state.waiting);
        state.writing = bytes.len();
        drop(state);
        let written = sink::write_all(&bytes);
        state = self::state();
        state.writing = 0;
        if let Err(error) = written {
            state.waiting.clear();
            let end = state.end.insert(end_of(error));
            if matches!(end, End::Gone) {
                GONE.notify_waiters();
            }
        }
        LESS.notify_all();
        WRITTEN.notify_one();
    }
}

fn end_of(error: io::Error) -> End {
    if error.kind() == io::ErrorKind::BrokenPipe || sink::is_closed() { End::Gone } else { End::Failed(Some(error)) }
}
