//! `breathmark cue` as other programs meet it: its socket, its one line, and a strap that comes and goes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
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

    /// Asks it to end, as Ctrl-C does. Whether it ended well.
    fn interrupt(mut self) -> bool {
        let pid = rustix::process::Pid::from_raw(self.child.id().cast_signed()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
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
    for key in ["event", "text", "tooltip", "class", "state", "heart_rate_bpm", "rmssd_ms", "cues_today"] {
        assert!(first[0].get(key).is_some(), "{key} in {:?}", first[0]);
    }
    assert_eq!(fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(running.interrupt());
    assert!(!socket.exists(), "it is removed at the end");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_usual_socket_stands_in_a_folder_of_its_owner_only() {
    let folder = folder("usual");
    let mut child = command(&folder, &["--demo"]).stdout(Stdio::null()).spawn().unwrap();
    let running_folder = folder.join("breathmark");
    let running = Running { child: Command::new("true").spawn().unwrap(), socket: running_folder.join("cue.sock") };
    drop(running.reader());
    assert_eq!(fs::metadata(&running_folder).unwrap().permissions().mode() & 0o777, 0o700);
    child.kill().unwrap();
    child.wait().unwrap();
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_stale_socket_is_replaced_and_a_live_one_refuses_a_second_cue() {
    let (folder, home) = (folder("stale"), home("cue-stale"));
    let socket = folder.join("s");
    drop(UnixListener::bind(&socket).unwrap());
    assert!(socket.exists() && UnixStream::connect(&socket).is_err(), "it is stale");
    let running = Running::at(&home, &socket, "60");
    drop(running.reader());
    let said = refusal(&home, &["--demo", "--socket", socket.to_str().unwrap()]);
    assert!(said.contains("runs already") && said.contains("Stop that one first"), "{said}");
    assert_eq!(lines(running.reader()).take(2).count(), 2, "the first goes on");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_path_that_is_no_socket_or_too_long_is_refused_and_left_alone() {
    let (folder, home) = (folder("exists"), home("cue-exists"));
    let file = folder.join("notes");
    fs::write(&file, "mine").unwrap();
    let link = folder.join("link");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    for path in [&file, &link] {
        let said = refusal(&home, &["--demo", "--socket", path.to_str().unwrap()]);
        assert!(said.contains("is no socket") && said.contains("name another path"), "{said}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let long = folder.join("x".repeat(200));
    let said = refusal(&home, &["--demo", "--socket", long.to_str().unwrap()]);
    assert!(said.contains("too long for a socket"), "{said}");
    let nowhere = folder.join("none/s");
    let said = refusal(&home, &["--demo", "--socket", nowhere.to_str().unwrap()]);
    assert!(said.contains("Check the folder"), "{said}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_reader_that_never_reads_is_dropped_and_the_others_read_on() {
    let folder = folder("never");
    // Fast, but a reader that is held up for a tenth of a second on a busy machine must not count as one that never reads.
    let running = Running::at(&home("cue-never"), &folder.join("s"), "1500");
    let mut never = running.reader();
    let mut read = lines(running.reader());
    // What the system holds for a reader and the queue of the program are a few hundred kilobytes.
    let mut bytes = 0;
    while bytes < 1_000_000 {
        bytes += read.next().expect("the other reads on").to_string().len();
    }
    never.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut held = Vec::new();
    never.read_to_end(&mut held).expect("its end is closed");
    assert!(held.len() < bytes / 2, "{} of {bytes} bytes", held.len());
    assert!(running.interrupt());
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
fn something_else_that_answers_is_not_taken_for_a_status() {
    let (folder, home) = (folder("else"), home("cue-else"));
    let socket = folder.join("s");
    let listener = UnixListener::bind(&socket).unwrap();
    let silent = std::thread::spawn(move || listener.accept().map(|(stream, _)| (stream, listener)).unwrap());
    let said = refusal(&home, &["--once", "--socket", socket.to_str().unwrap()]);
    assert!(said.contains("says nothing of breathmark"), "{said}");
    drop(silent.join().unwrap());
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
    let socket = folder.join("s");
    let mut command = command(&home, &["--json", "--socket", socket.to_str().unwrap()]);
    let child = command.env("DBUS_SYSTEM_BUS_ADDRESS", bus.address()).stdout(Stdio::null()).spawn().unwrap();
    let running = Running { child, socket };
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
