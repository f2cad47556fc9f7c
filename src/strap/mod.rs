//! Bluetooth and nothing else: the straps, from the adapter to their notifications.
//!
//! A strap's task stamps each notification at arrival and sends it on. Nothing in this room interprets a heart.

#[cfg(feature = "ble")]
mod adapter;
#[cfg(feature = "ble")]
mod connection;
#[cfg(feature = "ble")]
mod device;
pub(crate) mod error;
pub(crate) mod link;
pub mod models;
#[cfg(feature = "ble")]
mod owned_task;
#[cfg(feature = "ble")]
pub mod radio;
#[cfg(feature = "ble")]
pub(crate) mod reception;
#[cfg(feature = "ble")]
pub(crate) mod scan;
pub(crate) mod sleep;
#[cfg(feature = "ble")]
mod steps;

use std::time::{Duration, Instant};

use crate::clock;
use crate::event::input::Input;

#[cfg(feature = "ble")]
pub(crate) use connection::silence_library_panics;
pub(crate) use error::RadioError;
use sleep::ClockReadings;

/// An input and the instant it arrived, before it is placed on the session's time.
#[derive(Debug)]
pub struct Arrival {
    /// Read from [`crate::clock::now`] by the task that received the input, before anything else.
    pub at: Instant,
    /// What arrived.
    pub input: Input,
}

/// Reads all clocks now, so that [`ClockReadings::since`] can find sleep.
pub(crate) fn read_clocks() -> ClockReadings {
    ClockReadings {
        monotonic: clock::since_start(),
        with_sleep: clock::up_with_sleep(),
        wall: Duration::try_from(clock::wall().timestamp().as_duration()).unwrap_or_default(),
    }
}
