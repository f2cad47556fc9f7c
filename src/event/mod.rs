//! What can happen to a session, when, and to whom. The ground that every other room stands on.

pub mod input;
pub mod moment;
pub mod seat;
pub mod strap_id;
