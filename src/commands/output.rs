//! What a command prints, and how it ends: what could not be written, and which of several files failed.

use std::fmt::Arguments;
use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Context as _, Result, bail};

use crate::screen::text::{fill, width};

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

/// The text for standard output: in a terminal, no line is longer than a row, and none breaks inside a word.
pub(super) fn fitted(text: &str) -> String {
    fitted_to(io::stdout().is_terminal(), text)
}

fn fitted_to(is_terminal: bool, text: &str) -> String {
    let size = is_terminal.then(|| crossterm::terminal::size().ok()).flatten();
    size.map_or_else(|| text.to_owned(), |(columns, _)| in_rows(text, columns))
}

/// Says on standard error why a command failed.
pub fn say_error(error: &anyhow::Error) {
    let text = format!("breathmark: {error:#}\n");
    // The terminal may be what has gone.
    to_standard_error(format_args!("{}", fitted_to(io::stderr().is_terminal(), &text)));
}

/// The text with each line over as many rows as it needs. What stands in columns goes on below its last column.
fn in_rows(text: &str, columns: u16) -> String {
    let mut rows = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches('\n');
        // Columns are two spaces apart. In the second half of a row too little room would be left.
        let last_column = content.rfind("  ").map_or(0, |at| at + 2);
        let (head, tail) = content.split_at(last_column);
        if columns == 0 || width(content) <= columns || width(head) > columns / 2 {
            rows.push_str(line);
            continue;
        }
        rows.push_str(head);
        let below = format!("\n{}", " ".repeat(width(head).into()));
        rows.push_str(&fill(tail, columns - width(head)).join(&below));
        rows.push_str(&line[content.len()..]);
    }
    rows
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
    fn a_long_line_breaks_between_words_and_goes_on_below_its_column() {
        assert_eq!(
            in_rows("NO  bus   it can't be reached at all\nshort\n", 24),
            "NO  bus   it can't be\n          reached at all\nshort\n"
        );
        assert_eq!(in_rows("one two", 4), "one\ntwo");
        assert_eq!(in_rows("/a/very/long/path", 4), "/a/very/long/path");
        assert_eq!(in_rows("ab  c  d e f g", 6), "ab  c  d e f g", "too little room beside the columns");
    }

    #[test]
    fn an_error_that_says_more_stays_as_it_is() {
        let explicit = explained(Err(anyhow::anyhow!("name another file")));
        assert!(explicit.is_err_and(|error| format!("{error:#}") == "name another file"));
        let context = explained(Err(io::Error::from(io::ErrorKind::BrokenPipe)).context("check the folder"));
        assert!(context.is_err_and(|error| format!("{error:#}").starts_with("check the folder")));
    }
}
