//! Bluetooth: what is said of it, and what the pages say of straps and faults.

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
#[cfg(all(feature = "ble", target_os = "linux"))]
#[path = "../support/records.rs"]
mod records;
