//! Which beats are missing: beat time against arrival.
//!
//! A strap sends the beats since its last notification. So a notification comes after its last beat by less than one
//! interval, and by less than the strap's period, plus the time through the air. The *lag* (arrival minus beat time)
//! stays in a band of that width. A lost beat raises the whole band by its interval, for good. It becomes certain at
//! the first notification whose lag lies above the band, one to a few seconds later. The missing time is then added to
//! beat time. So over any stretch
//!
//! ```text
//! elapsed = sum of the intervals + what is missing + less than one band
//! ```
//!
//! A link that delivers in bursts holds notifications up as a rule. There the lag tells at the end of a burst only, when
//! everything has come, and the band is as wide as two intervals.
//!
//! Times are in microseconds, because a lag may be negative.

use std::time::Duration;

use super::interval::RrInterval;
use crate::event::moment::Moment;

/// How much later than usual a notification may come, in µs, besides four times the jitter of the link. An assumption:
/// more takes longer to notice a lost beat, less takes a late notification for one.
const SLACK_US: i64 = 200_000;
/// How fast the band's floor follows a strap whose clock is slow, in µs a notification: 0.05 % of a second. A quartz is
/// off by far less.
const DRIFT_US: i64 = 500;
/// Notifications until the band's floor is known: a minute. After that a lag below the floor means that a gap was
/// estimated too long. An assumption.
const KNOWN: u32 = 60;
/// How far beat time may be ahead of arrival, in µs; one and a half intervals if that is more. Further ahead, the
/// intervals were none. An assumption.
const AHEAD_US: i64 = 1_200_000;

/// Where beat time stands relative to arrival.
#[derive(Clone, Copy, Debug)]
pub(super) struct BeatClock {
    /// The end of the last interval, in beat time.
    pub(super) last_beat: Moment,
    /// When the last notification with intervals came, and the last of any kind.
    arrived: Moment,
    arrived_any: Moment,
    /// The lowest lag: the bottom of the band.
    floor_us: i64,
    mean_us: i64,
    rr_us: i64,
    period_us: i64,
    /// How irregularly notifications come.
    jitter_us: i64,
    /// A notification seems to be missing since the last beats.
    skipped: bool,
    /// The last notification came soon after another: it may have waited somewhere.
    catching_up: bool,
    /// Notifications that the band was learnt from.
    observed: u32,
    /// The time that was added for gaps, in µs.
    added_us: i64,
}

/// What a notification shows about those before it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ClockReport {
    /// Whether the chain of beats is broken before it.
    pub(super) broken: bool,
    /// For how long beats were missing before the last one, now that it is certain.
    pub(super) missing: Option<Duration>,
    /// By how much earlier gaps turn out to have been estimated too long.
    pub(super) overestimated: Duration,
}

impl BeatClock {
    /// A clock set by the first notification.
    pub(super) fn start(at: Moment) -> Self {
        Self {
            last_beat: at,
            arrived: at,
            arrived_any: at,
            floor_us: 0,
            mean_us: 0,
            rr_us: 1_000_000,
            period_us: 1_000_000,
            jitter_us: 0,
            skipped: false,
            catching_up: false,
            observed: 0,
            added_us: 0,
        }
    }

    /// The same strap after a reconnect: what was learnt of the link still holds. Returns how long beats were missing.
    ///
    /// The place of this notification in the band is unknown. It is put on the floor. A gap that was estimated too long is
    /// then corrected at the next low lag. One estimated too short would look like another lost beat.
    pub(super) fn resume(&mut self, at: Moment, sum: Duration) -> Duration {
        let began = self.on_the_floor(at) - sum;
        let missing = began.since(self.last_beat);
        self.last_beat = self.last_beat.max(began) + sum;
        (self.arrived, self.arrived_any, self.skipped) = (at, at, false);
        if missing.as_micros() as i64 <= self.rr_us / 2 {
            return Duration::ZERO;
        }
        self.added_us += missing.as_micros() as i64;
        missing
    }

    /// Whether more is on its way than has come: the link was held up, and is now catching up. In bursts, one more interval
    /// is enough.
    pub(super) fn is_behind(&self, in_bursts: bool) -> bool {
        self.above_us(self.rr_us) > 0 || in_bursts && self.lag_us() - self.floor_us > self.rr_us - SLACK_US
    }

    /// Processes the intervals of a notification: the oldest one, their sum and their number. Where notifications come in
    /// bursts, `in_burst` says whether this one belongs to the burst before it.
    pub(super) fn take(
        &mut self,
        at: Moment,
        (first, sum, count): (RrInterval, Duration, usize),
        in_burst: Option<bool>,
    ) -> ClockReport {
        let after = at.since(self.arrived_any).as_micros() as i64;
        let catching_up = after < self.period_us / 2;
        // A notification that follows too soon shows that the one before it was late.
        let late_us = (self.period_us - after).max(0);
        let missing = match in_burst {
            Some(true) => None,
            Some(false) => self.settle_burst(),
            None if catching_up || self.catching_up => None,
            None => self.settle(first, late_us),
        };
        self.catching_up = catching_up;
        let waited = at.since(self.arrived).as_micros() as i64;
        self.skipped = false;
        self.note_arrival(at, in_burst.is_some());
        self.learn_interval(sum, count);
        self.last_beat += sum;
        self.arrived = at;
        let bogus = self.lag_us() < self.floor_us - AHEAD_US.max(self.rr_us * 3 / 2);
        if bogus {
            self.last_beat = self.on_the_floor(at);
        }
        let held_up = in_burst.is_none() && self.above_us(self.rr_us) > 0;
        let overestimated = if held_up { Duration::ZERO } else { self.learn_band() };
        let skipped = in_burst.is_none() && self.skipped && waited - sum.as_micros() as i64 > self.rr_us / 2;
        ClockReport { broken: bogus || held_up || skipped || missing.is_some(), missing, overestimated }
    }

    /// Decides whether beats were missing before the last notification, now that the interval after it is known. By now a
    /// link that was held up has caught up.
    fn settle(&mut self, first: RrInterval, late_us: i64) -> Option<Duration> {
        let first_us = first.duration().as_micros() as i64;
        // A heart that keeps step with the strap shows one edge of the band only.
        let in_step = self.mean_us - self.floor_us < self.rr_us / 8;
        let (lag, rr) = (self.lag_us() - late_us, self.rr_us);
        let stepped = in_step && self.skipped && lag - self.mean_us > rr / 2;
        if self.above_us(first_us) <= late_us && !stepped {
            return None;
        }
        let beats =
            if in_step { (lag - self.mean_us + rr / 2) / rr } else { (lag - self.floor_us - SLACK_US / 2) / rr };
        Some(self.add(beats.max(1)))
    }

    /// Decides whether beats were missing before the end of the last burst.
    fn settle_burst(&mut self) -> Option<Duration> {
        let above = self.lag_us() - self.floor_us - 2 * self.rr_us - SLACK_US;
        (above > 0).then(|| self.add((above + SLACK_US + self.rr_us) / self.rr_us))
    }

    /// Sets beat time forward by this many beats.
    fn add(&mut self, beats: i64) -> Duration {
        let missing = Duration::from_micros((beats * self.rr_us).unsigned_abs());
        self.last_beat += missing;
        self.added_us += missing.as_micros() as i64;
        missing
    }

    /// How far beat time is ahead of the soonest arrival of a beat so far. The first notification sets beat time, and its last
    /// beat may have waited in the strap for nearly a whole interval.
    pub(super) fn ahead(&self) -> Duration {
        Duration::from_micros(self.floor_us.min(0).unsigned_abs())
    }

    fn lag_us(&self) -> i64 {
        self.arrived.micros().cast_signed() - self.last_beat.micros().cast_signed()
    }

    /// The last beat of a notification that came at `at`, if it lies on the floor of the band.
    fn on_the_floor(&self, at: Moment) -> Moment {
        Moment::from_micros(at.micros().saturating_add_signed(-self.floor_us))
    }

    /// How far the last notification lay above the band of a heart with intervals of `rr_us`.
    fn above_us(&self, rr_us: i64) -> i64 {
        self.lag_us() - self.floor_us - rr_us.min(self.period_us) - SLACK_US - 4 * self.jitter_us
    }

    /// Notes when a notification came, with or without intervals.
    pub(super) fn note_arrival(&mut self, at: Moment, in_bursts: bool) {
        let waited = at.since(self.arrived_any).as_micros() as i64;
        self.arrived_any = at;
        if in_bursts {
            return;
        }
        self.skipped |= waited > self.period_us * 3 / 2;
        let off = waited - self.period_us;
        if off.abs() < self.period_us / 2 {
            self.jitter_us += (off.abs() - self.jitter_us) / 16;
            self.period_us += off / 16;
        } else {
            // A strap of another period is learnt. A notification that is lost now and then hardly counts.
            self.period_us += off.clamp(-self.period_us / 2, self.period_us / 2) / 64;
        }
        self.period_us = self.period_us.clamp(50_000, 5_000_000);
    }

    fn learn_interval(&mut self, sum: Duration, count: usize) {
        let usual = (sum / count.max(1) as u32).as_micros() as i64;
        self.rr_us += (usual.clamp(250_000, 2_500_000) - self.rr_us) / 8;
    }

    /// Learns where the band lies, or corrects beat time that was set forward too far. Returns the correction.
    fn learn_band(&mut self) -> Duration {
        self.observed = self.observed.saturating_add(1);
        let below = self.floor_us - self.lag_us();
        let mut overestimated = 0;
        if self.observed > KNOWN && below > SLACK_US / 2 {
            overestimated = below.min(self.added_us);
            self.added_us -= overestimated;
            self.last_beat = self.last_beat - Duration::from_micros(overestimated.unsigned_abs());
        }
        let lag = self.lag_us();
        self.floor_us = (self.floor_us + DRIFT_US).min(lag);
        self.mean_us += (lag - self.mean_us) / 16;
        Duration::from_micros(overestimated.unsigned_abs())
    }
}
