//! What is kept at home.

mod damaged;
mod history;
mod home;
mod odd_files;
mod privacy;
mod sealed;
mod settings;
mod settings_command;
mod unusable;

#[cfg(target_os = "linux")]
#[path = "../support/lines.rs"]
mod lines;
#[cfg(target_os = "linux")]
#[path = "../support/pty.rs"]
mod pty;
#[path = "../support/records.rs"]
mod records;
#[cfg(unix)]
#[path = "../support/rights.rs"]
mod rights;
