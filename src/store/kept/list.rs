//! What is kept of sessions: all of it, newest first, and the sessions that a word means.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::civil::DateTime;

use super::name::{Form, KeptName};
use crate::session::Kind;

/// One file of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeptFile {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What it holds.
    pub(crate) form: Form,
    /// Whether it is sealed.
    pub(crate) is_sealed: bool,
    /// Its length in bytes.
    pub(crate) bytes: u64,
    /// When it was last written, if the system knows.
    pub(crate) written: Option<SystemTime>,
}

/// One session, with all that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeptSession {
    /// What its files are called: `2026-11-22_191500_talk`.
    pub(crate) stem: String,
    /// When it began, in the local time of then and there.
    pub(crate) began: DateTime,
    /// A talk or a practice.
    pub(crate) kind: Kind,
    /// Its files: how it went first.
    pub(crate) files: Vec<KeptFile>,
}

impl KeptSession {
    /// How many bytes it takes.
    pub(crate) fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// The file of this form.
    pub(crate) fn file(&self, form: Form) -> Option<&KeptFile> {
        self.files.iter().find(|file| file.form == form)
    }
}

/// All sessions in a folder, newest first. Files with other names, links and folders are left out. Without the folder there
/// are none.
pub(crate) fn list(folder: &Path) -> io::Result<Vec<KeptSession>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut sessions: BTreeMap<(DateTime, String), KeptSession> = BTreeMap::new();
    for entry in entries {
        let entry = entry?;
        let Some(name) = entry.file_name().to_str().and_then(KeptName::parse) else { continue };
        // What was removed meanwhile is not there.
        let Ok(metadata) = entry.metadata() else { continue };
        if !metadata.is_file() {
            continue;
        }
        let KeptName { stem, began, kind, form, is_sealed } = name;
        let (bytes, written) = (metadata.len(), metadata.modified().ok());
        let file = KeptFile { path: entry.path(), form, is_sealed, bytes, written };
        let new = || KeptSession { stem: stem.clone(), began, kind, files: Vec::new() };
        sessions.entry((began, stem.clone())).or_insert_with(new).files.push(file);
    }
    let mut sessions: Vec<_> = sessions.into_values().rev().collect();
    for session in &mut sessions {
        session.files.sort_by(|one, other| (one.form, &one.path).cmp(&(other.form, &other.path)));
    }
    Ok(sessions)
}

/// The sessions that a word means: `last`, or the beginning of a name, such as `2026-11-22`.
pub(crate) fn meant<'a>(sessions: &'a [KeptSession], word: &str) -> Vec<&'a KeptSession> {
    if word == "last" {
        return sessions.first().into_iter().collect();
    }
    if let Some(exact) = sessions.iter().find(|session| session.stem == word) {
        return vec![exact];
    }
    sessions.iter().filter(|session| !word.is_empty() && session.stem.starts_with(word)).collect()
}
