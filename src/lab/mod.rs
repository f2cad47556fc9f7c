//! For those who study hearts: simulated couples, what the trigger makes of them, and the analysis of recordings.

pub mod analyze;
pub mod simulate;
pub mod study;
