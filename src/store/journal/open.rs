//! Opening a journal that a flag names. It may be a pipe, such as `<(zcat talk.jsonl.gz)`, and it may be sealed.

use std::io::{BufRead, BufReader, Cursor};
use std::path::Path;

use crate::store::error::ReadFault;
use crate::store::read::{self, OpenedFile, RECORDING_WITHIN};
use crate::store::seal::{SealFault, SealedFile};

/// The most that is read from a pipe, in bytes: 64 MiB. Assumption: a talk of two hours is a tenth of that.
const LARGEST_PIPED: u64 = 64 * 1024 * 1024;

/// The bytes of a file.
pub(crate) type Source = Box<dyn BufRead>;

/// A file that has been opened.
pub(crate) enum OpenedJournal {
    /// Its text can be read.
    Plain(Source),
    /// It has to be unsealed first.
    Sealed(Box<SealedFile<Source>>),
}

/// Why a file can't be opened.
pub(crate) enum OpenFault {
    /// It can't be read.
    Read(ReadFault),
    /// It is sealed, and its head can't be used.
    Seal(SealFault),
}

/// Opens a journal for reading. A pipe is read to its end first: nothing may wait for it once the terminal is taken.
pub(crate) fn open(path: &Path) -> Result<OpenedJournal, OpenFault> {
    let mut source: Source = match read::open_any(path).map_err(OpenFault::Read)? {
        OpenedFile::File(file) => Box::new(BufReader::new(file)),
        OpenedFile::Pipe(pipe) => {
            Box::new(Cursor::new(read::drained(pipe, RECORDING_WITHIN, LARGEST_PIPED).map_err(OpenFault::Read)?))
        }
    };
    let beginning = source.fill_buf().map_err(|error| OpenFault::Read(ReadFault::System(error)))?;
    if !SealedFile::<Source>::begins(beginning) {
        return Ok(OpenedJournal::Plain(source));
    }
    let sealed = SealedFile::open(source).map_err(OpenFault::Seal)?;
    Ok(OpenedJournal::Sealed(Box::new(sealed)))
}
