//! Outlines that have been kept for as long as was chosen are removed. Hearts and practices stay until somebody deletes them.

use std::fs;
use std::path::Path;

use jiff::civil::DateTime;

use super::list::list;
use super::name::Form;
use crate::store::keep_choice::{KeepChoice, Stays};

/// Removes what has been there for longer than was chosen, and says how many files that were. What can't be removed now is
/// tried again the next time.
pub(crate) fn expire(folder: &Path, choice: KeepChoice, now: DateTime) -> usize {
    if choice.days == 0 || choice.talks == Stays::Hearts {
        return 0;
    }
    let is_old = |began: DateTime| {
        let days = began.date().until(now.date()).map_or(0, |span| span.get_days());
        i64::from(days) > i64::from(choice.days)
    };
    let sessions = list(folder).unwrap_or_default();
    let old = sessions.iter().filter(|session| is_old(session.began)).flat_map(|session| &session.files);
    old.filter(|file| file.form != Form::Hearts && fs::remove_file(&file.path).is_ok()).count()
}
