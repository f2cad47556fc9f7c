//! Sealed sessions: with one passphrase, with two, and with wrong ones.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};

use super::{ends, errors, kept, leave, paused_talk, program, short_home};

/// What a command says to somebody who sends these lines through a pipe.
fn with_lines(home: &Path, args: &[&str], lines: &str) -> Output {
    let mut command = program(home);
    let mut child =
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that refuses at once reads nothing.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", errors(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

const KETTLE: &str = "the blue kettle\n";
const HERON: &str = "a grey heron\n";

#[test]
fn a_talk_that_two_sealed_opens_with_both_passphrases_only() {
    let home = short_home("sealed-two");
    let chosen = with_lines(&home, &["seal", "--two"], &format!("{KETTLE}{KETTLE}{HERON}{HERON}"));
    assert!(said(&chosen).contains("Done."));
    leave(&mut paused_talk(&mut program(&home)));
    let files = kept(&home);
    assert_eq!(ends(&files), ["outline.sealed"]);
    let text = String::from_utf8_lossy(&fs::read(&files[0]).unwrap()).into_owned();
    assert!(!text.contains("Left") && !text.contains("pause"), "{text}");
    let shown = said(&with_lines(&home, &["show"], &format!("{HERON}{KETTLE}")));
    assert!(shown.contains("Left and Right") && shown.contains("pause  breathed"), "{shown}");
    for wrong in [format!("{KETTLE}{KETTLE}"), format!("wrong\n{HERON}"), format!("{KETTLE}wrong\n")] {
        let refused = with_lines(&home, &["show"], &wrong);
        assert!(!refused.status.success() && errors(&refused).contains("Together, these two don't open it"));
    }
    let silent = with_lines(&home, &["show"], "");
    assert!(!silent.status.success() && errors(&silent).contains("a passphrase is needed"), "{}", errors(&silent));
}

#[test]
fn hearts_are_sealed_as_they_are_written_and_analyze_and_replay_open_them() {
    let home = short_home("sealed-one");
    assert!(said(&with_lines(&home, &["seal"], &format!("{KETTLE}{KETTLE}"))).contains("Done."));
    let demo = program(&home).args(["practice", "--demo", "--outputs", "-", "--journal", "p.jsonl"]).output().unwrap();
    let recorded = said(&demo);
    said(&with_lines(&home, &["seal", "p.jsonl"], ""));
    assert!(!home.join("p.jsonl").exists() && home.join("p.sealed").exists());
    let replayed = said(&with_lines(&home, &["practice", "--replay", "p.sealed", "--outputs", "-"], KETTLE));
    assert_eq!(replayed, recorded);
    let analyzed = said(&with_lines(&home, &["analyze", "p.sealed"], KETTLE));
    assert!(analyzed.contains("RMSSD"), "{analyzed}");
    let verified = said(&with_lines(&home, &["verify", "p.sealed"], KETTLE));
    assert!(verified.contains("unchanged"));
    // One byte in the middle.
    let mut bytes = fs::read(home.join("p.sealed")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    fs::write(home.join("p.sealed"), bytes).unwrap();
    let refused = with_lines(&home, &["verify", "p.sealed"], KETTLE);
    assert!(!refused.status.success() && errors(&refused).contains("damaged in line"), "{}", errors(&refused));
    let analyzed = said(&with_lines(&home, &["analyze", "p.sealed"], KETTLE));
    assert!(analyzed.contains("the sealed file is damaged, or was changed"), "{analyzed}");
}

#[test]
fn a_passphrase_that_is_short_or_mistyped_changes_nothing() {
    let home = short_home("sealed-refused");
    for (lines, why) in [
        ("short\nshort\n", "at least 8 characters"),
        ("long enough\nlong enuff\n", "weren't the same"),
        ("", "a passphrase is needed"),
    ] {
        let refused = with_lines(&home, &["seal"], lines);
        assert!(!refused.status.success() && errors(&refused).contains(why), "{}", errors(&refused));
    }
    assert!(!home.join(".local/state/breathmark/seal.toml").exists());
}

#[test]
fn a_damaged_lock_keeps_a_talk_from_beginning_open() {
    let home = short_home("sealed-lock");
    fs::write(home.join(".local/state/breathmark/seal.toml"), "version = 1\n[lock]\npassphrases = 1\n").unwrap();
    let refused = with_lines(&home, &["talk", "--no-straps", "--plain"], "");
    assert!(!refused.status.success() && errors(&refused).contains("seal.toml"), "{}", errors(&refused));
}

/// In a sealed journal a key is as long as a heartbeat: nobody counts a pause without the passphrase.
#[test]
fn every_message_of_a_sealed_journal_is_of_one_length() {
    let home = short_home("sealed-lengths");
    said(&with_lines(&home, &["seal"], &format!("{KETTLE}{KETTLE}")));
    said(&program(&home).args(["talk", "--demo", "--outputs", "-", "--journal", "t.jsonl"]).output().unwrap());
    said(&with_lines(&home, &["seal", "t.jsonl"], ""));
    let bytes = fs::read(home.join("t.sealed")).unwrap();
    let mut rest = &bytes[bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1..];
    let mut lengths = Vec::new();
    while !rest.is_empty() {
        let length = u32::from_le_bytes(rest[..4].try_into().unwrap()) as usize;
        lengths.push(length);
        rest = &rest[4 + length..];
    }
    // The header alone is longer.
    assert!(lengths.len() > 100 && lengths[1..].iter().all(|length| *length == lengths[1]), "{lengths:?}");
}

#[test]
fn what_both_began_no_one_ends_alone_and_what_is_no_session_is_not_sealed() {
    let home = short_home("sealed-off");
    let same = with_lines(&home, &["seal", "--two"], &KETTLE.repeat(4));
    assert!(!same.status.success() && errors(&same).contains("the same twice"), "{}", errors(&same));
    said(&with_lines(&home, &["seal", "--two"], &format!("{KETTLE}{KETTLE}{HERON}{HERON}")));
    assert!(!with_lines(&home, &["seal", "--off"], KETTLE).status.success());
    fs::write(home.join("thesis.txt"), "years of work").unwrap();
    let refused = with_lines(&home, &["seal", "thesis.txt"], "");
    assert!(!refused.status.success() && errors(&refused).contains("no session"), "{}", errors(&refused));
    assert_eq!(fs::read_to_string(home.join("thesis.txt")).unwrap(), "years of work");
    assert!(said(&with_lines(&home, &["seal", "--off"], &format!("{KETTLE}{HERON}"))).contains("any more"));
}
