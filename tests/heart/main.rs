//! Heart rate measurements: the bytes, the artifacts, the figures.

mod artifacts;
mod conformance;
mod live_windows;
mod measurement;

#[path = "../support/records.rs"]
mod records;
