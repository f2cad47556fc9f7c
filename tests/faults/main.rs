//! The fault matrix: everything that goes wrong between a strap and the talk, against a fake `org.bluez` on a private
//! bus, with the real Bluetooth library, executor, session and journal in between.
//!
//! Every row checks three things: the journal, what the screen showed and how old that was, and that nothing triggered a
//! pause. Rows run side by side, each in a process of its own, because a process can use one bus only. Without
//! `dbus-daemon` all rows are skipped, and the run says so.
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
    rows::side_by_side::main(rows::SIDE_BY_SIDE, rows::LAST)
}

#[cfg(not(all(feature = "ble", target_os = "linux")))]
fn main() {
    records::skip("faults", "they need Linux and the `ble` feature");
}
