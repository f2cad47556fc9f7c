//! How long to wait before the next try.

use std::time::Duration;

use crate::event::moment::Moment;

/// The waits after the first failures of a series, in ms; the last one repeats. They grow, because a strap that was lost
/// advertises often only for half a minute. Values: assumption. Shorter waits take more radio time from the other strap.
const WAITS_MS: [u64; 7] = [0, 250, 500, 1_000, 2_000, 4_000, 5_000];
/// The length of a series after which every wait is [`LONG_WAIT`]. Assumption.
const LONG_SERIES: Duration = Duration::from_mins(2);
/// The wait late in a series. Assumption: a strap away for minutes was taken off, and 15 s more delay nobody.
const LONG_WAIT: Duration = Duration::from_secs(15);
/// Each wait is varied by up to a quarter, so that two straps don't keep colliding. Assumption.
const VARIATION: f64 = 0.25;

/// The waits of a series of failures.
#[derive(Debug)]
pub(super) struct BackOff {
    rng: fastrand::Rng,
    failures: usize,
    /// When the series began.
    since: Option<Moment>,
}

impl BackOff {
    pub(super) const fn new(rng: fastrand::Rng) -> Self {
        Self { rng, failures: 0, since: None }
    }

    /// The wait after one more failure at `now`.
    pub(super) fn next(&mut self, now: Moment) -> Duration {
        let since = *self.since.get_or_insert(now);
        let index = self.failures.min(WAITS_MS.len() - 1);
        self.failures += 1;
        let wait = if now.since(since) < LONG_SERIES { Duration::from_millis(WAITS_MS[index]) } else { LONG_WAIT };
        wait.mul_f64(1.0 - VARIATION + 2.0 * VARIATION * self.rng.f64())
    }

    /// Ends the series: the next failure begins a new one.
    pub(super) const fn reset(&mut self) {
        self.failures = 0;
        self.since = None;
    }
}
