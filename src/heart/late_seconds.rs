//! What the trigger sees of a heart whose beats come in bursts: each of its seconds once, and some seconds late.
//!
//! Between two bursts the newest windows stand still. Looked at each second, they would show the end of each burst for
//! many seconds, and the rest of it never. So the windows are kept as they were at each second of beat time, and the
//! trigger looks at the second that is certainly complete.

use std::time::Duration;

use super::recent::RecentBeats;
use crate::event::moment::Moment;

/// What the trigger needs of a second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Seen {
    /// The heart rate over 5 s, in beats a minute.
    pub(super) heart_rate: Option<f64>,
    /// RMSSD over 15 s, in ms.
    pub(super) rmssd: Option<f64>,
    /// The heart rate of every beat over 20 s, in beats a minute.
    pub(super) every_beat: Option<f64>,
}

impl Seen {
    pub(super) fn of(recent: &RecentBeats) -> Self {
        Self {
            heart_rate: recent.five_seconds.heart_rate(),
            rmssd: recent.quarter_minute.rmssd(),
            every_beat: recent.every_beat.heart_rate(),
        }
    }
}

/// Seconds that are kept. The longest delay is 18 s, and a burst brings 12 s at most.
const KEPT: usize = 32;
/// How much later than the longest wait a second is complete: two beats wait for their verdict, and the last notification
/// of a burst may be a second old. Assumption.
const COMPLETE_AFTER: Duration = Duration::from_secs(3);
/// A second without a beat is like the one before, unless more of them follow: no interval is longer than 2.5 s.
const WITHOUT_BEAT: u64 = 3;

/// The last seconds of a heart, in beat time.
#[derive(Debug)]
pub(super) struct LateSeconds {
    /// Each second at its number modulo [`KEPT`], with that number.
    seconds: Box<[(u64, Seen); KEPT]>,
    last: u64,
    /// How late the trigger looks; none before the first bursts. It never gets shorter: that would leave out seconds.
    delay: Option<Duration>,
}

impl Default for LateSeconds {
    fn default() -> Self {
        Self { seconds: Box::new([(u64::MAX, Seen::default()); KEPT]), last: 0, delay: None }
    }
}

impl LateSeconds {
    /// Notifications come in bursts, with this longest wait between two.
    pub(super) fn expect_bursts(&mut self, hold: Duration) {
        let delay = hold * 5 / 4 + COMPLETE_AFTER;
        self.delay = Some(self.delay.map_or(delay, |before| before.max(delay)));
    }

    /// Whether anybody will look.
    pub(super) fn are_needed(&self) -> bool {
        self.delay.is_some()
    }

    /// Notes the windows that end with a beat at `at`.
    pub(super) fn note(&mut self, at: Moment, seen: Seen) {
        let second = at.micros().div_ceil(1_000_000);
        let before = self.seconds[self.last as usize % KEPT].1;
        if second > self.last && second - self.last <= WITHOUT_BEAT {
            for between in self.last + 1..second {
                self.seconds[between as usize % KEPT] = (between, before);
            }
        }
        self.seconds[second as usize % KEPT] = (second, seen);
        self.last = second;
    }

    /// The second that the trigger looks at now.
    pub(super) fn seen(&self, now: Moment) -> Seen {
        let second = (now - self.delay.unwrap_or_default()).micros() / 1_000_000;
        let (kept, seen) = self.seconds[second as usize % KEPT];
        if kept == second { seen } else { Seen::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Moment {
        Moment::from_micros(ms * 1000)
    }

    fn seen(rate: u64) -> Seen {
        Seen { heart_rate: Some(rate as f64), ..Seen::default() }
    }

    #[test]
    fn each_second_is_seen_once_and_one_without_a_beat_is_like_the_one_before() {
        let mut late = LateSeconds::default();
        late.expect_bursts(Duration::from_secs(4));
        for (ms, rate) in [(9_300, 60), (9_900, 61), (10_800, 62), (12_400, 63), (13_100, 64)] {
            late.note(at(ms), seen(rate));
        }
        let seconds: Vec<_> = (17..=23).map(|second| late.seen(at(second * 1000)).heart_rate).collect();
        assert_eq!(seconds, [None, Some(61.0), Some(62.0), Some(62.0), Some(63.0), Some(64.0), None]);
    }

    #[test]
    fn seconds_of_long_ago_are_not_seen_again() {
        let mut late = LateSeconds::default();
        late.expect_bursts(Duration::from_secs(4));
        late.note(at(10_000), seen(60));
        late.note(at(20_000), seen(70));
        let nothing = |second: u64| late.seen(at(second * 1000)) == Seen::default();
        assert!(nothing(19) && nothing(27) && nothing(18 + KEPT as u64));
        assert_eq!(late.seen(at(28_000)), seen(70));
    }
}
