//! The words of `breathmark history`. What each is for stands in `words/en.toml`.

#![allow(missing_docs, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::{Phrase, Plural};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    pub overview: Phrase,
    pub title: Phrase,
    pub practice: String,
    pub readings: String,
    pub resonance: String,
    pub talk: String,
    pub weeks: Plural,
    pub months: Vec<String>,
    pub day: Phrase,
    pub day_of_year: Phrase,
    pub month_of_year: Phrase,
    pub nothing: String,
    pub fills: String,
    pub no_practice: String,
    pub no_reading: String,
    pub no_resonance: String,
    pub no_talk: String,
    pub none_in_weeks: String,
    pub earlier: Phrase,
    pub ahead: Plural,
    pub practices_were: Plural,
    pub readings_were: Plural,
    pub tests_were: Plural,
    pub talks_were: Plural,
    pub for_minutes: Plural,
    pub with_pauses: Plural,
    pub moved: Phrase,
    pub rmssd: Phrase,
    pub peak: Phrase,
    pub peak_within: Phrase,
    pub no_peak: String,
    pub settled: Phrase,
    pub closer: Phrase,
    pub kept: Phrase,
    pub dot_practice: Vec<String>,
    pub dot_reading: Vec<String>,
    pub dot_step: Vec<String>,
    pub dot_talk: Vec<String>,
    pub felt: String,
    pub sdnn: String,
    pub middle: Phrase,
    pub newer: Plural,
    pub broken: Phrase,
    pub refined: String,
    pub unfinished: String,
    pub last_test: Phrase,
    pub column: Columns,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    pub week: String,
    pub month: String,
    pub date: String,
    pub practices: String,
    pub minutes: String,
    pub swing: String,
    pub rmssd: String,
    pub heart_rate: String,
    pub felt_before: String,
    pub felt_after: String,
    pub readings: String,
    pub sdnn_2: String,
    pub sdnn_5: String,
    pub breathing: String,
    pub talks: String,
    pub pauses: String,
    pub settled: String,
    pub peak: String,
    pub within: String,
    pub rate: String,
    pub fit: String,
    pub behind: String,
    pub felt: String,
}
