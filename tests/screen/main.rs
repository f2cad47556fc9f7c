//! What is drawn and told, and its words.

mod around;
mod scenes;
mod screens;
mod told;
mod unattributed;
mod unattributed_review;
mod words;

#[path = "../support/couple.rs"]
mod couple;
