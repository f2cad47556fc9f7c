//! The only reader of the clock. Everything else is told what time it is.
#![allow(clippy::disallowed_methods)]

use std::time::Instant;

/// Now, on the monotonic clock that stamps every arrival.
pub fn now() -> Instant {
    Instant::now()
}

/// Now, on the wall clock with its time zone; for headers, file names and times of day only.
pub fn wall() -> jiff::Zoned {
    jiff::Zoned::now()
}
