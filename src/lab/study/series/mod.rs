//! Recorded talks: beats with the role of the person at each, and the onsets of what happened where they are known.
//!
//! ```text
//! read      the text of a file to a [`RecordedTalk`], or the line that is wrong
//! evaluate  what the trigger and the simple rules do on it
//! report    a line or a JSON object for each talk, and a table for all
//! ```

use serde::Serialize;

use super::detectors::Prompt;
use crate::event::seat::Seat;
use crate::heart::baseline::Role;

pub mod evaluate;
pub(crate) mod read;
pub(crate) mod report;

/// One beat, and what its person does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesBeat {
    /// When the heart beats, in seconds of the file.
    pub t_s: f64,
    /// The seat of the person.
    pub seat: Seat,
    /// The interval before the beat, in milliseconds.
    pub rr_ms: f64,
    /// What the person does.
    pub role: Role,
}

/// A rise that truly happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesEvent {
    /// Its onset, in seconds of the file.
    pub t_s: f64,
    /// The seat of the person.
    pub seat: Seat,
    /// Its size, in bpm.
    pub size_bpm: f64,
}

/// A recorded talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordedTalk {
    /// The beats of one or both seats, in order of time. There is at least one.
    pub beats: Vec<SeriesBeat>,
    /// The events, in order of time; none where they are not known.
    pub events: Option<Vec<SeriesEvent>>,
}

/// A prompt of the trigger.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Prompted {
    /// When it comes, in seconds of the file.
    pub t_s: f64,
    /// Whether it asks for a pause or for a break.
    pub level: Prompt,
}

/// How one detector did on a talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// For each event the delay of its alarm in seconds; none where the event was not found.
    pub delays_s: Vec<Option<f64>>,
    /// Number of alarms that no event explains; none where events are not known.
    pub false_alarms: Option<u64>,
}

/// What the trigger and the simple rules did on a talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TalkResult {
    /// Hours in which at least one heart could trigger a pause.
    pub hours: f64,
    /// The prompts of the trigger, in order of time.
    pub prompts: Vec<Prompted>,
    /// How the trigger did.
    pub trigger: Scored,
    /// How each simple rule did, in their order; empty unless asked for.
    pub rules: Vec<Scored>,
}
