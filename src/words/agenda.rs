//! The words of what comes after a talk: `breathmark today`, reminders and the calendar.

#![allow(missing_docs, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::{Phrase, Plural};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Today {
    pub waiting: String,
    pub coming: String,
    pub nothing: String,
    pub how_to_answer: Phrase,
    pub ask: String,
    pub ask_again: String,
    pub helped: String,
    pub partly: String,
    pub not_yet: String,
    pub fresh: String,
    pub fresh_ask: String,
    pub fresh_how: String,
    pub added: Phrase,
    pub there_already: Phrase,
    pub removed: Phrase,
    pub exported: Phrase,
    pub set_aside: Phrase,
    pub unread: String,
    pub reminder: Phrase,
    pub reminders: Plural,
    pub next: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Things {
    pub after_talk: String,
    pub go_on: String,
    pub step: Phrase,
    pub unnamed_step: Phrase,
    pub both: String,
    pub check_in: String,
    pub thanks: String,
    pub evening: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    pub since: Phrase,
    pub yesterday: Phrase,
    pub today: Phrase,
    pub tomorrow: Phrase,
    pub day: Phrase,
    pub every_day: String,
    pub every_other_day: String,
    pub every_week: String,
    pub until: Phrase,
    pub takes: Phrase,
    pub monday: String,
    pub tuesday: String,
    pub wednesday: String,
    pub thursday: String,
    pub friday: String,
    pub saturday: String,
    pub sunday: String,
}
