//! What the screen shows and the session does not know: names, notes, open pages, the words.

use std::sync::Arc;
use std::time::Duration;

use super::keys::meaning::DisplayKey;
use super::notes::Notes;
use crate::event::moment::Moment;
use crate::event::seat::Pair;
use crate::words::Words;

/// Everything that a scene needs beside the session.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub struct Backdrop {
    /// The two names.
    pub names: Pair<String>,
    /// When the session began, in local time. Times of day are counted from it.
    pub started: jiff::Zoned,
    /// Whether a recording is replayed, which no key can change.
    pub watched: bool,
    /// Whether the help is open.
    pub help: bool,
    /// A quiet line in the header, such as "demo".
    pub note: Option<String>,
    /// What the demo says, in the row above the keys.
    pub caption: Option<String>,
    /// What waits on the agenda. It is shown at the beginning of the session only.
    pub reminder: Option<String>,
    /// Whether the last line of the journal could not be written.
    pub unkept: Option<Unkept>,
    /// Whether nothing is kept of this session.
    pub ephemeral: bool,
    /// Whether every heartbeat and every key stays, and not only how it went.
    pub keeps_hearts: bool,
    /// Whether input is no terminal: each key then comes as a letter and Enter.
    pub by_line: bool,
    /// What both have written and chosen.
    pub notes: Notes,
    /// Whether the page on finding help is open.
    pub finding_help: bool,
    /// Whether somebody has turned the sound on or off by its key.
    pub sound: Option<bool>,
    /// The couple's own helplines, from the settings.
    pub helplines: Vec<String>,
    /// Whether the close says that a counsellor can help.
    pub suggests_help: bool,
    /// What a practice shows.
    pub practice: PracticeBackdrop,
    /// The words of the chosen language.
    pub words: Arc<Words>,
}

/// What a practice shows besides its session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PracticeBackdrop {
    /// Whether the numbers are open.
    pub numbers: NumbersShown,
    /// Whether the heart is hidden.
    pub hides_heart: bool,
    /// The last search for the pace: its date, and the pace it found, in breaths a minute.
    pub last_found: Option<(String, f64)>,
    /// Whether a practice begins at the pace that is found, from then on.
    pub keeps_pace: bool,
    /// What earlier quiet readings found.
    pub readings: Vec<EarlierReading>,
}

impl PracticeBackdrop {
    /// Takes in a key.
    pub(crate) fn press(&mut self, key: DisplayKey) {
        match key {
            DisplayKey::Numbers => self.numbers = self.numbers.next(),
            DisplayKey::HideHeart => self.hides_heart = !self.hides_heart,
        }
    }
}

/// What an earlier quiet reading found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarlierReading {
    /// Its length in minutes.
    pub minutes: u32,
    /// Heart rate in beats a minute.
    pub heart_rate_bpm: f64,
    /// RMSSD in milliseconds.
    pub rmssd_ms: f64,
}

/// How much is shown of the numbers of a practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumbersShown {
    /// Heart rate and RMSSD, and one sentence.
    #[default]
    Few,
    /// All, with what each means.
    Meanings,
    /// All, with how each is computed.
    Formulas,
}

impl NumbersShown {
    /// What the key leads to.
    #[must_use]
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Few => Self::Meanings,
            Self::Meanings => Self::Formulas,
            Self::Formulas => Self::Few,
        }
    }
}

/// Why what happens is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unkept {
    /// The disk takes nothing more, or not now.
    DiskFull,
    /// The file was removed, moved or shortened from outside.
    FileGone,
}

impl Unkept {
    /// What an error of the journal comes to.
    pub(crate) fn of(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::InvalidData => Self::FileGone,
            _ => Self::DiskFull,
        }
    }
}

impl Backdrop {
    /// A backdrop with no page open and nothing written.
    pub fn new(names: Pair<String>, started: jiff::Zoned, words: Arc<Words>) -> Self {
        Self {
            names,
            started,
            watched: false,
            help: false,
            note: None,
            caption: None,
            reminder: None,
            unkept: None,
            ephemeral: false,
            keeps_hearts: false,
            by_line: false,
            notes: Notes::default(),
            finding_help: false,
            sound: None,
            helplines: Vec::new(),
            suggests_help: false,
            practice: PracticeBackdrop::default(),
            words,
        }
    }

    /// The local time at `at`, a moment that counts the machine's sleep ([`Talk::by_the_wall`]). A moment beyond the
    /// calendar gives the time of the start.
    ///
    /// [`Talk::by_the_wall`]: crate::talk::Talk::by_the_wall
    pub(crate) fn wall(&self, at: Moment) -> jiff::Zoned {
        self.started.checked_add(Duration::from_micros(at.micros())).unwrap_or_else(|_| self.started.clone())
    }
}
