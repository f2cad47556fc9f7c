//! `breathmark analyze` on the files that people really have: what each is read as, and that nothing is read silently wrong.

mod blocks;
mod clocks;
mod formats;
mod json;
mod limits;
mod lying_journals;
mod marks;
mod mutations;
mod names;
mod people;
mod public_cases;
mod reading;
mod rows;
mod sampled;
mod spellings;
mod stated;
mod times;
mod written;

#[path = "../support/records.rs"]
mod records;
