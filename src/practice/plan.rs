//! What a practice begins with. The journal keeps it.

use serde::{Deserialize, Serialize};

use super::search::Step;

/// What a practice begins with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// After how many minutes it ends by itself, on a breath out; `None` if a key ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// What comes first.
    #[serde(default)]
    pub begins: Begins,
    /// The steps of a search for the pace that was broken off. It goes on behind them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Step>,
}

/// What a practice begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begins {
    /// Breathing with the pacer.
    #[default]
    Breathing,
    /// Grounding without breathing.
    Grounding,
    /// The search for the pace at which the heart moves most.
    FindPace,
    /// A quiet reading of this many minutes.
    Reading(u32),
}
