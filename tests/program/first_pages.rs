//! The private check: its help, and a breath on "not today".
#![allow(clippy::unwrap_used)]
#![cfg(unix)]

use crate::pty::{Terminal, home};

#[test]
fn on_the_first_page_the_question_mark_opens_the_help_and_answers_nothing() {
    let mut terminal = Terminal::run(80, 24, &home("first-help"), &["talk", "--no-straps", "--ephemeral"]);
    terminal.wait_for("Left, just you now");
    terminal.press("?");
    terminal.wait_for("help: what works here");
    for words in ["a no", "s yes", "close now, clear screen", "not a medical device"] {
        terminal.wait_for(words);
    }
    terminal.press("?");
    terminal.wait_for("Left, just you now");
    assert!(!terminal.shows("help: what works here"), "{}", terminal.text());
    terminal.press("q");
    assert!(terminal.wait().success());
}

#[test]
fn a_breath_on_the_page_not_today_promises_no_talk() {
    let mut terminal = Terminal::run(80, 24, &home("first-breath"), &["talk", "--no-straps", "--ephemeral"]);
    for (words, key) in [("Left, just you", "s"), ("Right, just you", "l"), ("let's not have this talk today", "p")] {
        terminal.wait_for(words);
        terminal.press(key);
    }
    terminal.wait_for("a breath for you");
    terminal.wait_for("any key brings you back");
    for promise in ["then", "we go on", "speaks", "ready"] {
        assert!(!terminal.shows(promise), "{promise:?}: {}", terminal.text());
    }
    terminal.press("z");
    terminal.wait_for("let's not have this talk today");
    terminal.press("q");
    assert!(terminal.wait().success());
}
