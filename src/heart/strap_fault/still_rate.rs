//! Does the strap's own rate stand still?
//!
//! A firmware may stop measuring and send its last rate for ever (qdomyos-zwift issue 3817). Where intervals come, they
//! show that the heart goes on, and the rate isn't needed. Where none come, a rate that never changes is no measurement.

use std::time::Duration;

use crate::event::moment::Moment;
use crate::heart::measurement::Measurement;

/// How long the rate must have stood still beside intervals that say otherwise. A Polar H10 has sent 83 for 110 s while a
/// heart with many premature beats went from 83 to 91 (`tests/heart/honest_straps.rs`).
const STILL_FOR: Duration = Duration::from_mins(3);
/// How far the rate of the intervals has moved meanwhile, in beats a minute: averaged over 32 beats, which is longer than
/// any firmware's average. Assumption.
const MOVED_BPM: f32 = 6.0;
/// A shorter time is enough if it has moved further than any true rate lags behind. Assumption.
const BRIEFLY_STILL_FOR: Duration = Duration::from_mins(1);
const MOVED_FAR_BPM: f32 = 12.0;
const AVERAGE: f32 = 32.0;
/// How long a rate without intervals must have stood still to be no measurement. Assumption: true rates that were
/// recorded stand still for less than two minutes (`tests/heart/honest_straps.rs`).
const DEAD_AFTER: Duration = Duration::from_mins(5);

/// Since when the rate has been the same.
#[derive(Debug, Default)]
pub(super) struct StillRate {
    rate: u16,
    since: Option<Moment>,
    now: Moment,
    /// Whether an interval came meanwhile, the average interval in 1/1024 s, and how far it went.
    has_intervals: bool,
    average_rr: f32,
    least: f32,
    most: f32,
}

impl StillRate {
    /// Processes a measurement. Its intervals count if they are `true_intervals`, not made from the rate.
    pub(super) fn take(&mut self, at: Moment, measurement: &Measurement<'_>, true_intervals: bool) {
        self.now = at;
        for rr in measurement.intervals() {
            let rr = f32::from(rr).clamp(256.0, 2560.0);
            self.average_rr =
                if self.average_rr > 0.0 { self.average_rr + (rr - self.average_rr) / AVERAGE } else { rr };
            self.has_intervals = true;
        }
        if self.since.is_none() || measurement.bpm != self.rate || !measurement.has_contact() {
            (self.rate, self.since, self.has_intervals) = (measurement.bpm, Some(at), false);
            (self.least, self.most) = (self.average_rr, self.average_rr);
        }
        self.has_intervals &= true_intervals;
        if self.has_intervals {
            (self.least, self.most) = (self.least.min(self.average_rr), self.most.max(self.average_rr));
        }
    }

    fn still_for(&self) -> Duration {
        self.since.map_or(Duration::ZERO, |since| self.now.since(since))
    }

    /// Whether the rate stands still while the intervals move, or without any for so long that it is no measurement.
    pub(super) fn is_certain(&self) -> bool {
        let is_counted = self.has_intervals && self.least > 0.0;
        let moved = if is_counted { 61_440.0 / self.least - 61_440.0 / self.most } else { 0.0 };
        let is_still = moved >= MOVED_BPM && self.still_for() >= STILL_FOR
            || moved >= MOVED_FAR_BPM && self.still_for() >= BRIEFLY_STILL_FOR;
        is_still || self.is_dead()
    }

    /// Whether the rate is no measurement.
    pub(super) fn is_dead(&self) -> bool {
        !self.has_intervals && self.still_for() >= DEAD_AFTER
    }
}
