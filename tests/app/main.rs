//! The program in a terminal, from the first key to the last.

mod pause_review;
mod plain;
mod terminal;

#[cfg(all(feature = "ble", target_os = "linux"))]
#[path = "../support/bluez/mod.rs"]
mod bluez;
#[cfg(unix)]
#[path = "../support/pty.rs"]
mod pty;
#[cfg(all(feature = "ble", target_os = "linux"))]
#[path = "../support/records.rs"]
mod records;
