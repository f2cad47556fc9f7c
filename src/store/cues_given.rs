//! The cues of the last days, kept in `cues.toml`: a restart gives no more of them than the day allows.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::document::{self, Document};
use super::error::{StoreError, StoredFile};
use super::lock;

/// The version of the file that this program writes.
const VERSION: u32 = 1;
/// How long another run may hold the folder. Assumption: it writes a few lines, in milliseconds.
const HELD_WITHIN: Duration = Duration::from_millis(500);

/// When the last cues came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CuesGiven {
    version: u32,
    #[serde(default)]
    given: Vec<Timestamp>,
}

impl Default for CuesGiven {
    fn default() -> Self {
        Self { version: VERSION, given: Vec::new() }
    }
}

impl Document for CuesGiven {
    const FILE: StoredFile =
        StoredFile { called: "", or_else: "delete the file, and the cues of today are counted anew" };
    const HEAD: &'static str = "# When `breathmark cue` gave its last cues. Delete it as you like.\n\n";
    const VERSION: u32 = VERSION;
}

/// Reads the file; without one no cue has come.
pub fn load(path: &Path) -> Result<Vec<Timestamp>, StoreError> {
    document::load(path).map(|CuesGiven { given, .. }| given)
}

/// Reads the file, and writes what `decide` makes of it, if anything. Meanwhile no other run does the same: two that read one
/// file at the same time would each give the last cue of the day.
pub(crate) fn update(
    path: &Path,
    decide: impl FnOnce(Vec<Timestamp>) -> Option<Vec<Timestamp>>,
) -> Result<(), StoreError> {
    // Without the lock a cue of another run may be missed; without a decision there would be no cue.
    let _held = path.parent().and_then(|folder| lock::hold(folder, HELD_WITHIN));
    let given = load(path)?;
    decide(given).map_or(Ok(()), |given| save(path, &given))
}

/// Writes the file, whole or not at all.
fn save(path: &Path, given: &[Timestamp]) -> Result<(), StoreError> {
    document::save(path, &CuesGiven { given: given.to_owned(), ..CuesGiven::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cues_of_the_day_survive_a_restart_and_a_damaged_file_is_named_with_its_line() {
        let folder = std::env::temp_dir().join(format!("breathmark-cues-given-{}", std::process::id()));
        let path = folder.join("cues.toml");
        assert_eq!(load(&path).unwrap(), []);
        let given: Vec<Timestamp> =
            ["2026-11-29T09:30:00Z", "2026-11-29T14:05:01Z"].map(|at| at.parse().unwrap()).into();
        save(&path, &given).unwrap();
        assert_eq!(load(&path).unwrap(), given);
        std::fs::write(&path, "version = 1\ngiven = [\"noon\"]\n").unwrap();
        let refused = load(&path).unwrap_err().to_string();
        assert!(refused.contains("cues.toml, line 2: ") && refused.ends_with("counted anew."), "{refused}");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn runs_that_share_the_file_lose_no_cue_of_each_other() {
        let folder = std::env::temp_dir().join(format!("breathmark-cues-shared-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = &folder.join("cues.toml");
        let add = |second| {
            let more = |mut given: Vec<Timestamp>| {
                given.push(Timestamp::from_second(second).unwrap());
                Some(given)
            };
            update(path, more).unwrap();
        };
        std::thread::scope(|scope| (0..8).for_each(|second| drop(scope.spawn(move || add(second)))));
        let mut given = load(path).unwrap();
        given.sort_unstable();
        assert_eq!(given.iter().map(|at| at.as_second()).collect::<Vec<_>>(), (0..8).collect::<Vec<_>>());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
