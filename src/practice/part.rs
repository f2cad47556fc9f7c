//! What goes on in a practice, as outputs and pages see it.

use serde::Serialize;

/// What goes on in a practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticePart {
    /// Breathing with the pacer.
    #[default]
    Breathing,
    /// Grounding without breathing.
    Grounding {
        /// How.
        way: GroundingWay,
        /// Which prompt, counted from 0.
        prompt: u8,
    },
    /// The search for the pace at which the heart moves most.
    FindPace {
        /// Which pace, counted from 0.
        step: u8,
        /// What goes on in it.
        now: SearchPart,
    },
    /// A quiet reading.
    Reading {
        /// Its length in minutes.
        minutes: u32,
        /// Whether it is over, and its result is shown.
        over: bool,
    },
    /// The quiet page at the end.
    End,
}

impl PracticePart {
    /// Whether it is breathing with the pacer.
    pub(crate) fn is_breathing(self) -> bool {
        self == Self::Breathing
    }

    /// As serde asks.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(crate) fn is_left_out(&self) -> bool {
        self.is_breathing()
    }
}

/// A way of grounding without breathing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GroundingWay {
    /// Through the senses, one after the other.
    #[default]
    Senses,
    /// With one thing outside, looked at closely.
    Outward,
    /// By tensing muscles and letting them go.
    Muscles,
}

/// What goes on in the search for the pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchPart {
    /// A pace is led. `again` if its beats were unclear the first time.
    Leading {
        /// Whether it is led once more.
        again: bool,
    },
    /// Free breathing between two paces, and the question how the last one felt.
    Resting,
    /// The result, and whether a closer look is offered.
    Found {
        /// Whether a closer look around the peak is offered.
        can_refine: bool,
    },
}
