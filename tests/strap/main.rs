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

/// Writes the file that remembers both straps of the fake bus into a folder of settings, and returns its path.
#[cfg(all(feature = "ble", target_os = "linux"))]
#[allow(clippy::unwrap_used)]
fn remember_both(settings: &std::path::Path) -> std::path::PathBuf {
    use bluez::talk::{A, B};
    let folder = settings.join("breathmark");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("straps.toml");
    std::fs::write(&file, format!("[left]\nid = \"{A}\"\n[right]\nid = \"{B}\"\n")).unwrap();
    file
}
