//! Commands, flags, and bad input.

mod cli;
mod decode;

#[path = "../support/pty.rs"]
mod pty;
#[path = "../support/records.rs"]
mod records;
