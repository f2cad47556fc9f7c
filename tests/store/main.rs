//! What is kept at home.

mod disk_full;
mod settings;

#[cfg(target_os = "linux")]
#[path = "../support/lines.rs"]
mod lines;
#[cfg(target_os = "linux")]
#[path = "../support/pty.rs"]
mod pty;
#[cfg(target_os = "linux")]
#[path = "../support/records.rs"]
mod records;
