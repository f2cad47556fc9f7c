//! The sessions as one JSON object, for other programs: docs/history.md says what is in it.

use anyhow::Result;
use serde::Serialize;

use super::kind::SessionKind;
use super::window::Window;
use crate::store::history::{History, PastSession, VERSION};

#[derive(Serialize)]
struct Printed<'a> {
    version: u32,
    sessions: Vec<&'a PastSession>,
    /// Lines that a newer program wrote.
    newer_lines: u64,
    /// Lines that can't be read.
    broken_lines: u64,
    /// The numbers of the first of them.
    first_broken_lines: &'a [u64],
}

/// The sessions of a kind and a window, or of all; the oldest first.
pub(super) fn text(history: &History, kind: Option<SessionKind>, window: Option<&Window>) -> Result<String> {
    let is_asked_for = |session: &&PastSession| {
        kind.is_none_or(|kind| kind == SessionKind::of(session))
            && window.is_none_or(|window| window.has(session.began().date()))
    };
    let printed = Printed {
        version: VERSION,
        sessions: history.sessions.iter().filter(is_asked_for).collect(),
        newer_lines: history.newer,
        broken_lines: history.broken,
        first_broken_lines: &history.broken_lines,
    };
    Ok(serde_json::to_string(&printed)? + "\n")
}
