//! Where the agenda is kept: a readable file of its owner only, written whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::owner_only;
use crate::agenda::Agenda;
use crate::words::mistake;

const HEAD: &str = "# What comes after your talks. breathmark keeps this file; change or delete it as you like.\n\n";

/// Why the agenda cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum AgendaError {
    /// A line is not understood.
    #[error("{path}, line {line}: {what}. Mend that line, or move the file away and begin a new one.")]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// It is not text.
    #[error("{0} isn't plain text (UTF-8). Move it away and begin a new one.")]
    NotText(PathBuf),
    /// A newer program wrote it.
    #[error("{0} was written by a newer breathmark. Install that one, or move the file away.")]
    Newer(PathBuf),
    /// Reading failed.
    #[error("I can't read {path}: {why}. Check whose file it is.")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// Writing failed.
    #[error("I can't write {path}: {why}. Check whether the folder is yours and the disk has room.")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
}

impl AgendaError {
    /// Whether what is in the file is at fault, so that another file can take its place.
    pub fn is_content(&self) -> bool {
        matches!(self, Self::Line { .. } | Self::NotText(_))
    }
}

/// Reads the agenda; without a file it is empty.
pub fn load(path: &Path) -> Result<Agenda, AgendaError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Agenda::default()),
        Err(why) if why.kind() == io::ErrorKind::InvalidData => return Err(AgendaError::NotText(path.to_owned())),
        Err(why) => return Err(AgendaError::Read { path: path.to_owned(), why }),
    };
    let unread = |error: toml::de::Error| {
        let (offset, what) = mistake::of_toml(&error);
        AgendaError::Line { path: path.to_owned(), line: mistake::line_at(&text, offset), what }
    };
    // A newer file may have keys that are unknown here: look at its version first.
    let newer = |agenda: &toml::Table| {
        agenda.get("version").and_then(toml::Value::as_integer) > Some(crate::agenda::VERSION.into())
    };
    if text.parse::<toml::Table>().is_ok_and(|table| newer(&table)) {
        return Err(AgendaError::Newer(path.to_owned()));
    }
    let mut agenda: Agenda = toml::from_str(&text).map_err(unread)?;
    agenda.tidy();
    Ok(agenda)
}

/// Writes the agenda, whole or not at all.
pub fn save(path: &Path, agenda: &Agenda) -> Result<(), AgendaError> {
    let failed = |why| AgendaError::Write { path: path.to_owned(), why };
    let text = toml::to_string(agenda).map_err(|error| failed(io::Error::other(error)))?;
    owner_only::replace(path, &format!("{HEAD}{text}")).map_err(failed)
}

/// Moves an unreadable file aside, under a name that nothing else has; the new name.
pub fn set_aside(path: &Path) -> Result<PathBuf, AgendaError> {
    let failed = |why| AgendaError::Write { path: path.to_owned(), why };
    let names = (1..=999).map(|n| path.with_extension(format!("unread-{n}.toml")));
    let aside = names.into_iter().find(|name| !name.exists());
    let aside = aside.ok_or_else(|| failed(io::Error::other("too many unread files beside it")))?;
    fs::rename(path, &aside).map_err(failed)?;
    Ok(aside)
}
