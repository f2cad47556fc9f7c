//! The fault matrix: everything that goes wrong between a strap and the talk, against a fake `org.bluez` on a private
//! bus, with the real Bluetooth library, executor, session and journal in between.
//!
//! Every row looks at three things: what was kept in the journal, what the screen said and how old it was, and that the
//! trigger stayed silent. Rows run side by side, each in a process of its own, because a process knows one bus only.
//! Without `dbus-daemon` all of them are skipped.
//!
//! `cargo test --test faults [-- PART_OF_A_NAME]`; `BREATHMARK_FAULTS_AT_ONCE=8` for a busy machine.

#[cfg(all(feature = "ble", target_os = "linux"))]
#[path = "../support/bluez/mod.rs"]
mod bluez;
#[path = "../support/records.rs"]
mod records;
#[cfg(all(feature = "ble", target_os = "linux"))]
mod rows;

#[cfg(all(feature = "ble", target_os = "linux"))]
fn main() -> std::process::ExitCode {
    rows::side_by_side::main(rows::SIDE_BY_SIDE, rows::ALONE)
}

#[cfg(not(all(feature = "ble", target_os = "linux")))]
fn main() {
    records::skip("faults", "they need Linux and the `ble` feature");
}
