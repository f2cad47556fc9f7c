//! Bad input is refused with one clear sentence that says what to do, and a non-zero exit code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::{Command, Output};

use crate::pty::home;

fn breathmark(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.env("HOME", home).env_remove("XDG_CONFIG_HOME").env_remove("XDG_STATE_HOME").args(args).output().unwrap()
}

/// The sentence with which the program refuses.
fn refusal(home: &Path, args: &[&str]) -> String {
    let output = breathmark(home, args);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{args:?} succeeded");
    assert!(!said.contains("panicked") && said.trim().lines().count() <= 6, "{said}");
    said
}

#[test]
fn without_a_terminal_it_asks_for_one() {
    assert!(refusal(&home("pipe"), &["talk", "--demo"]).contains("needs a terminal"));
}

#[cfg(unix)]
#[test]
fn standard_error_that_nobody_reads_stops_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home("no-stderr");
    let exit_code = |args: &[&str]| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
        command.env("HOME", &home).env_remove("XDG_CONFIG_HOME").env_remove("XDG_STATE_HOME").args(args);
        command.stdout(std::process::Stdio::null()).stderr(writer).status().unwrap().code()
    };
    assert_eq!(exit_code(&["today", "--add", "thanks"]), Some(0));
    let file = home.join(".local/state/breathmark/after.toml");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(exit_code(&["today"]), Some(0), "that others could open a file can't be said");
    let words = home.join(".config/breathmark/words");
    std::fs::create_dir_all(&words).unwrap();
    std::fs::write(words.join("en.toml"), "what?").unwrap();
    assert_eq!(exit_code(&["today"]), Some(0), "nor that the words can't be read");
    assert_eq!(exit_code(&["analyze", "/no/such/file", "/no/other/file"]), Some(1));
}

#[test]
fn a_file_that_is_no_journal_is_named_with_its_line() {
    let home = home("replays");
    let file = |name: &str, text: &str| {
        let path = home.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let replay = |path: &str| refusal(&home, &["talk", "--replay", path, "--outputs", "-"]);
    assert!(replay(&file("empty", "")).contains("empty"));
    assert!(replay(&file("other", "t,rr\n1,800\n")).contains("line 1 is not from a breathmark journal"));
    assert!(replay(&file("newer", "{\"breathmark\":99}\n")).contains("newer"));
    assert!(replay(&file("cut", "{\"breathmark\":1,\"sta")).contains("cut short in line 1"));
    assert!(replay(&home.display().to_string()).contains("is a folder"));
    assert!(replay("/no/such/file").contains("check the name"));
}

#[test]
fn a_journal_of_practice_is_not_replayed_as_a_talk() {
    let home = home("kinds");
    let header = r#"{"breathmark":1,"started":"2026-11-22T19:15:00Z","utc_offset_s":3600,"setup":{"kind":"practice"},"people":{"left":{"name":"A"},"right":{"name":"B"}}}"#;
    let path = home.join("practice.jsonl");
    std::fs::write(&path, format!("{header}\n")).unwrap();
    let said = refusal(&home, &["talk", "--replay", &path.display().to_string(), "--outputs", "-"]);
    assert!(said.contains("breathmark practice --replay"));
}

#[test]
fn flags_that_contradict_each_other_are_refused() {
    let home = home("flags");
    assert!(refusal(&home, &["talk", "--demo", "--speed", "0"]).contains("between 0.1 and 10000"));
    assert!(refusal(&home, &["talk", "--outputs", "-"]).contains("no room for a screen"));
    assert!(refusal(&home, &["talk", "--seed", "3"]).contains("--demo"));
    for command in ["talk", "practice"] {
        assert!(refusal(&home, &[command, "--speed", "4"]).contains("only a demo or a replay; leave it out"));
    }
    assert!(refusal(&home, &["talk", "--ephemeral", "--outputs", "said.jsonl"]).contains("cannot be used with"));
    assert!(refusal(&home, &["talk", "--demo", "--outputs", "-", "--stats"]).contains("among the outputs"));
}

#[test]
fn an_unknown_setting_is_named_with_its_line() {
    let home = home("settings");
    let path = home.join("mine.toml");
    std::fs::write(&path, "[talk]\nquiet_s = 40\ntrun_s = 60\n").unwrap();
    let said = refusal(&home, &["talk", "--demo", "--settings", &path.display().to_string()]);
    assert!(said.contains("trun_s") && said.contains("line 3") && said.contains("turn_s"), "{said}");
}
