//! Stops of the process, Ctrl-Z among them, in a real pseudo-terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::keyboard::{ON, count, has_all_modes_back};
use crate::pty::{Terminal, short_home};

/// What the journal says: each input with its moment in microseconds.
fn journal(home: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(home.join("talk.jsonl")).unwrap();
    text.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Seconds of the session between two keys, and the seconds of every absence between them.
fn between_keys(journal: &[serde_json::Value], first: &str, second: &str) -> (f64, Vec<u64>) {
    let at = |key: &str| journal.iter().position(|input| input["key"] == key).unwrap();
    let between = &journal[at(first)..=at(second)];
    let micros = |input: &serde_json::Value| input["at"].as_f64().unwrap();
    let away = between.iter().filter_map(|input| input["seconds"].as_u64()).collect();
    ((micros(&between[between.len() - 1]) - micros(&between[0])) / 1e6, away)
}

/// The arguments of a talk that keeps its journal at `home`.
fn kept_talk(home: &Path) -> [String; 4] {
    let journal = home.join("talk.jsonl").display().to_string();
    ["talk".into(), "--no-straps".into(), "--journal".into(), journal]
}

/// A shell that runs a talk, and then this of its own.
fn shell_with_a_talk(home: &Path, then: &str) -> Terminal {
    let program = [&[env!("CARGO_BIN_EXE_breathmark").to_owned()], &kept_talk(home)[..]].concat().join("' '");
    let script = format!("set -m; '{program}'; {then}");
    Terminal::run_program("sh", (80, 24), home, &["-c", &script], &[])
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_the_talk_loses_no_time() {
    let home = short_home("ctrl-z");
    let call_back = "read line; fg; echo";
    let then = format!("echo 'shell 1'; {call_back} 'shell 2'; {call_back} 'all is over'");
    let mut terminal = shell_with_a_talk(&home, &then);
    terminal.wait_for("Left, just you now");
    terminal.press("\u{1a}");
    terminal.wait_for("shell 1");
    assert!(terminal.is_given_back() && has_all_modes_back(&terminal), "{:?}", terminal.written());
    terminal.press("\r");
    terminal.answer_none();
    terminal.wait_for("No straps");
    let began = Instant::now();
    terminal.press("n");
    terminal.wait_for("Left speaks");
    let lent = Instant::now();
    terminal.press("\u{1a}");
    terminal.wait_for("shell 2");
    assert!(terminal.is_given_back() && has_all_modes_back(&terminal), "{:?}", terminal.written());
    std::thread::sleep(Duration::from_millis(3100));
    terminal.press("\r");
    terminal.wait_for("Left speaks");
    let lent = lent.elapsed();
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    terminal.press("\u{3}");
    terminal.wait_for("all is over");
    assert!(terminal.wait().success() && terminal.is_given_back());
    let (secs, away) = between_keys(&journal(&home), "next", "pause");
    assert!(matches!(away[..], [3..=60]) && away[0] <= lent.as_secs(), "{away:?} of {lent:?}");
    let took = began.elapsed().as_secs_f64();
    assert!(secs + away[0] as f64 <= took + 1.0, "no second counts twice: {secs} s and {away:?} s in {took} s");
}

#[test]
fn a_process_that_was_stopped_from_outside_draws_anew_and_counts_the_time_as_absence() {
    let home = short_home("stopped");
    let args = kept_talk(&home);
    let mut terminal = Terminal::run(80, 24, &home, &args.each_ref().map(String::as_str));
    terminal.answer_none();
    terminal.wait_for("No straps");
    let (began, drawn) = (Instant::now(), count(&terminal, ON[0]));
    terminal.press("n");
    terminal.wait_for("Left speaks");
    terminal.send("STOP");
    std::thread::sleep(Duration::from_millis(4200));
    terminal.send("CONT");
    while count(&terminal, ON[0]) == drawn {
        std::thread::sleep(Duration::from_millis(5));
    }
    terminal.wait_for("Left speaks");
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    let took = began.elapsed().as_secs_f64();
    terminal.press("\u{3}");
    assert!(terminal.wait().success() && terminal.is_given_back() && has_all_modes_back(&terminal));
    let (secs, away) = between_keys(&journal(&home), "next", "pause");
    assert!(matches!(away[..], [3..=60]), "{away:?}");
    assert!(secs + away[0] as f64 <= took + 1.5, "no second counts twice: {secs} s and {away:?} s in {took} s");
}

#[test]
fn a_stop_that_another_terminal_asks_for_lends_this_one_to_the_shell() {
    let home = short_home("tstp");
    let program = [&[env!("CARGO_BIN_EXE_breathmark").to_owned()], &kept_talk(&home)[..]].concat().join(" ");
    let pid = home.join("pid");
    let job = format!("sh -c 'echo $$ > {}; exec {program}'", pid.display());
    let script = format!("set -m; {job}; echo 'shell 1'; read line; fg; echo 'all is over'");
    let mut terminal = Terminal::run_program("sh", (80, 24), &home, &["-c", &script], &[]);
    terminal.begin_without_straps();
    let pid = std::fs::read_to_string(pid).unwrap();
    assert!(Command::new("kill").args(["-TSTP", pid.trim()]).status().unwrap().success());
    terminal.wait_for("shell 1");
    assert!(terminal.is_given_back() && has_all_modes_back(&terminal), "{:?}", terminal.written());
    std::thread::sleep(Duration::from_millis(3100));
    terminal.press("\r");
    terminal.wait_for("hand over");
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    terminal.press("\u{3}");
    terminal.wait_for("all is over");
    assert!(terminal.wait().success() && terminal.is_given_back());
    let (_, away) = between_keys(&journal(&home), "next", "pause");
    assert!(matches!(away[..], [3..=60]), "{away:?}");
}

#[test]
fn where_no_shell_could_continue_it_the_program_is_not_stopped() {
    let home = short_home("orphaned");
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps", "--ephemeral"]);
    terminal.begin_without_straps();
    terminal.send("TSTP");
    terminal.press("\u{1a}");
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    terminal.press("\u{3}");
    assert!(terminal.wait().success() && terminal.is_given_back());
}

#[test]
fn in_the_background_the_talk_waits_for_the_terminal_and_counts_the_time_as_absence() {
    let home = short_home("background");
    let began = Instant::now();
    let mut terminal = shell_with_a_talk(&home, "bg; sleep 4; echo 'shell 2'; sleep 1; fg; echo 'all is over'");
    terminal.begin_without_straps();
    terminal.press("\u{1a}");
    terminal.wait_for("shell 2");
    terminal.wait_for("hand over");
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    let took = began.elapsed().as_secs_f64();
    terminal.press("\u{3}");
    terminal.wait_for("all is over");
    assert!(terminal.wait().success() && terminal.is_given_back() && has_all_modes_back(&terminal));
    let (secs, away) = between_keys(&journal(&home), "next", "pause");
    let away: u64 = away.iter().sum();
    assert!((3..=60).contains(&away), "{away}");
    assert!(secs + away as f64 <= took + 1.0, "no second counts twice: {secs} s and {away} s in {took} s");
}

#[test]
fn a_talk_that_is_stopped_ends_when_it_is_asked_to() {
    let home = short_home("asked-while-stopped");
    let then = "kill -TERM %1; kill -CONT %1; while kill -0 %1 2>/dev/null; do sleep 0.1; done; echo 'it has ended'";
    let mut terminal = shell_with_a_talk(&home, then);
    terminal.begin_without_straps();
    terminal.press("\u{1a}");
    terminal.wait_for("it has ended");
    assert!(terminal.wait().success() && terminal.is_given_back() && has_all_modes_back(&terminal));
    assert_eq!(journal(&home).last().unwrap()["input"], "end");
}
