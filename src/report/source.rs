//! Reads what a report is about, and recognises what it is by its beginning.

use super::journal::{self, Passed};
use super::talk::TalkReport;
use super::{Kept, Whose};
use crate::event::seat::Pair;
use crate::store::journal::open::Source;
use crate::store::journal::read::{JournalError, Lines};
use crate::store::kept::KeptTalk;
use crate::store::kept::talk::KeptTalkFault;
use crate::words::printable::shown;

/// The key that only the outline of a talk begins with.
const OUTLINE_KEY: &[u8] = b"\"breathmark_talk\"";

/// Why there is no report about a file. Each is a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReportError {
    /// It can't be read.
    #[error("reading stopped ({0}). Check the disk, or copy the file and try again")]
    Unreadable(std::io::Error),
    /// It is no outline of this version.
    #[error("{0}")]
    Outline(#[from] KeptTalkFault),
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

/// Reads what is in one file.
pub(super) fn read(mut source: Source, whose: &Whose) -> Result<Kept, ReportError> {
    let begins = source.fill_buf().map_err(ReportError::Unreadable)?;
    if is_outline(begins) {
        if *whose != Whose::Nobody {
            return Err(ReportError::NoHearts);
        }
        return Ok(Kept::Talk(Box::new(TalkReport::of_kept(KeptTalk::read(source)?))));
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
