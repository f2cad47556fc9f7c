//! For those who study hearts.
//!
//! `simulate` makes couples, hearts and straps from a seed. `study` measures how often the trigger is wrong, and how long
//! it takes. `analyze` judges recorded intervals and computes the figures of heart rate variability. `octets` reads the octets
//! of a measurement from a line of text.

pub mod analyze;
pub mod octets;
pub mod simulate;
pub mod study;
