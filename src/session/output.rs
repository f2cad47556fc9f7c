//! What a session has to say. The same inputs give the same outputs, live or replayed, to the byte.

use serde::Serialize;

use crate::event::moment::Moment;
use crate::event::seat::Seat;
use crate::heart::artifact::Verdict;
use crate::heart::{Reading, Signal};
use crate::talk::Stage;

/// An output and when it came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StampedOutput {
    /// When.
    pub at: Moment,
    /// What.
    #[serde(flatten)]
    pub output: Output,
}

/// One thing a session has to say.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "output", rename_all = "snake_case")]
pub enum Output {
    /// A beat, and what it is taken for.
    Beat {
        /// Whose.
        seat: Seat,
        /// When the heart beat, in beat time.
        beat_at: Moment,
        /// The interval before it, in milliseconds.
        rr_ms: f64,
        /// What it is taken for.
        verdict: Verdict,
    },
    /// What can be said of a heart changed; once a second at most.
    Reading {
        /// Whose.
        seat: Seat,
        /// The new values.
        #[serde(flatten)]
        reading: Reading,
    },
    /// What a strap's signal allows changed.
    Signal {
        /// Whose.
        seat: Seat,
        /// The new state.
        signal: Signal,
    },
    /// Bytes that are no Heart Rate Measurement.
    Malformed {
        /// Whose strap.
        seat: Seat,
    },
    /// A notification delivered twice.
    Duplicate {
        /// Whose strap.
        seat: Seat,
    },
    /// Beats are missing.
    Gap {
        /// Whose.
        seat: Seat,
        /// For about this many milliseconds.
        missing_ms: u64,
    },
    /// The talk came to another stage. It never says why.
    Stage {
        /// The new stage.
        #[serde(flatten)]
        stage: Stage,
    },
}
