//! A terminal or a pipe that nobody reads, and one that is closed: the session goes on, and the program can be ended.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

use std::io::{BufRead as _, BufReader, PipeReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::pty::{Terminal, home, short_home};

/// How soon a program that is asked to end must have ended.
const ENDS_WITHIN: Duration = Duration::from_secs(2);
/// By then the system holds no more of a moving page.
const FULL_AFTER: Duration = Duration::from_secs(5);
/// How long a slow machine may take for anything else.
const PATIENCE: Duration = Duration::from_mins(1);

/// A demo with its journal.
fn demo(name: &str, more: &[&str]) -> (Terminal, PathBuf) {
    let home = home(name);
    let journal = home.join("talk.jsonl");
    let args = [&["talk", "--demo", "--speed", "4", "--journal", journal.to_str().unwrap()], more].concat();
    (Terminal::run(80, 24, &home, &args), journal)
}

fn length(journal: &Path) -> u64 {
    std::fs::metadata(journal).map_or(0, |file| file.len())
}

/// Waits until the journal is longer than `before`, without reading the terminal.
fn wait_until_it_grows(journal: &Path, before: u64) {
    let began = Instant::now();
    while length(journal) <= before {
        assert!(began.elapsed() < PATIENCE, "the session stands still");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn is_whole(journal: &Path) -> bool {
    std::fs::read_to_string(journal).unwrap().lines().last().is_some_and(|line| line.contains("\"input\":\"end\""))
}

/// Runs the same for each, all at once.
fn side_by_side(each: &[&str], run: impl Fn(&str) + Sync) {
    std::thread::scope(|scope| {
        for one in each {
            scope.spawn(|| run(one));
        }
    });
}

#[test]
fn a_session_goes_on_while_nobody_reads_its_terminal_and_shows_itself_again() {
    let (mut terminal, journal) = demo("stalled", &[]);
    terminal.wait_for("what we agree on");
    terminal.stall();
    std::thread::sleep(FULL_AFTER);
    let before = length(&journal);
    wait_until_it_grows(&journal, before + 1000);
    terminal.go_on_reading();
    terminal.press("?");
    terminal.wait_for("help: what works here");
    terminal.press("\u{3}");
    assert!(terminal.wait().success() && terminal.is_given_back() && is_whole(&journal));
}

#[test]
fn a_terminal_that_nobody_reads_keeps_nobody_from_ending_the_program_and_is_given_back() {
    side_by_side(&["TERM", "INT", "HUP"], |signal| {
        let (mut terminal, journal) = demo(&format!("stalled-{signal}"), &[]);
        terminal.wait_for("what we agree on");
        terminal.stall();
        std::thread::sleep(FULL_AFTER);
        terminal.send(signal);
        let status = terminal.ends_within(ENDS_WITHIN).unwrap_or_else(|| panic!("{signal} does nothing"));
        assert!(status.success() && is_whole(&journal), "{signal}");
        terminal.go_on_reading();
        terminal.wait();
        assert!(terminal.is_given_back(), "{signal}");
    });
}

#[test]
fn a_terminal_that_is_closed_ends_the_session_well_with_a_whole_journal() {
    side_by_side(&["", "--plain", "--stats"], |more| {
        let more: Vec<&str> = more.split_whitespace().collect();
        let (mut terminal, journal) = demo(&format!("closed-{}", more.concat()), &more);
        terminal.wait_for("what we agree on");
        terminal.close();
        let status = terminal.ends_within(PATIENCE).unwrap();
        assert!(status.success(), "{more:?}: {status}");
        assert!(is_whole(&journal), "{more:?}");
    });
}

#[test]
fn a_terminal_that_is_closed_before_the_talk_ends_the_pages_well() {
    for (n, args) in [&["talk", "--no-straps"][..], &["practice", "--demo"], &[]].into_iter().enumerate() {
        let mut terminal = Terminal::run(80, 24, &home(&format!("closed-before-{n}")), args);
        terminal.wait_for("help");
        terminal.close();
        let status = terminal.ends_within(PATIENCE).unwrap();
        assert!(status.success(), "{args:?}: {status}");
    }
}

#[test]
fn every_signal_that_ends_a_program_gives_the_terminal_back() {
    side_by_side(&["QUIT", "USR1", "USR2", "ALRM", "VTALRM", "PROF", "XCPU"], |signal| {
        let (mut terminal, journal) = demo(&format!("signal-{signal}"), &[]);
        terminal.wait_for("what we agree on");
        terminal.send(signal);
        assert!(terminal.wait().success(), "{signal}");
        assert!(terminal.is_given_back() && is_whole(&journal), "{signal}");
    });
}

/// A demo line by line whose output is a pipe with little room: a long line that somebody else wrote is in it already.
fn demo_into_a_full_pipe(home: &Path, speed: &str) -> (Child, PipeReader) {
    let (reader, mut writer) = std::io::pipe().unwrap();
    writer.write_all(&[&vec![b'x'; 60_000][..], b"\n"].concat()).unwrap();
    let journal = home.join("talk.jsonl");
    let child = Command::new(env!("CARGO_BIN_EXE_breathmark"))
        .args(["talk", "--demo", "--plain", "--speed", speed, "--journal", journal.to_str().unwrap()])
        .env("HOME", home)
        .env_remove("LANG")
        .env_remove("LC_ALL")
        .stdin(Stdio::piped())
        .stdout(writer)
        .spawn()
        .unwrap();
    (child, reader)
}

fn end_within(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    let began = Instant::now();
    while began.elapsed() < limit {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    None
}

#[test]
fn a_pipe_that_nobody_reads_holds_up_neither_the_session_nor_its_end() {
    let home = home("unread-pipe");
    let (mut child, _reader) = demo_into_a_full_pipe(&home, "20");
    let began = Instant::now();
    while !home.join("talk.jsonl").exists() || !is_whole(&home.join("talk.jsonl")) {
        assert!(began.elapsed() < PATIENCE, "the session stands still");
        std::thread::sleep(Duration::from_millis(50));
    }
    // The lines still wait for their reader.
    assert!(end_within(&mut child, Duration::from_secs(1)).is_none());
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(end_within(&mut child, ENDS_WITHIN).is_some_and(|status| status.success()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said_when_the_last_lines_do_not_fit_on_it() {
    let ran = Command::new(env!("CARGO_BIN_EXE_breathmark"))
        .args(["talk", "--demo", "--plain", "--speed", "60"])
        .env("HOME", home("full-output"))
        .stdin(Stdio::null())
        .stdout(std::fs::File::create("/dev/full").unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(!ran.status.success() && said.contains("make room"), "{said}");
}

#[test]
fn lines_that_are_read_late_are_all_there() {
    let home = home("late-reader");
    let (mut child, reader) = demo_into_a_full_pipe(&home, "60");
    std::thread::sleep(FULL_AFTER);
    let lines: Vec<String> = BufReader::new(reader).lines().skip(1).map(Result::unwrap).collect();
    assert!(child.wait().unwrap().success());
    let bytes = lines.iter().map(|line| line.len() + 1).sum::<usize>();
    assert!(bytes > 65_536 - 60_000, "more than the pipe had room for: {bytes}");
    assert!(lines.first().unwrap().starts_with("breathmark"), "{lines:#?}");
    assert!(lines.last().unwrap().contains("To begin for real"), "{lines:#?}");
    for words in ["sit back", "speaks", "let's take a breath", "makes amends", "thank you both"] {
        assert!(lines.iter().any(|line| line.contains(words)), "no {words:?} in {lines:#?}");
    }
}

#[test]
fn a_line_without_an_end_and_lines_without_end_are_no_trouble() {
    for (name, text) in [("line", vec![b'x'; 65536]), ("lines", b"z\n".repeat(32768))] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_breathmark"))
            .args(["talk", "--no-straps", "--plain", "--ephemeral"])
            .env("HOME", short_home(&format!("endless-{name}")))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || while input.write_all(&text).is_ok() {});
        std::thread::sleep(Duration::from_secs(2));
        #[cfg(target_os = "linux")]
        assert!(resident(child.id()) < 64 * 1024, "{name}: {} kB", resident(child.id()));
        assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
        assert!(end_within(&mut child, ENDS_WITHIN).is_some_and(|status| status.success()), "{name}");
        writer.join().unwrap();
    }
}

/// The memory of a process that is in use, in kB (`proc_pid_status(5)`).
#[cfg(target_os = "linux")]
fn resident(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
