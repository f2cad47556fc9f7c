//! Opens a file that a report is about, and recognises what it is by its beginning.

use std::io::{BufRead, Read as _};
use std::path::Path;

use super::journal::{self, Passed};
use super::talk::TalkReport;
use super::{Kept, Whose};
use crate::event::seat::Pair;
use crate::store::error::ReadFault;
use crate::store::journal::open::open;
use crate::store::journal::read::{JournalError, Lines};
use crate::store::kept_talk::{KeptTalk, VERSION};
use crate::store::read::LARGEST;
use crate::words::printable::shown;

/// The key that only the outline of a talk begins with.
const OUTLINE_KEY: &[u8] = b"\"breathmark_talk\"";

/// Why there is no report about a file. Each is a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReportError {
    /// The file can't be opened.
    #[error("{0}. Check the name, or choose another session")]
    NotOpened(ReadFault),
    /// It is no outline of this version.
    #[error("this outline of a talk is damaged ({0}). Choose another session")]
    DamagedOutline(String),
    /// A later version wrote it.
    #[error("a newer breathmark wrote this outline (format {0}; I read up to {VERSION}). Update breathmark to see it")]
    NewerOutline(u64),
    /// The journal can't be read.
    #[error("{0}")]
    Journal(#[from] JournalError),
    /// There is nothing in it.
    #[error("nothing was recorded in this journal, so there is nothing to show. Choose another session")]
    Nothing,
    /// Nobody has that name.
    #[error("nobody is called `{asked}` there. Write --person left or --person right")]
    Nobody {
        /// The name that was asked for.
        asked: String,
    },
    /// Whose hearts are asked for, where none were kept.
    #[error("the hearts of this talk were not kept, so there is no page of one person. Leave out --person and --both")]
    NoHearts,
}

/// Reads one file.
pub(super) fn read(path: &Path, whose: &Whose) -> Result<Kept, ReportError> {
    let mut source = open(path).map_err(ReportError::NotOpened)?;
    let begins = source.fill_buf().map_err(|error| ReportError::NotOpened(ReadFault::System(error)))?;
    if is_outline(begins) {
        let mut bytes = Vec::new();
        let read = source.take(LARGEST).read_to_end(&mut bytes);
        read.map_err(|error| ReportError::NotOpened(ReadFault::System(error)))?;
        if *whose != Whose::Nobody {
            return Err(ReportError::NoHearts);
        }
        return Ok(Kept::Talk(Box::new(TalkReport::of_kept(outline(&bytes)?))));
    }
    let (header, lines) = Lines::open(source)?;
    let names = Pair::from_fn(|seat| header.people[seat].name.clone());
    let asked = || if let Whose::One(name) = whose { shown(name, 40) } else { String::new() };
    let seats = whose.seats(&names).ok_or_else(|| ReportError::Nobody { asked: asked() })?;
    let Passed { kept, inputs } = journal::pass(&header, lines, &seats)?;
    if inputs == 0 { Err(ReportError::Nothing) } else { Ok(kept) }
}

/// Whether a file that begins like this is the outline of a talk. A name in a journal can't look like that: its quotes are
/// escaped.
fn is_outline(begins: &[u8]) -> bool {
    begins.windows(OUTLINE_KEY.len()).enumerate().any(|(at, part)| {
        let mut after = begins[at + part.len()..].iter().filter(|byte| !byte.is_ascii_whitespace());
        part == OUTLINE_KEY && after.next() == Some(&b':')
    })
}

fn outline(bytes: &[u8]) -> Result<KeptTalk, ReportError> {
    let damaged = |error: serde_json::Error| ReportError::DamagedOutline(shown(&error.to_string(), 200));
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(damaged)?;
    let version = value.get("breathmark_talk").and_then(serde_json::Value::as_u64).unwrap_or_default();
    if version > u64::from(VERSION) {
        return Err(ReportError::NewerOutline(version));
    }
    serde_json::from_value(value).map_err(damaged)
}
