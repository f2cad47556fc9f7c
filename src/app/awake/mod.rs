//! Keeps the display awake while a talk or a practice runs: nobody touches a key for minutes, and the figure must not go
//! dark. On Linux the desktop is asked over D-Bus, on macOS by the system's own `caffeinate`; elsewhere nothing is done.
//!
//! On Linux a thread of its own asks and holds the connection, so that a bus that hangs delays nothing. When the connection
//! closes, the desktop forgets the request, even if the program was killed.

/// Whether the display stays awake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(any(all(feature = "ble", target_os = "linux"), target_os = "macos")),
    allow(dead_code, reason = "nothing is asked there")
)]
pub(crate) enum Wakefulness {
    /// The desktop keeps it on until it is told otherwise.
    Kept,
    /// The desktop can't be asked: its own settings hold.
    NotKept,
}

#[cfg(all(feature = "ble", target_os = "linux"))]
mod on_linux;
#[cfg(any(target_os = "macos", all(test, unix)))]
mod on_macos;

#[cfg(all(feature = "ble", target_os = "linux"))]
pub(crate) use on_linux::{Awake, look};
#[cfg(target_os = "macos")]
pub(crate) use on_macos::{Awake, look};

/// Nothing to hold.
#[cfg(not(any(all(feature = "ble", target_os = "linux"), target_os = "macos")))]
pub(crate) struct Awake;

#[cfg(not(any(all(feature = "ble", target_os = "linux"), target_os = "macos")))]
impl Awake {
    pub(crate) fn hold() -> Self {
        Self
    }
}

/// Whether the display can be kept awake; nothing where the program doesn't ask.
#[cfg(not(any(all(feature = "ble", target_os = "linux"), target_os = "macos")))]
pub(crate) fn look() -> Option<Wakefulness> {
    None
}
