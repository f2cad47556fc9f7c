//! The outputs of a session. The same inputs give the same outputs, live or replayed, to the byte.

use serde::Serialize;

use crate::event::moment::Moment;
use crate::event::seat::Seat;
use crate::heart::artifact::Verdict;
use crate::heart::strap_fault::StrapFault;
use crate::heart::{Reading, Signal};
use crate::practice::Figures;
use crate::talk::Stage;

/// An output, and its moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StampedOutput {
    /// The session's time.
    pub at: Moment,
    /// The output itself.
    #[serde(flatten)]
    pub output: Output,
}

/// One output. None of them says what triggered a pause.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "output", rename_all = "snake_case")]
pub enum Output {
    /// A beat, and its verdict.
    Beat {
        /// Whose.
        seat: Seat,
        /// When the heart beat, in beat time.
        beat_at: Moment,
        /// The interval before it, in milliseconds.
        rr_ms: f64,
        /// Normal, or what is wrong with it.
        verdict: Verdict,
    },
    /// A heart's values changed. It comes once a second at most.
    Reading {
        /// Whose.
        seat: Seat,
        /// The new values.
        #[serde(flatten)]
        reading: Reading,
    },
    /// The figures of a heart in a practice changed. It comes once a second at most.
    Figures {
        /// Whose.
        seat: Seat,
        /// The new figures.
        #[serde(flatten)]
        figures: Figures,
    },
    /// The state of a strap's signal changed.
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
    /// A strap turned out to do something wrong. It comes once for each fault.
    StrapFault {
        /// Whose strap.
        seat: Seat,
        /// What it does wrong.
        fault: StrapFault,
    },
    /// The talk came to another stage. It never says why.
    Stage {
        /// The new stage.
        #[serde(flatten)]
        stage: Stage,
    },
}
