//! The words of what is kept of sessions: sealing it, listing it, throwing it away. What each is for stands in `words/en.toml`.

#![allow(missing_docs, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::Phrase;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealWords {
    pub ask: String,
    pub ask_first: String,
    pub ask_second: String,
    pub again: String,
    pub wrong: String,
    pub wrong_two: String,
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
    pub off: String,
    pub sealed_file: Phrase,
}
