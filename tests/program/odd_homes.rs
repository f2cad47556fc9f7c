//! Homes with long and unusual names, and windows that are too small.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::pty::{Terminal, new_home};

/// What is said on both ways out by a command that ends well.
fn said(home: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.args(args).env("HOME", home).env("LC_ALL", "C").stdin(Stdio::null());
    let output = command.env_remove("XDG_CONFIG_HOME").env_remove("XDG_STATE_HOME").output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    assert!(output.status.success(), "{args:?}: {said}");
    said
}

/// Keeps a choice, records a talk, and reads it again in three ways.
fn assert_usable(home: &Path, journal: &Path) {
    assert!(said(home, &["keep", "outline"]).contains("30 days"));
    assert!(home.join(".config/breathmark/keep.toml").is_file());
    let path = journal.to_str().unwrap();
    let outputs = said(home, &["talk", "--demo", "--speed", "1000", "--outputs", "-", "--journal", path]);
    assert!(outputs.ends_with("\"stage\":\"over\"}\n"), "{}", &outputs[outputs.len().saturating_sub(200)..]);
    assert_eq!(said(home, &["talk", "--replay", path, "--outputs", "-"]), outputs);
    assert!(said(home, &["analyze", path]).contains("Clean intervals"));
    let page = journal.with_extension("html");
    said(home, &["report", path, "--out", page.to_str().unwrap()]);
    assert!(page.is_file());
}

#[test]
fn a_home_with_spaces_quotes_umlauts_and_three_hundred_characters_is_as_good_as_any() {
    let inner: PathBuf = ["Zwei Leute & \"wir\"", "äöü ß 日本", &"x".repeat(100), &"y".repeat(150)].iter().collect();
    let home = new_home("odd-long").join(inner);
    fs::create_dir_all(&home).unwrap();
    assert!(home.as_os_str().len() > 300);
    assert_usable(&home, &home.join("unser Gespräch.jsonl"));
}

#[test]
fn a_home_whose_name_is_no_text_is_used_all_the_same() {
    let home = new_home("odd-bytes").join(std::ffi::OsStr::from_bytes(b"caf\xe9"));
    // Some file systems, such as those of macOS, take no such name.
    if fs::create_dir_all(&home).is_ok() {
        assert!(said(&home, &["keep", "outline"]).contains("30 days"));
        assert!(home.join(".config/breathmark/keep.toml").is_file());
    }
}

#[test]
fn a_window_of_40_by_12_gets_a_sentence_and_lines_fit_in_it() {
    let home = new_home("odd-window");
    for args in [&["talk", "--demo"], &["practice", "--demo"]] {
        let mut terminal = Terminal::run_in(40, 12, &home, args, &[]);
        assert!(!terminal.wait().success());
        assert!(terminal.shows("this window has 40×12"), "{}", terminal.text());
        assert!(terminal.shows("start again"), "{}", terminal.text());
    }
    let mut terminal = Terminal::run_in(40, 12, &home, &["practice", "--plain"], &[]);
    terminal.wait_for("out");
    terminal.press("q");
    terminal.press("q");
    assert!(terminal.wait().success(), "{}", terminal.text());
}
