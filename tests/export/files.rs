//! Files are whole or not there, belong to their owner, and take nobody's place.
#![allow(clippy::unwrap_used)]

use std::process::{Command, Stdio};

use breathmark::event::seat::Seat;

use super::journals::{folder, names, printed, resting, run, strap, talk, with_journal};
#[cfg(target_os = "linux")]
use super::records::skip;

fn two(count: usize) -> Vec<u8> {
    talk(&[(Seat::Left, strap(resting(count, 1), |_| false)), (Seat::Right, strap(resting(count, 2), |_| false))])
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_an_export() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = with_journal("owner", &two(50));
    for format in ["rr", "csv", "jsonl", "bids"] {
        printed(&folder, &["talk.jsonl", "--format", format, "--out", "new/"]);
    }
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.join("new")), 0o700);
    let names = names(&folder.join("new"));
    assert_eq!(names.len(), 2 * (2 + 1 + 1 + 4));
    assert!(names.iter().all(|name| mode(&folder.join("new").join(name)) == 0o600));
}

#[test]
fn nothing_is_overwritten_and_then_nothing_is_written() {
    let folder = with_journal("overwrite", &two(50));
    let taken = folder.join("1970-01-01_010000_talk_right.rejected.csv");
    std::fs::write(&taken, "mine").unwrap();
    let output = run(&folder, &["talk.jsonl"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("nothing is overwritten"), "{said}");
    assert_eq!(std::fs::read_to_string(taken).unwrap(), "mine");
    assert_eq!(names(&folder), ["1970-01-01_010000_talk_right.rejected.csv"]);
}

/// A disk on which a file takes so many bytes, as in `tests/program/disk_full.rs`.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_no_half_file() {
    if Command::new("prlimit").arg("--version").output().is_err() {
        return skip("export files", "this machine has no prlimit, so no disk can be made full");
    }
    let folder = with_journal("full", &two(900));
    for (format, bytes) in [("rr", 9000), ("csv", 9000), ("jsonl", 9000), ("bids", 4000), ("rr", 10)] {
        let script = format!("trap '' XFSZ; exec prlimit --fsize={bytes}: \"$0\" \"$@\"");
        let program = env!("CARGO_BIN_EXE_breathmark");
        let mut command = Command::new("sh");
        command.current_dir(&folder).env("HOME", &folder).args(["-c", &script, program, "export", "talk.jsonl"]);
        let output = command.args(["--format", format]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains("the disk"), "{format}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert_eq!(names(&folder), [""; 0], "{format}");
    }
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    let args = ["export", "talk.jsonl", "--person", "left", "--out", "-"];
    let output = command.current_dir(&folder).args(args).stdout(full).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("make room"), "{said}");
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = with_journal("pipe", &two(3000));
    let mut child = Command::new(env!("CARGO_BIN_EXE_breathmark"))
        .current_dir(&folder)
        .args(["export", "talk.jsonl", "--format", "jsonl", "--person", "right", "--out", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(unix)]
#[test]
fn a_journal_out_of_a_pipe_gives_the_same_beats() {
    let folder = with_journal("from-pipe", &two(200));
    let script = "\"$0\" export <(cat talk.jsonl) --person left --out -";
    let mut command = Command::new("bash");
    command.current_dir(&folder).args(["-c", script, env!("CARGO_BIN_EXE_breathmark")]);
    let piped = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert_eq!(piped, printed(&folder, &["talk.jsonl", "--person", "left", "--out", "-"]));
}

#[test]
fn json_says_of_each_file_what_is_in_it() {
    let folder = with_journal("json", &two(80));
    let lines = printed(&folder, &["talk.jsonl", "--format", "bids", "--out", "study/", "--json"]);
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 8);
    for line in &lines {
        let file = folder.join(line["file"].as_str().unwrap());
        assert_eq!(line["bytes"].as_u64().unwrap(), std::fs::metadata(file).unwrap().len(), "{line}");
        assert_eq!(line["beats"], 80, "{line}");
        assert!(line["rejected"].is_object() && (line["person"] == "left" || line["person"] == "right"), "{line}");
    }
}

#[test]
fn one_file_takes_the_name_that_is_given() {
    let folder = with_journal("one", &two(40));
    printed(&folder, &["talk.jsonl", "--person", "left", "--out", "heart.txt"]);
    assert_eq!(names(&folder), ["heart.rejected.csv", "heart.txt"]);
    assert!(self::folder("elsewhere").is_dir());
}
