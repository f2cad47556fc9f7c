//! Practice through the pure session: a simulated person with planted values, and what is found of them.

mod estimates;
mod figures;
mod person;
mod search;
