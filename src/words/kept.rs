//! The words of what is kept of sessions: sealing it, listing it, throwing it away. What each is for stands in `words/en.toml`.

#![allow(missing_docs, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::{Phrase, Plural};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealWords {
    pub ask: String,
    pub ask_first: String,
    pub ask_second: String,
    pub again: String,
    pub wrong: String,
    pub wrong_two: String,
    pub no_way: String,
    pub both_same: String,
    pub differ: String,
    pub too_short: Phrase,
    pub before: String,
    pub before_two: String,
    pub forgotten: String,
    pub done: String,
    pub done_two: String,
    pub is_sealed: String,
    pub is_sealed_two: String,
    pub is_open: String,
    pub earlier: String,
    pub off: String,
    pub sealed_file: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptWords {
    pub cut_off: Phrase,
    pub cut_off_lost: Phrase,
    pub goes_on: Phrase,
    pub none: String,
    pub how_to: String,
    pub talk: String,
    pub practice: String,
    pub outline: String,
    pub hearts: String,
    pub unfinished: String,
    pub sealed: String,
    pub hearts_are_there: Phrase,
    pub talk_of: Phrase,
    pub before: String,
    pub easy_round: String,
    pub turn: String,
    pub answer: String,
    pub breath: String,
    pub pause: String,
    pub long_break: String,
    pub way_back: String,
    pub amends: String,
    pub step: String,
    pub close: String,
    pub breathed: String,
    pub looked: String,
    pub moved: String,
    pub one_step: Phrase,
    pub step_aloud: String,
    pub ended_early: String,
    pub whole: Phrase,
    pub whole_so_far: Phrase,
    pub unchecked: Phrase,
    pub stays_outline: String,
    pub stays_outline_days: Phrase,
    pub stays_hearts: String,
    pub stays_nothing: String,
    pub hearts_could_tell: String,
    pub do_you_want: Phrase,
    pub not_both: String,
    pub forget_all: String,
    pub forget_these: String,
    pub nothing_forgotten: String,
    pub forgotten_all: String,
    pub expired: Plural,
    pub forgotten: Plural,
}
