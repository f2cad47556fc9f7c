//! TODO room.

pub mod page;
