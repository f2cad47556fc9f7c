//! Opening a journal that a flag names. It may be a pipe, such as `<(zcat talk.jsonl.gz)`.

use std::io::{BufRead, BufReader, Cursor};
use std::path::Path;

use crate::store::error::ReadFault;
use crate::store::read::{self, OpenedFile, RECORDING_WITHIN};

/// The most that is read from a pipe, in bytes: 64 MiB. Assumption: a talk of two hours is a tenth of that.
const LARGEST_PIPED: u64 = 64 * 1024 * 1024;

/// Opens a journal for reading. A pipe is read to its end first: nothing may wait for it once the terminal is taken.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead>, ReadFault> {
    Ok(match read::open_any(path)? {
        OpenedFile::File(file) => Box::new(BufReader::new(file)),
        OpenedFile::Pipe(pipe) => Box::new(Cursor::new(read::drained(pipe, RECORDING_WITHIN, LARGEST_PIPED)?)),
    })
}
