//! A question on the terminal, answered with a line.

use std::io::{self, BufRead, Write};

use crate::app::keys::lines::next_line;
use crate::app::signals::EndsAtOnce;

/// What somebody types after a prompt, with bytes of any kind; none at the end of the input.
pub(super) fn line(prompt: &str, input: &mut impl BufRead, out: &mut impl Write) -> io::Result<Option<String>> {
    // Before the prompt: whoever sees it may press Ctrl-C at once.
    let _held = EndsAtOnce::begin();
    write!(out, "{prompt}")?;
    out.flush()?;
    Ok(next_line(input)?.map(|line| String::from_utf8_lossy(&line).into_owned()))
}

/// The same, trimmed and in lower case.
pub(super) fn word(prompt: &str, input: &mut impl BufRead, out: &mut impl Write) -> io::Result<Option<String>> {
    Ok(line(prompt, input, out)?.map(|line| line.trim().to_lowercase()))
}
