//! What a command prints, and how it ends: what could not be written, and which of several files failed.

use std::fmt::{Arguments, Display};
use std::io::{self, IsTerminal as _, StdoutLock, Write};
use std::mem;

use anyhow::{Context as _, Result, bail};

use crate::app::signals;
use crate::screen::output::Output;
use crate::screen::text::{fill, width};

/// The result of writing the output. A reader that closes the pipe has read enough, so that is no error.
pub(super) fn written(result: io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("not everything could be written; make room and try again"),
    }
}

/// Explains a bare error of writing, as commands that print line by line return it. Any other result stays as it is.
pub(super) fn explained(result: Result<()>) -> Result<()> {
    match result {
        Err(error) if error.chain().count() == 1 => match error.downcast::<io::Error>() {
            // One with a sentence of ours says what to do.
            Ok(error) if error.kind() == io::ErrorKind::Other => Err(error.into()),
            error => error.map_or_else(Err, |error| written(Err(error))),
        },
        result => result,
    }
}

/// Writes to standard error. If nobody reads it any more, nothing is lost that could be said elsewhere: the command goes on.
pub(super) fn to_standard_error(text: Arguments<'_>) {
    if signals::can_say() {
        let _ = io::stderr().lock().write_fmt(text);
    }
}

/// Says a sentence on standard error, or why a command failed: an error with its causes.
pub fn say(what: impl Display) {
    let text = format!("breathmark: {what:#}\n");
    to_standard_error(format_args!("{}", in_rows(&text, columns(io::stderr().is_terminal()))));
}

/// Standard output for sentences: in a terminal none of their lines breaks inside a word. Lines are written at their ends,
/// all that come together at once; the rest when it is flushed.
pub(super) struct Sentences<W = StdoutLock<'static>> {
    out: W,
    columns: Option<u16>,
    /// The line that has not ended.
    line: Vec<u8>,
}

impl Sentences {
    /// To standard output.
    pub(super) fn new() -> Self {
        Self::to(io::stdout().lock())
    }
}

impl Sentences<Output> {
    /// To standard output after a session, which waits for no terminal.
    pub(super) fn after_a_session() -> Self {
        Self::to(Output::default())
    }
}

impl<W: Write> Sentences<W> {
    fn to(out: W) -> Self {
        Self { out, columns: columns(io::stdout().is_terminal()), line: Vec::new() }
    }

    fn write_lines(&mut self, lines: &[u8]) -> io::Result<()> {
        self.out.write_all(in_rows(&String::from_utf8_lossy(lines), self.columns).as_bytes())
    }
}

impl<W: Write> Write for Sentences<W> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.line.extend_from_slice(text);
        if let Some(end) = text.iter().rposition(|byte| *byte == b'\n') {
            let rest = self.line.split_off(self.line.len() - (text.len() - end - 1));
            let lines = mem::replace(&mut self.line, rest);
            self.write_lines(&lines)?;
        }
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let line = mem::take(&mut self.line);
        self.write_lines(&line)?;
        self.out.flush()
    }
}

/// How many columns a terminal has, if this is one.
pub(super) fn columns(is_terminal: bool) -> Option<u16> {
    let size = is_terminal.then(|| crossterm::terminal::size().ok()).flatten();
    size.map(|(columns, _)| columns).filter(|columns| *columns > 0)
}

/// The text with each line over as many rows as it needs. What stands in columns goes on below its last column.
fn in_rows(text: &str, columns: Option<u16>) -> String {
    let Some(columns) = columns else { return text.to_owned() };
    let mut rows = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches('\n');
        if width(content) <= columns || content.contains('\t') {
            rows.push_str(line);
            continue;
        }
        // Columns are two spaces apart. In the second half of a row too little room would be left.
        let begins = |at: usize, letter: char| letter != ' ' && content[..at].ends_with("  ");
        let columns_begin = content.char_indices().filter(|(at, letter)| begins(*at, *letter)).map(|(at, _)| at);
        let mut columns_begin = columns_begin.filter(|at| width(&content[..*at]) <= columns / 2);
        let (head, tail) = content.split_at(columns_begin.next_back().unwrap_or(0));
        rows.push_str(head);
        let below = format!("\n{}", " ".repeat(width(head).into()));
        let tail = fill(tail, columns - width(head));
        let tail: Vec<&str> = tail.iter().map(|row| row.trim()).collect();
        rows.push_str(&tail.join(&below));
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
                say(error);
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
            in_rows("NO  bus   it can't be reached at all\nshort\n", Some(24)),
            "NO  bus   it can't be\n          reached at all\nshort\n"
        );
        assert_eq!(in_rows("one two", Some(4)), "one\ntwo");
        assert_eq!(in_rows("/a/very/long/path", Some(4)), "/a/very/long/path");
        assert_eq!(in_rows("1  a thing to do  [tomorrow]\n", Some(20)), "1  a thing to do\n   [tomorrow]\n");
        assert_eq!(in_rows("thanks for a thing  [tomorrow]", Some(24)), "thanks for a thing\n[tomorrow]");
        assert_eq!(in_rows("雨の日 雨の日", Some(8)), "雨の日\n雨の日");
        assert_eq!((in_rows("", Some(8)), in_rows("one two", None)), (String::new(), "one two".to_owned()));
    }

    #[test]
    fn an_error_that_says_more_stays_as_it_is() {
        let explicit = explained(Err(anyhow::anyhow!("name another file")));
        assert!(explicit.is_err_and(|error| format!("{error:#}") == "name another file"));
        let context = explained(Err(io::Error::from(io::ErrorKind::BrokenPipe)).context("check the folder"));
        assert!(context.is_err_and(|error| format!("{error:#}").starts_with("check the folder")));
    }
}
