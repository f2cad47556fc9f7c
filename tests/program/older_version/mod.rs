//! What an older version wrote still works: its files at home, and its journals.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod files;
mod home;
mod replays;
#[cfg(all(feature = "ble", target_os = "linux"))]
mod with_straps;
