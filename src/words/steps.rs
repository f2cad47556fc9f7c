//! The words of what stands around the turns: before, the answer, the break, the way back, the repair, help.

#![allow(missing_docs, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::{Phrase, Plural};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub hand_to: Phrase,
    pub looks_away: Phrase,
    pub private: String,
    pub ask: String,
    pub questions: Vec<String>,
    pub yes: String,
    pub none: String,
    pub not_today: String,
    pub reasons: String,
    pub alone: String,
    pub help: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whose {
    pub heading: String,
    pub offer: String,
    pub goes_on: String,
    pub lift: Phrase,
    pub a_few_seconds: String,
    pub own: String,
    pub other_way: Phrase,
    pub nothing_off: String,
    pub exchanged: String,
    pub unclear: String,
    pub make_sure: String,
    pub exchange: String,
    pub leave: String,
    pub once_more: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreements {
    pub heading: String,
    pub finish: String,
    pub names: String,
    pub limit: Phrase,
    pub pause: String,
    pub returns: String,
    pub numbers: String,
    pub kept: String,
    pub kept_keys: String,
    pub kept_outline: String,
    pub kept_outline_keys: String,
    pub kept_nothing: String,
    pub yes: String,
    pub not_yet: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub heading: String,
    pub one: String,
    pub aloud: String,
    pub begins: Phrase,
    pub where_you_stopped: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arriving {
    pub heading: Phrase,
    pub looks_away: Phrase,
    pub feelings: Vec<String>,
    pub word: String,
    pub how_strong: Phrase,
    pub untold: String,
    pub private: String,
    pub done: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub answers: Phrase,
    pub reflect: Phrase,
    pub validate: Phrase,
    pub empathise: Phrase,
    pub steps: [String; 3],
    pub then_answers: Phrase,
    pub speaker: Vec<String>,
    pub smaller: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cards {
    pub needs: Vec<String>,
    pub questions: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    pub senses_heading: String,
    pub senses: Vec<String>,
    pub body_heading: String,
    pub body: Vec<String>,
    pub own_time: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rest {
    pub heading: String,
    pub soothing: Vec<String>,
    pub no_rehearsing: String,
    pub at_least: String,
    pub due: String,
    pub due_ask: String,
    pub later_by: Plural,
    pub later_by_hours: Plural,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WayBack {
    pub heading: String,
    pub reads: Phrase,
    pub first: Vec<String>,
    pub second: Vec<String>,
    pub offer: String,
    pub chosen: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repair {
    pub heading: Phrase,
    pub part: Phrase,
    pub harm: String,
    pub harm_start: String,
    pub mend: String,
    pub mend_start: String,
    pub change: String,
    pub change_start: String,
    pub listens: Phrase,
    pub leave_out: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneStep {
    pub heading: String,
    pub small: String,
    pub aloud: String,
    pub who: Phrase,
    pub both: String,
    pub by: Phrase,
    pub tomorrow: String,
    pub in_days: Plural,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    pub heading: String,
    pub person: Phrase,
    pub aloud: String,
    pub another_day: String,
    pub step_aloud: String,
    pub step: Phrase,
    pub no_step: String,
    pub kept: String,
    pub yes: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PauseReview {
    pub private: String,
    pub ask: Plural,
    pub right: String,
    pub not_needed: String,
    pub moved: String,
    pub sooner: String,
    pub rather_not: String,
    pub leave_out: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingHelp {
    pub title: String,
    pub lines: Vec<String>,
    pub yours: String,
    pub add: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beyond {
    pub gently: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SameAgain {
    pub heading: String,
    pub agreements: String,
    pub lengths: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prepare {
    pub heading: Phrase,
    pub looks_away: Phrase,
    pub accept: String,
    pub or: String,
    pub as_a_friend: String,
    pub nothing_to_write: String,
    pub done: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendsOffer {
    pub thanks: String,
    pub thanks_too: String,
    pub either: String,
    pub other: Phrase,
    pub first: String,
    pub short: String,
    pub yes: String,
}
