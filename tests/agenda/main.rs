//! What comes after a talk.

mod schedules;
