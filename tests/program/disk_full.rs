//! A talk on a disk that takes nothing more: no file may grow beyond some bytes, as with a full disk but without being
//! root; the signal that comes with it is ignored. Later there is room again, or there is not.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::lines::Told;
use crate::pty::short_home;
use crate::records::skip;

const FULL: &str = "The disk is full";
/// What both do in the talk; every one of these keys is a line of the journal.
const KEYS: [&str; 2] = ["1\n", "0\n"];

/// The program at `home`, on a disk that takes so many bytes of a file. Nothing if that can't be made here.
fn on_small_disk(home: &Path, bytes: u32) -> Option<Command> {
    if Command::new("prlimit").arg("--version").output().is_err() {
        skip("program disk_full", "this machine has no prlimit, so no disk can be made full");
        return None;
    }
    let script = format!("trap '' XFSZ; exec prlimit --fsize={bytes}: \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_breathmark")]).env("HOME", home).env("LANG", "C");
    command.env_remove("XDG_STATE_HOME").env_remove("XDG_CONFIG_HOME");
    Some(command)
}

/// A talk with keys only, told line by line; its disk takes so many bytes of a file. Nothing if that can't be made here.
fn talk(name: &str, bytes: u32) -> Option<(Told, PathBuf)> {
    let home = short_home(name);
    let journal = home.join("talk.jsonl");
    let mut command = on_small_disk(&home, bytes)?;
    let mut told = Told::start(command.args(["talk", "--no-straps", "--plain", "--journal"]).arg(&journal));
    told.answer_none();
    told.wait_for("No straps today", |_| {});
    told.press("n\n");
    told.wait_for("Right, listen", |_| {});
    Some((told, journal))
}

/// What the program says when it refuses on a disk that takes so many bytes of a file.
fn refusal(home: &Path, bytes: u32, args: &[&str]) -> Option<String> {
    let output = on_small_disk(home, bytes)?.args(args).output().unwrap();
    let (said, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(!output.status.success() && said.is_empty(), "{said}{errors}");
    Some(errors)
}

#[test]
fn a_full_disk_is_said_before_the_check_though_an_empty_file_fits() {
    let home = short_home("disk-full-before");
    let there = || std::fs::read_dir(&home).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let before = there();
    let journal = home.join("talk.jsonl").display().to_string();
    let args = ["talk", "--no-straps", "--plain"];
    let Some(errors) = refusal(&home, 1024, &args) else { return };
    assert!(errors.contains("I can't keep anything in "), "{errors}");
    let errors = refusal(&home, 1024, &[&args[..], &["--journal", &journal]].concat()).unwrap();
    assert!(errors.contains("I can't write the journal "), "{errors}");
    assert_eq!(there(), before, "nothing is left behind");
}

#[test]
fn a_journal_whose_header_could_not_be_written_is_removed() {
    let home = short_home("disk-full-header");
    let journal = home.join("demo.jsonl");
    let args = ["talk", "--demo", "--outputs", "-", "--journal", journal.to_str().unwrap()];
    let Some(errors) = refusal(&home, 64, &args) else { return };
    assert!(errors.contains("I can't write the journal "), "{errors}");
    assert!(!journal.exists());
}

fn room_again(told: &Told) {
    let id = told.id().to_string();
    let made = Command::new("prlimit").args(["--pid", &id, "--fsize=unlimited:"]).status().unwrap();
    assert!(made.success(), "the limit is soft, so it can be lifted");
}

/// Presses keys until the screen says that the disk is full; says how many.
fn fill(told: &mut Told) -> usize {
    let mut pressed = 0;
    told.wait_for(FULL, |told| {
        for _ in 0..10 {
            for key in KEYS {
                told.press(key);
            }
            pressed += KEYS.len();
        }
    });
    pressed
}

fn numbers_in(journal: &Path) -> usize {
    // Between a write that failed and its cut there is half a line for a moment.
    let mut text = String::new();
    for _ in 0..100 {
        text = std::fs::read_to_string(journal).unwrap();
        if text.ends_with('\n') {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(text.ends_with('\n'), "whole lines only");
    text.lines().filter(|line| line.contains("\"numbers\"")).count()
}

#[test]
fn what_a_full_disk_does_not_take_is_written_when_there_is_room_again() {
    let Some((mut told, journal)) = talk("disk-room-again", 8192) else { return };
    let mut pressed = fill(&mut told);
    assert!(numbers_in(&journal) < pressed, "The disk is full");
    told.press("p\n");
    told.wait_for("let's take a breath", |_| {});
    let times = told.said.iter().filter(|line| line.contains(FULL)).count();
    assert!(times <= 2, "once for the page, and once for the next page: {:#?}", told.said);
    room_again(&told);
    told.press("1\n");
    pressed += 1;
    told.press_again("q\n");
    told.wait_for("thank you both", |_| {});
    told.press_again("q\n");
    told.wait_for("Kept on this computer", |_| {});
    let (ended_well, errors) = told.end();
    assert!(ended_well, "{errors}");
    assert_eq!(numbers_in(&journal), pressed, "nothing is lost");
    assert!(std::fs::read_to_string(&journal).unwrap().lines().last().unwrap().contains("\"end\""));
}

#[test]
fn a_disk_that_stays_full_is_told_at_the_end_and_the_talk_was_whole() {
    let Some((mut told, journal)) = talk("disk-stays-full", 8192) else { return };
    let pressed = fill(&mut told);
    told.press("p\n");
    told.wait_for("let's take a breath", |_| {});
    told.press_again("q\n");
    told.wait_for("thank you both", |_| {});
    told.press_again("q\n");
    told.wait_for("You talked for", |_| {});
    assert!(!told.said.iter().any(|line| line.contains("Kept on this computer")));
    let (ended_well, errors) = told.end();
    assert!(!ended_well && errors.contains("Make room on the disk"), "{errors}");
    assert!(numbers_in(&journal) < pressed);
}

#[test]
fn of_a_line_of_the_history_that_a_full_disk_cuts_off_nothing_is_left() {
    let home = short_home("disk-full-history");
    let history = home.join(".local/state/breathmark/history.jsonl");
    let earlier =
        format!("{}\n", r#"{"version":1,"talk":{"began":"2026-11-28T22:46:50+00:00","pauses":0,"pause_s":[]}}"#);
    let limit = 32_768;
    // Twenty bytes have room, and no line.
    let before = format!("{}{earlier}", "\n".repeat(limit as usize - 20 - earlier.len()));
    std::fs::write(&history, &before).unwrap();
    let Some(mut command) = on_small_disk(&home, limit) else { return };
    let mut told = Told::start(command.args(["talk", "--no-straps", "--plain"]));
    told.answer_none();
    told.wait_for("No straps today", |_| {});
    told.press("n\n");
    told.wait_for("Right, listen", |_| {});
    told.press("p\n");
    told.wait_for("let's take a breath", |_| {});
    told.press_again("q\n");
    told.wait_for("thank you both", |_| {});
    told.press_again("q\n");
    let (ended_well, errors) = told.end();
    assert!(!ended_well && errors.contains("history.jsonl"), "{errors}");
    assert_eq!(std::fs::read_to_string(&history).unwrap(), before);
}
