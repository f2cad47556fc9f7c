//! What a beat is taken for.

use serde::Serialize;

/// What a beat is taken for. Only the interval of a normal beat counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A normal beat: its interval counts.
    Normal,
    /// One or two beats before it were not detected.
    Missed,
    /// It, or its neighbour, is no heartbeat.
    Extra,
    /// Premature, or the pause after a premature beat.
    Ectopic,
    /// Detected at the wrong time, or of no known shape.
    Misplaced,
    /// An interval that no heart makes.
    OutOfRange,
    /// The strap did not feel skin.
    NoContact,
    /// Too early to say. Just after a start, a gap or a jump, its neighbours do not agree yet.
    Unsettled,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 8] = [
        Self::Normal,
        Self::Missed,
        Self::Extra,
        Self::Ectopic,
        Self::Misplaced,
        Self::OutOfRange,
        Self::NoContact,
        Self::Unsettled,
    ];

    /// Its name in outputs and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Missed => "missed",
            Self::Extra => "extra",
            Self::Ectopic => "ectopic",
            Self::Misplaced => "misplaced",
            Self::OutOfRange => "out_of_range",
            Self::NoContact => "no_contact",
            Self::Unsettled => "unsettled",
        }
    }
}
