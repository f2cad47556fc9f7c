//! How long to wait before the next try.

use std::time::Duration;

use crate::event::moment::Moment;

const WAITS_MS: [u64; 7] = [0, 250, 500, 1_000, 2_000, 4_000, 5_000];
const IMPATIENT: Duration = Duration::from_mins(2);
const PATIENT_WAIT: Duration = Duration::from_secs(15);

/// The waits of a series of failures: short at first, growing to 5 s; after two minutes 15 s, for ever.
#[derive(Debug)]
pub(super) struct BackOff {
    rng: fastrand::Rng,
    failures: usize,
    since: Option<Moment>,
}

impl BackOff {
    pub(super) const fn new(rng: fastrand::Rng) -> Self {
        Self { rng, failures: 0, since: None }
    }

    /// The wait after one more failure, varied by a quarter so that two straps do not keep colliding.
    pub(super) fn next(&mut self, now: Moment) -> Duration {
        let since = *self.since.get_or_insert(now);
        let index = self.failures.min(WAITS_MS.len() - 1);
        self.failures += 1;
        let wait = if now.since(since) < IMPATIENT { Duration::from_millis(WAITS_MS[index]) } else { PATIENT_WAIT };
        wait.mul_f64(0.75 + 0.5 * self.rng.f64())
    }

    /// Forgets the series: things went well.
    pub(super) const fn reset(&mut self) {
        self.failures = 0;
        self.since = None;
    }
}
