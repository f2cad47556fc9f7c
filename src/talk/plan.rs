//! The parts of a talk, and their lengths. The journal keeps the plan, because replay needs it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::event::seat::Seat;

/// How far a turn may run past its time, in seconds. Assumption: time to finish a thought. More lets one of the two
/// take the other's time.
const OVERTIME_S: u32 = 30;

/// The least length of a pause, in seconds. Assumption. A longer time keeps calm couples waiting.
const PAUSE_S: u32 = 60;

/// The parts of a talk and their lengths, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Sitting quietly at the start.
    pub quiet_s: u32,
    /// Each person's turn of neutral talk, from which calm talking is learnt.
    pub warm_up_turn_s: u32,
    /// One turn of speaking.
    pub turn_s: u32,
    /// The whole talk, without the warm-up and the pauses.
    pub limit_s: u32,
    /// How far a turn may run past its time before it ends by itself; 0 ends it at its time.
    #[serde(default)]
    pub overtime_s: u32,
    /// The listener's answer to a turn; 0 leaves it out.
    #[serde(default)]
    pub answer_s: u32,
    /// Who begins, unless both choose otherwise.
    #[serde(default = "left")]
    pub first: Seat,
    /// Which pages come before and after the turns.
    #[serde(default)]
    pub guide: Guide,
    /// How the talk begins. Old journals don't name it.
    #[serde(default)]
    pub opening: Opening,
    /// The least length of a pause, and how long both bodies must be near calm in it. A minute in every talk of real
    /// people: no setting changes it. Only a demo, which nobody needs, has less.
    #[serde(default = "pause_s")]
    pub pause_s: u32,
}

/// How a talk begins: which pages lead to the first word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// Every page of the guide, one after the other, then a minute of quiet. So all journals before this field had it.
    #[default]
    EveryPage,
    /// Two people who talk with the program for the first time: what they agree on, the topic, an easy round.
    First,
    /// Two people who have done so before: whether everything is as it was, the topic, an easy round.
    Again,
    /// Two people who go on with a talk at the time that they agreed on.
    GoOn,
}

impl Opening {
    /// Whether the hearts are learnt from while both read the first pages, and the warm-up lasts only as long as
    /// something is missing.
    pub(crate) fn learns_while_reading(self) -> bool {
        self != Self::EveryPage
    }
}

/// Which pages come before and after the turns. Old journals don't name them, so they get none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each part is left out for itself")]
pub struct Guide {
    /// The check whether each wears their own strap.
    pub whose_strap: bool,
    /// Agreements at the start, to which each says yes.
    pub agreements: bool,
    /// The topic, who begins, and how each of them feels.
    pub arriving: bool,
    /// A few words to read aloud after a pause.
    pub way_back: bool,
    /// The repair at the end, and one step.
    pub repair: bool,
    /// Feelings, preparation and amends are offered. In old journals both feelings and amends are asked for.
    pub offered: bool,
}

impl Guide {
    /// All of it.
    pub const WHOLE: Self =
        Self { whose_strap: true, agreements: true, arriving: true, way_back: true, repair: true, offered: true };
}

impl Default for Plan {
    /// The turns alone, as every journal before the guide has them.
    fn default() -> Self {
        let (answer_s, first) = (0, Seat::Left);
        Self {
            quiet_s: 60,
            warm_up_turn_s: 60,
            turn_s: 120,
            limit_s: 30 * 60,
            overtime_s: 0,
            answer_s,
            first,
            guide: Guide::default(),
            opening: Opening::default(),
            pause_s: PAUSE_S,
        }
    }
}

impl Plan {
    /// A talk with everything around it: what two people get who have set nothing.
    pub fn guided() -> Self {
        Self { answer_s: 90, overtime_s: OVERTIME_S, guide: Guide::WHOLE, opening: Opening::First, ..Self::default() }
    }

    /// Sitting quietly.
    pub(crate) fn quiet(&self) -> Duration {
        seconds(self.quiet_s)
    }
    /// One warm-up turn.
    pub(crate) fn warm_up_turn(&self) -> Duration {
        seconds(self.warm_up_turn_s)
    }
    /// One turn.
    pub fn turn(&self) -> Duration {
        seconds(self.turn_s)
    }
    /// One of the three parts of an answer.
    pub fn answer_part(&self) -> Duration {
        seconds(self.answer_s) / 3
    }
    /// How far a turn may run past its time.
    pub(crate) fn overtime(&self) -> Duration {
        seconds(self.overtime_s)
    }
    /// The least length of a pause.
    pub(crate) fn pause(&self) -> Duration {
        seconds(self.pause_s)
    }
    /// The whole talk.
    pub fn limit(&self) -> Duration {
        seconds(self.limit_s)
    }
}

fn pause_s() -> u32 {
    PAUSE_S
}

fn left() -> Seat {
    Seat::Left
}

fn seconds(count: u32) -> Duration {
    Duration::from_secs(u64::from(count))
}
