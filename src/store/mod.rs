//! Everything kept at home: settings, journals, people, straps, the agenda, how the last talks went, the history. An edge:
//! the store reads and writes files, and knows no other edge.
//!
//! | file | holds |
//! |---|---|
//! | `paths` | every path at home |
//! | `error` | one error for every file, in sentences |
//! | `read` | bounded reading of plain files; pipes where a flag may name one |
//! | `owner_only` | files of their owner only, replaced whole or not at all |
//! | `privacy` | files of ours that others can open are narrowed |
//! | `usable` | whether something can be kept in a folder |
//! | `lock` | a folder that no other run changes meanwhile |
//! | `document` | the TOML files that the program writes by itself |
//! | the others | one file at home each |

pub mod agenda;
pub mod cues_given;
pub(crate) mod document;
pub(crate) mod error;
pub mod history;
pub mod introduced;
pub mod journal;
pub mod keep_choice;
pub mod kept;
pub(crate) mod lock;
pub mod own_words;
pub mod owner_only;
pub(crate) mod paths;
pub mod people;
pub(crate) mod privacy;
pub(crate) mod read;
pub mod seal;
pub mod settings;
pub mod sound_choice;
pub mod straps;
pub mod talk_history;
pub mod usable;
