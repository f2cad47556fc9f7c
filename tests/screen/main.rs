//! What is drawn and told, and its words.

mod other_pages;
mod plain_lines;
mod scenes;
mod screens;
mod unattributed;
mod unattributed_review;
mod words;

#[path = "../support/couple.rs"]
mod couple;
