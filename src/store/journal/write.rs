//! Writing a journal so that nothing is lost when the program is killed at any moment.

use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::Header;
use super::checked::Chain;
use super::on_disk::OnDisk;
use crate::event::input::{Input, Stamped};
use crate::store::seal::Head;
use crate::store::seal::head::FileKey;
use crate::store::seal::message::Sealer;
use crate::store::{lock, owner_only, usable};

/// Lines that wait for a disk that takes nothing: hours of a talk. Beyond that the journal ends.
const MOST_WAITING: usize = 8 * 1024 * 1024;

/// A journal being written.
#[derive(Debug)]
pub struct Writer {
    file: File,
    path: PathBuf,
    on_disk: OnDisk,
    /// How long the file is in whole lines, or whole messages.
    whole: u64,
    /// The line being written.
    line: Vec<u8>,
    chain: Chain,
    sealer: Option<Sealer>,
    /// The bytes being written, after those that the disk would not take yet.
    waiting: Vec<u8>,
    given_up: bool,
}

impl Writer {
    /// Creates a journal that nobody else can read. An existing file is never overwritten.
    pub fn create(path: &Path, header: &Header) -> Result<Self, CreateError> {
        Self::start(path, header, None)
    }

    /// The same, sealed with this head and its key.
    pub fn create_sealed(path: &Path, header: &Header, head: &Head, key: &FileKey) -> Result<Self, CreateError> {
        let (line, sealer) = head.sealer(key).map_err(|fault| CreateError::of(path, io::Error::other(fault)))?;
        Self::start(path, header, Some((line, sealer)))
    }

    fn start(path: &Path, header: &Header, seal: Option<(Vec<u8>, Sealer)>) -> Result<Self, CreateError> {
        let fail = |why| CreateError::of(path, why);
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            owner_only::create_folder(folder).map_err(fail)?;
        }
        let file = lock::create_to_write(path).map_err(fail)?;
        let begun = OnDisk::start(&file, path).and_then(|on_disk| {
            let (waiting, sealer) = seal.map_or((Vec::with_capacity(512), None), |(head, it)| (head, Some(it)));
            let (path, line, chain) = (path.to_owned(), Vec::with_capacity(256), Chain::default());
            let mut writer = Self { file, path, on_disk, whole: 0, line, chain, sealer, waiting, given_up: false };
            writer.write_line(header, false)?;
            Ok(writer)
        });
        begun.map_err(|why| {
            // Without a header the file is no journal. It was not there before.
            let _ = fs::remove_file(path);
            fail(why)
        })
    }

    /// Whether a journal could be created at `path`. Whatever is created to find out is removed again.
    pub(crate) fn check(path: &Path) -> Result<(), CreateError> {
        let fail = |why| CreateError::of(path, why);
        if fs::symlink_metadata(path).is_ok() {
            return Err(fail(io::ErrorKind::AlreadyExists.into()));
        }
        path.parent().map_or(Ok(()), usable::try_out).map_err(fail)
    }

    /// Writes one input: one line, in one write, so that a kill leaves at most this line torn. What the disk does not take
    /// is kept and tried again with the next input. A file that was removed or shortened from outside ends the journal: what
    /// would follow can't be read.
    pub(crate) fn write(&mut self, stamped: &Stamped) -> io::Result<()> {
        self.write_line(stamped, stamped.input == Input::End)
    }

    /// Whether the file has been noticed to be gone. It costs nothing.
    pub(crate) fn was_noticed(&self) -> io::Result<()> {
        self.on_disk.outside().map_or(Ok(()), |outside| Err(outside.error()))
    }

    /// Looks whether what was written is still there.
    pub(crate) fn is_kept(&self) -> io::Result<()> {
        self.on_disk.look().map_or(Ok(()), |outside| Err(outside.error()))
    }

    /// Takes it away again.
    pub(crate) fn remove(self) -> io::Result<()> {
        let path = self.path.clone();
        drop(self);
        fs::remove_file(path)
    }

    /// Where it is kept.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn write_line(&mut self, value: &impl serde::Serialize, is_last: bool) -> io::Result<()> {
        if let Some(outside) = self.on_disk.outside() {
            return Err(outside.error());
        }
        if self.given_up {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.add(value, is_last)?;
        let written = self.file.write_all(&self.waiting);
        if written.is_ok() {
            self.whole += self.waiting.len() as u64;
            self.on_disk.written(self.whole);
            self.waiting.clear();
        } else {
            // Nothing may follow half a line: cut it off, or end here if even that fails.
            let cut = self.file.set_len(self.whole).and_then(|()| self.file.seek(SeekFrom::Start(self.whole)));
            self.given_up = cut.is_err() || self.waiting.len() > MOST_WAITING;
        }
        written
    }

    /// Adds a line to what waits for the disk.
    fn add(&mut self, value: &impl serde::Serialize, is_last: bool) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, value)?;
        self.chain.add(&mut self.line);
        self.line.push(b'\n');
        if let Some(sealer) = &mut self.sealer {
            return sealer.seal(&self.line, is_last, &mut self.waiting);
        }
        self.waiting.extend_from_slice(&self.line);
        Ok(())
    }
}

/// A journal that could not be created.
#[derive(Debug, thiserror::Error)]
#[error("I can't write the journal {}: {}. {}", path.display(), plain(why), advice(why))]
pub struct CreateError {
    path: PathBuf,
    why: io::Error,
}

impl CreateError {
    fn of(path: &Path, why: io::Error) -> Self {
        Self { path: path.to_owned(), why }
    }
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
