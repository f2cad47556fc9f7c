//! The program as people run it: in a real pseudo-terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

mod pty;

use std::process::Command;

use pty::{Terminal, home};

#[test]
fn the_demo_goes_from_straps_to_a_close_by_itself() {
    let home = home("demo");
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--demo", "--seed", "1", "--speed", "30", "--stats"]);
    for words in ["put your straps on", "speaks", "let's take a breath", "breathe as you like"] {
        terminal.wait_for(words);
    }
    assert!(terminal.wait().success());
    assert!(terminal.is_given_back());
    for words in ["with 1 pause", "arrival -> decision", "arrival -> frame", "Alex: ", "0 malformed, 0 gaps"] {
        assert!(terminal.shows(words), "{words} is missing:\n{}", terminal.text());
    }
}

#[test]
fn p_pauses_from_help_and_from_a_talk_without_straps() {
    let home = home("keys");
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
    terminal.wait_for("no straps");
    terminal.press("n");
    terminal.wait_for("speaks");
    terminal.press("?");
    terminal.wait_for("RMSSD");
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    terminal.press("q");
    terminal.wait_for("thank you both");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    terminal.press("q");
    assert!(terminal.wait().success());
    assert!(terminal.shows("Kept on this computer"));
}

#[test]
fn a_resize_draws_everything_anew() {
    let home = home("resize");
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps", "--ephemeral"]);
    terminal.wait_for("no straps");
    for (columns, rows) in [(120, 40), (60, 15), (30, 8)] {
        terminal.resize(columns, rows);
        terminal.wait_for(if columns < 60 { "larger" } else { "no straps" });
    }
    terminal.resize(80, 24);
    terminal.wait_for("no straps");
    terminal.press("\x03");
    assert!(terminal.wait().success());
}

#[test]
fn being_asked_to_end_leaves_a_clean_terminal_and_a_whole_journal() {
    for signal in ["TERM", "HUP"] {
        let home = home(&format!("signal-{signal}"));
        let journal = home.join("talk.jsonl");
        let keep = journal.display().to_string();
        let mut terminal = Terminal::run(80, 24, &home, &["talk", "--demo", "--journal", &keep]);
        terminal.wait_for("Alex");
        send(signal, &terminal);
        assert!(terminal.wait().success());
        assert!(terminal.is_given_back());
        assert!(std::fs::read_to_string(journal).unwrap().ends_with("\"input\":\"end\"}\n"));
    }
}

#[test]
fn killed_at_any_moment_everything_but_the_last_line_replays() {
    for (n, words) in ["put your straps on", "tells", "let's take a breath"].iter().enumerate() {
        let home = home(&format!("kill-{n}"));
        let keep = home.join("talk.jsonl").display().to_string();
        let mut terminal = Terminal::run(80, 24, &home, &["talk", "--demo", "--speed", "20", "--journal", &keep]);
        terminal.wait_for(words);
        send("KILL", &terminal);
        terminal.wait();
        let replay = Command::new(env!("CARGO_BIN_EXE_breathmark"))
            .args(["talk", "--replay", &keep, "--outputs", "-"])
            .output()
            .unwrap();
        let lines = std::fs::read_to_string(&keep).unwrap();
        assert_eq!(replay.status.success(), lines.ends_with('\n'), "{replay:?}");
        assert!(!replay.stdout.is_empty());
    }
}

#[test]
fn a_window_too_small_is_refused_in_one_sentence() {
    let mut terminal = Terminal::run(20, 5, &home("small"), &["talk", "--demo"]);
    assert!(!terminal.wait().success());
    assert!(!terminal.text().contains("panicked"));
    let mut terminal = Terminal::run(59, 14, &home("small"), &["talk", "--demo"]);
    assert!(!terminal.wait().success());
    assert!(terminal.shows("60×15"), "{}", terminal.text());
}

fn send(signal: &str, terminal: &Terminal) {
    let pid = terminal.child.process_id().unwrap().to_string();
    assert!(Command::new("kill").args([&format!("-{signal}"), &pid]).status().unwrap().success());
}
