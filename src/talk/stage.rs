//! Where a talk can be: its steps, the breaths between them, the pause, and how outputs name each of them.

use std::time::Duration;

use serde::Serialize;

use super::pause::{Breathing, Pause, Readiness};
use crate::moment::Moment;
use crate::seat::{Pair, Seat};

/// The agreed return, from twenty minutes to a day.
const RETURNS_MIN: [u64; 6] = [20, 30, 60, 120, 12 * 60, 24 * 60];

/// A part of the talk that a pause comes back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Straps are being found.
    Straps,
    /// Both sit quietly.
    Settling,
    /// This person tells about their day.
    WarmUp(Seat),
    /// This person speaks.
    Turn(Seat),
}

/// Where the talk is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// In a step, until its time is up.
    In(Step, Span),
    /// A shared breath on the way to a step that will last as long as given.
    Breath(Span, Step, Duration),
    /// In a pause.
    Pause(Pause),
    /// In a pause, agreeing on a time to come back.
    Later(Pause, Offer),
    /// At the close. Whether it came out of a pause matters: closing is no way around one.
    Closing {
        /// Going on leads into a pause, a whole one.
        from_pause: bool,
    },
    /// Nothing follows.
    Over,
}

/// From when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The start.
    pub began: Moment,
    /// The end; [`Moment::NEVER`] when only people end it.
    pub ends: Moment,
}

/// A time to come back, as it is being agreed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    choice: usize,
    /// Who has agreed.
    pub agreed: Pair<bool>,
}

impl Offer {
    /// The next choice, which nobody has agreed to yet.
    #[must_use]
    pub fn another(self) -> Self {
        Self { choice: (self.choice + 1) % RETURNS_MIN.len(), agreed: Pair::default() }
    }

    /// How long from now.
    pub fn wait(&self) -> Duration {
        Duration::from_mins(RETURNS_MIN[self.choice])
    }
}

/// The stage of a session, as its outputs name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the steps and phases")]
pub enum Stage {
    Straps,
    Settling,
    WarmUp { speaker: Seat },
    Turn { speaker: Seat },
    Breath,
    Pause { breathing: Breathing, ready: Pair<Readiness> },
    Later { minutes: u64, agreed: Pair<bool> },
    Closing { return_in_minutes: Option<u64> },
    Practice,
    Over,
}
