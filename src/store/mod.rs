//! Everything kept at home: settings, journals, people, straps, the agenda, how the last talks went. An edge: it reads and
//! writes files, and knows no other edge.

pub mod agenda;
pub mod journal;
pub mod owner_only;
pub mod people;
pub mod settings;
pub mod straps;
pub mod talk_history;
