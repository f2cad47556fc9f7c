//! What is drawn and told, and its words.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod digits;
mod figure;
mod here;
mod layout;
mod other_pages;
mod plain_lines;
mod practice_pages;
mod scenes;
mod screens;
mod shown_if_true;
mod sizes;
mod together_pages;
mod unattributed;
mod unattributed_review;
mod words;

#[path = "../support/couple.rs"]
mod couple;
