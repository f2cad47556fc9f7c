//! The words of a practice: what its chart shows, and its pages.

#![allow(missing_docs, clippy::struct_field_names, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::{Phrase, Plural};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alone {
    pub heart: String,
    pub breath: String,
    pub unclear_mark: String,
    pub moves: Phrase,
    pub filling: String,
    pub built_without: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeKeys {
    pub pace: String,
    pub pattern: String,
    pub numbers: String,
    pub ground: String,
    pub longer_reading: String,
    pub breathe: String,
    pub next_way: String,
    pub next_pace: String,
    pub closer: String,
    pub at_this_pace: String,
    pub leave: String,
    pub help_pace: String,
    pub help_pattern: String,
    pub help_numbers: String,
    pub help_ground: String,
    pub help_find_pace: String,
    pub help_reading: String,
    pub help_hide: String,
    pub help_felt: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeSays {
    pub softer: String,
    pub how_now: String,
    pub noted: Phrase,
    pub off_pace: String,
    pub sigh: String,
    pub pace: Phrase,
    pub last_breath: String,
    pub two_hearts: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    pub swing: Phrase,
    pub swing_means: String,
    pub swing_formula: String,
    pub regularity: Phrase,
    pub regularity_means: String,
    pub regularity_formula: String,
    pub fit: Phrase,
    pub fit_means: Phrase,
    pub fit_means_ahead: Phrase,
    pub fit_formula: String,
    pub rmssd: Phrase,
    pub rmssd_means: String,
    pub rmssd_formula: String,
    pub breaths: Phrase,
    pub breaths_means: String,
    pub breaths_formula: String,
    pub rate: Phrase,
    pub rate_means: String,
    pub rate_formula: String,
    pub none: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grounding {
    pub heading_senses: String,
    pub senses: Vec<String>,
    pub heading_outward: String,
    pub outward: Vec<String>,
    pub heading_muscles: String,
    pub muscles: Vec<String>,
    pub step: Phrase,
    pub last_step: Phrase,
    pub rate: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindPace {
    pub heading: String,
    pub leading: Phrase,
    pub again: String,
    pub begins: String,
    pub rest_heading: String,
    pub how_was_it: String,
    pub felt: Phrase,
    pub left: Phrase,
    pub found_heading: String,
    pub found: Phrase,
    pub within: Phrase,
    pub not_found: String,
    pub last_time: Phrase,
    pub row: Phrase,
    pub row_unfelt: Phrase,
    pub row_unclear: Phrase,
    pub kept: String,
    pub ask_closer: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    pub heading: String,
    pub task: String,
    pub unheard: String,
    pub time: Phrase,
    pub result_heading: Phrase,
    pub unclear: String,
    pub rate: Phrase,
    pub rmssd: Phrase,
    pub sdnn: Phrase,
    pub breaths: Phrase,
    pub no_breaths: String,
    pub clean: Phrase,
    pub usual: Phrase,
    pub usual_later: Plural,
    pub no_verdict: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeEnd {
    pub heading: Phrase,
    pub swings: Phrase,
    pub by_minute: String,
    pub swing: Phrase,
    pub clean: Phrase,
    pub breath_only: String,
    pub how_now: String,
    pub before: Phrase,
    pub now: Phrase,
}
