//! Files that may not be read, and pipes on either side.

#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{file, folder, json, lines, refusal, resting};
#[cfg(unix)]
use crate::records::skip;
#[cfg(unix)]
use crate::rights::without_it;

/// The program without a right to read this file.
#[cfg(unix)]
fn that_may_not_read(path: &str) -> Option<Command> {
    let command = without_it(std::fs::read(path).is_ok());
    if command.is_none() {
        skip("program analyze, a file that may not be read", "root can't give up the right to read it here");
    }
    command
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_says_so() {
    let folder = folder("unreadable");
    let path = file(&folder, "rr.txt", "812\n");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if let Some(mut command) = that_may_not_read(&path) {
        let output = command.args(["analyze", &path]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains("may not be read. Change its permissions"), "{said}");
    }
    if Path::new("/proc/self/mem").exists() {
        assert!(refusal(&["/proc/self/mem"]).contains("reading stopped"));
    }
    if Path::new("/dev/full").exists() {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let good = file(&folder, "good.txt", lines(&resting(100, 1), |_, rr| rr.to_string()));
        let output =
            Command::new(env!("CARGO_BIN_EXE_breathmark")).args(["analyze", &good]).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains("make room") && said.lines().count() == 1, "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_to_its_end_and_one_without_a_writer_is_not_waited_for() {
    let folder = folder("pipes");
    let recording = file(&folder, "rr.txt", lines(&resting(300, 1), |_, rr| format!("{rr:.0}")));
    let piped = |script: &str| {
        let mut command = Command::new("bash");
        command.args(["-c", script, env!("CARGO_BIN_EXE_breathmark"), &recording]);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        json["metrics"].clone()
    };
    let metrics = json(&["--json", &recording])[0]["metrics"].clone();
    assert!(metrics.is_object(), "{metrics}");
    for script in [
        "\"$0\" analyze --json <(cat \"$1\")",
        "\"$0\" analyze --json <(head -c 99 \"$1\"; sleep 1; tail -c +100 \"$1\")",
        "\"$0\" analyze --json - < \"$1\"",
        "cat \"$1\" | \"$0\" analyze --json -",
        "cat \"$1\" | \"$0\" analyze --json /dev/stdin",
    ] {
        assert_eq!(piped(script), metrics, "{script}");
    }
    let silent = folder.join("silent");
    assert!(Command::new("mkfifo").arg(&silent).status().unwrap().success());
    assert!(refusal(&[silent.to_str().unwrap()]).contains("nothing comes out of this pipe"));
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = folder("pipe");
    let path = file(&folder, "rr.txt", lines(&resting(20_000, 6), |_, rr| rr.to_string()));
    let mut child = Command::new(env!("CARGO_BIN_EXE_breathmark"))
        .args(["analyze", "--beats", &path])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
