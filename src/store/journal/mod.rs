//! The journal of a session: one JSON line for every stamped input, written as it happens.
//!
//! The first line is a header. The inputs are raw (bytes, link changes, keys): whatever the program understands of
//! them can be derived again, by this version or a later one. The file is readable by its owner only.
//!
//! | file | holds |
//! |---|---|
//! | `write` | writing it line by line, sealed or not |
//! | `on_disk` | bringing what was written to the disk on a schedule, and whether the file is still there |
//! | `checked` | the checksum of each line |
//! | `read` | reading it back, and what is wrong where |
//! | `open` | opening the file that a flag names |

use serde::{Deserialize, Serialize};

use crate::event::seat::Pair;
use crate::session::Setup;
use crate::words::printable::shown;

pub(crate) mod checked;
mod on_disk;
pub(crate) mod open;
pub mod read;
pub mod write;

/// The version of the format that this program writes, and the newest that it reads.
///
/// | version | what is new |
/// |---|---|
/// | 1 | |
/// | 2 | each line has a checksum |
pub const VERSION: u32 = 2;

/// The last version without checksums.
const UNCHECKED: u32 = 1;

/// Which rules let a heart trigger a pause. It is raised when the same hearts trigger at another second than before: a
/// replay uses today's rules.
pub const TRIGGER: u32 = 4;

/// The widest name, or id of a strap, that is read from a journal, in columns. The settings allow half of it.
const WIDEST_NAME: usize = 48;

/// The rules of journals that name none.
fn first_trigger() -> u32 {
    1
}

/// The first line of a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format.
    pub breathmark: u32,
    /// The version of the program that wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    /// The rules by which hearts triggered pauses: see [`TRIGGER`].
    #[serde(default = "first_trigger")]
    pub trigger: u32,
    /// When the session began, on the wall clock.
    pub started: jiff::Timestamp,
    /// How far local time was ahead of UTC then, in seconds. Another machine may not know the time zone's name.
    pub utc_offset_s: i32,
    /// What the session was made from.
    pub setup: Setup,
    /// Who took part.
    pub people: Pair<Participant>,
}

impl Header {
    /// The header of a session that this program records.
    pub fn new(started: jiff::Timestamp, utc_offset_s: i32, setup: Setup, people: Pair<Participant>) -> Self {
        let program = Some(env!("CARGO_PKG_VERSION").to_owned());
        Self { breathmark: VERSION, program, trigger: TRIGGER, started, utc_offset_s, setup, people }
    }

    /// What to say before a replay, if other rules let hearts trigger pauses then.
    pub(crate) fn other_trigger(&self) -> Option<String> {
        let by =
            self.program.as_ref().map_or("an earlier breathmark".to_owned(), |version| format!("breathmark {version}"));
        (self.trigger != TRIGGER).then(|| {
            format!(
                "{by} recorded this talk, and other rules let hearts bring a pause then. This replay uses today's rules: \
                 a pause can come at another second than it did, or not at all"
            )
        })
    }

    /// Each wears the strap that was taken for the other's.
    pub(crate) fn exchange_straps(&mut self) {
        let Pair { left, right } = &mut self.people;
        std::mem::swap(&mut left.strap, &mut right.strap);
    }

    /// Makes what stands in it as text fit for a terminal: the file may have been changed by anybody.
    fn make_showable(&mut self) {
        self.program = self.program.take().map(|version| shown(&version, WIDEST_NAME));
        for person in [&mut self.people.left, &mut self.people.right] {
            person.name = shown(&person.name, WIDEST_NAME);
            person.strap = person.strap.take().map(|strap| shown(&strap, WIDEST_NAME));
        }
    }

    /// When the session began, in the local time of then and there.
    pub fn started_locally(&self) -> jiff::Zoned {
        let offset = jiff::tz::Offset::from_seconds(self.utc_offset_s).unwrap_or(jiff::tz::Offset::UTC);
        self.started.to_zoned(jiff::tz::TimeZone::fixed(offset))
    }
}

/// One of the people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Their name on the screen.
    pub name: String,
    /// The id of their strap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strap: Option<String>,
}
