//! For those who study hearts.
//!
//! `simulate` makes couples, hearts and straps from a seed. `study` measures how often the trigger is wrong, and how long
//! it takes. `analyze` judges recorded intervals and computes the figures of heart rate variability.

pub mod analyze;
pub mod simulate;
pub mod study;
