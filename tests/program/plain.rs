//! Line by line, for screen readers and plain terminals; and little motion, for those who want it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::lines::Told;
use crate::pty::{Terminal, home, short_home};

/// Above what stop and next take for a held key.
const NOT_HELD: Duration = Duration::from_millis(1100);

fn lines(written: &str) -> Vec<&str> {
    written.lines().map(|line| line.trim_end_matches('\r')).collect()
}

fn position(lines: &[&str], wanted: &str) -> usize {
    lines.iter().position(|line| line.contains(wanted)).unwrap_or_else(|| panic!("no {wanted:?} in {lines:#?}"))
}

#[test]
fn a_whole_demo_is_told_in_lines_without_a_single_control() {
    let args = ["talk", "--demo", "--plain", "--speed", "30"];
    let mut terminal = Terminal::run(80, 24, &home("plain-demo"), &args);
    assert!(terminal.wait().success());
    let written = terminal.written();
    assert!(!written.contains('\u{1b}'), "{written:?}");
    assert!(!written.contains(|c| ('\u{2800}'..'\u{2900}').contains(&c) || "█▀▄━".contains(c)), "{written}");
    let lines = lines(&written);
    let order = ["what we agree on", "sit back", "Alex talks", "Alex speaks", "let's take a breath", "Alex is ready"];
    assert!(order.map(|words| position(&lines, words)).is_sorted(), "{lines:#?}");
    assert!(lines.contains(&"in") && lines.contains(&"out"));
    assert!(
        lines.iter().any(|line| line.starts_with("Alex: press a when you're ready"))
            && lines.iter().any(|line| line.starts_with("Sam: press l when you're ready")),
        "{lines:#?}"
    );
    let repeated = lines.windows(2).find(|two| two[0] == two[1]);
    assert_eq!(repeated, None, "nothing is said twice in a row");
}

#[test]
fn a_key_needs_no_enter_and_the_terminal_is_given_back() {
    let mut terminal = Terminal::run(80, 24, &short_home("plain-keys"), &["talk", "--no-straps", "--plain"]);
    terminal.answer_none();
    terminal.wait_for("No straps today");
    terminal.press("n");
    terminal.wait_for("Left speaks");
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    std::thread::sleep(NOT_HELD);
    terminal.press("q");
    terminal.wait_for("thank you both");
    std::thread::sleep(NOT_HELD);
    terminal.press("q");
    assert!(terminal.wait().success());
    assert!(terminal.is_given_back() && !terminal.written().contains('\u{1b}'));
    assert!(terminal.shows("Kept on this computer"));
}

#[test]
fn a_terminal_that_cannot_be_drawn_on_is_told_without_being_asked_to() {
    let dumb = [("TERM", "dumb")];
    let mut terminal =
        Terminal::run_in(40, 30, &short_home("plain-dumb"), &["talk", "--no-straps", "--ephemeral"], &dumb);
    terminal.answer_none();
    terminal.wait_for("No straps today");
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
    assert!(!terminal.written().contains('\u{1b}'), "{:?}", terminal.written());
}

/// A talk of keys alone whose input and output are pipes.
fn talk_through_pipes(home: &Path) -> Told {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.args(["talk", "--no-straps", "--plain", "--ephemeral"]);
    Told::start(command.env("HOME", home).env_remove("LANG").env_remove("LC_ALL"))
}

/// Types each line once the words before it were said.
fn type_lines(told: &mut Told, lines: &[(&str, &str)]) {
    for (words, line) in lines {
        told.wait_for(words, |_| {});
        told.press_again(line);
    }
}

#[test]
fn through_pipes_a_letter_and_enter_is_a_key() {
    let mut told = talk_through_pipes(&short_home("plain-pipe"));
    told.answer_none();
    type_lines(
        &mut told,
        &[
            ("No straps today", "n\n"),
            ("one breath together", "this is no row of keys\np\n"),
            ("let's take a breath", "q\n"),
            ("thank you both", "q\n"),
        ],
    );
    let (ended_well, errors) = told.end();
    assert!(ended_well, "{errors}");
    assert!(!told.said.iter().any(|line| line.contains(['\r', '\u{1b}'])), "{:#?}", told.said);
}

#[test]
fn through_pipes_a_line_is_written_and_a_letter_alone_still_pauses() {
    let mut told = talk_through_pipes(&home("plain-pipe-writing"));
    told.answer_none();
    type_lines(
        &mut told,
        &[
            ("what we agree on", "a\nl\n"),
            ("what's it about?", "t\n"),
            ("A single letter is still a key", "the money\n"),
            ("the money", "t\np\n"),
            ("let's take a breath", "q\n"),
            ("thank you both", "q\n"),
        ],
    );
    let (ended_well, errors) = told.end();
    assert!(ended_well, "{errors}");
}

#[test]
fn calm_motion_puts_a_bar_in_the_place_of_the_figure() {
    let home = home("calm-motion");
    let braille = |terminal: &Terminal| terminal.text().contains(|c| ('\u{2801}'..'\u{2900}').contains(&c));
    let mut terminal = Terminal::run(80, 24, &home, &["practice", "--demo", "--calm-motion"]);
    terminal.wait_for("━━━");
    terminal.wait_for("out");
    let figure: String = terminal.text().lines().map(|line| line.chars().skip(48).collect::<String>()).collect();
    assert!(!figure.contains(|c| ('\u{2801}'..'\u{2900}').contains(&c)), "{}", terminal.text());
    terminal.press("q");
    assert!(terminal.wait().success());
    let settings = home.join("mine.toml");
    std::fs::write(&settings, "[screen]\nmotion = \"reduced\"\n").unwrap();
    let args = ["talk", "--no-straps", "--ephemeral", "--settings", &settings.display().to_string()];
    let mut terminal = Terminal::run(80, 24, &home, &args);
    terminal.answer_none();
    terminal.wait_for("what we agree on");
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    terminal.wait_for("━━━");
    assert!(!braille(&terminal));
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
}

#[test]
fn without_a_terminal_plain_lines_are_offered() {
    let output = Command::new(env!("CARGO_BIN_EXE_breathmark"))
        .args(["practice", "--demo"])
        .env("HOME", home("plain-offered"))
        .env("TERM", "xterm")
        .output()
        .unwrap();
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("--plain"));
}
