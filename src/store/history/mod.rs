//! What is left of each session in `history.jsonl`: a line of figures for each practice, quiet reading, resonance test and
//! talk. docs/history.md defines every key.
//!
//! | file | holds |
//! |---|---|
//! | `past` | the figures of one session |
//! | `possible` | which figures a session can have |
//! | `read` | every line that this version understands, and which lines it left out |
//! | `write` | one more line, in one write |
//! | `forget` | the file without some of its sessions |
//!
//! A session only ever adds a line, so a line that can't be read is not lost. Only `breathmark forget` takes lines out.

mod forget;
pub mod past;
mod possible;
pub mod read;
pub mod write;

pub use self::past::{PastPractice, PastReading, PastResonance, PastSession, PastTalk, PracticeBreath, ResonanceStep};
pub use self::read::History;

use super::error::{StoreError, StoredFile};
use super::paths::Home;

/// The version of a line that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// What the file is to its owner.
const FILE: StoredFile = StoredFile { called: "", or_else: "move the file away, and a new one begins" };

/// Reads the history; without a file it is empty.
pub(crate) fn load(home: &Home) -> Result<History, StoreError> {
    read::load(&home.history())
}

/// Whether a talk that began at this second is in it.
pub(crate) fn has_talk(home: &Home, began: &jiff::Zoned) -> Result<bool, StoreError> {
    let second = began.timestamp().as_second();
    let sessions = load(home)?.sessions;
    let is_it =
        |it: &PastSession| matches!(it, PastSession::Talk(talk) if talk.began.timestamp().as_second() == second);
    Ok(sessions.iter().any(is_it))
}

/// Takes out every session that is chosen, and says how many those were.
pub(crate) fn forget(home: &Home, is_chosen: impl FnMut(&PastSession) -> bool) -> Result<usize, StoreError> {
    forget::forget(&home.history(), is_chosen)
}

/// Adds a session that is over. A session that keeps nothing must not come here.
pub(crate) fn append(home: &Home, session: &PastSession) -> Result<(), StoreError> {
    write::append(&home.history(), session)
}
