//! TODO room.

pub mod page;
pub mod pause_review;
pub mod safety_check;
