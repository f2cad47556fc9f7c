//! How a command ends: what could not be written, and which of several files failed.

use std::io::{self, Write as _};

use anyhow::{Context as _, Result, bail};

/// The result of writing the output. A reader that closes the pipe has read enough, so that is no error.
pub(super) fn written(result: io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("not everything could be written; make room and try again"),
    }
}

/// Prints the text to standard output.
pub(super) fn print(text: &str) -> Result<()> {
    written(io::stdout().lock().write_all(text.as_bytes()))
}

/// The error of a command on `all` files, of which some `failed`, each with its sentence. `could_not` ends the summary, for
/// example "files could not be analysed".
pub(super) fn failures(failed: &[String], all: usize, could_not: &str) -> Result<()> {
    match (failed, all) {
        ([], _) => Ok(()),
        ([only], 1) => bail!("{only}"),
        (some, all) => {
            for error in some {
                eprintln!("breathmark: {error}");
            }
            bail!("{} of {all} {could_not}; the others were", some.len())
        }
    }
}
