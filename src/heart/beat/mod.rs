//! One strap's beats on one timeline.
//!
//! The Heart Rate Service has no time stamps and no sequence numbers. *Beat time* is therefore the sum of the RR
//! intervals, anchored to the arrival of the first notification. The lag of arrival behind beat time shows whether beats
//! are missing (`missing_beats`).

pub(crate) mod delivery;
mod interval;
mod missing_beats;
mod regular_loss;
mod repeats;
#[cfg(test)]
mod tests;
pub(crate) mod timeline;

pub use interval::{Beat, RrInterval};
pub use timeline::{Receipt, Received, Timeline};
