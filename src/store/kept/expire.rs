//! Outlines that have been kept for as long as was chosen are removed. Hearts and practices stay until somebody deletes them.
//!
//! A clock that is wrong by weeks must not delete what nobody wanted deleted. So nothing is removed in the first run after a long
//! time: only once something has been kept at the new time, too.

use std::fs;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use super::list::KeptSession;
use super::name::Form;
use crate::store::keep_choice::{KeepChoice, Stays};

/// After so many days without use, the clock is not believed at once. Assumption: whoever talks every week is not kept waiting.
const LONG_UNUSED_DAYS: i32 = 7;

/// Removes what has been there for longer than was chosen, also from `sessions`, and says how many files that were. What can't be
/// removed now is tried again the next time.
pub(crate) fn expire(sessions: &mut Vec<KeptSession>, choice: KeepChoice, now: &Zoned) -> usize {
    if choice.days == 0 || choice.talks == Stays::Hearts || is_long_unused(sessions, now) {
        return 0;
    }
    let mut removed = 0;
    for session in sessions.iter_mut() {
        if i64::from(days(session.began.date(), now.date())) <= i64::from(choice.days) {
            continue;
        }
        session.files.retain(|file| {
            let goes = file.form != Form::Hearts && fs::remove_file(&file.path).is_ok();
            removed += usize::from(goes);
            !goes
        });
    }
    sessions.retain(|session| !session.files.is_empty());
    removed
}

/// Whether the last file was written long before now.
fn is_long_unused(sessions: &[KeptSession], now: &Zoned) -> bool {
    let written = sessions.iter().flat_map(|session| &session.files).filter_map(|file| file.written).max();
    let day = |at: Timestamp| at.to_zoned(now.time_zone().clone()).date();
    let written = written.and_then(|at| Timestamp::try_from(at).ok());
    written.is_some_and(|at| days(day(at), now.date()) > LONG_UNUSED_DAYS)
}

/// Whole days from one to the other.
fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
