//! Does the strap's own rate stand still?
//!
//! A firmware may stop measuring and send its last rate for ever (qdomyos-zwift issue 3817). Where intervals come, they
//! show that the heart goes on, and the rate isn't needed. Where none come, a rate that never changes is no measurement.
//! Intervals that agree with it are a measurement as long as they differ at all: a paced heart's by a millisecond or two.

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
/// How far the rate of the intervals has been from it all that shorter time, in beats a minute, where only their mean is
/// true: beats that come twice, or the last one again and again. Assumption.
const APART_BPM: f32 = 6.0;
/// A shorter time is enough if it has been further off than any true rate lags behind, by `MOVED_FAR_BPM`. Assumption.
const FAR_APART_FOR: Duration = Duration::from_secs(15);
/// How long a rate without intervals must have stood still to be no measurement. Assumption: true rates that were
/// recorded stand still for less than two minutes (`tests/heart/honest_straps.rs`).
const DEAD_AFTER: Duration = Duration::from_mins(5);

/// How long a rate that nothing confirms must have stood still to be no evidence of a rise. A wrist device repeats its last
/// rate while its wearer moves (`docs/lying-straps.md`). After a rise of 46 beats a minute within 5 s the trigger would
/// follow that rate 5 s later. Of all recorded seconds in which a heart is 6 beats a minute and more above its beginning,
/// 15 % have had the same rate for longer than this, and 8 % for ten seconds. Assumption.
const STUCK_AFTER: Duration = Duration::from_secs(5);

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
    /// The last interval, and whether one of another length came meanwhile.
    last_rr: u16,
    intervals_differ: bool,
    /// Since when the average interval has been far from the rate.
    apart_since: Option<Moment>,
    /// Since when it has been very far from it, whatever the intervals are, and what they are.
    far_since: Option<Moment>,
    intervals: Intervals,
    /// Whether the rate may well stand still, because a pacemaker may keep it.
    may_be_paced: bool,
}

/// What the intervals beside a rate are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Intervals {
    /// Heartbeats, as far as is known.
    #[default]
    True,
    /// Some of them are left out or come twice, and only their mean is true.
    OfTrueMean,
    /// Made from the rate: they say nothing about it.
    Made,
}

impl StillRate {
    /// Whether the heart may be paced: a rate without intervals that stands still is no sign of anything.
    pub(super) fn expect_pacing(&mut self, may_be_paced: bool) {
        self.may_be_paced = may_be_paced;
    }

    pub(super) fn expects_pacing(&self) -> bool {
        self.may_be_paced
    }

    pub(super) fn take(&mut self, at: Moment, measurement: &Measurement<'_>, intervals: Intervals) {
        self.now = at;
        for rr in measurement.intervals() {
            self.intervals_differ |= std::mem::replace(&mut self.last_rr, rr) != rr;
            let rr = f32::from(rr).clamp(256.0, 2560.0);
            self.average_rr =
                if self.average_rr > 0.0 { self.average_rr + (rr - self.average_rr) / AVERAGE } else { rr };
            self.has_intervals = true;
        }
        if self.since.is_none() || measurement.bpm != self.rate || !measurement.has_contact() {
            (self.rate, self.since, self.has_intervals) = (measurement.bpm, Some(at), false);
            (self.intervals_differ, self.apart_since, self.far_since) = (false, None, None);
            (self.least, self.most) = (self.average_rr, self.average_rr);
        }
        self.has_intervals &= intervals != Intervals::Made;
        if self.has_intervals {
            (self.least, self.most) = (self.least.min(self.average_rr), self.most.max(self.average_rr));
        }
        self.intervals = intervals;
        let is_apart = intervals == Intervals::OfTrueMean && self.is_apart_by(APART_BPM);
        self.apart_since = self.apart_since.or(Some(at)).filter(|_| is_apart);
        self.far_since = self.far_since.or(Some(at)).filter(|_| self.is_apart_by(MOVED_FAR_BPM));
    }

    fn is_apart_by(&self, bpm: f32) -> bool {
        self.average_rr > 0.0 && (61_440.0 / self.average_rr - f32::from(self.rate)).abs() >= bpm
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
        let is_apart = self.apart_since.is_some_and(|since| self.now.since(since) >= BRIEFLY_STILL_FOR);
        let is_far = self.intervals == Intervals::OfTrueMean
            && self.far_since.is_some_and(|since| self.now.since(since) >= FAR_APART_FOR);
        is_still || is_apart || is_far || self.is_dead()
    }

    /// Whether the rate is no measurement.
    pub(super) fn is_dead(&self) -> bool {
        !self.is_confirmed() && !self.may_be_paced && self.still_for() >= DEAD_AFTER
    }

    /// Whether the rate may be one that was measured some time ago.
    pub(super) fn may_be_stuck(&self) -> bool {
        !self.is_confirmed() && self.still_for() >= STUCK_AFTER
    }

    /// Whether intervals show that something is measured while the rate stands still.
    fn is_confirmed(&self) -> bool {
        self.has_intervals || self.intervals_differ
    }
}
