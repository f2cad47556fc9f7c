//! What a strap sent within a span, and what that says about the strap.

use std::time::Duration;

use super::models;
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
    /// Whether a device of this name, which announces no heart rate, is a strap. One that can't be connected is one if its
    /// model is known: another device may hold it, and that must be said.
    pub(crate) fn shows_strap(self, name: &str) -> bool {
        match self.sends {
            Sends::Intervals | Sends::RateOnly | Sends::Nothing => true,
            Sends::Unreachable => models::is_known_strap(name),
            Sends::NoHeartRate => false,
        }
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
    fn a_known_strap_that_cannot_be_connected_is_still_a_strap_and_another_device_is_none() {
        let unreachable = StrapTest { sends: Sends::Unreachable, battery: None };
        assert!(unreachable.shows_strap("Polar H10 A1B2C3D4"));
        assert!(!unreachable.shows_strap("My heart lamp") && !unreachable.shows_strap("Galaxy Watch4"));
        let without = StrapTest { sends: Sends::NoHeartRate, ..unreachable };
        assert!(!without.shows_strap("Polar H10 A1B2C3D4"));
        assert!(StrapTest { sends: Sends::Nothing, ..unreachable }.shows_strap("My heart lamp"));
    }

    #[test]
    fn a_device_without_the_service_has_no_heart_rate() {
        let without = Reception { heart_rate: false, battery: None, arrivals: Vec::new() };
        assert_eq!(without.result().sends, Sends::NoHeartRate);
    }
}
