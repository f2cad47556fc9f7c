//! The only reader of the clock. Everything else is told what time it is.
#![allow(clippy::disallowed_methods)]

use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Now, on the monotonic clock that stamps every arrival.
pub fn now() -> Instant {
    Instant::now()
}

/// The monotonic clock as a span since the program first asked.
pub(crate) fn since_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(now).elapsed()
}

/// How long the machine has been up, sleep included, where the system tells.
pub(crate) fn up_with_sleep() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/uptime").ok()?;
    let seconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// Now, on the wall clock with its time zone; for headers, file names and times of day only.
pub(crate) fn wall() -> jiff::Zoned {
    jiff::Zoned::now()
}
