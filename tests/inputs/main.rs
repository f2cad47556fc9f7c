//! `breathmark analyze` on the files that people really have: what each is read as, and that nothing is read silently wrong.

mod formats;
mod limits;
mod mutations;
mod public_cases;
mod reading;
mod spellings;
mod written;

#[path = "../support/records.rs"]
mod records;
