//! `breathmark export`: what is written is what was recorded, and other programs can read it.
//!
//! Journals are made here: of simulated hearts, of recorded intervals, and of arbitrary bytes.

mod any_bytes;
mod files;
mod formats;
mod journals;
mod people;
mod refusals;
mod round_trip;

#[path = "../support/records.rs"]
mod records;
