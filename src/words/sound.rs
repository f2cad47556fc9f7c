//! The words about sound.

#![allow(missing_docs, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sound {
    pub key: String,
    pub help: String,
    pub on: String,
    pub off: String,
}
