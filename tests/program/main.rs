//! The built program as people run it: in a terminal, through pipes, as a command.
//!
//! Most of these tests wait for the program. They are one test program, so that they wait together.

mod cli;
mod decode;
mod disk_full;
mod doctor;
mod exchange;
mod pause_review;
mod plain;
mod radio_errors;
mod terminal;
mod today;

#[cfg(all(feature = "ble", target_os = "linux"))]
#[path = "../support/bluez/mod.rs"]
mod bluez;
#[cfg(unix)]
#[path = "../support/lines.rs"]
mod lines;
#[path = "../support/pty.rs"]
mod pty;
#[path = "../support/records.rs"]
mod records;
