//! Grounding without breathing: three ways, each led by prompts.
//!
//! Nobody has to breathe slowly to become calm, and for some people slow breathing makes things worse.

use std::time::Duration;

use super::part::GroundingWay;
use crate::event::moment::Moment;

/// How long a prompt of the senses, or of a thing outside, stays. Assumption, as in a pause. Longer leaves more time.
const LOOK: Duration = Duration::from_secs(24);
/// How long muscles are tensed. Assumption: long enough to be felt, too short for a cramp.
const TENSE: Duration = Duration::from_secs(7);
/// How long they are let go. Assumption: twice as long and more, so that the difference is felt.
const LET_GO: Duration = Duration::from_secs(17);

impl GroundingWay {
    /// The next way; after the last one the first.
    #[must_use]
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Senses => Self::Outward,
            Self::Outward => Self::Muscles,
            Self::Muscles => Self::Senses,
        }
    }

    /// How many prompts it has. The last one stays.
    pub(crate) const fn prompts(self) -> u8 {
        match self {
            Self::Senses | Self::Outward => 6,
            Self::Muscles => 9,
        }
    }

    /// How long a prompt stays. Muscles are tensed and let go by turns.
    fn length(self, prompt: u8) -> Duration {
        match self {
            Self::Senses | Self::Outward => LOOK,
            Self::Muscles if prompt.is_multiple_of(2) => TENSE,
            Self::Muscles => LET_GO,
        }
    }
}

/// Grounding in progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grounding {
    pub(super) way: GroundingWay,
    pub(super) prompt: u8,
    /// When this way began.
    pub(super) began: Moment,
    /// When this prompt began.
    since: Moment,
}

/// A prompt of grounding, while it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Prompt {
    /// Which one, counted from 0.
    pub(crate) nth: u8,
    /// When the way began that it belongs to.
    pub(crate) began: Moment,
    /// When it began.
    pub(crate) since: Moment,
    /// When the next one begins; `None` for the last one.
    pub(crate) ends: Option<Moment>,
}

impl Grounding {
    pub(super) fn begin(now: Moment, way: GroundingWay) -> Self {
        Self { way, prompt: 0, began: now, since: now }
    }

    pub(super) fn now(&self) -> Prompt {
        let ends = (self.prompt + 1 < self.way.prompts()).then(|| self.since + self.way.length(self.prompt));
        Prompt { nth: self.prompt, began: self.began, since: self.since, ends }
    }

    /// Goes on to the next prompt, if there is one.
    pub(super) fn next_prompt(&mut self, now: Moment) {
        if self.prompt + 1 < self.way.prompts() {
            self.prompt += 1;
            self.since = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_prompt_but_the_last_ends_by_itself() {
        for way in [GroundingWay::Senses, GroundingWay::Outward, GroundingWay::Muscles] {
            let mut grounding = Grounding::begin(Moment::START, way);
            let mut prompts = 1;
            while let Some(ends) = grounding.now().ends {
                grounding.next_prompt(ends);
                prompts += 1;
            }
            assert_eq!(prompts, way.prompts(), "{way:?}");
            assert!(grounding.now().since >= Moment::from_secs(90), "{way:?} lasts long enough to work");
            grounding.next_prompt(Moment::from_secs(900));
            assert_eq!(grounding.prompt + 1, way.prompts());
        }
    }
}
