//! Beat time against arrival: which beats are missing?
//!
//! A strap sends what has beaten since its last notification. So a notification comes after its last beat by less than
//! one interval, and by less than the strap's own period, plus what the way through the air takes. The *lag* (arrival
//! minus beat time) thus stays in a band of that width. A lost beat lifts the whole band by its interval, for good; it
//! becomes certain at the first notification whose lag lies above the band, one to a few seconds later. What has been
//! made up for is added to beat time, so over any stretch
//!
//! ```text
//! elapsed = sum of the intervals + what is missing + less than one band
//! ```
//!
//! Times are in microseconds, because a lag may be negative.

use std::time::Duration;

use super::RrInterval;
use crate::event::moment::Moment;

/// How much later than usual a notification may come, besides what the link has shown to be usual.
const SLACK_US: i64 = 200_000;
/// How fast the band's floor follows a strap whose clock is slow: 0.05 %, far more than a quartz is off.
const DRIFT_US: i64 = 500;
/// Notifications until the band's floor is known. After that a lag below it means that a gap was taken for too long.
const KNOWN: u32 = 60;
/// Beat time ahead of arrival by so much, or one and a half intervals: the intervals were no intervals.
const AHEAD_US: i64 = 1_200_000;

/// Where beat time stands relative to arrival.
#[derive(Clone, Copy, Debug)]
pub(super) struct BeatClock {
    /// The end of the last interval, in beat time.
    pub(super) last_beat: Moment,
    /// When the last notification with intervals came, and the last of any kind.
    arrived: Moment,
    heard: Moment,
    /// The lowest lag: the bottom of the band.
    floor_us: i64,
    mean_us: i64,
    rr_us: i64,
    period_us: i64,
    /// How irregularly notifications come.
    jitter_us: i64,
    /// A notification seems to be missing since the last beats.
    skipped: bool,
    /// The last notification came hard on the heels of another: it may have waited somewhere.
    catching_up: bool,
    observed: u32,
    /// What was added for gaps.
    added_us: i64,
}

/// What a notification says about those before it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ClockReport {
    /// Whether the chain of beats is broken before it.
    pub(super) broken: bool,
    /// For how long beats were missing before the last one, now that it is certain.
    pub(super) missing: Option<Duration>,
    /// By how much earlier gaps turn out to have been taken for too long.
    pub(super) overrated: Duration,
}

impl BeatClock {
    /// A clock set by the first notification.
    pub(super) fn start(at: Moment) -> Self {
        Self {
            last_beat: at,
            arrived: at,
            heard: at,
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

    /// The same strap after a reconnect: what was learnt of the way still holds. Says how long beats were missing.
    ///
    /// Where in the band this notification lies, nobody knows yet. It is put on the floor: a gap that was taken for too
    /// long mends itself at the next low one, where a gap taken for too short would look like another lost beat.
    pub(super) fn resume(&mut self, at: Moment, sum: Duration) -> Duration {
        let began = self.on_the_floor(at) - sum;
        let missing = began.since(self.last_beat);
        self.last_beat = self.last_beat.max(began) + sum;
        (self.arrived, self.heard, self.skipped) = (at, at, false);
        if missing.as_micros() as i64 <= self.rr_us / 2 {
            return Duration::ZERO;
        }
        self.added_us += missing.as_micros() as i64;
        missing
    }

    /// Whether more is on its way than has come: the link was held up, and is now catching up.
    pub(super) fn is_behind(&self) -> bool {
        self.above_us(self.rr_us) > 0
    }

    /// Takes in the intervals of a notification, of which `first` is the oldest.
    pub(super) fn take(&mut self, at: Moment, first: RrInterval, sum: Duration, count: usize) -> ClockReport {
        let after = at.since(self.heard).as_micros() as i64;
        let catching_up = after < self.period_us / 2;
        // One that follows too soon shows that the one before it was late.
        let late_us = (self.period_us - after).max(0);
        let missing = if catching_up || self.catching_up { None } else { self.settle(first, late_us) };
        self.catching_up = catching_up;
        let waited = at.since(self.arrived).as_micros() as i64;
        self.skipped = false;
        self.hear(at);
        self.learn_interval(sum, count);
        self.last_beat += sum;
        self.arrived = at;
        let bogus = self.lag_us() < self.floor_us - AHEAD_US.max(self.rr_us * 3 / 2);
        if bogus {
            self.last_beat = self.on_the_floor(at);
        }
        let held_up = self.above_us(self.rr_us) > 0;
        let overrated = if held_up { Duration::ZERO } else { self.learn_band() };
        let skipped = self.skipped && waited - sum.as_micros() as i64 > self.rr_us / 2;
        ClockReport { broken: bogus || held_up || skipped || missing.is_some(), missing, overrated }
    }

    /// Looks back at the last notification, now that the interval it ended in is known. A link that was held up has had
    /// its time to catch up.
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
        let missing = Duration::from_micros((beats.max(1) * rr).unsigned_abs());
        self.last_beat += missing;
        self.added_us += missing.as_micros() as i64;
        Some(missing)
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
    pub(super) fn hear(&mut self, at: Moment) {
        let waited = at.since(self.heard).as_micros() as i64;
        self.heard = at;
        self.skipped |= waited > self.period_us * 3 / 2;
        let off = waited - self.period_us;
        if off.abs() < self.period_us / 2 {
            self.jitter_us += (off.abs() - self.jitter_us) / 16;
            self.period_us += off / 16;
        } else {
            // A strap of another pace is learnt, a notification that is lost now and then hardly counts.
            self.period_us += off.clamp(-self.period_us / 2, self.period_us / 2) / 64;
        }
        self.period_us = self.period_us.clamp(50_000, 5_000_000);
    }

    fn learn_interval(&mut self, sum: Duration, count: usize) {
        let usual = (sum / count.max(1) as u32).as_micros() as i64;
        self.rr_us += (usual.clamp(250_000, 2_500_000) - self.rr_us) / 8;
    }

    /// Learns where the band lies, or that beat time was set forward too far.
    fn learn_band(&mut self) -> Duration {
        self.observed = self.observed.saturating_add(1);
        let below = self.floor_us - self.lag_us();
        let mut overrated = 0;
        if self.observed > KNOWN && below > SLACK_US / 2 {
            overrated = below.min(self.added_us);
            self.added_us -= overrated;
            self.last_beat = self.last_beat - Duration::from_micros(overrated.unsigned_abs());
        }
        let lag = self.lag_us();
        self.floor_us = (self.floor_us + DRIFT_US).min(lag);
        self.mean_us += (lag - self.mean_us) / 16;
        Duration::from_micros(overrated.unsigned_abs())
    }
}
