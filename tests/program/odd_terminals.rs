//! Terminals without colour, without a name that anybody knows, and old ones: nothing breaks on them.
#![allow(clippy::unwrap_used, clippy::panic)]
#![cfg(unix)]

use crate::pty::{Terminal, home};

/// What a practice writes on a terminal of this name.
fn written_on(term: &str, more: &[(&str, &str)]) -> String {
    let env = [&[("TERM", term)], more].concat();
    let mut terminal = Terminal::run_in(80, 24, &home(&format!("term-{term}")), &["practice", "--demo"], &env);
    terminal.wait_for("q end");
    terminal.wait_for("out");
    terminal.press("z");
    terminal.wait_for("here: ");
    terminal.press("q");
    assert!(terminal.wait().success() && terminal.is_given_back(), "{term}");
    terminal.written()
}

/// The numbers of a colour, in the foreground or the background.
fn has_colour(written: &str) -> bool {
    ["\u{1b}[38;", "\u{1b}[48;", ";38;", ";48;"].iter().any(|colour| written.contains(colour))
}

#[test]
fn a_practice_runs_on_terminals_of_any_name_and_asks_none_for_what_it_may_print() {
    for term in ["", "xyz-unknown", "xterm", "screen", "linux", "vt100"] {
        let written = written_on(term, &[]);
        assert!(!written.contains("\u{1b}]"), "no title, no colours of the terminal are set: {term}");
        assert_eq!(has_colour(&written), term != "vt100", "{term}");
        let asks = written.contains("\u{1b}[>") || written.contains("\u{1b}[?2004h");
        assert_eq!(asks, term != "linux", "{term}");
    }
}

#[test]
fn without_colour_none_is_written() {
    assert!(!has_colour(&written_on("xterm-256color", &[("NO_COLOR", "1")])));
}
