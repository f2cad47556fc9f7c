//! Its standard output: who reads it, how it looks, and how it ends.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{PATIENCE, Running, command, folder, lines, output};
use crate::pty::{Terminal, home};

#[test]
fn a_demo_leaves_the_usual_socket_to_a_persons_heart_and_says_that_it_is_one() {
    let folder = folder("usual");
    let mut child = command(&folder, &["--demo"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("Simulated heart."), "{first}");
    assert!(!folder.join("breathmark").exists());
    child.kill().unwrap();
    child.wait().unwrap();
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn it_ends_soon_after_the_reader_of_its_output_has_gone() {
    let args = ["--demo", "--speed", "10"];
    let mut child = command(&home("cue-orphan"), &args).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("Learning") {
        line.clear();
        assert!(out.read_line(&mut line).unwrap() > 0, "it goes on");
    }
    drop(out);
    let gone = Instant::now();
    while child.try_wait().unwrap().is_none() {
        // The next line would come after the half hour of learning, in three minutes.
        assert!(gone.elapsed() < PATIENCE, "nobody reads it, and it runs on");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn with_nohup_it_runs_on_when_the_terminal_closes() {
    use rustix::process::{Pid, Signal, kill_process};
    let folder = folder("nohup");
    let socket = folder.join("s");
    let args = ["cue", "--demo", "--socket", socket.to_str().unwrap()];
    let mut command = Command::new("nohup");
    command.arg(env!("CARGO_BIN_EXE_breathmark")).args(args).env("HOME", home("cue-nohup")).env("LANG", "C");
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let running = Running { child, socket };
    let mut read = lines(running.reader());
    kill_process(Pid::from_raw(running.child.id().cast_signed()).unwrap(), Signal::HUP).unwrap();
    assert_eq!(read.by_ref().take(20).count(), 20, "it runs on");
    assert!(running.interrupt());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_reader_of_its_output_that_stopped_for_a_while_gets_no_old_lines() {
    let args = ["--demo", "--json", "--speed", "1"];
    let mut child = command(&home("cue-stopped"), &args).stdout(Stdio::piped()).spawn().unwrap();
    // Some ten lines come in this time: the first beats make a new one each second.
    std::thread::sleep(Duration::from_secs(15));
    child.kill().unwrap();
    let mut held = String::new();
    child.stdout.take().unwrap().read_to_string(&mut held).unwrap();
    child.wait().unwrap();
    assert!(held.lines().count() <= 2, "{held}");
}

#[test]
fn line_by_line_and_on_a_dumb_terminal_nothing_is_written_over() {
    for (name, args, term) in
        [("plain", &["--plain", "cue", "--demo"][..], "xterm"), ("dumb", &["cue", "--demo"], "dumb")]
    {
        let home = home(&format!("cue-{name}"));
        let mut terminal = Terminal::run_in(80, 24, &home, args, &[("TERM", term)]);
        terminal.wait_for("Ctrl-C ends it");
        terminal.wait_for("Simulated heart. Learning");
        terminal.press("\u{3}");
        terminal.wait();
        assert!(!terminal.written().contains('\u{1b}'), "{name}: {:?}", terminal.written());
    }
}

#[test]
fn the_help_of_its_demo_says_how_fast_it_is_and_how_it_ends() {
    let help = String::from_utf8(output(&home("cue-help"), &["--help"]).stdout).unwrap();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        help.contains("Ctrl-C ends it") && help.contains("1 is real time") && !help.contains("presses the keys"),
        "{help}"
    );
}
