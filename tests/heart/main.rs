//! Heart rate measurements: the bytes, the artifacts, the figures.

mod artifacts;
mod breathing;
mod conformance;
mod honest_straps;
mod live_windows;
mod lying_straps;
mod measurement;

#[path = "../support/records.rs"]
mod records;
