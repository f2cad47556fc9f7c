//! Counts how the last talks went, and knows when to say that somebody else can help. Trouble with its file keeps
//! nobody from talking: then nothing is counted, and nothing is said.

use std::fs;
use std::path::PathBuf;

use super::start;
use crate::clock;
use crate::commands::today;
use crate::store::agenda::load;
use crate::store::owner_only;
use crate::store::talk_history::{LAPSE_DAYS, TalkHistory};
use crate::talk::{SessionPart, Talk};

const HEAD: &str =
    "# How your last talks went, for both together. breathmark keeps this file; delete it as you like.\n\n";

fn file() -> Option<PathBuf> {
    Some(start::state_folder().ok()?.join("talks.toml"))
}

/// What the file says; nothing if it is not ours to understand, so that it is left as it is.
fn read() -> Option<TalkHistory> {
    match fs::read_to_string(file()?) {
        Ok(text) => toml::from_str(&text).ok().filter(TalkHistory::is_known),
        Err(error) => (error.kind() == std::io::ErrorKind::NotFound).then(TalkHistory::default),
    }
}

/// Whether this talk's close says it.
pub(crate) fn suggests_help() -> bool {
    let lapses = || {
        let agenda = load(&today::file().ok()?).ok()?;
        Some(agenda.lapses(clock::wall().datetime(), LAPSE_DAYS))
    };
    read().is_some_and(|talks| talks.suggest_help(lapses().unwrap_or(0)))
}

/// Counts a talk that is over; `suggested` if its close would have said it.
pub(crate) fn count(talk: &Talk, suggested: bool) {
    let (Some(mut talks), Some(path)) = (read(), file()) else { return };
    if suggested && talk.stage().part() == SessionPart::End {
        talks.has_been_said();
    }
    talks.add(talk.outcome());
    if let Ok(text) = toml::to_string(&talks) {
        // A talk that could not be counted is not counted. That is all.
        let _ = owner_only::replace(&path, &format!("{HEAD}{text}"));
    }
}
