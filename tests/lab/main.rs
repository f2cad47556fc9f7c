//! For those who study hearts.

mod all_day;
mod study;
