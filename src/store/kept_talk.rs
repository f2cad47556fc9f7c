//! What is kept of a talk when its hearts are not: how it went, part by part, and the one step. One small JSON file for each
//! talk, beside the journals.
//!
//! It holds nothing that one of the two did alone, except the step that both said yes to.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::event::seat::Pair;
use crate::talk::outline::Outline;

/// The version of the file that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// How a talk went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptTalk {
    /// The version of the file.
    pub breathmark_talk: u32,
    /// When it began, in the local time of then and there.
    pub began: DateTime,
    /// What both are called.
    pub names: Pair<String>,
    /// How it went.
    pub outline: Outline,
    /// The one step that both said yes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<KeptStep>,
    /// How many minutes after the end both wanted to go on, if they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on_in_minutes: Option<u64>,
}

/// The one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptStep {
    /// What; empty where both only said it.
    pub what: String,
    /// Who does it; nothing for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Within how many days.
    pub in_days: u32,
}
