//! The session's time as a function of real time. Live both run alike; a demo or a replay can run faster.

use std::time::{Duration, Instant};

use crate::event::moment::Moment;

/// A rate, and a point where both times are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    rate: f64,
    instant: Instant,
    moment: Moment,
}

impl Pace {
    /// The session's time starts now and runs `rate` times as fast as the real one.
    pub(crate) fn start(now: Instant, rate: f64) -> Self {
        Self { rate, instant: now, moment: Moment::START }
    }

    /// The session's time at an instant.
    pub(crate) fn moment(&self, at: Instant) -> Moment {
        self.moment + at.saturating_duration_since(self.instant).mul_f64(self.rate)
    }

    /// The instant when the session's time reaches `moment`; a day ahead stands for never.
    pub(crate) fn instant(&self, moment: Moment) -> Instant {
        const DAY: Duration = Duration::from_hours(24);
        self.instant + moment.since(self.moment).min(DAY.mul_f64(self.rate.max(1.0))).div_f64(self.rate).min(DAY)
    }

    /// Leaves out real time that has passed: the session's time stood still for it.
    pub(crate) fn skip(&mut self, span: Duration) {
        self.instant += span;
    }

    /// The session's time is `moment` now, whatever it was before.
    pub(crate) fn go_on_from(&mut self, now: Instant, moment: Moment) {
        (self.instant, self.moment) = (now, moment);
    }

    /// How many times as fast as the real one it runs.
    pub(crate) fn rate(&self) -> f64 {
        self.rate
    }

    /// Runs at another rate from `now` on.
    pub(crate) fn set_rate(&mut self, now: Instant, rate: f64) {
        if (rate - self.rate).abs() > f64::EPSILON {
            *self = Self { rate, moment: self.moment(now), instant: now };
        }
    }
}
