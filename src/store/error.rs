//! Why something at home can't be read or written: one error for every file, in sentences that end with what to do.

use std::io;
use std::path::{Path, PathBuf};

use crate::words::mistake;
use crate::words::printable::shown;

/// The widest reason that is quoted in a sentence, in columns. Assumption: five lines of a terminal are enough.
const WIDEST_REASON: usize = 400;

/// The variable that names the home folder.
const HOME: &str = if cfg!(windows) { "USERPROFILE" } else { "HOME" };

/// Why something at home can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no home folder.
    #[error("I can't find your home folder, where settings and journals are kept. Set {HOME} and try again.")]
    NoHome,
    /// A file that a flag names is not there.
    #[error("There is no {}{}. Check the name.", kind.called, path.display())]
    Missing {
        /// What the file is.
        kind: StoredFile,
        /// The file.
        path: PathBuf,
    },
    /// The file can't be read.
    #[error("I can't read {}{}: {why}. {}", kind.named(), path.display(), kind.after(why))]
    Unreadable {
        /// What the file is.
        kind: StoredFile,
        /// The file.
        path: PathBuf,
        /// Why.
        why: ReadFault,
    },
    /// The file is not text.
    #[error("{}{} isn't plain text (UTF-8). {}", kind.opening(), path.display(), kind.mend("Mend the file"))]
    NotText {
        /// What the file is.
        kind: StoredFile,
        /// The file.
        path: PathBuf,
    },
    /// A line is not understood, or says something impossible.
    #[error("{file}, line {line}: {what}{}", kind.after_line())]
    Line {
        /// What the file is.
        kind: StoredFile,
        /// The file as errors call it.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// A newer program wrote the file.
    #[error("{} was written by a newer breathmark. Install that one, or move the file away.", .0.display())]
    Newer(PathBuf),
    /// The file can't be written.
    #[error("I can't write {}: {why}. {}", path.display(), after_writing(why))]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// Something else stands in the place of a file that is written to.
    #[error("I can't write {}: {why}. Put a plain file in its place.", path.display())]
    NotAFile {
        /// Where the file belongs.
        path: PathBuf,
        /// What is there.
        why: ReadFault,
    },
    /// Nothing can be kept in the folder.
    #[error("I can't keep anything in {}: {why}. {advice}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        why: io::Error,
        /// What to do.
        advice: &'static str,
    },
}

impl StoreError {
    /// The error for the line at `offset` bytes of `text`. What is wrong may quote the file, so it is made fit for a
    /// terminal first.
    pub(crate) fn in_line(kind: StoredFile, file: String, text: &str, offset: usize, what: &str) -> Self {
        Self::Line { kind, file, line: mistake::line_at(text, offset), what: shown(what, WIDEST_REASON) }
    }

    /// The error for a file that can't be read.
    pub(crate) fn unreadable(kind: StoredFile, path: &Path, why: ReadFault) -> Self {
        let path = path.to_owned();
        match why {
            ReadFault::Missing => Self::Missing { kind, path },
            ReadFault::NotText => Self::NotText { kind, path },
            why => Self::Unreadable { kind, path, why },
        }
    }
}

/// What to do where nothing can be written.
fn after_writing(why: &io::Error) -> &'static str {
    match why.kind() {
        io::ErrorKind::ReadOnlyFilesystem => {
            "That disk can only be read: make it writable, or use a home on another one."
        }
        _ => "Check whether the folder is yours and the disk has room.",
    }
}

/// Why a file can't be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// There is nothing of that name.
    #[error("there is no such file")]
    Missing,
    /// Something else stands in the place of the file.
    #[error("it is {0}, not a file")]
    NotAFile(&'static str),
    /// The file is larger than [`super::read::LARGEST`].
    #[error("it is larger than 1 MiB")]
    TooLarge,
    /// The file is larger than a bound of its own.
    #[error("it is larger than {0}")]
    LargerThan(&'static str),
    /// The file is not UTF-8.
    #[error("it isn't plain text (UTF-8)")]
    NotText,
    /// A pipe was open, and nothing came out of it.
    #[error("nothing comes out of this pipe")]
    Silent,
    /// Anything else that the system says.
    #[error("{0}")]
    System(#[from] io::Error),
}

/// What a file is to its owner: errors name it, and say how to go on without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name in a sentence, such as `settings file `, or nothing where the path says enough.
    pub(crate) called: &'static str,
    /// What else its owner can do about a damaged file than mend it, as the rest of a sentence; nothing where mending is all.
    pub(crate) or_else: &'static str,
}

impl StoredFile {
    fn named(&self) -> String {
        if self.called.is_empty() { String::new() } else { format!("the {}", self.called) }
    }

    fn opening(&self) -> String {
        if self.called.is_empty() { String::new() } else { format!("The {}", self.called) }
    }

    fn mend(&self, mend: &str) -> String {
        if self.or_else.is_empty() { format!("{mend}.") } else { format!("{mend}, or {}.", self.or_else) }
    }

    fn after(&self, why: &ReadFault) -> String {
        match why {
            ReadFault::NotAFile(_) => "Put a plain file in its place.".to_owned(),
            ReadFault::TooLarge | ReadFault::LargerThan(_) | ReadFault::NotText => self.mend("Mend the file"),
            ReadFault::Silent => "Check the program that should write into it.".to_owned(),
            ReadFault::Missing | ReadFault::System(_) => "Check whose file it is.".to_owned(),
        }
    }

    /// The sentences about settings say in themselves what to do.
    fn after_line(&self) -> String {
        if self.or_else.is_empty() { String::new() } else { format!(". {}", self.mend("Mend that line")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_can_only_be_read_is_not_said_to_be_full() {
        let said =
            |kind: io::ErrorKind| StoreError::Unwritable { path: "keep.toml".into(), why: kind.into() }.to_string();
        assert!(said(io::ErrorKind::ReadOnlyFilesystem).ends_with("make it writable, or use a home on another one."));
        assert!(said(io::ErrorKind::StorageFull).ends_with("the disk has room."));
    }
}
