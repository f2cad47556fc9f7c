//! Whole talks through the pure session.

mod calm_talk;
mod invariants;
mod journal_damage;
mod losses;
mod pauses;
mod replay;
mod scenarios;
mod session;
mod whose_strap;

#[path = "../support/couple.rs"]
mod couple;
