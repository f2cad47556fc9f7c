//! Everything that can hold a heart's trigger back: [`Veto`], in one ordered list, with the constants.
//!
//! The list is asked from its first veto to its last. The first veto that holds decides what is left
//! ([`Veto::leaves`]); no later one could leave less. A heart without a reading, or without a baseline to compare it
//! with, needs no veto: it has no evidence.

use std::time::Duration;

use super::{HeartLevel, Part};

/// After a pause no heart triggers another for this long: the refractory period. Assumption. A longer one misses second
/// rises; a shorter one may interrupt the first sentence after a pause.
pub(super) const AFTER_PAUSE: Duration = Duration::from_mins(2);
/// After the key for "I moved" no heart triggers for this long. Assumption: the changes of posture that the simulation
/// makes are over within 18 s (`docs/detection.md`).
pub(super) const AFTER_MOVEMENT: Duration = Duration::from_secs(20);
/// Readings wanted in a row, in seconds. Each rests on five clean beats already. Assumption. More of them delay every
/// trigger after a lost notification.
pub(super) const GOOD_S: u32 = 2;
/// The same after a gap of [`LONG_GAP_S`]. Assumption.
pub(super) const GOOD_AFTER_LONG_GAP_S: u32 = 5;
/// Seconds without a reading after which the rise from before the gap is dropped. Assumption.
pub(super) const LONG_GAP_S: u32 = 10;
/// No heart triggers in the first seconds of a turn: the reading still spans the role before. Assumption.
pub(super) const TURN_BEGINS: Duration = Duration::from_secs(3);
/// Below this excess nothing counts, however steady the heart: neither a mean nor the last second. In bpm. Assumption.
pub(super) const FLOOR: f64 = 6.0;
/// The same for somebody who sits quietly. In a talk, that is only the warm-up. `breathmark study --series` and the
/// recordings of `docs/detection.md` have minutes of quiet after it. Assumption.
pub(super) const FLOOR_QUIET: f64 = 5.0;
/// A movement lifts the rate quickly: this share of the present excess ...
pub(super) const QUICK_SHARE: f64 = 0.85;
/// ... and at least this much, in bpm ...
pub(super) const QUICK_RISE: f64 = 12.0;
/// ... within this time, in seconds. All three describe the laughs and changes of posture that `docs/detection.md`
/// assumes. A lower share or rise takes more arousals for movements, which delays their pause.
pub(super) const QUICK_S: usize = 6;
/// This many multiples of the 5 s variability are taken off that rise, because the heart's own waves can make a
/// movement look slower. Chosen on recorded hearts, to tell changes of posture from arousal in restless ones.
pub(super) const QUICK_LESS: f64 = 1.5;
/// A quick rise explains what is up for this long, in seconds.
pub(super) const QUICK_WITHIN_S: usize = 24;
/// A gap of this many seconds inside a rise does not make it a slow one.
pub(super) const QUICK_GAP_S: usize = 4;
/// A greater excess is more than a movement makes, in bpm. Chosen on 70 stretches of recorded hearts with modelled
/// events (`examples/recordings`): a lower one takes more changes of posture for arousal.
pub(super) const BEYOND_MOVEMENT: f64 = 28.0;
/// Seconds with a reading for which a quick rise must stay up. A movement is over by then. A longer time delays true
/// pauses; a shorter one takes changes of posture for arousal.
pub(super) const STAYS_S: usize = 18;
/// Up means above this share of the highest mean over [`HIGHEST_OVER_S`].
pub(super) const STAYS_ABOVE: f64 = 0.5;
/// Seconds over which that mean is taken.
pub(super) const HIGHEST_OVER_S: usize = 8;
/// A rate that has been high for anybody for this long is no movement: a movement is over by then. The vetoes on the
/// shape of a rise don't hold against it. Assumption.
pub(super) const HIGH_FOR: Duration = Duration::from_secs(25);
/// Falling means below this share of the highest excess within [`FALLEN_WITHIN_S`]. Assumption.
pub(super) const FALLEN_TO: f64 = 0.8;
/// Seconds back to that highest excess. Assumption.
pub(super) const FALLEN_WITHIN_S: usize = 12;
/// A heart that triggered has come down below this share of the excess that it triggered with. Assumption.
pub(super) const COME_DOWN_TO: f64 = 0.4;
/// Or it has risen further by this much, in bpm: something new has happened. Assumption.
pub(super) const RISEN_FURTHER: f64 = 15.0;
/// Hearts trigger at most this many pauses within [`PROMPTS_WITHIN`]. Assumption.
pub(super) const MOST_PROMPTS: usize = 4;
/// See [`MOST_PROMPTS`].
pub(super) const PROMPTS_WITHIN: Duration = Duration::from_mins(30);

/// A reason why a heart triggers no pause now. Nobody is told which one holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Veto {
    /// The person is neither quiet nor listening nor speaking: a breath between turns, a pause, the repair.
    NoRole,
    /// The baseline is still being learnt.
    WarmUp,
    /// A pause ended, or a heart triggered one, less than [`AFTER_PAUSE`] ago.
    AfterPause,
    /// Somebody said "I moved" less than [`AFTER_MOVEMENT`] ago.
    AfterMovement,
    /// Fewer readings in a row than [`GOOD_S`], or [`GOOD_AFTER_LONG_GAP_S`].
    FewGoodSeconds,
    /// The person's role is younger than [`TURN_BEGINS`].
    TurnBegins,
    /// The rise was as quick as a movement's: [`QUICK_RISE`] and [`QUICK_SHARE`] within [`QUICK_S`], less [`QUICK_LESS`],
    /// at most [`QUICK_WITHIN_S`] ago, over gaps of [`QUICK_GAP_S`]. And it has not stayed up
    /// ([`STAYS_ABOVE`] of [`HIGHEST_OVER_S`]) for [`STAYS_S`]. An excess of
    /// [`BEYOND_MOVEMENT`], a high rate for [`HIGH_FOR`], and an RMSSD far below normal
    /// (`watch/judging.rs`: 3.5 SD) are no movement.
    MayBeMovement,
    /// The rate is on its way down ([`FALLEN_TO`] within [`FALLEN_WITHIN_S`]). A high rate for [`HIGH_FOR`] lifts this veto.
    Falling,
    /// The last second is below [`FLOOR`], or [`FLOOR_QUIET`]. A high rate for [`HIGH_FOR`] lifts this veto.
    BelowFloor,
    /// This heart has triggered, and has neither come down ([`COME_DOWN_TO`]) nor risen further ([`RISEN_FURTHER`]).
    StillUp,
    /// Hearts have triggered [`MOST_PROMPTS`] within [`PROMPTS_WITHIN`]. The program says so instead.
    PromptsUsedUp,
}

/// What the vetoes need to know of both: times since something happened, if it did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CoupleFacts {
    pub(super) since_pause: Option<Duration>,
    pub(super) since_movement: Option<Duration>,
    /// How many pauses hearts have triggered within [`PROMPTS_WITHIN`].
    pub(super) prompts: usize,
}

/// What the vetoes need to know of one heart in this second.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeartFacts {
    pub(super) part: Option<Part>,
    pub(super) in_role: Duration,
    /// Readings in a row, in seconds, and how many are wanted.
    pub(super) good_s: u32,
    pub(super) good_wanted_s: u32,
    /// The rate has been high for anybody for longer than a movement lasts: the shape of its rise does not matter.
    pub(super) is_high_for_anybody: bool,
    pub(super) rise: RiseFacts,
    /// This heart has triggered, and has neither come down nor risen further.
    pub(super) is_still_up: bool,
}

/// The shape of a rise. Nothing is asked of a heart without one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RiseFacts {
    pub(super) may_be_movement: bool,
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
        Self::FewGoodSeconds,
        Self::TurnBegins,
        Self::MayBeMovement,
        Self::Falling,
        Self::BelowFloor,
        Self::StillUp,
        Self::PromptsUsedUp,
    ];

    /// The first veto that holds.
    pub(super) fn first(couple: &CoupleFacts, heart: &HeartFacts) -> Option<Self> {
        Self::IN_ORDER.into_iter().find(|veto| veto.holds(couple, heart))
    }

    fn holds(self, couple: &CoupleFacts, heart: &HeartFacts) -> bool {
        let rise = if heart.is_high_for_anybody { RiseFacts::default() } else { heart.rise };
        match self {
            Self::NoRole => heart.part.is_none(),
            Self::WarmUp => heart.part.is_some_and(|part| part.warm_up),
            Self::AfterPause => couple.is_after_pause(),
            Self::AfterMovement => couple.is_after_movement(),
            Self::FewGoodSeconds => heart.good_s < heart.good_wanted_s,
            Self::TurnBegins => heart.in_role < TURN_BEGINS,
            Self::MayBeMovement => rise.may_be_movement,
            Self::Falling => rise.is_falling,
            Self::BelowFloor => rise.is_below_floor,
            Self::StillUp => heart.is_still_up,
            Self::PromptsUsedUp => couple.prompts >= MOST_PROMPTS,
        }
    }

    /// The highest level that is left of a heart's own. Used-up prompts leave its level as it is: see
    /// [`super::Decision::NoMore`].
    pub(super) fn leaves(self) -> HeartLevel {
        match self {
            Self::NoRole
            | Self::WarmUp
            | Self::AfterPause
            | Self::AfterMovement
            | Self::FewGoodSeconds
            | Self::TurnBegins => HeartLevel::Calm,
            Self::MayBeMovement => HeartLevel::Raised,
            Self::Falling | Self::BelowFloor | Self::StillUp => HeartLevel::Nearly,
            Self::PromptsUsedUp => HeartLevel::High,
        }
    }
}

impl CoupleFacts {
    /// Whether both hearts are held back, whatever they do.
    pub(super) fn is_silent(&self) -> bool {
        self.is_after_pause() || self.is_after_movement()
    }

    fn is_after_pause(&self) -> bool {
        self.since_pause.is_some_and(|since| since < AFTER_PAUSE)
    }

    fn is_after_movement(&self) -> bool {
        self.since_movement.is_some_and(|since| since < AFTER_MOVEMENT)
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
