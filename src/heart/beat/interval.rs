//! RR intervals as a strap sends them, and the beats at their ends.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::event::moment::Moment;

/// An RR interval in the strap's own unit, 1/1024 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RrInterval(pub u16);

impl RrInterval {
    /// An interval of so many milliseconds, to the nearest 1/1024 s.
    pub(crate) fn of_ms(ms: u16) -> Self {
        Self(((u32::from(ms) * 1024 + 500) / 1000).min(u32::from(u16::MAX)) as u16)
    }

    /// In milliseconds.
    pub fn ms(self) -> f64 {
        f64::from(self.0) * 1000.0 / 1024.0
    }

    /// As a span of time, to the nearest microsecond.
    pub fn duration(self) -> Duration {
        Duration::from_micros((u64::from(self.0) * 1_000_000 + 512) / 1024)
    }
}

/// One heartbeat: the end of an RR interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// When the heart beat, in beat time.
    pub at: Moment,
    /// The interval since the beat before.
    pub rr: RrInterval,
    /// Whether the beat before is on the timeline too. It is false after a gap or a reconnect, where a difference of
    /// intervals means nothing.
    pub linked: bool,
    /// Whether the strap felt skin, as far as it reports that.
    pub contact: bool,
}
