//! From the bytes of a file to intervals on a timeline.
//!
//! ```text
//! bytes -> container  gzip, zip, UTF-16, a binary format: recognised by content, unpacked within limits
//!       -> kind       a breathmark journal, JSON, a format with a name, or a table
//!       -> table      rows of cells: separator, header, columns, people
//!       -> series     the intervals of one person, with the clocks beside them
//!       -> settle     unit, clock and intervals checked against each other; the timeline with its breaks
//! ```
//!
//! What was assumed on the way is collected as [`note::Note`]s.

use choice::Choice;
use error::ReadError;

use super::recording::Recording;

pub mod choice;
mod container;
pub(crate) mod error;
mod journal;
mod kind;
pub(crate) mod moment;
pub(crate) mod note;
pub(crate) mod number;
pub(crate) mod series;
mod settle;
mod spoilt;
pub(crate) mod table;

pub use container::Limits;
pub(crate) use container::{FIRST_LOOK, refusal};
pub(crate) use journal::JournalReader;

/// Reads a file: one recording for each person in it.
pub fn recordings(bytes: &[u8]) -> Result<Vec<Recording>, ReadError> {
    recordings_as(bytes, &Choice::default(), Limits::default())
}

/// Reads a file, with what the command line says about it.
pub fn recordings_as(bytes: &[u8], choice: &Choice, limits: Limits) -> Result<Vec<Recording>, ReadError> {
    let unpacked = container::unpack(bytes, limits)?;
    let mut all = Vec::new();
    for mut series in kind::read(&unpacked.bytes, choice)? {
        if series.is_of(choice.person.as_deref()) {
            series.notes.splice(0..0, unpacked.notes.iter().cloned());
            all.push(settle::recording(series, choice)?);
        }
    }
    if all.is_empty() {
        let whom = table::printable(choice.person.as_deref().unwrap_or_default(), 30);
        return Err(ReadError::whole(format!(
            "nobody is called `{whom}` in this file. Leave --person out to see who is"
        )));
    }
    Ok(all)
}
