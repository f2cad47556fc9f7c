//! Everything that can hold a heart's trigger back: [`Veto`], in one ordered list. The numbers are in `constants.rs`.
//!
//! The list is asked from its first veto to its last. The first veto that holds decides what is left
//! ([`Veto::leaves`]); no later one could leave less. A heart without a reading, or without a baseline to compare it
//! with, needs no veto: it has no evidence.

use std::time::Duration;

use super::constants::TriggerConstants;
use super::{HeartLevel, Part};

/// A reason why a heart triggers no pause now. Nobody is told which one holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Veto {
    /// The person is neither quiet nor listening nor speaking: a breath between turns, a pause, the repair.
    NoRole,
    /// The baseline is still being learnt.
    WarmUp,
    /// A pause ended, or a heart triggered one, less than `after_pause_s` ago.
    AfterPause,
    /// Somebody said "I moved" less than `movement_s` ago.
    AfterMovement,
    /// A rate is all there is, and it has not changed for so long that it may be an old one: a wrist device repeats its last
    /// rate while its wearer moves.
    Stuck,
    /// The rise may still be a laugh or a movement: it has not stayed up for as long as one of its size may last
    /// (`wait_s`), or was as quick as a movement's and has not stayed up for `movement_s`. A high rate for
    /// `movement_s` lifts this veto.
    MayPass,
    /// The rate is on its way down (`falling_to`). A high rate for `movement_s` lifts this
    /// veto.
    Falling,
    /// The last second is below `floor`. A high rate for `movement_s` lifts this veto.
    BelowFloor,
    /// This heart has triggered, and has neither come down (`come_down_to`) nor risen further (`risen_further`).
    StillUp,
    /// Hearts have begun `most_prompts` episodes within `prompts_within_s`, and this would be another. The program says
    /// so instead.
    PromptsUsedUp,
}

/// What the vetoes need to know of both: times since something happened, if it did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CoupleFacts {
    pub(super) since_pause: Option<Duration>,
    pub(super) since_movement: Option<Duration>,
    /// Whether hearts have begun as many episodes as they may, and another prompt would begin one more.
    pub(super) are_used_up: bool,
}

/// What the vetoes need to know of one heart in this second.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeartFacts {
    pub(super) part: Option<Part>,
    /// The rate has been high for anybody, or at the person's own limit, for longer than a movement lasts: the shape of
    /// its rise does not matter.
    pub(super) is_rate_high: bool,
    pub(super) rise: RiseFacts,
    /// This heart has triggered, and has neither come down nor risen further.
    pub(super) is_still_up: bool,
    /// The rate may be one that was measured some time ago.
    pub(super) is_stuck: bool,
}

/// The shape of a rise. Nothing is asked of a heart without one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RiseFacts {
    pub(super) may_pass: bool,
    pub(super) is_falling: bool,
    pub(super) is_below_floor: bool,
}

impl Veto {
    /// All of them, in the order in which they are asked: what leaves less comes first.
    const IN_ORDER: [Self; Self::PromptsUsedUp as usize + 1] = [
        Self::NoRole,
        Self::WarmUp,
        Self::AfterPause,
        Self::AfterMovement,
        Self::Stuck,
        Self::MayPass,
        Self::Falling,
        Self::BelowFloor,
        Self::StillUp,
        Self::PromptsUsedUp,
    ];

    /// The first veto that holds.
    pub(super) fn first(couple: &CoupleFacts, heart: HeartFacts, constants: &TriggerConstants) -> Option<Self> {
        Self::IN_ORDER.into_iter().find(|veto| veto.holds(couple, heart, constants))
    }

    fn holds(self, couple: &CoupleFacts, heart: HeartFacts, constants: &TriggerConstants) -> bool {
        let rise = if heart.is_rate_high { RiseFacts::default() } else { heart.rise };
        match self {
            Self::NoRole => heart.part.is_none(),
            Self::WarmUp => heart.part.is_some_and(|part| part.warm_up),
            Self::AfterPause => couple.is_after_pause(constants),
            Self::AfterMovement => couple.is_after_movement(constants),
            Self::Stuck => heart.is_stuck,
            Self::MayPass => rise.may_pass,
            Self::Falling => rise.is_falling,
            Self::BelowFloor => rise.is_below_floor,
            Self::StillUp => heart.is_still_up,
            Self::PromptsUsedUp => couple.are_used_up,
        }
    }

    /// The highest level that is left of a heart's own. Used-up prompts leave its level as it is: see
    /// [`super::Decision::NoMore`].
    pub(super) fn leaves(self) -> HeartLevel {
        match self {
            Self::NoRole | Self::WarmUp | Self::AfterPause | Self::AfterMovement | Self::Stuck => HeartLevel::Calm,
            Self::MayPass => HeartLevel::Raised,
            Self::Falling | Self::BelowFloor | Self::StillUp => HeartLevel::Nearly,
            Self::PromptsUsedUp => HeartLevel::High,
        }
    }
}

impl CoupleFacts {
    /// Whether both hearts are held back, whatever they do.
    pub(super) fn is_silent(&self, constants: &TriggerConstants) -> bool {
        self.is_after_pause(constants) || self.is_after_movement(constants)
    }

    fn is_after_pause(&self, constants: &TriggerConstants) -> bool {
        self.since_pause.is_some_and(|since| since.as_secs_f64() < constants.after_pause_s)
    }

    fn is_after_movement(&self, constants: &TriggerConstants) -> bool {
        self.since_movement.is_some_and(|since| since.as_secs_f64() < constants.movement_s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_every_veto_once_and_what_leaves_less_comes_first() {
        assert!(Veto::IN_ORDER.iter().enumerate().all(|(place, veto)| *veto as usize == place));
        assert!(Veto::IN_ORDER.is_sorted_by_key(|veto| veto.leaves()));
    }
}
