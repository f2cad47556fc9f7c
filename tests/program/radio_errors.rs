//! What the program says when there is no Bluetooth to speak of. Needs `dbus-daemon`; without it the tests that want
//! it are skipped.
#![cfg(all(feature = "ble", target_os = "linux"))]

use std::io::{self, BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::records::skip;

/// A message bus of our own, with nobody on it.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    /// Starts one, if this machine has the daemon.
    fn start() -> Option<Self> {
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--nopidfile", "--print-address"]);
        let mut daemon = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut address = String::new();
        BufReader::new(daemon.stdout.take()?).read_line(&mut address).ok()?;
        Some(Self { daemon, address: address.trim().to_owned() })
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// The exit code of `breathmark straps` on that bus, and what it said on standard error.
fn straps(bus: &str) -> io::Result<(Option<i32>, String)> {
    let home = std::env::temp_dir().join(format!("breathmark-radio-errors-{}", std::process::id()));
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.args(["straps", "--quick", "--seconds", "1"]).stdin(Stdio::null());
    command.env("DBUS_SYSTEM_BUS_ADDRESS", bus).env("XDG_CONFIG_HOME", home);
    let output = command.output()?;
    Ok((output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned()))
}

#[test]
fn without_a_message_bus_it_says_what_to_start() {
    let (code, said) = straps("unix:path=/nonexistent/bus").expect("the program starts");
    assert_eq!(code, Some(1));
    assert!(said.contains("message service (D-Bus) isn't running"), "{said}");
    assert_eq!(said.lines().count(), 1, "one sentence or two, on one line: {said}");
}

#[test]
fn without_a_bluetooth_service_it_says_what_to_start() {
    let Some(bus) = Bus::start() else {
        return skip("program radio_errors", "this machine has no dbus-daemon");
    };
    let (code, said) = straps(&bus.address).expect("the program starts");
    assert_eq!(code, Some(1));
    assert!(said.contains("Bluetooth service isn't running"), "{said}");
    assert_eq!(said.lines().count(), 1, "one sentence or two, on one line: {said}");
}

#[test]
fn a_bus_that_has_gone_away_is_told_like_none() {
    let Some(mut bus) = Bus::start() else {
        return skip("program radio_errors", "this machine has no dbus-daemon");
    };
    bus.daemon.kill().expect("it ends");
    bus.daemon.wait().expect("it has ended");
    let (code, said) = straps(&bus.address).expect("the program starts");
    assert_eq!(code, Some(1));
    assert!(said.contains("isn't running"), "{said}");
}
