//! One person's beats on one timeline, from notifications that carry none, one or several RR intervals.
//!
//! The Heart Rate Service has no time stamps and no sequence numbers. *Beat time* is therefore the sum of the RR
//! intervals, anchored to the arrival of the first notification. The lag between arrival and beat time says whether
//! beats are missing: it wanders within about one RR interval when all is well, and jumps when something was lost.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::measurement::{Anomaly, Measurement};
use crate::moment::Moment;

/// An RR interval in the strap's own unit, 1/1024 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RrInterval(pub u16);

impl RrInterval {
    /// In milliseconds.
    pub fn ms(self) -> f64 {
        f64::from(self.0) * 1000.0 / 1024.0
    }

    /// As a span of time, to the nearest microsecond.
    pub fn duration(self) -> Duration {
        Duration::from_micros((u64::from(self.0) * 1_000_000 + 512) / 1024)
    }
}

/// One heartbeat: the end of an RR interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// When the heart beat, in beat time.
    pub at: Moment,
    /// The interval since the beat before.
    pub rr: RrInterval,
    /// Whether the beat before is on the timeline too. False after a gap or a reconnect, where a difference of
    /// intervals would mean nothing.
    pub linked: bool,
    /// Whether the strap felt skin, as far as it tells.
    pub contact: bool,
}

/// What became of the notifications of one strap.
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
    /// How much time went missing in gaps, in milliseconds.
    pub missing_ms: u64,
}

/// What a notification turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt<'a> {
    /// A measurement to use.
    Fresh(Measurement<'a>),
    /// The same bytes again within 150 ms: the transport's doing, not the heart's.
    Duplicate,
    /// Left over from before a reconnect.
    OldEpoch,
    /// Not a measurement.
    Malformed,
}

/// Same bytes closer than this are one notification delivered twice; real ones are about a second apart.
const DUPLICATE_WITHIN: Duration = Duration::from_millis(150);
/// A jump of the lag that means missing (or doubled) beats, unless one and a half RR intervals are longer.
const LAG_JUMP_US: i64 = 1_200_000;

/// How long a stalled radio may take to deliver what it held back before beats count as missing.
const CATCH_UP: Duration = Duration::from_millis(800);

/// The beats of one strap, in order.
#[derive(Debug, Default)]
pub struct Timeline {
    epoch: u32,
    last_arrival: Option<Moment>,
    last_bytes: Vec<u8>,
    clock: Option<BeatClock>,
    broken: bool,
    received: Received,
}

/// Where beat time stands relative to arrival.
#[derive(Clone, Copy, Debug)]
struct BeatClock {
    last_beat: Moment,
    usual_lag_us: i64,
    usual_rr_us: i64,
    /// When the lag jumped. A stalled radio looks the same as missing beats until it has had time to catch up.
    suspect_since: Option<Moment>,
}

impl Timeline {
    /// Looks at one notification; what is fresh goes on to [`Timeline::extend`].
    pub fn receive<'a>(&mut self, at: Moment, epoch: u32, bytes: &'a [u8]) -> Receipt<'a> {
        if epoch < self.epoch {
            return Receipt::OldEpoch;
        }
        if epoch > self.epoch {
            self.epoch = epoch;
            self.clock = None;
            self.last_arrival = None;
        }
        let again = self.last_arrival.is_some_and(|last| at.since(last) < DUPLICATE_WITHIN);
        if again && self.last_bytes == bytes {
            self.received.duplicates += 1;
            return Receipt::Duplicate;
        }
        let Ok(measurement) = Measurement::decode(bytes) else {
            self.received.malformed += 1;
            self.broken = true;
            return Receipt::Malformed;
        };
        self.received.notifications += 1;
        self.last_arrival = Some(at);
        self.last_bytes.clear();
        self.last_bytes.extend_from_slice(bytes);
        Receipt::Fresh(measurement)
    }

    /// Puts the measurement's RR intervals on the timeline. Returns the size of a gap that became certain.
    pub fn extend(
        &mut self,
        at: Moment,
        measurement: &Measurement<'_>,
        mut beat: impl FnMut(Beat),
    ) -> Option<Duration> {
        let contact = measurement.has_contact();
        let count = measurement.rr_1024().len();
        let mut gap = None;
        if count > 0 {
            let sum: Duration = measurement.rr_1024().map(|rr| RrInterval(rr).duration()).sum();
            let usual = (sum.as_micros() / count as u128) as i64;
            let clock = self.clock.get_or_insert_with(|| {
                self.broken = true;
                BeatClock { last_beat: at - sum, usual_lag_us: 0, usual_rr_us: 1_000_000, suspect_since: None }
            });
            let (step, certain) = clock.check(at, sum);
            self.broken |= step;
            gap = certain;
            clock.usual_rr_us += (usual.clamp(250_000, 2_500_000) - clock.usual_rr_us) / 8;
        }
        for rr in measurement.rr_1024().map(RrInterval) {
            let Some(clock) = &mut self.clock else { break };
            clock.last_beat += rr.duration();
            let linked = !std::mem::take(&mut self.broken);
            beat(Beat { at: clock.last_beat, rr, linked, contact });
            self.received.beats += 1;
        }
        self.broken |= measurement.anomaly == Some(Anomaly::OddTail) || !contact;
        if let Some(missing) = gap {
            self.received.gaps += 1;
            self.received.missing_ms += missing.as_millis() as u64;
        }
        gap
    }

    /// When the last usable notification arrived.
    pub fn last_arrival(&self) -> Option<Moment> {
        self.last_arrival
    }

    /// The account of this strap so far.
    pub fn received(&self) -> Received {
        self.received
    }
}

impl BeatClock {
    /// Compares arrival with beat time after `sum` more. Says whether the chain of beats is broken here, and how much
    /// is missing once a second notification confirms it. Re-anchors when the clocks have parted for good.
    fn check(&mut self, at: Moment, sum: Duration) -> (bool, Option<Duration>) {
        let lag_us = at.micros().cast_signed() - (self.last_beat + sum).micros().cast_signed();
        let jump_us = lag_us - self.usual_lag_us;
        let limit_us = LAG_JUMP_US.max(self.usual_rr_us * 3 / 2);
        if jump_us.abs() <= limit_us {
            self.suspect_since = None;
            self.usual_lag_us += jump_us / 16;
            return (false, None);
        }
        let first = self.suspect_since.is_none();
        if jump_us > 0 && at.since(*self.suspect_since.get_or_insert(at)) < CATCH_UP {
            return (first, None);
        }
        self.suspect_since = None;
        self.last_beat = at - sum - Duration::from_micros(self.usual_lag_us.max(0) as u64);
        let missing = (jump_us > 0).then(|| Duration::from_micros(jump_us as u64));
        (true, missing)
    }
}

#[cfg(test)]
mod tests {
    use super::super::measurement::encode;
    use super::*;

    fn play(packets: &[(f64, u32, &[u16])]) -> (Vec<Beat>, Received) {
        let mut timeline = Timeline::default();
        let mut beats = Vec::new();
        for &(at, epoch, rr) in packets {
            let at = Moment::from_micros((at * 1e6) as u64);
            let bytes = encode(70, rr);
            if let Receipt::Fresh(measurement) = timeline.receive(at, epoch, &bytes) {
                timeline.extend(at, &measurement, |beat| beats.push(beat));
            }
        }
        (beats, timeline.received())
    }

    #[test]
    fn several_intervals_in_a_packet_follow_each_other() {
        let (beats, _) = play(&[(1.0, 1, &[1024]), (3.0, 1, &[1000, 1048])]);
        assert_eq!(beats.iter().map(|b| b.linked).collect::<Vec<_>>(), [false, true, true]);
        let span = beats[2].at.since(beats[0].at);
        assert!(span.abs_diff(Duration::from_secs(2)) <= Duration::from_micros(2));
    }

    #[test]
    fn the_same_bytes_at_once_are_a_duplicate_but_not_a_second_later() {
        let (beats, received) = play(&[(1.0, 1, &[1024]), (1.05, 1, &[1024]), (2.0, 1, &[1024])]);
        assert_eq!((beats.len(), received.duplicates), (2, 1));
    }

    #[test]
    fn a_reconnect_breaks_the_chain_and_old_packets_are_dropped() {
        let (beats, _) = play(&[(1.0, 1, &[1024]), (9.0, 2, &[1024]), (9.5, 1, &[512]), (10.0, 2, &[1024])]);
        assert_eq!(beats.iter().map(|b| b.linked).collect::<Vec<_>>(), [false, false, true]);
    }

    #[test]
    fn lost_packets_become_a_gap_of_their_length() {
        let lost = |second: &u32| !(10..14).contains(second);
        let packets: Vec<(f64, u32, &[u16])> =
            (1..20).filter(lost).map(|s| (f64::from(s), 1, &[1024_u16][..])).collect();
        let (_, received) = play(&packets);
        assert_eq!((received.gaps, received.missing_ms), (1, 4000));
    }

    #[test]
    fn a_stalled_radio_that_catches_up_is_no_gap() {
        let arrivals = [1.0, 2.0, 3.0, 7.0, 7.2, 7.4, 7.6, 8.0, 9.0];
        let rr: Vec<[u16; 1]> = (0..9).map(|i| [1024 + i]).collect();
        let packets: Vec<(f64, u32, &[u16])> = arrivals.iter().zip(&rr).map(|(&at, rr)| (at, 1, &rr[..])).collect();
        let (beats, received) = play(&packets);
        assert_eq!(received.missing_ms, 0, "{received:?}");
        assert_eq!(beats.len(), 9);
    }
}
