//! For those who study hearts: the study, and the analysis of a journal.

mod analyze;
mod study;
mod study_series;

#[cfg(unix)]
#[path = "../support/pty.rs"]
mod pty;
#[path = "../support/records.rs"]
mod records;
