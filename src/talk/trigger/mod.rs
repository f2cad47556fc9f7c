//! When a heart triggers a pause.
//!
//! **The question.** Once a second, for each heart: has the heart rate risen above what is normal in this role, and
//! does it stay up?
//!
//! **Evidence.** [`detector`] answers that with a score. The score is the largest mean of the excess over 5 to 40 s, as
//! a multiple of that mean's variability in this person's calm talk. [`watch`] measures the excess, learns the
//! baseline, and compares the score with a threshold. The result is a `HeartLevel`.
//!
//! **Vetoes.** `veto` lists everything that can hold a heart back, in one ordered list: the two minutes after a pause,
//! a rise that may be a laugh, four episodes in half an hour, and so on.
//!
//! **Decision.** `couple` takes the higher of the two levels, and returns one [`Decision`] for both. It knows which
//! prompts belong to one episode.
//!
//! The numbers are in `constants`.

pub(crate) mod constants;
mod couple;
pub(crate) mod detector;
mod veto;
pub mod watch;

pub(crate) use self::couple::EPISODE;
use crate::heart::baseline::Role;

/// What a person does in this second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Quiet, listening or speaking.
    pub role: Role,
    /// Whether this is the warm-up. The baseline is learnt from it, and no heart triggers in it.
    pub warm_up: bool,
}

/// What one heart leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum HeartLevel {
    /// Nothing.
    #[default]
    Calm,
    /// A longer breath at the next change of turn.
    Raised,
    /// The same. The second is too near a pause for its excess to be learnt from as calm.
    Nearly,
    /// A pause, now.
    High,
}

/// What is to be done, for both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Nothing.
    #[default]
    Nothing,
    /// A longer breath at the next change of turn.
    LongBreath,
    /// A pause, now.
    Pause,
    /// Say that hearts trigger no more pauses for now. It comes once.
    NoMore,
}
