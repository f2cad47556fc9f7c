//! The words around the terminal itself: which keys do something here, and whether the display stays on.

#![allow(missing_docs, reason = "words/en.toml says what each is")]

use serde::Deserialize;

use super::text::Phrase;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Here {
    pub line: Phrase,
    pub key: Phrase,
    pub either: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Awake {
    pub name: String,
    pub stays_on: String,
    pub may_go_dark: String,
    pub set_longer: String,
    pub set_longer_on_windows: String,
    pub set_longer_on_macos: String,
}
