//! When a strap's contact bit is wrong: the strap reports no skin contact and measures well all the same.
//!
//! Some straps do that for minutes after a reconnect (Polar H10: polar-ble-sdk issue 83). After a minute of plausible
//! measurements the contact bit is ignored, with a word of warning. Plausible intervals are those that a heart could
//! have, follow one another smoothly and agree with the strap's own rate. A pod in the hand or on the table has never
//! been seen to send them.

use std::time::Duration;

use super::measurement::{Contact, Measurement, PLAUSIBLE};
use crate::event::moment::Moment;

/// Time of plausible measurements after which the contact bit is ignored. An assumption: a shorter time would trust a pod
/// that is being put on.
const IGNORED_AFTER: Duration = Duration::from_mins(1);
/// After a longer time without an interval the minute begins again. An assumption.
const AT_ONCE: Duration = Duration::from_secs(4);
/// The most that an interval differs from the one before, as a share of it. An assumption.
const SMOOTH: f64 = 0.3;
/// The most that the rate of a notification's intervals differs from the strap's own rate, as a share of it. That rate
/// is smoothed and late. An assumption.
const AGREES: f64 = 0.25;

/// How long a strap has measured well while it says that it feels no skin.
#[derive(Debug, Default)]
pub(super) struct ContactDoubt {
    since: Option<Moment>,
    last: Option<(Moment, u16)>,
}

impl ContactDoubt {
    /// Processes one measurement. Returns whether its contact bit is to be ignored.
    pub(super) fn overrules(&mut self, at: Moment, measurement: &Measurement<'_>) -> bool {
        if measurement.contact != Contact::NotDetected {
            *self = Self::default();
            return false;
        }
        let fresh = self.last.filter(|(last, _)| at.since(*last) < AT_ONCE);
        if measurement.intervals().next().is_none() {
            if fresh.is_none() || measurement.bpm == 0 {
                *self = Self::default();
            }
        } else if is_plausible(measurement, fresh.map(|(_, rr)| rr)) {
            let began = fresh.and(self.since).unwrap_or(at);
            self.since = Some(began);
            self.last = measurement.intervals().last().map(|rr| (at, rr));
        } else {
            *self = Self::default();
        }
        self.since.is_some_and(|since| at.since(since) >= IGNORED_AFTER)
    }

    /// Whether a strap that feels no skin has measured well for so long that its intervals are judged: half of the minute
    /// after which they count, so that what they are is known by then.
    pub(super) fn is_likely(&self, at: Moment) -> bool {
        self.since.is_some_and(|since| at.since(since) >= IGNORED_AFTER / 2)
    }
}

/// Whether a heart could have these intervals, after `last` in 1/1024 s.
fn is_plausible(measurement: &Measurement<'_>, last: Option<u16>) -> bool {
    let mut before = last;
    measurement.bpm != 0
        && agrees(measurement)
        && measurement.intervals().all(|rr| {
            let smooth =
                before.replace(rr).is_none_or(|before| (f64::from(rr) / f64::from(before) - 1.0).abs() <= SMOOTH);
            smooth && PLAUSIBLE.contains(&rr)
        })
}

/// Whether a measurement's intervals agree with its own rate. Without either of them they do.
pub(super) fn agrees(measurement: &Measurement<'_>) -> bool {
    let (count, sum) = measurement.intervals().fold((0_u32, 0_u32), |(n, sum), rr| (n + 1, sum + u32::from(rr)));
    if sum == 0 || measurement.bpm == 0 {
        return true;
    }
    let rate = 60.0 * 1024.0 * f64::from(count) / f64::from(sum);
    (rate / f64::from(measurement.bpm) - 1.0).abs() <= AGREES
}

#[cfg(test)]
mod tests {
    use super::super::measurement::encode;
    use super::*;

    /// The second from which the bit "no skin" is ignored, if the strap sends `rr` with `bpm` each second.
    fn ignored_after(bpm: u8, rr: impl Fn(u64) -> Vec<u16>) -> Option<u64> {
        let mut doubt = ContactDoubt::default();
        (0..300).find(|second| {
            let mut bytes = encode(bpm, &rr(*second));
            bytes[0] = bytes[0] & !0x06 | 0x04;
            let measurement = Measurement::decode(&bytes).expect("whole");
            doubt.overrules(Moment::from_secs(*second), &measurement)
        })
    }

    #[test]
    fn a_strap_that_measures_well_is_believed_after_a_minute() {
        assert_eq!(ignored_after(70, |s| vec![870 + (s % 5) as u16 * 10]), Some(60));
        assert_eq!(ignored_after(50, |s| if s % 5 == 4 { vec![] } else { vec![1200] }), Some(60));
    }

    #[test]
    fn garbage_is_never_believed() {
        assert_eq!(ignored_after(70, |s| vec![500 + (s * 389 % 900) as u16]), None, "jumps");
        assert_eq!(ignored_after(120, |_| vec![870]), None, "the strap's own rate is another");
        assert_eq!(ignored_after(0, |_| vec![870]), None, "no reading");
        assert_eq!(ignored_after(70, |_| vec![]), None, "no intervals");
        assert_eq!(ignored_after(70, |s| if s % 40 == 39 { vec![28] } else { vec![870] }), None, "now and then");
    }
}
