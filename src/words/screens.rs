//! The words of the screens and of the last lines on the terminal, section by section as `words/en.toml` has them.
//!
//! To add a sentence: a field here, a line in `words/en.toml`, a line in every other language. A missing one is found
//! by the first test that reads the file. What a sentence is for stands in `en.toml`.

#![allow(missing_docs, clippy::struct_field_names, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::{Phrase, Plural};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seats {
    pub left: String,
    pub right: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screen {
    pub program: String,
    pub program_and_topic: Phrase,
    pub too_small: String,
    pub disk_full: String,
    /// The journal's file was removed or shortened from outside.
    pub file_gone: String,
    pub demo_talk: String,
    pub demo_practice: String,
    pub replay: Phrase,
    pub ephemeral: String,
    pub own_rules: String,
    pub no_more_calls: String,
    pub words_left_out: String,
    pub one_line: String,
    pub last_turn: String,
    pub last_minute: String,
    pub minutes_left: Phrase,
    pub seconds: Phrase,
    pub minutes: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Footer {
    pub pause: String,
    pub back_to_pause: String,
    pub begin: String,
    pub begin_without_waiting: String,
    pub go_on: String,
    pub hand_over: String,
    pub half_minute: String,
    pub we_are_done: String,
    pub not_tonight: String,
    pub next_prompt: String,
    pub more_time: String,
    pub put_off: String,
    pub prepare: String,
    pub feelings: String,
    pub senses: String,
    pub body: String,
    pub breath: String,
    pub longer_break: String,
    pub another_time: String,
    pub another_day: String,
    pub part_back: String,
    pub no_step: String,
    pub go_on_talking: String,
    pub help: String,
    pub back: String,
    pub stop: String,
    pub leave: String,
    pub end: String,
    pub breathe: String,
    pub need: String,
    pub question: String,
    pub breathe_together: String,
    pub back_to_break: String,
    pub write: String,
    pub other_begins: String,
    pub smaller_goal: String,
    pub whole_goal: String,
    pub who: String,
    pub by_when: String,
    pub repair: String,
    pub finding_help: String,
    pub vanish: String,
    pub again: String,
    pub next_part: String,
    pub done: String,
    pub ctrl_p: String,
    pub ctrl_x: String,
    pub moved: String,
    pub space: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    pub title: String,
    pub pause: String,
    pub ready: String,
    pub not_yet: String,
    pub next: String,
    pub half_minute: String,
    pub we_are_done: String,
    pub breathe: String,
    pub longer_break: String,
    pub finding_help: String,
    pub vanish: String,
    pub stop: String,
    pub help: String,
    pub moved: String,
    pub need: String,
    pub question: String,
    pub more_time: String,
    pub put_off: String,
    pub prepare: String,
    pub feelings: String,
    pub ground: String,
    pub write: String,
    pub strength: String,
    pub numbers: String,
    pub end_practice: String,
    pub end_replay: String,
    pub shapes: String,
    pub rmssd: String,
    pub device: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Straps {
    pub with_straps: String,
    pub without_straps: String,
    pub bluetooth_off: String,
    pub none: String,
    pub one: Phrase,
    pub two: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strap {
    pub absent: String,
    pub absent_pauses: Vec<String>,
    pub searching: Vec<String>,
    pub connecting: String,
    pub quiet: Vec<String>,
    pub settling: String,
    pub good: String,
    pub rate_only: String,
    pub no_contact: Vec<String>,
    pub contact_doubted: Vec<String>,
    pub beats_twice: Vec<String>,
    pub beats_left_out: Vec<String>,
    pub beats_follow_rate: Vec<String>,
    pub beats_smoothed: Vec<String>,
    pub rate_stands_still: Vec<String>,
    pub in_milliseconds: Vec<String>,
    pub in_bursts: Vec<String>,
    pub silent: Vec<Phrase>,
    pub lost: Vec<Phrase>,
    pub not_a_heart_strap: Vec<String>,
    pub no_adapter: String,
    pub no_bluetooth: Vec<String>,
    pub battery: Phrase,
    pub rate: Vec<Phrase>,
    pub rmssd: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settling {
    pub task: String,
    pub why: String,
    pub tells: Phrase,
    pub question: String,
    pub learns: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    pub speaks: Phrase,
    pub task: Phrase,
    pub numbers: String,
    pub to_speaker: Phrase,
    pub finish: Phrase,
    pub over: Phrase,
    pub learning: Vec<Phrase>,
    pub half_minute: Phrase,
    pub end: String,
    pub say_yes: String,
    pub say_no: String,
    pub said_yes: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breath {
    pub heading: String,
    pub alone: String,
    pub any_key: String,
    pub breathe_in: String,
    pub top_up: String,
    pub breathe_out: String,
    pub then_tells: Phrase,
    pub then_speaks: Phrase,
    pub then_on: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    pub heading: String,
    pub say_ready: String,
    pub said_ready: String,
    pub not_yet: String,
    pub softer: String,
    pub both_help: String,
    pub at_least: String,
    pub when_ready: String,
    pub as_you_like: String,
    pub slowing: String,
    pub watching: String,
    pub longer_break: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    pub ask: Phrase,
    pub ask_or_not: Phrase,
    pub said: Phrase,
    pub ready_or_not: Phrase,
    pub is_ready: Phrase,
    pub is_not_ready: Phrase,
    pub minutes: Plural,
    pub half_minute: String,
    pub left_out: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Later {
    pub heading: String,
    pub until: String,
    pub tomorrow: String,
    pub in_hours: Plural,
    pub in_minutes: Plural,
    pub say_agree: String,
    pub agreed: String,
    pub not_yet: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    pub thanks: String,
    pub not_begun: String,
    pub talked: Phrase,
    pub less_than_a_minute: String,
    pub minutes: Plural,
    pub pauses: Plural,
    pub we_go_on: Phrase,
    pub tomorrow: Phrase,
    pub rest: String,
    pub broken_off: String,
    pub nothing_lost: String,
    pub understood: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    pub heading: String,
    pub title: String,
    pub pacer: Phrase,
    pub beats: String,
    pub rate_only: String,
    pub clear: String,
    pub unclear: String,
    pub rate_alone: String,
    pub settling: String,
    pub no_strap: String,
    pub not_heard: String,
    pub worn: String,
    pub still_on: String,
    pub another_strap: String,
    pub bluetooth_off: String,
    pub without_strap: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Farewell {
    pub lasted: Phrase,
    pub a_moment: String,
    pub kept: Phrase,
    pub exchanged: String,
}
