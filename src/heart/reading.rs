//! The figures of a heart now, and what the trigger needs of them.

use serde::Serialize;

use super::arousal::Observation;
use super::late_seconds::Seen;
use super::measurement::Measurement;
use super::signal::beatless_after;
use super::strap_fault::StrapFault;
use super::strap_rate::OwnRate;
use super::{Heart, Rhythm};
use crate::event::moment::Moment;

/// The figures of a heart now. A figure is absent rather than stale or guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Reading {
    /// Heart rate over the last 10 s in beats a minute: from RR intervals, or the strap's own rate where it sends none.
    pub heart_rate: Option<f64>,
    /// RMSSD over the last 30 s in milliseconds.
    pub rmssd: Option<f64>,
}

impl Heart {
    /// The figures now. None are stale: see [`super::STALE_AFTER`] and [`super::BEATLESS_AFTER`].
    pub fn reading(&self, now: Moment) -> Reading {
        if !self.is_delivering(now) || !self.has_contact {
            return Reading::default();
        }
        let hold = self.timeline.hold();
        if self.is_rate_only() {
            let rate = self.strap_rate.heart_rate(now, hold.is_some());
            return Reading { heart_rate: rate.filter(|_| !self.timeline.fault_watch().rate_is_dead()), rmssd: None };
        }
        if self.last_clean.is_none_or(|last| now.since(last) >= beatless_after(hold)) {
            return Reading::default();
        }
        let rmssd = self.recent.half_minute.rmssd().filter(|_| !self.timeline.fault_watch().is_in_doubt());
        Reading { heart_rate: self.recent.ten_seconds.heart_rate(), rmssd }
    }

    /// Heart rate over the last 30 s in beats a minute, for the way back to calm.
    pub(crate) fn half_minute_rate(&self, now: Moment) -> Option<f64> {
        let reading = self.reading(now);
        if self.is_rate_only() {
            return reading.heart_rate;
        }
        reading.heart_rate.and_then(|_| self.recent.half_minute.heart_rate())
    }

    /// RMSSD over the last minute in milliseconds, for the cue of a whole day. Absent as the one of [`Self::reading`] is.
    pub(crate) fn minute_rmssd(&self, now: Moment) -> Option<f64> {
        let is_known = self.reading(now).heart_rate.is_some() && !self.is_rate_only();
        self.recent.minute.rmssd().filter(|_| is_known && !self.timeline.fault_watch().is_in_doubt())
    }

    /// What the trigger needs of this second; `None` without a fresh, clean reading. Of an irregular heart every beat
    /// counts, and only its rate.
    pub(crate) fn observe(&self, now: Moment, rhythm: Rhythm) -> Option<Observation> {
        let ten = self.reading(now).heart_rate;
        if self.is_rate_only() {
            return Some(Observation { heart_rate: ten?, log_rmssd: None, coarse: true });
        }
        // In bursts the rate is some seconds old.
        let coarse = self.faults().has(StrapFault::Bursts);
        let seen = if coarse { self.late.seen(now) } else { Seen::of(&self.recent) };
        if rhythm == Rhythm::Irregular {
            let heart_rate = seen.every_beat.filter(|_| self.is_delivering(now) && self.has_contact)?;
            return Some(Observation { heart_rate, log_rmssd: None, coarse: true });
        }
        let heart_rate = seen.heart_rate.filter(|_| ten.is_some())?;
        let log_rmssd = seen.rmssd.filter(|_| !self.timeline.fault_watch().is_in_doubt());
        Some(Observation { heart_rate, log_rmssd: log_rmssd.map(|ms| ms.max(1.0).ln()), coarse })
    }

    /// Whether the strap's own rate is all there is: it sends no intervals, or none that are heartbeats.
    pub(super) fn is_rate_only(&self) -> bool {
        self.faults().spoil_intervals() || self.strap_rate.is_only_source()
    }

    /// The rate of a measurement in beats a minute: the strap's own. Where that stands still, the rate of the intervals, and
    /// none without any.
    pub(super) fn own_rate(&self, measurement: &Measurement<'_>) -> OwnRate {
        if self.faults().has(StrapFault::RateStandsStill) {
            OwnRate::OfIntervals(measurement.rate_of_intervals())
        } else {
            OwnRate::Sent(measurement.bpm)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::input::Link;
    use crate::heart::measurement::encode;

    /// What the trigger sees of a strap after a minute. It sends these payloads at these milliseconds of each third second.
    fn observed(payloads: impl Fn(u64) -> Vec<(u64, Vec<u8>)>) -> Option<Observation> {
        let mut heart = Heart::default();
        heart.set_link(Link::Subscribed);
        let mut now = Moment::START;
        for third in 0..20 {
            for (ms, bytes) in payloads(third) {
                now = Moment::from_micros((third * 3_000 + ms) * 1_000);
                heart.receive(now, 1, &bytes, |_| {});
            }
        }
        heart.observe(now, Rhythm::Regular)
    }

    fn rr(beat: u64) -> u16 {
        990 + (beat * 37 % 60) as u16
    }

    #[test]
    fn the_trigger_is_as_careful_as_the_truth_that_is_left() {
        let each = |third: u64, at: fn(u64) -> u64, intervals: fn(u64) -> Vec<u16>| -> Vec<(u64, Vec<u8>)> {
            (0..3).map(|second| (at(second), encode(60, &intervals(3 * third + second)))).collect()
        };
        let honest = observed(|third| each(third, |second| second * 1_000, |beat| vec![rr(beat)]));
        assert!(honest.is_some_and(|seen| !seen.coarse && seen.log_rmssd.is_some()), "{honest:?}");
        let twice = observed(|third| each(third, |second| second * 1_000, |beat| vec![rr(beat); 2]));
        assert_eq!(twice, Some(Observation { heart_rate: 60.0, log_rmssd: None, coarse: true }));
        let bursts = observed(|third| each(third, |second| second * 2, |beat| vec![rr(beat)]));
        assert!(bursts.is_some_and(|seen| seen.coarse && (seen.heart_rate - 60.0).abs() < 2.0), "{bursts:?}");
    }
}
