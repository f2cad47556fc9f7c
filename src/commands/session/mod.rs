//! A session from its flags to its last line: what it starts from, the terminal that it takes, what it leaves.

pub(super) mod ending;
pub(super) mod history;
#[cfg(feature = "ble")]
pub(super) mod live;
pub(super) mod reminders;
pub(super) mod review;
pub(super) mod start;
pub(super) mod terminal;
