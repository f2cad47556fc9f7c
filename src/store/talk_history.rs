//! How the last talks went, kept in `talks.toml`: when two people alone may not be enough.
//!
//! Talks may keep breaking off, pauses may keep failing to settle, lapses may pile up. The program then says once that
//! somebody else can help. That is no diagnosis: the file holds counts of whole talks, and none is of one person.

use std::path::Path;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::agenda;
use super::document::{self, Document};
use super::error::{StoreError, StoredFile};
use super::paths::Home;
use crate::talk::{Stage, Talk, TalkOutcome};

/// The version of the file that this program writes.
pub(crate) const VERSION: u32 = 1;
/// How many of the last talks are kept.
const LAST_TALKS: usize = 5;
/// How many of [`LAST_TALKS`] must have broken off, or had a pause that did not settle, for the suggestion.
const MANY_TALKS: usize = 3;
/// How many lapses within [`LAPSE_DAYS`] lead to the suggestion.
const MANY_LAPSES: usize = 5;
/// How many days a lapse counts.
const LAPSE_DAYS: i64 = 30;

/// How the last talks went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TalkHistory {
    version: u32,
    /// Whether help has been suggested.
    #[serde(default)]
    said: bool,
    #[serde(default, rename = "talk", skip_serializing_if = "Vec::is_empty")]
    last: Vec<PastTalk>,
}

/// How one talk went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PastTalk {
    broke_off: bool,
    long_pauses: u32,
}

impl Document for TalkHistory {
    const FILE: StoredFile =
        StoredFile { called: "", or_else: "delete the file, and breathmark counts your talks anew" };
    const HEAD: &'static str =
        "# How your last talks went, for both together. breathmark keeps this file; delete it as you like.\n\n";
    const VERSION: u32 = VERSION;
}

/// Reads the history; without a file no talk is counted yet.
pub fn load(path: &Path) -> Result<TalkHistory, StoreError> {
    document::load(path)
}

/// Whether the close of a talk at `now` suggests help. A file that can't be read suggests nothing: trouble with it keeps
/// nobody from talking.
pub(crate) fn suggests_help(home: &Home, now: DateTime) -> bool {
    let lapses = || agenda::load(&home.agenda()).map_or(0, |agenda| agenda.lapses(now, LAPSE_DAYS));
    load(&home.talks()).is_ok_and(|talks| talks.suggest_help(lapses()))
}

/// Whether a talk has been counted. A file that can't be read was written after a talk.
pub(crate) fn has_talks(home: &Home) -> bool {
    load(&home.talks()).map_or(true, |talks| !talks.last.is_empty())
}

/// Counts a talk that is over; `suggested` says whether its close was to suggest help.
pub(crate) fn count(home: &Home, talk: &Talk, suggested: bool) -> Result<(), StoreError> {
    let path = home.talks();
    let mut talks = load(&path)?;
    if suggested && matches!(talk.stage(), Stage::Over | Stage::Closing { .. }) {
        talks.has_been_said();
    }
    talks.add(talk.outcome());
    document::save(&path, &talks)
}

impl Default for TalkHistory {
    fn default() -> Self {
        Self { version: VERSION, said: false, last: Vec::new() }
    }
}

impl TalkHistory {
    /// Whether to say now that somebody else can help.
    fn suggest_help(&self, lapses: usize) -> bool {
        let many = |test: fn(&PastTalk) -> bool| self.last.iter().filter(|talk| test(talk)).count() >= MANY_TALKS;
        let hard = many(|talk| talk.broke_off) || many(|talk| talk.long_pauses > 0) || lapses >= MANY_LAPSES;
        hard && !self.said
    }

    /// Help has been suggested, and will not be suggested again.
    fn has_been_said(&mut self) {
        self.said = true;
    }

    /// Adds a talk, and drops those before the last [`LAST_TALKS`].
    fn add(&mut self, outcome: TalkOutcome) {
        self.last.push(PastTalk { broke_off: outcome.broke_off, long_pauses: outcome.long_pauses });
        let too_many = self.last.len().saturating_sub(LAST_TALKS);
        self.last.drain(..too_many);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(talks: &[(bool, u32)]) -> TalkHistory {
        let mut all = TalkHistory::default();
        for (broke_off, long_pauses) in talks {
            all.add(TalkOutcome { broke_off: *broke_off, long_pauses: *long_pauses });
        }
        all
    }

    const GOOD: (bool, u32) = (false, 0);

    #[test]
    fn talks_that_keep_breaking_off_or_not_settling_are_noticed() {
        assert!(!after(&[(true, 0), GOOD, (true, 0)]).suggest_help(0));
        assert!(after(&[(true, 0), GOOD, (true, 0), (true, 0)]).suggest_help(0));
        assert!(after(&[(false, 1), (false, 2), GOOD, (false, 1)]).suggest_help(0));
        assert!(after(&[]).suggest_help(MANY_LAPSES) && !after(&[]).suggest_help(MANY_LAPSES - 1));
    }

    #[test]
    fn what_went_well_since_is_what_counts() {
        assert!(!after(&[(true, 1), (true, 1), (true, 1), GOOD, GOOD, GOOD]).suggest_help(0));
    }

    #[test]
    fn it_is_said_once() {
        let mut talks = after(&[(true, 0), (true, 0), (true, 0)]);
        talks.has_been_said();
        talks.add(TalkOutcome { broke_off: true, long_pauses: 3 });
        assert!(!talks.suggest_help(99));
    }
}
