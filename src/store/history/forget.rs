//! Taking sessions out of the history: the file is written anew without their lines, whole or not at all.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::time::Duration;

use jiff::civil::DateTime;

use super::read;
use crate::store::error::StoreError;
use crate::store::lock::lock;
use crate::store::owner_only;

/// How long another program is waited for. Assumption: whoever deletes something can wait.
const LOCK_WITHIN: Duration = Duration::from_secs(5);

/// Takes out every session whose beginning, in the local time of then and there, is chosen. How many those were. A line that
/// can't be read stays as it is. Without a file there is nothing to take out.
pub(super) fn forget(path: &Path, is_chosen: impl Fn(DateTime) -> bool) -> Result<usize, StoreError> {
    let file = match owner_only::file().read(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(why) => return Err(StoreError::Unwritable { path: path.to_owned(), why }),
    };
    let forgotten = lock(&file, LOCK_WITHIN).and_then(|_| {
        let (mut kept, mut taken, mut line) = (Vec::new(), 0, Vec::new());
        let mut source = BufReader::new(&file);
        while source.read_until(b'\n', &mut line)? > 0 {
            let session = read::session(&line);
            // To the second, as names of files have it.
            let began = session.map(|session| session.began().datetime());
            if began.is_some_and(&is_chosen) {
                taken += 1;
            } else {
                kept.extend_from_slice(&line);
            }
            line.clear();
        }
        if taken > 0 {
            replace(path, &kept)?;
        }
        Ok(taken)
    });
    forgotten.map_err(|why| StoreError::Unwritable { path: path.to_owned(), why })
}

/// Puts these bytes in the place of the file.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (temporary, mut file) = owner_only::create_beside(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // Whatever is left of it is of no use.
        let _ = fs::remove_file(&temporary);
    }
    written
}
