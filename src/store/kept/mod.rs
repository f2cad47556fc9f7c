//! The files that are kept of sessions: what their names say, which are there, and which have been there long enough.
//!
//! | file | holds |
//! |---|---|
//! | `name` | the name of a file: when, what kind of session, in what form |
//! | `list` | all of them, newest first, and those that a word means |
//! | `talk` | how a talk went, in a file of its own |
//! | `unfinished` | the journal of a talk whose hearts are not kept, and its key, as long as the talk lasts |
//! | `expire` | outlines that have been there for as long as was chosen are removed |

pub(crate) mod expire;
pub(crate) mod list;
pub(crate) mod name;
pub mod talk;
pub(crate) mod unfinished;

pub use self::talk::{KeptStep, KeptTalk};
