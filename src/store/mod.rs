//! Everything kept at home: settings, journals, people, straps, the agenda, how the last talks went. An edge: it reads and
//! writes files, and knows no other edge.

pub mod agenda;
