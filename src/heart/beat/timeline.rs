//! The beats of one strap, in order, from notifications that carry none, one or several RR intervals.

use std::time::Duration;

use serde::Serialize;

use super::delivery::Delivery;
use super::interval::{Beat, RrInterval};
use super::missing_beats::BeatClock;
use super::regular_loss::RegularLoss;
use super::repeats::Repeats;
use crate::event::moment::Moment;
use crate::heart::measurement::{Anomaly, Measurement};
use crate::heart::signal::STALE_AFTER;
use crate::heart::strap_fault::{FaultSet, FaultWatch, StrapFault};

/// How many notifications of one strap came, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Received {
    /// Notifications that were decoded and used.
    pub notifications: u64,
    /// RR intervals in them.
    pub beats: u64,
    /// Notifications repeated by the transport.
    pub duplicates: u64,
    /// Notifications that were no measurement.
    pub malformed: u64,
    /// Times beats went missing.
    pub gaps: u64,
    /// The time that went missing in gaps, in milliseconds. It is an estimate that later notifications correct. Together
    /// with the intervals it is the time that passed, to within one interval or one period of the strap. Time in which the
    /// intervals were no heartbeats is in neither.
    pub missing_ms: u64,
    /// The sum of the RR intervals, in milliseconds.
    pub intervals_ms: u64,
    /// Notifications whose intervals and own rate differ by more than a quarter.
    pub at_odds: u64,
    /// The period at which notifications are lost, in seconds, if it is regular.
    pub loses_every_s: Option<u64>,
    /// The period at which the connection breaks, in seconds, if it is regular.
    pub breaks_every_s: Option<u64>,
}

/// What a notification turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt<'a> {
    /// A measurement to use.
    Fresh(Measurement<'a>),
    /// The same bytes again within 150 ms: the transport delivered them twice.
    Duplicate,
    /// Left over from before a reconnect.
    OldEpoch,
    /// Not a measurement.
    Malformed,
}

/// The same bytes within this time are one notification delivered twice: an assumption. True ones are a second apart.
pub(crate) const DUPLICATE_WITHIN: Duration = Duration::from_millis(150);

/// The beats of one strap, in order.
#[derive(Debug, Default)]
pub struct Timeline {
    epoch: u32,
    last_arrival: Option<Moment>,
    last_bytes: Vec<u8>,
    repeats: Repeats,
    clock: Option<BeatClock>,
    delivery: Delivery,
    /// Where notifications come in bursts: whether the last one belongs to the burst before it.
    in_burst: Option<bool>,
    losses: RegularLoss,
    breaks: RegularLoss,
    fault_watch: FaultWatch,
    /// What the strap does wrong now.
    faults: FaultSet,
    /// Whether its intervals are read as milliseconds.
    in_milliseconds: bool,
    last_beat: Option<Moment>,
    /// Whether nothing has come since the reconnect.
    resumes: bool,
    broken: bool,
    received: Received,
    /// The sum of all intervals, in 1/1024 s.
    ticks: u64,
}

impl Timeline {
    /// Decodes one notification. A fresh one goes on to [`Timeline::extend`].
    pub(crate) fn receive<'a>(&mut self, at: Moment, epoch: u32, bytes: &'a [u8]) -> Receipt<'a> {
        if epoch < self.epoch {
            return Receipt::OldEpoch;
        }
        if epoch > self.epoch {
            self.epoch = epoch;
            self.resumes = self.clock.is_some();
            self.broken = true;
            if let Some(last) = self.last_arrival.take() {
                self.breaks.note_loss(last);
            }
            self.losses.reconnect();
            self.delivery = Delivery::default();
        }
        let in_bursts = self.delivery.in_bursts();
        let is_at_once = |last| at.since(last) < DUPLICATE_WITHIN;
        let is_equal = self.last_arrival.is_some_and(is_at_once) && self.last_bytes == bytes;
        self.repeats.note(is_equal);
        // While a link catches up, two equal notifications at once are two, unless all come in pairs.
        let catches_up = || self.clock.as_ref().is_some_and(|clock| clock.is_behind(in_bursts));
        if is_equal && (self.repeats.are_pairs() || !catches_up()) {
            self.received.duplicates += 1;
            return Receipt::Duplicate;
        }
        let Ok(measurement) = Measurement::decode(bytes) else {
            self.received.malformed += 1;
            self.broken = true;
            return Receipt::Malformed;
        };
        self.received.notifications += 1;
        self.losses.take(at);
        self.in_burst = in_bursts.then(|| self.delivery.is_in_burst(at));
        let sum = self.intervals(&measurement).map(RrInterval::duration).sum();
        // Intervals that are no heartbeats show nothing of the link.
        self.delivery.take(at, if self.faults.spoil_intervals() { Duration::ZERO } else { sum });
        self.watch_for_faults(at, &measurement);
        if self.clock.is_none() || self.faults.spoil_intervals() {
            // No beats show whether anything is missing.
            self.losses.confirm();
        }
        self.last_arrival = Some(at);
        self.last_bytes.clear();
        self.last_bytes.extend_from_slice(bytes);
        Receipt::Fresh(measurement)
    }

    fn watch_for_faults(&mut self, at: Moment, measurement: &Measurement<'_>) {
        let hold = self.hold();
        // Nothing has come over this connection yet.
        let resumes = self.last_arrival.is_none();
        let withheld = self.faults.spoil_intervals();
        self.fault_watch.take(at, resumes, hold.is_some(), measurement);
        self.faults = self.fault_watch.faults();
        if hold.is_some_and(|hold| hold > STALE_AFTER) {
            self.faults.add(StrapFault::Bursts);
        }
        self.in_milliseconds |= self.faults.has(StrapFault::Milliseconds);
        if withheld && !self.faults.spoil_intervals() {
            // Beat time stood still while the intervals were withheld. That time is no gap: nothing was lost.
            (self.clock, self.resumes, self.broken) = (None, false, true);
        }
    }

    /// Whether the heart may be paced, so that its rate may stand still.
    pub(crate) fn expect_pacing(&mut self, may_be_paced: bool) {
        self.fault_watch.expect_pacing(may_be_paced);
    }

    /// Puts the measurement's RR intervals on the timeline. Returns the size of a gap that became certain.
    pub(crate) fn extend(
        &mut self,
        at: Moment,
        measurement: &Measurement<'_>,
        mut beat: impl FnMut(Beat),
    ) -> Option<Duration> {
        let contact = measurement.has_contact();
        let (mut beat_at, gap) = self.keep_time(at, measurement);
        for rr in self.intervals(measurement) {
            beat_at += rr.duration();
            // Where beat time was set back, earlier beats lie in the future, and no later beat is linked to them.
            let forward = self.last_beat.replace(beat_at).is_none_or(|last| last < beat_at);
            let linked = !std::mem::take(&mut self.broken) && forward;
            beat(Beat { at: beat_at, rr, linked, contact });
            self.received.beats += 1;
            self.ticks += u64::from(rr.0);
        }
        self.received.at_odds += u64::from(!crate::heart::skin_contact::agrees(measurement));
        self.broken |= measurement.anomaly == Some(Anomaly::OddTail) || !contact;
        if let Some(missing) = gap {
            self.losses.confirm();
            self.received.gaps += 1;
            self.received.missing_ms += missing.as_millis() as u64;
        }
        gap
    }

    /// Sets beat time forward by the intervals of a measurement. Returns where the first one begins, and the size of a gap
    /// that became certain.
    fn keep_time(&mut self, at: Moment, measurement: &Measurement<'_>) -> (Moment, Option<Duration>) {
        let intervals = self.intervals(measurement);
        let sum: Duration = intervals.clone().map(RrInterval::duration).sum();
        let Some(first) = intervals.clone().next() else {
            if let Some(clock) = &mut self.clock {
                clock.note_arrival(at, self.in_burst.is_some());
            }
            return (at, None);
        };
        let count = intervals.count();
        let Some(clock) = &mut self.clock else {
            self.broken = true;
            self.clock = Some(BeatClock::start(at));
            return (at - sum, None);
        };
        let gap = if std::mem::take(&mut self.resumes) {
            let missing = clock.resume(at, sum);
            (missing > Duration::ZERO).then_some(missing)
        } else {
            let step = clock.take(at, (first, sum, count), self.in_burst);
            self.broken |= step.broken;
            self.received.missing_ms = self.received.missing_ms.saturating_sub(step.overestimated.as_millis() as u64);
            step.missing
        };
        (clock.last_beat - sum, gap)
    }

    /// The intervals of a measurement, in the strap's unit.
    fn intervals<'a>(&self, measurement: &Measurement<'a>) -> impl Iterator<Item = RrInterval> + Clone + use<'a> {
        let in_milliseconds = self.in_milliseconds;
        measurement.intervals().map(move |rr| if in_milliseconds { RrInterval::of_ms(rr) } else { RrInterval(rr) })
    }

    /// What the strap does wrong now.
    pub(crate) fn faults(&self) -> FaultSet {
        self.faults
    }

    /// What the strap's notifications show of its faults.
    pub(crate) fn fault_watch(&self) -> &FaultWatch {
        &self.fault_watch
    }

    /// The longest wait between the bursts in which notifications come; none if they come one by one.
    pub(crate) fn hold(&self) -> Option<Duration> {
        self.delivery.hold()
    }

    /// How far beat time is ahead of the soonest arrival of a beat so far.
    pub(crate) fn ahead(&self) -> Duration {
        self.clock.as_ref().map_or(Duration::ZERO, BeatClock::ahead)
    }

    /// When the last usable notification arrived.
    pub(crate) fn last_arrival(&self) -> Option<Moment> {
        self.last_arrival
    }

    /// The counts of this strap so far.
    pub(crate) fn received(&self) -> Received {
        let seconds = |every: Duration| (every.as_millis() as u64 + 500) / 1000;
        Received {
            intervals_ms: self.ticks * 1000 / 1024,
            loses_every_s: self.losses.every().filter(|_| self.hold().is_none()).map(seconds),
            breaks_every_s: self.breaks.every().map(seconds),
            ..self.received
        }
    }
}
