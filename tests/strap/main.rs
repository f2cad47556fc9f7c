//! Bluetooth: what the program says about it, and what the pages say about straps and faults.

mod doctor;
mod exchange;
mod fault_table;
mod radio_errors;
mod straps_table;

#[cfg(all(feature = "ble", target_os = "linux"))]
#[path = "../support/bluez/mod.rs"]
mod bluez;
#[cfg(all(feature = "ble", target_os = "linux"))]
#[path = "../support/lines.rs"]
mod lines;
