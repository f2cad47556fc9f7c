//! Breathing: the rate that is shown while one practises, and that no true beat is lost to a deep breath.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kept_beats;
mod rate;
mod scenes;
mod simulated;
