//! What comes after a talk.

mod schedules;
mod today;

#[cfg(unix)]
#[path = "../support/pty.rs"]
mod pty;
