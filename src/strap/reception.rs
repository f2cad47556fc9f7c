//! What a strap sent within a span, and what that says about the strap.

use std::time::Duration;

use crate::heart::measurement::Measurement;

/// What a strap sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sends {
    /// The intervals between beats, which breathmark needs.
    Intervals,
    /// Only a heart rate, which the strap smooths.
    RateOnly,
    /// Nothing within 6 s.
    Nothing,
    /// Unknown: connecting failed.
    Unreachable,
    /// No heart rate: the device lacks the Heart Rate Service.
    NoHeartRate,
}

/// The result of a short test of a strap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StrapTest {
    /// What it sends.
    pub sends: Sends,
    /// Its battery level in per cent, if it has one.
    pub battery: Option<u8>,
}

impl StrapTest {
    /// Whether the device could be connected, and has the Heart Rate Service.
    pub(crate) fn has_heart_rate(self) -> bool {
        !matches!(self.sends, Sends::NoHeartRate | Sends::Unreachable)
    }
}

/// What a strap sent within a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reception {
    /// Whether the device has the Heart Rate Service.
    pub heart_rate: bool,
    /// Its battery level in per cent, if it has one.
    pub battery: Option<u8>,
    /// Its measurements, each with its arrival on [`crate::clock::since_start`].
    pub arrivals: Vec<(Duration, Vec<u8>)>,
}

/// Whether a measurement contains at least one interval.
pub(super) fn has_intervals(bytes: &[u8]) -> bool {
    Measurement::decode(bytes).is_ok_and(|measurement| measurement.intervals().next().is_some())
}

impl Reception {
    /// The best that the strap has sent, as the result of a test.
    pub(super) fn result(&self) -> StrapTest {
        let mut payloads = self.arrivals.iter().map(|(_, bytes)| bytes);
        let sends = if !self.heart_rate {
            Sends::NoHeartRate
        } else if payloads.clone().any(|bytes| has_intervals(bytes)) {
            Sends::Intervals
        } else if payloads.any(|bytes| Measurement::decode(bytes).is_ok()) {
            Sends::RateOnly
        } else {
            Sends::Nothing
        };
        StrapTest { sends, battery: self.battery }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heart::measurement::encode;

    fn sends(payloads: &[Vec<u8>]) -> Sends {
        let arrivals = payloads.iter().map(|bytes| (Duration::ZERO, bytes.clone())).collect();
        Reception { heart_rate: true, battery: None, arrivals }.result().sends
    }

    #[test]
    fn a_test_says_the_best_that_a_strap_has_sent() {
        assert_eq!(sends(&[encode(70, &[]), encode(70, &[870])]), Sends::Intervals);
        assert_eq!(sends(&[encode(70, &[])]), Sends::RateOnly);
        assert_eq!(sends(&[vec![0x16]]), Sends::Nothing, "what cannot be decoded is nothing");
        assert_eq!(sends(&[]), Sends::Nothing);
    }

    #[test]
    fn a_device_without_the_service_has_no_heart_rate() {
        let without = Reception { heart_rate: false, battery: None, arrivals: Vec::new() };
        assert_eq!(without.result().sends, Sends::NoHeartRate);
    }
}
