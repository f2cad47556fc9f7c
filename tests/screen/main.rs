//! What is drawn and told, and its words.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod around;
mod digits;
mod layout;
mod scenes;
mod screens;
mod sizes;
mod told;
mod unattributed;
mod unattributed_review;
mod words;

#[path = "../support/couple.rs"]
mod couple;
