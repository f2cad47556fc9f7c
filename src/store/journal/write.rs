//! Writing a journal so that nothing is lost when the program is killed at any moment.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Header;
use crate::event::input::Stamped;
use crate::store::{owner_only, usable};

/// Lines that wait for a disk that takes nothing: hours of a talk. Beyond that the journal ends.
const MOST_WAITING: usize = 8 * 1024 * 1024;

/// A journal being written.
#[derive(Debug)]
pub struct Writer {
    file: File,
    path: PathBuf,
    /// How long the file is in whole lines.
    whole: u64,
    /// The line being written, after those that the disk would not take yet.
    waiting: Vec<u8>,
    given_up: bool,
}

impl Writer {
    /// Creates a journal that nobody else can read. An existing file is never overwritten.
    pub fn create(path: &Path, header: &Header) -> Result<Self, CreateError> {
        let fail = |why| CreateError { path: path.to_owned(), why };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            owner_only::create_folder(folder).map_err(fail)?;
        }
        let file = owner_only::file().append(true).create_new(true).open(path).map_err(fail)?;
        let waiting = Vec::with_capacity(256);
        let mut writer = Self { file, path: path.to_owned(), whole: 0, waiting, given_up: false };
        match writer.write_line(header) {
            Ok(()) => Ok(writer),
            Err(why) => {
                // Without a header the file is no journal. It was not there before.
                let _ = writer.remove();
                Err(fail(why))
            }
        }
    }

    /// Whether a journal could be created at `path`. Whatever is created to find out is removed again.
    pub(crate) fn check(path: &Path) -> Result<(), CreateError> {
        let fail = |why| CreateError { path: path.to_owned(), why };
        if fs::symlink_metadata(path).is_ok() {
            return Err(fail(io::ErrorKind::AlreadyExists.into()));
        }
        path.parent().map_or(Ok(()), usable::try_out).map_err(fail)
    }

    /// Writes one input: one line, in one write, so that a kill leaves at most this line torn. What the disk does not take
    /// is kept and tried again with the next input.
    pub(crate) fn write(&mut self, stamped: &Stamped) -> io::Result<()> {
        self.write_line(stamped)
    }

    /// Takes it away again.
    pub(crate) fn remove(self) -> io::Result<()> {
        let Self { file, path, .. } = self;
        drop(file);
        fs::remove_file(path)
    }

    /// Where it is kept.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn write_line(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        if self.given_up {
            return Err(io::ErrorKind::StorageFull.into());
        }
        serde_json::to_writer(&mut self.waiting, value)?;
        self.waiting.push(b'\n');
        let written = self.file.write_all(&self.waiting);
        if written.is_ok() {
            self.whole += self.waiting.len() as u64;
            self.waiting.clear();
        } else {
            // Nothing may follow half a line: cut it off, or end here if even that fails.
            self.given_up = self.file.set_len(self.whole).is_err() || self.waiting.len() > MOST_WAITING;
        }
        written
    }
}

/// A journal that could not be created.
#[derive(Debug, thiserror::Error)]
#[error("I can't write the journal {}: {}. {}", path.display(), plain(why), advice(why))]
pub struct CreateError {
    path: PathBuf,
    why: io::Error,
}

fn plain(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AlreadyExists => "there is a file of that name already",
        io::ErrorKind::PermissionDenied => "that place may not be written to",
        io::ErrorKind::NotFound => "that folder does not exist",
        io::ErrorKind::StorageFull => "the disk is full",
        _ => "writing failed",
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AlreadyExists => "Choose another name, so that nothing is lost.",
        io::ErrorKind::StorageFull => "Make some room, or keep nothing with `--ephemeral`.",
        _ => "Choose another place with `--journal FILE`, or keep nothing with `--ephemeral`.",
    }
}
