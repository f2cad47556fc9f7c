//! breathmark reads two hearts while two people talk, and brings both to a pause for breath when one runs away.
//!
//! ```text
//! strap, keys, time ──stamped inputs──▶ Session ──outputs──▶ screen, journal
//!                                       ├─ heart: bytes → beats → what to trust → reading → baseline → arousal
//!                                       ├─ talk: steps and turns → trigger → pause → gate → return
//!                                       └─ practice, breath
//! ```
//!
//! The core ([`session`], [`heart`], [`talk`], [`practice`], [`breath`]) is pure: no clock, no files, no waiting, no
//! failing. The edges ([`strap`], [`journal`], [`ui`], [`app`]) may do all of that and know nothing of each other.
//! `tests/layers.rs` holds the line.

pub mod agenda;
pub mod app;
pub mod clock;
pub mod commands;
pub mod event;
pub mod heart;
pub mod lab;
pub mod practice;
pub mod screen;
pub mod session;
pub mod store;
pub mod strap;
pub mod talk;
pub mod words;
