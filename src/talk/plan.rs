//! How long the parts of a talk last. The journal keeps it, because replay needs it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The lengths a talk is planned with, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Sitting quietly at the start.
    pub quiet_s: u32,
    /// Each person's turn of neutral talk, from which calm talking is learnt.
    pub warm_up_turn_s: u32,
    /// One turn of speaking.
    pub turn_s: u32,
    /// The whole talk, without the warm-up and the pauses.
    pub limit_s: u32,
}

impl Default for Plan {
    fn default() -> Self {
        Self { quiet_s: 60, warm_up_turn_s: 60, turn_s: 120, limit_s: 30 * 60 }
    }
}

impl Plan {
    /// Sitting quietly.
    pub fn quiet(&self) -> Duration {
        seconds(self.quiet_s)
    }
    /// One warm-up turn.
    pub fn warm_up_turn(&self) -> Duration {
        seconds(self.warm_up_turn_s)
    }
    /// One turn.
    pub fn turn(&self) -> Duration {
        seconds(self.turn_s)
    }
    /// The whole talk.
    pub fn limit(&self) -> Duration {
        seconds(self.limit_s)
    }
}

fn seconds(count: u32) -> Duration {
    Duration::from_secs(u64::from(count))
}
