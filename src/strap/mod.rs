//! Where measurements come from: real straps over Bluetooth, or the demo's simulated hearts.
//!
//! Every source stamps what it brings at arrival and sends it on; none of them interprets anything.

#[cfg(feature = "ble")]
mod adapter;
pub mod awake;
#[cfg(feature = "ble")]
pub mod ble;
#[cfg(feature = "ble")]
mod connection;
pub mod error;
#[cfg(feature = "ble")]
mod gatt;
pub mod link;
pub mod models;
#[cfg(feature = "ble")]
pub mod scan;

use std::time::Instant;

use crate::event::input::Input;

pub use error::RadioError;

/// An input and the instant it arrived, before it is placed on the session's time.
#[derive(Debug)]
pub struct Arrival {
    /// Read from [`crate::clock::now`] by the task that received it, before anything else.
    pub at: Instant,
    /// What arrived.
    pub input: Input,
}
