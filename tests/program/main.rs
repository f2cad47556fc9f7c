//! The built program as people run it: in a terminal, through pipes, as a command.
//!
//! Most of these tests wait for the program. They are one test program, so that they wait together.

mod analyze;
mod awake;
mod cli;
mod cue;
mod cues;
mod decode;
mod disk_full;
mod doctor;
mod exchange;
mod first_pages;
mod front;
mod history;
mod history_left_out;
mod kept;
mod keyboard;
mod lying_straps;
mod manual;
mod newer_version;
mod odd_homes;
mod odd_terminals;
mod older_version;
mod pause_review;
mod plain;
mod practice;
mod radio_errors;
mod report;
mod smoothed_strap;
mod stops;
mod study_series;
mod system_calls;
mod terminal;
mod terminal_cases;
mod today;
mod unread;

#[cfg(all(feature = "ble", target_os = "linux"))]
#[path = "../support/bluez/mod.rs"]
mod bluez;
#[cfg(unix)]
#[path = "../support/lines.rs"]
mod lines;
#[path = "../support/pty.rs"]
mod pty;
#[path = "../support/records.rs"]
mod records;
#[cfg(unix)]
#[path = "../support/rights.rs"]
mod rights;

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
