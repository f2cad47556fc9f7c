//! What the program asks of the system's network, looked at from outside, call by call, over whole runs.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::path::Path;
use std::process::Command;

use crate::pty::short_home;
use crate::records::skip;

/// Every call to the network in a run of a program, one a line; nothing where the system can't show them.
fn calls(home: &Path, program: &str, args: &[&str]) -> Option<Vec<String>> {
    let trace = home.join("trace");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "trace=network", "-o"]).arg(&trace);
    strace.arg(program).args(args).current_dir(home).env("HOME", home).env("LANG", "C");
    strace.env_remove("XDG_STATE_HOME").env_remove("XDG_CONFIG_HOME");
    let Ok(output) = strace.output() else {
        skip("program system_calls", "this machine has no strace, so nobody sees what the program asks of the network");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    let trace = std::fs::read_to_string(&trace).unwrap();
    // Each line begins with the number of a process.
    let calls = trace.lines().filter_map(|line| line.split_once(char::is_whitespace));
    Some(calls.map(|(_, call)| call.trim().to_owned()).filter(|call| call.contains('(')).collect())
}

/// Whether a call leads out of this computer. A pair of sockets, and a socket in the file system, don't.
fn leads_out(call: &str) -> bool {
    let opens = call.starts_with("socket(") || call.starts_with("socketpair(");
    let reaches = ["connect(", "bind(", "sendto("].iter().any(|name| call.starts_with(name));
    opens && !call.contains("AF_UNIX") || reaches && call.contains("AF_") && !call.contains("AF_UNIX")
}

#[test]
fn the_test_itself_would_see_a_socket_that_leads_out() {
    assert!(leads_out("socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3"));
    assert!(leads_out("connect(3, {sa_family=AF_INET6, sin6_port=htons(443)}, 28) = 0"));
    assert!(leads_out("socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 3"));
    assert!(!leads_out("socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0"));
    assert!(!leads_out("connect(5, {sa_family=AF_UNIX, sun_path=\"/run/dbus/system_bus_socket\"}, 30) = 0"));
}

#[test]
fn a_program_that_leads_out_is_seen() {
    let home = short_home("system-calls-seen");
    // Nobody needs to answer on this port.
    let leads = "exec 3<>/dev/tcp/127.0.0.1/9 || true";
    let Some(calls) = calls(&home, "bash", &["-c", leads]) else { return };
    assert!(calls.iter().any(|call| leads_out(call)), "{calls:#?}");
}

#[test]
fn whole_runs_open_no_socket_that_leads_out_of_this_computer() {
    let home = short_home("system-calls");
    let runs: [&[&str]; 9] = [
        &["talk", "--demo", "--outputs", "-", "--journal", "talk.jsonl"],
        &["practice", "--demo", "--outputs", "-", "--journal", "practice.jsonl"],
        &["talk", "--replay", "talk.jsonl", "--outputs", "-"],
        &["analyze", "talk.jsonl", "practice.jsonl"],
        &["verify", "talk.jsonl"],
        &["show", "talk.jsonl"],
        &["sessions"],
        &["history"],
        &["keep", "outline", "--days", "30"],
    ];
    for args in runs {
        let Some(calls) = calls(&home, env!("CARGO_BIN_EXE_breathmark"), args) else { return };
        let out: Vec<_> = calls.iter().filter(|call| leads_out(call)).collect();
        assert!(out.is_empty(), "{args:?}: {out:#?}");
    }
}
