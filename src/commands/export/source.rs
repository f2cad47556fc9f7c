//! A journal that can be read from its beginning more than once. A pipe is kept in memory for that.

use std::cell::{Cell, RefCell};
use std::io::{BufRead, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context as _, Result};

use crate::commands::keyring::Keyring;
use crate::store::journal::{Header, read::Lines};

/// The lines of a journal after its header.
pub(super) type JournalLines = Lines<Counted<Box<dyn BufRead>>>;

/// A journal.
pub(super) struct Source<'a> {
    path: PathBuf,
    /// What opens it, if it is sealed.
    keyring: &'a RefCell<Keyring<'a>>,
    /// What came out of a pipe.
    piped: Option<Rc<[u8]>>,
    /// Its length in bytes.
    length: u64,
    /// How many bytes have been read of it.
    read: Rc<Cell<u64>>,
}

impl<'a> Source<'a> {
    /// Looks whether this can be opened.
    pub(super) fn of(path: &Path, keyring: &'a RefCell<Keyring<'a>>) -> Result<Self> {
        let there = std::fs::metadata(path);
        let (piped, length) = if there.as_ref().is_ok_and(std::fs::Metadata::is_file) {
            (None, there.map_or(0, |there| there.len()))
        } else {
            let mut bytes = Vec::new();
            let mut pipe = keyring.borrow_mut().open(path)?;
            pipe.read_to_end(&mut bytes).context("reading stopped; check the program that should write into it")?;
            let length = bytes.len() as u64;
            (Some(bytes.into()), length)
        };
        Ok(Self { path: path.to_owned(), keyring, piped, length, read: Rc::default() })
    }

    /// Opens it at its beginning.
    pub(super) fn lines(&self) -> Result<(Header, JournalLines)> {
        let from: Box<dyn BufRead> = match &self.piped {
            Some(bytes) => Box::new(Cursor::new(Rc::clone(bytes))),
            None => self.keyring.borrow_mut().open(&self.path)?,
        };
        self.read.set(0);
        Ok(Lines::open(Counted { from, read: Rc::clone(&self.read) })?)
    }

    /// How much of it has been read, in per cent.
    pub(super) fn percent(&self) -> usize {
        (self.read.get() * 100 / self.length.max(1)).min(100) as usize
    }
}

/// Counts the bytes that are read.
#[derive(Debug)]
pub(super) struct Counted<R> {
    from: R,
    read: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(into)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.from.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.read.set(self.read.get() + amount as u64);
        self.from.consume(amount);
    }
}
