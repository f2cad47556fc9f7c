//! How a command ends: what could not be written, and which of several files failed.

use std::fmt::Arguments;
use std::io::{self, Write as _};

use anyhow::{Context as _, Result, bail};

/// The result of writing the output. A reader that closes the pipe has read enough, so that is no error.
pub(super) fn written(result: io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("not everything could be written; make room and try again"),
    }
}

/// Explains a bare error of writing, from a command that prints line by line. Any other result stays as it is.
pub(super) fn explained(result: Result<()>) -> Result<()> {
    match result {
        Err(error) if error.chain().count() == 1 => error.downcast().map_or_else(Err, |error| written(Err(error))),
        result => result,
    }
}

/// Writes to standard error. If nobody reads it any more, nothing is lost that could be said elsewhere: the command goes on.
pub(super) fn to_standard_error(text: Arguments<'_>) {
    let _ = io::stderr().lock().write_fmt(text);
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
                to_standard_error(format_args!("breathmark: {error}\n"));
            }
            bail!("{} of {all} {could_not}; the others were", some.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_error_and_a_full_disk_says_what_to_do() {
        let bare = |kind: io::ErrorKind| explained(Err(io::Error::from(kind).into()));
        assert!(bare(io::ErrorKind::BrokenPipe).is_ok());
        assert!(bare(io::ErrorKind::StorageFull).is_err_and(|error| format!("{error:#}").contains("make room")));
    }

    #[test]
    fn an_error_that_says_more_stays_as_it_is() {
        let explicit = explained(Err(anyhow::anyhow!("name another file")));
        assert!(explicit.is_err_and(|error| format!("{error:#}") == "name another file"));
        let context = explained(Err(io::Error::from(io::ErrorKind::BrokenPipe)).context("check the folder"));
        assert!(context.is_err_and(|error| format!("{error:#}").starts_with("check the folder")));
    }
}
