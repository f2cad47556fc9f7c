//! Octets that were read well and still may be no measurement: a counter, a time or an address may stand before them, or a
//! rate behind them.
//!
//! Only octets that their line does not mark are doubted. Where a line says what its octets are, a strap that sends odd ones
//! is shown as it is.

use std::ops::RangeInclusive;

use super::{HIGHEST_FLAGS, Octets, WRITE};
use crate::heart::measurement::{Measurement, PLAUSIBLE};

/// Rates of hearts in beats a minute. 0 means "no reading".
const RATES: RangeInclusive<u16> = 24..=300;
/// A part of the rate, by which it and that of its intervals may differ where one confirms the other. Straps smooth the rate.
const AGREEMENT: u16 = 4;
/// What stands between length and payload in a notification's packet: the channel of attributes and the operation
/// (Core Specification, volume 3, part F, section 3.4.7.1).
const NOTIFICATION: [u8; 3] = [0x04, 0x00, 0x1b];

const UNLIKELY: &str = "this is a measurement, though no likely one";

/// What must be said of octets, beside how they were read.
///
/// # Errors
/// If a measurement seems to begin later in the octets: one sentence that says what to do.
pub fn doubt(octets: &Octets) -> Result<Option<&'static str>, String> {
    let all = octets.octets.as_slice();
    if octets.is_marked || is_likely(all).is_some() {
        return Ok(None);
    }
    if all.windows(NOTIFICATION.len()).skip(2).any(|part| part == NOTIFICATION) {
        return Err(format!("this may be a whole packet; leave out what stands before its value; {WRITE}"));
    }
    match (1..all.len()).find(|at| is_likely(&all[*at..]) == Some(true)) {
        Some(at) => Err(format!(
            "a measurement may begin only with octet {}; put one on a line, and nothing before it; {WRITE}",
            at + 1
        )),
        None => Ok(Some(UNLIKELY)),
    }
}

/// Whether these are what a heart and its strap give; then, whether the intervals confirm the rate.
fn is_likely(octets: &[u8]) -> Option<bool> {
    let measurement = Measurement::decode(octets).ok()?;
    let is_rate = measurement.bpm == 0 || RATES.contains(&measurement.bpm);
    let are_intervals = measurement.intervals().all(|rr| PLAUSIBLE.contains(&rr));
    let is_likely = octets[0] <= HIGHEST_FLAGS && is_rate && are_intervals && measurement.anomaly.is_none();
    let confirms = |rate: u16| measurement.bpm > 0 && rate.abs_diff(measurement.bpm) <= measurement.bpm / AGREEMENT;
    is_likely.then(|| measurement.rate_of_intervals().is_some_and(confirms))
}
