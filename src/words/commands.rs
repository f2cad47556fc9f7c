//! The words of `breathmark straps`, `breathmark doctor`, `--stats` and what they find wrong with a strap. What each is for stands in `words/en.toml`.

#![allow(missing_docs, reason = "words/en.toml says what each is; the names are its keys")]

use serde::Deserialize;

use super::text::Phrase;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stats {
    pub decision: String,
    pub frame: String,
    pub sound: String,
    pub came: Phrase,
    pub odd: Phrase,
    pub missing: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrapFaults {
    pub more_than_time: String,
    pub one_interval: String,
    pub made_from_rate: String,
    pub smoothed: String,
    pub milliseconds: String,
    pub rate_stands_still: String,
    pub bursts: String,
    pub padded: String,
    pub loses_every: Phrase,
    pub breaks_every: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChooseStraps {
    pub listening: Phrase,
    pub trying: Phrase,
    pub none_heard: Phrase,
    pub not_heard: Phrase,
    pub no_such: Phrase,
    pub same: Phrase,
    pub strong: String,
    pub fair: String,
    pub weak: String,
    pub connected: String,
    pub no_name: String,
    pub battery: Phrase,
    pub every_beat: String,
    pub only_a_rate: String,
    pub nothing: String,
    pub unreachable: String,
    pub no_heart_rate: String,
    pub hint_rate: String,
    pub hint_nothing: String,
    pub hint_held: String,
    pub hint_battery: String,
    pub left: String,
    pub right: String,
    pub named: Phrase,
    pub unnamed: Phrase,
    pub not_now: Phrase,
    pub which: Phrase,
    pub no_strap: String,
    pub a_number: String,
    pub taken: String,
    pub unchanged: String,
    pub forgotten: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckStraps {
    pub no_two: String,
    pub waiting: String,
    pub lift: Phrase,
    pub right: String,
    pub exchanged: String,
    pub both: String,
    pub neither: String,
    pub unheard: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Makes {
    pub rate_only: String,
    pub smoothed: String,
    pub depends: String,
    pub lies: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doctor {
    pub ok: String,
    pub hm: String,
    pub no: String,
    pub not_looked_at: String,
    pub not_everything: Phrase,
    pub name: DoctorNames,
    pub found: DoctorFound,
    pub wrong: DoctorWrong,
    pub todo: DoctorTodo,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoctorNames {
    pub bus: String,
    pub service: String,
    pub permission: String,
    pub adapter: String,
    pub rfkill: String,
    pub power: String,
    pub straps: String,
    pub strap: String,
    pub scan: String,
    pub connects: String,
    pub known_as: String,
    pub sends: String,
    pub regular: String,
    pub late: String,
    pub battery: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoctorFound {
    pub bus: String,
    pub service: Phrase,
    pub service_unknown: String,
    pub permission: String,
    pub adapter: String,
    pub rfkill: String,
    pub power: String,
    pub strap: Phrase,
    pub signal: Phrase,
    pub connected: String,
    pub every_beat: Phrase,
    pub regular: Phrase,
    pub in_bursts: Phrase,
    pub late: Phrase,
    pub battery: Phrase,
    pub no_battery: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoctorWrong {
    pub bus: String,
    pub service: String,
    pub no_answer: String,
    pub permission: String,
    pub adapter: String,
    pub blocked: String,
    pub off: String,
    pub other: Phrase,
    pub scan: String,
    pub none_in_range: String,
    pub not_heard: Phrase,
    pub not_connected: String,
    pub no_heart_rate: String,
    pub nothing: String,
    pub unreadable: Phrase,
    pub no_contact: String,
    pub only_a_rate: String,
    pub few: Phrase,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoctorTodo {
    pub wear: String,
    pub held: String,
    pub nearer: String,
    pub mind: Phrase,
    pub another: String,
    pub nothing: String,
    pub update: String,
    pub contact: String,
    pub rate: String,
    pub few: String,
    pub missing: String,
    pub late_bursts: String,
    pub steady_loss: String,
    pub busy: String,
    pub battery: String,
}
