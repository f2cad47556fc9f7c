//! A strap of a model that smooths its intervals, over a fake `org.bluez`: only its rate is used, though it sends intervals.
//! The test needs `dbus-daemon`; without it the test is skipped.
#![cfg(all(feature = "ble", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::Command;

use crate::bluez::bus::{Bus, Policy};
use crate::bluez::heart::Heart;
use crate::bluez::talk::A;
use crate::bluez::{Bluez, Strap};
use crate::lines::Told;
use crate::records::skip;

#[test]
fn the_intervals_of_an_optical_strap_are_not_believed() {
    let Some(bus) = Bus::start(Policy::Open) else {
        return skip("program smoothed_strap", "this machine has no dbus-daemon");
    };
    let bluez = Bluez::start(&bus.address());
    bluez.world().straps.push(Strap::new(A, "Polar OH1 12345678", Heart::new(70.0, 0.0)));
    let home = bus.folder().join("home");
    std::fs::create_dir_all(home.join("breathmark")).unwrap();
    let worn = format!("[left]\nid = \"{A}\"\nname = \"Polar OH1 12345678\"\n");
    std::fs::write(home.join("breathmark/straps.toml"), worn).unwrap();
    let outputs = bus.folder().join("outputs.jsonl");
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.args(["practice", "--plain", "--outputs"]).arg(&outputs);
    command.env("LANG", "C").env("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
    let mut told = Told::start(command.env("XDG_CONFIG_HOME", &home).env("XDG_STATE_HOME", &home));
    told.wait_for("this strap tells the heart rate only", |_| {});
    // The first leads to the last page, the second leaves it.
    told.press("q\nq\n");
    let (ended_well, errors) = told.end();
    assert!(ended_well, "{errors}");
    let outputs = std::fs::read_to_string(outputs).unwrap();
    assert!(outputs.contains(r#""signal":"rate_only""#) && !outputs.contains(r#""output":"beat""#), "{outputs}");
    assert!(bluez.world().sent.iter().any(|sent| sent.bytes.len() > 2), "it sent intervals");
}
