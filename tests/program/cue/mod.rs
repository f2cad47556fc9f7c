//! `breathmark cue` as other programs meet it: its socket, its one line, and a strap that comes and goes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

mod output;
mod socket;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::pty::home;

/// How long anything may take on a slow machine before the test gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// A folder with a short name: the path of a socket is at most a hundred bytes or so.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("bm-cue-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn command(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.env("HOME", home).env("LANG", "C").env("XDG_RUNTIME_DIR", home);
    command.env_remove("XDG_CONFIG_HOME").env_remove("XDG_STATE_HOME").arg("cue").args(args);
    command
}

fn output(home: &Path, args: &[&str]) -> Output {
    command(home, args).output().unwrap()
}

/// The sentence with which it refuses. Nothing stands on standard output.
fn refusal(home: &Path, args: &[&str]) -> String {
    let output = output(home, args);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && output.stdout.is_empty(), "{args:?}: {said}");
    assert!(said.starts_with("breathmark: ") && said.lines().count() == 1, "{said}");
    said
}

/// A demo that runs at its socket, until it is dropped.
struct Running {
    child: Child,
    socket: PathBuf,
}

impl Running {
    fn at(home: &Path, socket: &Path, speed: &str) -> Self {
        let args = ["--demo", "--json", "--speed", speed, "--socket", socket.to_str().unwrap()];
        let child = command(home, &args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        Self { child, socket: socket.to_owned() }
    }

    /// A reader that has just come.
    fn reader(&self) -> UnixStream {
        let end = Instant::now() + PATIENCE;
        loop {
            match UnixStream::connect(&self.socket) {
                Ok(stream) => return stream,
                Err(error) => assert!(Instant::now() < end, "{error}"),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Asks it to end. Whether it ended well. Ctrl-C may be ignored: what starts the tests may run in the background.
    fn interrupt(mut self) -> bool {
        let pid = rustix::process::Pid::from_raw(self.child.id().cast_signed()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        self.child.wait().unwrap().success()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(stream: UnixStream) -> impl Iterator<Item = Value> {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    BufReader::new(stream).lines().map_while(Result::ok).map(|line| serde_json::from_str(&line).unwrap())
}

#[test]
fn a_reader_gets_the_last_status_then_every_change_and_the_socket_is_its_owners_only() {
    let folder = folder("reads");
    let socket = folder.join("s");
    let running = Running::at(&home("cue-reads"), &socket, "60");
    let first: Vec<Value> = lines(running.reader()).take(3).collect();
    assert_eq!(first.len(), 3);
    assert!(first.windows(2).all(|two| two[0] != two[1]), "{first:?}");
    for key in ["event", "source", "text", "tooltip", "class", "state", "heart_rate_bpm", "rmssd_ms", "cues_today"] {
        assert!(first[0].get(key).is_some(), "{key} in {:?}", first[0]);
    }
    assert_eq!(fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(running.interrupt());
    assert!(!socket.exists(), "it is removed at the end");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn once_prints_one_line_of_the_one_that_runs_and_says_so_where_none_does() {
    let (folder, home) = (folder("once"), home("cue-once"));
    let socket = folder.join("s");
    let once = ["--once", "--socket", socket.to_str().unwrap()];
    let said = refusal(&home, &once);
    assert!(said.contains("no `breathmark cue` runs") && said.contains("Start it first"), "{said}");
    let running = Running::at(&home, &socket, "60");
    drop(running.reader());
    let line = String::from_utf8(output(&home, &once).stdout).unwrap();
    assert!(line.lines().count() == 1 && !line.starts_with('{'), "{line}");
    let json = String::from_utf8(output(&home, &[&once[..], &["--json"]].concat()).stdout).unwrap();
    let value: Value = serde_json::from_str(&json).unwrap();
    assert!(json.lines().count() == 1 && value["event"] == "status", "{json}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn without_a_strap_it_says_how_to_choose_one() {
    let home = home("cue-none");
    let said = String::from_utf8(output(&home, &[]).stderr).unwrap();
    assert!(said.contains("breathmark straps") || said.contains("no Bluetooth"), "{said}");
    let said = String::from_utf8(output(&home, &["--times-a-day", "11"]).stderr).unwrap();
    assert!(said.contains("0..=10"), "{said}");
}

#[cfg(all(feature = "ble", target_os = "linux"))]
#[test]
fn a_strap_that_goes_and_comes_back_is_heard_again() {
    use crate::bluez::bus::{Bus, Policy};
    use crate::bluez::heart::Heart;
    use crate::bluez::talk::A;
    use crate::bluez::{Bluez, Strap};
    let Some(bus) = Bus::start(Policy::Open) else {
        return crate::records::skip("program cue", "this machine has no dbus-daemon");
    };
    let bluez = Bluez::start(&bus.address());
    bluez.world().straps.push(Strap::new(A, "Polar H10 12345678", Heart::new(70.0, 0.0)));
    let home = bus.folder().join("home");
    fs::create_dir_all(home.join(".config/breathmark")).unwrap();
    fs::write(home.join(".config/breathmark/straps.toml"), format!("[left]\nid = \"{A}\"\n")).unwrap();
    let folder = folder("back");
    let mut command = command(&home, &["--json"]);
    command.env("XDG_RUNTIME_DIR", &folder);
    let socket = folder.join("breathmark/cue.sock");
    let child = command.env("DBUS_SYSTEM_BUS_ADDRESS", bus.address()).stdout(Stdio::null()).spawn().unwrap();
    let running = Running { child, socket };
    drop(running.reader());
    assert_eq!(fs::metadata(folder.join("breathmark")).unwrap().permissions().mode() & 0o777, 0o700);
    let mut read = lines(running.reader());
    let mut wait_for = |what: &str, wanted: fn(&Value) -> bool| {
        let end = Instant::now() + PATIENCE;
        while !wanted(&read.next().unwrap_or_else(|| panic!("{what} never came"))) {
            assert!(Instant::now() < end, "{what} never came");
        }
    };
    wait_for("a heart rate", |line| line["heart_rate_bpm"].is_number() && line["state"] == "learning");
    bluez.world().drop_link(A);
    wait_for("no heart rate", |line| line["heart_rate_bpm"].is_null());
    wait_for("the same heart again", |line| line["heart_rate_bpm"].is_number());
    assert!(running.interrupt());
    fs::remove_dir_all(folder).unwrap();
}
