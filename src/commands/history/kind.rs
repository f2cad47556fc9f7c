//! The four kinds of sessions.

use clap::ValueEnum;

use crate::store::history::PastSession;
use crate::words::history::History;

/// A kind of session, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SessionKind {
    /// One person's practices.
    Practice,
    /// Quiet readings.
    Readings,
    /// Resonance tests.
    Resonance,
    /// Talks, for both together.
    Talk,
}

impl SessionKind {
    pub(super) const ALL: [Self; 4] = [Self::Practice, Self::Readings, Self::Resonance, Self::Talk];

    pub(super) fn of(session: &PastSession) -> Self {
        match session {
            PastSession::Practice(_) => Self::Practice,
            PastSession::Reading(_) => Self::Readings,
            PastSession::Resonance(_) => Self::Resonance,
            PastSession::Talk(_) => Self::Talk,
        }
    }

    /// How the command line calls it.
    pub(super) fn flag(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Readings => "readings",
            Self::Resonance => "resonance",
            Self::Talk => "talk",
        }
    }

    pub(super) fn name(self, words: &History) -> &String {
        match self {
            Self::Practice => &words.practice,
            Self::Readings => &words.readings,
            Self::Resonance => &words.resonance,
            Self::Talk => &words.talk,
        }
    }

    /// What is said while there is none.
    pub(super) fn none_yet(self, words: &History) -> &str {
        match self {
            Self::Practice => &words.no_practice,
            Self::Readings => &words.no_reading,
            Self::Resonance => &words.no_resonance,
            Self::Talk => &words.no_talk,
        }
    }

    /// How many weeks are shown where nobody says how many. Resonance tests are rare.
    pub(super) fn usual_weeks(self) -> u16 {
        match self {
            Self::Practice | Self::Readings | Self::Talk => 8,
            Self::Resonance => 52,
        }
    }
}
