//! breathmark learns how the hearts of two people beat when they talk calmly. When a heart rate rises and stays up, it
//! brings both to a pause with slow breathing.
//!
//! ```text
//! straps, keys, time ──stamped inputs──▶ Session ──outputs──▶ screen, outputs, journal
//!                                        ├─ heart: bytes → beats → trusted beats → baseline → arousal
//!                                        ├─ talk: steps → trigger → pause → way back
//!                                        └─ practice, pacer
//! ```
//!
//! `ARCHITECTURE.md` lists the rooms and says which may use which; `tests/layers` checks it.
#![cfg_attr(not(feature = "ble"), allow(dead_code, unused_imports, reason = "some of it serves Bluetooth only"))]

pub mod agenda;
pub mod all_day;
pub mod app;
pub mod clock;
pub mod commands;
pub mod cue;
pub mod event;
pub mod export;
pub mod heart;
pub mod lab;
pub mod pacer;
pub mod practice;
pub mod report;
pub mod screen;
pub mod session;
pub mod store;
pub mod strap;
pub(crate) mod system;
pub mod talk;
pub mod words;
