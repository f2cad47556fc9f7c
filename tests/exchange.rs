//! Straps worn the other way round, from the first line to the last: the program told line by line, over a fake
//! `org.bluez`. Needs `dbus-daemon`; without it the test says so and passes.
#![cfg(all(feature = "ble", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod bluez;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use bluez::Bluez;
use bluez::bus::{Bus, Policy};
use bluez::talk::{A, B, two_straps};

/// Waits for a line that holds `words`; meanwhile does `what` twice a second.
fn wait_for(lines: &Receiver<String>, words: &str, mut what: impl FnMut()) {
    let end = Instant::now() + Duration::from_mins(1);
    let mut told = Vec::new();
    while Instant::now() < end {
        what();
        let half_a_second = Instant::now() + Duration::from_millis(500);
        while let Ok(line) = lines.recv_timeout(half_a_second.saturating_duration_since(Instant::now())) {
            if line.contains(words) {
                return;
            }
            told.push(line);
        }
    }
    panic!("no {words:?} in {told:#?}");
}

#[test]
fn straps_exchanged_in_a_talk_are_remembered_so() {
    let Some(bus) = Bus::start(Policy::Open) else { return println!("SKIPPED: this machine has no dbus-daemon") };
    let bluez = Bluez::start(&bus.address());
    two_straps(&mut bluez.world());
    let home = bus.folder().join("home");
    std::fs::create_dir_all(home.join("breathmark")).unwrap();
    let file = home.join("breathmark/straps.toml");
    std::fs::write(&file, format!("[left]\nid = \"{A}\"\n[right]\nid = \"{B}\"\n")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.args(["talk", "--plain"]).env("LANG", "C").env("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
    command.env("XDG_CONFIG_HOME", &home).env("XDG_STATE_HOME", &home);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (tell, lines) = channel();
    let said = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || said.lines().map_while(Result::ok).all(|line| tell.send(line).is_ok()));
    let mut keys = child.stdin.take().unwrap();

    // The private check, which nobody has to tell of here.
    keys.write_all(b"\nn\n\nn\n\n").unwrap();
    wait_for(&lines, "whose strap is whose?", || {});
    keys.write_all(b"w\n").unwrap();
    wait_for(&lines, "hold the pod off your skin", || {});
    wait_for(&lines, "they are the other way round", || {
        bluez.world().strap(B).mute = true;
        bluez.world().notify(B, &[0x04, 0]);
    });
    bluez.world().strap(B).mute = false;
    keys.write_all(b"w\n").unwrap();
    wait_for(&lines, "each heart stands by its own name", || {});
    drop(keys.write_all(b"q\n"));
    wait_for(&lines, "thank you both", || {});
    // Sooner, it would be the same key held down.
    std::thread::sleep(Duration::from_millis(1200));
    drop(keys.write_all(b"q\n"));
    wait_for(&lines, "noted the other way round", || {});
    assert!(child.wait().unwrap().success());
    let worn = std::fs::read_to_string(&file).unwrap();
    assert!(worn.find(B) < worn.find(A), "{worn}");
}
