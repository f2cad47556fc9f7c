//! The stage of a session, as its outputs name it.
//!
//! A new stage is a line of [`Stage::part`] and of [`Stage::speaker`]; without them the crate does not compile.

use serde::Serialize;

use super::consent::OpenQuestion;
use super::pause::{Breathing, Readiness, Way};
use super::step::{Amends, Listening, Step};
use super::strap_check::StrapCheckState;
use crate::event::seat::{Pair, Seat};
use crate::practice::part::PracticePart;

/// The stage of a session, as its outputs name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the steps and phases")]
pub enum Stage {
    Straps,
    #[serde(rename = "whose")]
    StrapCheck {
        so_far: StrapCheckState,
    },
    Agreements {
        yes: Pair<bool>,
    },
    SameAgain {
        yes: Pair<bool>,
    },
    Topic {
        first: Seat,
        yes: Pair<bool>,
    },
    Arriving {
        who: Seat,
    },
    Prepare {
        who: Seat,
    },
    Settling,
    WarmUp {
        speaker: Seat,
    },
    Turn {
        speaker: Seat,
        #[serde(flatten)]
        now: TurnState,
    },
    Answer {
        speaker: Seat,
        part: Listening,
        #[serde(flatten)]
        now: TurnState,
    },
    Breath,
    Pause {
        breathing: Breathing,
        way: Way,
        ready: Pair<Readiness>,
    },
    #[serde(rename = "later")]
    ReturnOffer {
        minutes: u64,
        agreed: Pair<bool>,
    },
    #[serde(rename = "rest")]
    LongBreak {
        due: bool,
        breathing: bool,
        ready: Pair<Readiness>,
        #[serde(skip_serializing_if = "Option::is_none")]
        asks: Option<OpenQuestion>,
    },
    WayBack {
        smaller: bool,
        yes: Pair<bool>,
    },
    AmendsOffer {
        asked: Option<Seat>,
    },
    Repair {
        who: Seat,
        part: Amends,
    },
    OneStep {
        yes: Pair<bool>,
    },
    Summary {
        yes: Pair<bool>,
    },
    Closing {
        return_in_minutes: Option<u64>,
    },
    Practice {
        #[serde(skip_serializing_if = "PracticePart::is_left_out")]
        part: PracticePart,
    },
    Over,
}

/// What goes on in a turn or an answer besides speaking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TurnState {
    /// Whether its time is up, and it goes on for a moment.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub over: bool,
    /// The open question to both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<OpenQuestion>,
}

/// The part of a session that a stage belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionPart {
    /// Straps, agreements, topic, feelings: arranged before the talk begins.
    Before,
    /// Sitting quietly and neutral talk, from which the baselines are learnt.
    WarmUp,
    /// Turns and answers.
    Turns,
    /// A shared breath, on the way to any step.
    Breath,
    /// The pause, the break, the words on the way back.
    Pause,
    /// The repair, the one step, the summary.
    Repair,
    /// The close, and what is behind it.
    End,
    /// One person alone.
    Practice,
}

impl Stage {
    /// Who speaks now, if the stage gives it to one of them.
    pub(crate) fn speaker(self) -> Option<Seat> {
        match self {
            Self::WarmUp { speaker } | Self::Turn { speaker, .. } | Self::Repair { who: speaker, .. } => Some(speaker),
            Self::Answer { speaker, .. } => Some(speaker.other()),
            Self::Straps
            | Self::StrapCheck { .. }
            | Self::Agreements { .. }
            | Self::SameAgain { .. }
            | Self::Topic { .. }
            | Self::Arriving { .. }
            | Self::Prepare { .. }
            | Self::AmendsOffer { .. }
            | Self::Settling
            | Self::Breath
            | Self::Pause { .. }
            | Self::ReturnOffer { .. }
            | Self::LongBreak { .. }
            | Self::WayBack { .. }
            | Self::OneStep { .. }
            | Self::Summary { .. }
            | Self::Closing { .. }
            | Self::Practice { .. }
            | Self::Over => None,
        }
    }

    /// The part of a session that it belongs to.
    pub(crate) fn part(self) -> SessionPart {
        match self {
            Self::Straps
            | Self::StrapCheck { .. }
            | Self::Agreements { .. }
            | Self::SameAgain { .. }
            | Self::Topic { .. }
            | Self::Arriving { .. }
            | Self::Prepare { .. } => SessionPart::Before,
            Self::Settling | Self::WarmUp { .. } => SessionPart::WarmUp,
            Self::Turn { .. } | Self::Answer { .. } => SessionPart::Turns,
            Self::Breath => SessionPart::Breath,
            Self::Pause { .. } | Self::ReturnOffer { .. } | Self::LongBreak { .. } | Self::WayBack { .. } => {
                SessionPart::Pause
            }
            Self::AmendsOffer { .. } | Self::Repair { .. } | Self::OneStep { .. } | Self::Summary { .. } => {
                SessionPart::Repair
            }
            Self::Closing { .. } | Self::Over => SessionPart::End,
            Self::Practice { .. } => SessionPart::Practice,
        }
    }

    /// Whether a talk has begun by now. What is arranged before it is no part of it, nor is a breath, or the end.
    pub(crate) fn is_of_a_talk(&self) -> bool {
        match self.part() {
            SessionPart::WarmUp | SessionPart::Turns | SessionPart::Pause | SessionPart::Repair => true,
            SessionPart::Before | SessionPart::Breath | SessionPart::End | SessionPart::Practice => false,
        }
    }

    /// The stage of a step, with what both have said in it.
    pub(super) fn of(step: Step, first: Seat, yes: Pair<bool>, so_far: StrapCheckState, now: TurnState) -> Self {
        match step {
            Step::Straps => Self::Straps,
            Step::StrapCheck => Self::StrapCheck { so_far },
            Step::Agreements => Self::Agreements { yes },
            Step::SameAgain => Self::SameAgain { yes },
            Step::Topic => Self::Topic { first, yes },
            Step::Arriving(who) => Self::Arriving { who },
            Step::Prepare(who) => Self::Prepare { who },
            Step::Settling => Self::Settling,
            Step::WarmUp(speaker) => Self::WarmUp { speaker },
            Step::Turn(speaker) => Self::Turn { speaker, now },
            Step::Answer(speaker, part) => Self::Answer { speaker, part, now },
            Step::AmendsOffer(asked) => Self::AmendsOffer { asked },
            Step::Repair(who, part) => Self::Repair { who, part },
            Step::OneStep => Self::OneStep { yes },
            Step::Summary => Self::Summary { yes },
        }
    }
}
