//! The words of `breathmark cue`.

#![allow(missing_docs, reason = "words/en.toml says what each is")]

use serde::Deserialize;

use super::text::{Phrase, Plural};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllDay {
    pub rate: Phrase,
    pub no_rate: String,
    pub searching: String,
    pub bluetooth_off: String,
    pub no_bluetooth: String,
    pub another_strap: String,
    pub no_contact: String,
    pub settling: String,
    pub no_clear_minute: String,
    pub rate_only: String,
    pub irregular: String,
    pub to_learn: Plural,
    pub usual: String,
    pub fast_alone: String,
    pub fast: String,
    pub moving: String,
    pub cue: String,
    pub breath: String,
    pub simulated: Phrase,
    pub recorded: Phrase,
    pub ends: String,
}
