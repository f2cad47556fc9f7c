//! What is to stay of a talk, chosen at the first start or by `breathmark keep`, in `keep.toml` beside the settings.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::document::{self, Document};
use super::error::{StoreError, StoredFile};

/// What stays of a talk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stays {
    /// How it went, part by part, for both together. The hearts don't.
    #[default]
    Outline,
    /// Both hearts as well, beat by beat.
    Hearts,
    /// Nothing.
    Nothing,
}

/// How long how it went stays where nobody has said so, in days. Assumption: a month is long enough to look back together.
const USUAL_DAYS: u32 = 30;

/// The most days that can be said: a hundred years.
pub(crate) const MOST_DAYS: u32 = 36_500;

/// What two people chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepChoice {
    /// What stays of a talk.
    #[serde(default)]
    pub talks: Stays,
    /// For how many days the outline of a talk stays; 0 for as long as nobody deletes it.
    #[serde(default = "usual_days")]
    pub days: u32,
}

fn usual_days() -> u32 {
    USUAL_DAYS
}

impl Default for KeepChoice {
    fn default() -> Self {
        Self { talks: Stays::default(), days: USUAL_DAYS }
    }
}

impl Document for KeepChoice {
    const FILE: StoredFile =
        StoredFile { called: "", or_else: "remove the file to choose again with `breathmark keep`" };
    const HEAD: &'static str = "# What stays of your talks. `breathmark keep` changes it.\n";

    fn tidy(&mut self) {
        self.days = self.days.min(MOST_DAYS);
    }
}

/// Reads the choice; nothing where nobody has chosen.
pub fn load(path: &Path) -> Result<Option<KeepChoice>, StoreError> {
    document::load_if_there(path)
}

/// Writes the choice, whole or not at all.
pub(crate) fn save(path: &Path, choice: KeepChoice) -> Result<(), StoreError> {
    document::save(path, &choice)
}
