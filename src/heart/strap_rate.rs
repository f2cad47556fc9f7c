//! The strap's own heart rate. Its firmware smooths it, so it is late, and badly wrong with irregular beats.
//!
//! It is used only for a device that sends no RR intervals at all, or none that are heartbeats.

use std::collections::VecDeque;
use std::time::Duration;

use super::measurement::Measurement;
use crate::event::moment::Moment;

/// Time over which the strap's readings are averaged, as for rates from RR intervals.
const SPAN: Duration = Duration::from_secs(10);
/// Readings that a mean needs. A device sends about one a second. An assumption.
const ENOUGH: usize = 6;
/// Readings that a mean needs of a device that sends some seconds apart. An assumption: one alone may be old.
const ENOUGH_OF_SLOW: usize = 2;
/// Measurements without an RR interval after which the device counts as one that sends none. An assumption: fewer take
/// a strap that is slow to begin for such a device.
const WITHOUT_RR: u32 = 10;
/// The most readings kept. A flood of notifications must not make the memory grow.
const MOST: usize = 32;

/// The rate of a measurement, in beats a minute.
#[derive(Clone, Copy, Debug)]
pub(super) enum OwnRate {
    /// As the strap sends it.
    Sent(u16),
    /// That of its intervals, because the one that it sends stands still.
    OfIntervals(Option<u16>),
}

/// The last 10 s of the strap's own heart rate.
#[derive(Debug)]
pub(super) struct StrapRate {
    readings: VecDeque<(Moment, u16)>,
    sum: u64,
    without_rr: u32,
    sends_rr: bool,
    /// Whether the readings are rates of intervals.
    of_intervals: bool,
}

impl Default for StrapRate {
    fn default() -> Self {
        Self { readings: VecDeque::with_capacity(MOST), sum: 0, without_rr: 0, sends_rr: false, of_intervals: false }
    }
}

impl StrapRate {
    /// Processes a measurement of this rate. Readings of one kind are no part of a mean of the other.
    pub(super) fn take(&mut self, at: Moment, measurement: &Measurement<'_>, rate: OwnRate) {
        // A device that has ever sent RR intervals stays one that does, also while it has no skin contact.
        self.sends_rr |= measurement.intervals().next().is_some();
        if !measurement.has_contact() {
            return;
        }
        self.without_rr = self.without_rr.saturating_add(1);
        let of_intervals = matches!(rate, OwnRate::OfIntervals(_));
        if std::mem::replace(&mut self.of_intervals, of_intervals) != of_intervals {
            self.readings.clear();
            self.sum = 0;
        }
        while self.readings.len() == MOST || self.readings.front().is_some_and(|(then, _)| at.since(*then) >= SPAN) {
            let (_, old) = self.readings.pop_front().unwrap_or_default();
            self.sum -= u64::from(old);
        }
        let (OwnRate::Sent(bpm) | OwnRate::OfIntervals(Some(bpm))) = rate else { return };
        self.readings.push_back((at, bpm));
        self.sum += u64::from(bpm);
    }

    /// Whether the rate that the strap sends stands still, so that the readings are others.
    pub(super) fn stands_still(&self) -> bool {
        self.of_intervals
    }

    /// Whether the device has shown that it sends no RR intervals.
    pub(super) fn is_only_source(&self) -> bool {
        !self.sends_rr && self.without_rr >= WITHOUT_RR
    }

    /// Mean of the readings of the last 10 s, in beats a minute. A `slow` device sends some seconds apart.
    pub(super) fn heart_rate(&self, now: Moment, slow: bool) -> Option<f64> {
        let enough = if slow { ENOUGH_OF_SLOW } else { ENOUGH };
        let fresh = self.readings.front().is_some_and(|(then, _)| now.since(*then) < 2 * SPAN);
        (fresh && self.readings.len() >= enough).then(|| self.sum as f64 / self.readings.len() as f64)
    }
}
