//! What the program says where there is no Bluetooth. Without `dbus-daemon` the tests that need it are skipped.
#![cfg(all(feature = "ble", target_os = "linux"))]

use std::io;
use std::process::{Command, Stdio};

use crate::bluez::bus::{Bus, Policy};
use crate::records::skip;

/// The exit code of `breathmark straps` on this bus, and its standard error.
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
    assert!(said.contains("The system's message bus (D-Bus) can't be reached. "), "{said}");
    assert_eq!(said.lines().count(), 1, "one sentence or two, on one line: {said}");
}

#[test]
fn without_a_bluetooth_service_it_says_what_to_start() {
    let Some(bus) = Bus::start(Policy::Open) else {
        return skip("program radio_errors", "this machine has no dbus-daemon");
    };
    let (code, said) = straps(&bus.address()).expect("the program starts");
    assert_eq!(code, Some(1));
    assert!(said.contains("Bluetooth service isn't running"), "{said}");
    assert_eq!(said.lines().count(), 1, "one sentence or two, on one line: {said}");
}

#[test]
fn a_bus_that_has_ended_is_reported_like_a_missing_one() {
    let Some(mut bus) = Bus::start(Policy::Open) else {
        return skip("program radio_errors", "this machine has no dbus-daemon");
    };
    bus.kill();
    let (code, said) = straps(&bus.address()).expect("the program starts");
    assert_eq!(code, Some(1));
    assert!(said.contains("can't be reached"), "{said}");
}
