//! A talk with exchanged straps, from its first line to its last, with `--plain` over a fake `org.bluez`. The test needs
//! `dbus-daemon`; without it the test is skipped.
#![cfg(all(feature = "ble", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::process::Command;

use crate::bluez::Bluez;
use crate::bluez::bus::{Bus, Policy};
use crate::bluez::talk::{A, B, two_straps};
use crate::lines::Told;
use crate::records::skip;
use crate::remember_both;

#[test]
fn straps_found_exchanged_in_a_talk_are_saved_the_right_way_round() {
    let Some(bus) = Bus::start(Policy::Open) else {
        return skip("program exchange", "this machine has no dbus-daemon");
    };
    let bluez = Bluez::start(&bus.address());
    two_straps(&mut bluez.world());
    let home = bus.folder().join("home");
    let file = remember_both(&home);
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.args(["talk", "--plain"]).env("LANG", "C").env("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
    let mut told = Told::start(command.env("XDG_CONFIG_HOME", &home).env("XDG_STATE_HOME", &home));
    told.answer_none();
    told.wait_for("what we agree on", |_| {});
    told.press("a\nl\n");
    told.wait_for("what's it about?", |_| {});
    told.press_again("a\nl\n");
    told.wait_for("whose strap is whose?", |_| {});
    told.press("w\n");
    told.wait_for("hold the pod off your skin", |_| {});
    told.wait_for("They are the other way round", |_| {
        bluez.world().strap(B).mute = true;
        bluez.world().notify(B, &[0x04, 0]);
    });
    bluez.world().strap(B).mute = false;
    told.press("w\n");
    told.wait_for("each heart stands by its own name", |_| {});
    told.press("q\n");
    told.wait_for("another time, then", |_| {});
    told.press_again("q\n");
    told.wait_for("the strap you each wore today", |_| {});
    let (ended_well, errors) = told.end();
    assert!(ended_well, "{errors}");
    let worn = std::fs::read_to_string(&file).unwrap();
    assert!(worn.find(B) < worn.find(A), "{worn}");
}
