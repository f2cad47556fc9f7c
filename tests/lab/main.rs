//! For those who study hearts.

mod study;
