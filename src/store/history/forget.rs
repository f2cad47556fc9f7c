//! Taking sessions out of the history: the file is written anew without their lines, whole or not at all.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::time::Duration;

use super::past::PastSession;
use super::read;
use super::write::is_at;
use crate::store::error::StoreError;
use crate::store::lock::lock;
use crate::store::owner_only;

/// How long another program is waited for. Assumption: whoever deletes something can wait.
const LOCK_WITHIN: Duration = Duration::from_secs(5);

/// Takes out every session that is chosen, and says how many those were. A line that can't be read stays as it is. Without a file
/// there is nothing to take out.
pub(super) fn forget(path: &Path, mut is_chosen: impl FnMut(&PastSession) -> bool) -> Result<usize, StoreError> {
    if !path.exists() {
        return Ok(0);
    }
    let forgotten = locked(path).and_then(|file| {
        let (mut kept, mut taken, mut line) = (Vec::new(), 0, Vec::new());
        let mut source = BufReader::new(&file);
        while source.read_until(b'\n', &mut line)? > 0 {
            if read::session(&line).is_some_and(|session| is_chosen(&session)) {
                taken += 1;
            } else {
                kept.extend_from_slice(&line);
            }
            line.clear();
        }
        if taken > 0 {
            replace(path, &kept, file)?;
        }
        Ok(taken)
    });
    forgotten.map_err(|why| StoreError::Unwritable { path: path.to_owned(), why })
}

/// Puts these lines in the place of the file, which is held until then.
fn replace(path: &Path, lines: &[u8], held: File) -> io::Result<()> {
    let replace = || owner_only::replace_with(path, |file| file.write_all(lines).and_then(|()| file.sync_all()));
    match replace() {
        // Windows lets an open file be replaced on its own disks only, not on memory cards and network drives. There it is
        // let go of before, and a line that another program adds in this moment is lost.
        Err(error) if cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied => {
            drop(held);
            replace()
        }
        replaced => replaced,
    }
}

/// The file that stands there, held by this program alone.
fn locked(path: &Path) -> io::Result<File> {
    for _ in 0..MOST_REPLACED {
        let file = owner_only::file().read(true).open(path)?;
        if !lock(&file, LOCK_WITHIN).unwrap_or(true) {
            return Err(io::Error::other("another program is writing it; try again in a moment"));
        }
        // Another program may have replaced the file meanwhile.
        if is_at(&file, path) {
            return Ok(file);
        }
    }
    Err(io::Error::other("other programs keep replacing it; try again in a moment"))
}

/// How often the file may be replaced while it is waited for. Assumption: two programs at once are many.
pub(super) const MOST_REPLACED: usize = 100;
