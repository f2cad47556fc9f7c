//! The words of the pages that both look at while no session runs: the first start, the front page, an agreed return, and
//! looking back.

#![allow(missing_docs, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::{Phrase, Plural};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Introduction {
    pub welcome: String,
    pub step: Phrase,
    pub page: Phrase,
    pub what: Vec<String>,
    pub left: String,
    pub right: String,
    pub not_a_name: String,
    pub skip: String,
    pub happens: String,
    pub first: String,
    pub turns: Phrase,
    pub pause: String,
    pub keys: Vec<String>,
    pub straps: String,
    pub sound: String,
    pub stays: String,
    pub stays_lines: Vec<String>,
    pub stays_outline: String,
    pub stays_nothing: String,
    pub stays_month: String,
    pub stays_none: String,
    pub stays_later: String,
    pub sound_lines: Vec<String>,
    pub sound_hear: String,
    pub sound_silent: String,
    pub sound_on: String,
    pub sound_none: String,
    pub sound_off: String,
    pub sound_later: String,
    pub breaths: String,
    pub breaths_end: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Front {
    pub morning: String,
    pub afternoon: String,
    pub evening: String,
    pub night: String,
    pub to_both: Phrase,
    pub to_one: Phrase,
    pub to_nobody: Phrase,
    pub return_at: Phrase,
    pub return_on: Phrase,
    pub waiting: Plural,
    pub go_on: String,
    pub answer: String,
    pub new_talk: String,
    pub practice: String,
    pub planned: String,
    pub count: Phrase,
    pub straps: String,
    pub without_straps: String,
    pub what_is_this: String,
    pub about: String,
    pub no_window: String,
    pub back: String,
    pub closes: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookBack {
    pub heading: String,
    pub questions: Vec<String>,
    pub how: String,
    pub over: String,
    pub begin: String,
    pub kept: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    pub ask_done: String,
    pub ask_mood: String,
    pub ask_return: String,
    pub ask_when: String,
    pub again: String,
    pub again_when: String,
    pub how_done: Phrase,
    pub how_mood: Phrase,
    pub how_return: Phrase,
    pub better: String,
    pub same: String,
    pub worse: String,
    pub worse_help: String,
    pub put_off: Phrase,
    pub let_go: String,
    pub moved: Phrase,
    pub look_back: String,
    pub every_four_months: String,
}
