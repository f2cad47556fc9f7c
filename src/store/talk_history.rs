//! When two people alone may not be enough: talks that keep breaking off, pauses that keep failing to settle, lapses
//! that pile up. It is said once, gently, and it is no diagnosis: only counts of the last talks, none of them anybody's.

use serde::{Deserialize, Serialize};

use crate::talk::TalkOutcome;

/// The version of the file that this program writes.
pub const VERSION: u32 = 1;
/// So many talks are looked at.
const LAST: usize = 5;
/// So many of them that broke off, or whose pauses did not settle, are many.
const MANY_TALKS: usize = 3;
/// So many lapses in [`LAPSE_DAYS`] are many.
const MANY_LAPSES: usize = 5;
/// For so many days a lapse counts.
pub const LAPSE_DAYS: i64 = 30;

/// How the last talks went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TalkHistory {
    version: u32,
    /// Whether it has been said.
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

impl Default for TalkHistory {
    fn default() -> Self {
        Self { version: VERSION, said: false, last: Vec::new() }
    }
}

impl TalkHistory {
    /// Whether to say, now, that somebody else can help.
    pub fn suggest_help(&self, lapses: usize) -> bool {
        let many = |test: fn(&PastTalk) -> bool| self.last.iter().filter(|went| test(went)).count() >= MANY_TALKS;
        let hard = many(|went| went.broke_off) || many(|went| went.long_pauses > 0) || lapses >= MANY_LAPSES;
        hard && !self.said
    }

    /// It has been said, and will not be said again.
    pub fn has_been_said(&mut self) {
        self.said = true;
    }

    /// Adds a talk, and forgets those of long ago.
    pub fn add(&mut self, outcome: TalkOutcome) {
        self.last.push(PastTalk { broke_off: outcome.broke_off, long_pauses: outcome.long_pauses });
        let long_ago = self.last.len().saturating_sub(LAST);
        self.last.drain(..long_ago);
    }

    /// Whether a file of this version can be read.
    pub fn is_known(&self) -> bool {
        self.version <= VERSION
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
