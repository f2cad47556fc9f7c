//! The words of one person's practice: what its chart shows.

#![allow(missing_docs, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::Phrase;

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
