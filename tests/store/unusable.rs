//! A folder in which nothing can be kept is noticed before both have answered the private check.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use crate::home::Home;
use crate::pty::Terminal;

/// Starts a talk with keys only in a pseudo-terminal, and returns what it said when it refused.
fn refused_talk(home: &Home, args: &[&str]) -> String {
    let mut terminal = Terminal::run(80, 24, &home.0, &[&["talk", "--no-straps"], args].concat());
    let status = terminal.wait();
    assert!(!status.success(), "{}", terminal.text());
    assert!(!terminal.shows("only you for a moment"), "{}", terminal.text());
    assert!(!terminal.written().contains('\u{1b}'), "the terminal was never taken");
    terminal.text()
}

#[test]
fn a_file_in_the_place_of_the_state_folder_is_said_before_the_check() {
    for folder in [".local/state/breathmark", ".local/state/breathmark/journals", ".local/state"] {
        let home = Home::new("no-folder");
        fs::remove_dir_all(home.path(folder)).unwrap();
        home.write(folder, "");
        let said = refused_talk(&home, &[]);
        let said = said.split_whitespace().collect::<String>();
        assert!(said.contains("Ican'tkeepanythingin") && said.contains("`--ephemeral`"), "{said}");
        // Who keeps nothing needs no folder.
        let mut terminal = Terminal::run(80, 24, &home.0, &["talk", "--no-straps", "--ephemeral"]);
        terminal.wait_for("only you for a moment");
        terminal.press("q");
        assert!(terminal.wait().success());
    }
}

#[test]
fn a_folder_that_may_not_be_written_to_is_said_before_the_check() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new("read-only");
    let folder = home.path(".local/state/breathmark/journals");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        return println!("SKIPPED: whoever runs these tests may write anywhere");
    }
    let said = refused_talk(&home, &[]).split_whitespace().collect::<String>();
    assert!(said.contains("Ican'tkeepanythingin") && said.contains("`--ephemeral`"), "{said}");
}

#[test]
fn a_journal_that_could_not_be_created_is_said_before_the_check() {
    let home = Home::new("journal-taken");
    let taken = home.write("talk.jsonl", "precious");
    let said = refused_talk(&home, &["--journal", taken.to_str().unwrap()]).split_whitespace().collect::<String>();
    assert!(said.contains("thereisafileofthatnamealready"), "{said}");
    assert_eq!(fs::read_to_string(&taken).unwrap(), "precious");
}

#[test]
fn finding_out_leaves_no_trace() {
    let home = Home::new("no-trace");
    fs::remove_dir_all(home.path(".local")).unwrap();
    breathmark::store::usable::check(&home.path(".local/state/breathmark/journals"), "").unwrap();
    assert!(!home.path(".local").exists());
    breathmark::store::usable::check(&home.path(".config/breathmark"), "").unwrap();
    let left = fs::read_dir(home.path(".config/breathmark")).unwrap().count();
    assert_eq!(left, 1, "only the folder of words, which was there");
}

#[test]
fn a_pipe_in_the_place_of_the_log_or_the_history_keeps_nobody_from_talking() {
    let home = Home::new("pipes-in-state");
    for file in ["breathmark.log", "talks.toml"] {
        let path = home.path(".local/state/breathmark").join(file);
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    }
    let mut terminal = Terminal::run(80, 24, &home.0, &["talk", "--no-straps"]);
    terminal.answer_none();
    terminal.wait_for("no straps");
    terminal.press("\u{3}");
    assert!(terminal.wait().success(), "{}", terminal.text());
}
