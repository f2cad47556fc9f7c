//! Outlines that have been kept for as long as was chosen are removed. Hearts and practices stay until somebody deletes them.
//!
//! A clock that is wrong by weeks must not delete what nobody wanted deleted. So nothing is removed in the first run after a long
//! time: only once something has been kept at the new time, too.

use std::fs;
use std::path::Path;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, Zoned};

use super::list::list;
use super::name::Form;
use crate::store::keep_choice::{KeepChoice, Stays};

/// After so many days without use, the clock is not believed at once. Assumption: whoever talks every week is not kept waiting.
const LONG_UNUSED_DAYS: i32 = 7;

/// Removes what has been there for longer than was chosen, and says how many files that were. What can't be removed now is
/// tried again the next time.
pub(crate) fn expire(folder: &Path, choice: KeepChoice, now: &Zoned) -> usize {
    if choice.days == 0 || choice.talks == Stays::Hearts || is_long_unused(folder, now) {
        return 0;
    }
    let is_old = |began: DateTime| i64::from(days(began.date(), now.date())) > i64::from(choice.days);
    let sessions = list(folder).unwrap_or_default();
    let old = sessions.iter().filter(|session| is_old(session.began)).flat_map(|session| &session.files);
    old.filter(|file| file.form != Form::Hearts && fs::remove_file(&file.path).is_ok()).count()
}

/// Whether the last file in this folder was written long before now.
fn is_long_unused(folder: &Path, now: &Zoned) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let written = entries.filter_map(|entry| Timestamp::try_from(entry.metadata().ok()?.modified().ok()?).ok()).max();
    let day = |at: Timestamp| at.to_zoned(now.time_zone().clone()).date();
    written.is_some_and(|at| days(day(at), now.date()) > LONG_UNUSED_DAYS)
}

/// Whole days from one to the other.
fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
