//! The words of the demo: what it says of itself while it plays.

#![allow(missing_docs, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::Phrase;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    pub topic_typed: String,
    pub check: String,
    pub pressed: Phrase,
    pub fast: Phrase,
    pub begin: String,
    pub agree: String,
    pub topic: String,
    pub straps: String,
    pub quiet: String,
    pub easy_round: String,
    pub easy_too: String,
    pub breath: String,
    pub turn: String,
    pub hand_over: String,
    pub answer: String,
    pub answer_on: String,
    pub other_turn: String,
    pub rises: String,
    pub risen: String,
    pub sound: String,
    pub least: String,
    pub breathe: String,
    pub both_ready: String,
    pub unpaced: String,
    pub way_back: String,
    pub numbers: String,
    pub call_pause: String,
    pub called: String,
    pub ground: String,
    pub end: String,
    pub amends: String,
    pub three_parts: String,
    pub aloud: String,
    pub other_asked: String,
    pub one_step: String,
    pub summary: String,
    pub close: String,
    pub yours: String,
    pub ring: String,
    pub breathe_along: String,
    pub wave: String,
    pub wave_and_breath: String,
    pub sentence: String,
    pub tour_sound: String,
    pub tour_keys: String,
}
