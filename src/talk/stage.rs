//! Where a talk can be: its steps, the breaths between them, the pause, and how outputs name each of them.

use std::time::Duration;

use serde::Serialize;

use super::long_break::{LongBreak, ReturnOffer};
use super::pause::{Breathing, Pause, Readiness, Way};
use super::strap_check::StrapCheckState;
use super::way_back::WayBack;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};

/// A part of the talk that a pause comes back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Straps are being found.
    Straps,
    /// Whether each wears their own strap.
    Whose,
    /// What both agree on before they talk.
    Agreements,
    /// What it is about, and who begins.
    Topic,
    /// How this person feels now; the other looks away.
    Arriving(Seat),
    /// Both sit quietly.
    Settling,
    /// This person tells about their day.
    WarmUp(Seat),
    /// This person speaks.
    Turn(Seat),
    /// The other one answers the turn of this person.
    Answer(Seat, Listening),
    /// This person's part of the repair.
    Repair(Seat, Amends),
    /// The one step that both choose.
    OneStep,
    /// Everything of the repair on one page.
    Summary,
}

/// What the listener does after a turn, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Listening {
    /// Say back what was heard, check, ask.
    Reflect,
    /// Say what makes sense in it.
    Validate,
    /// Say how it may feel.
    Empathise,
}

/// The three parts of making amends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Amends {
    /// What my action did to you.
    Harm,
    /// What I will do about it, and by when.
    Mend,
    /// What I will do differently next time.
    Change,
}

impl Step {
    /// Who speaks, if the turns give it to one of them.
    pub fn speaker(self) -> Option<Seat> {
        match self {
            Self::WarmUp(seat) | Self::Turn(seat) | Self::Repair(seat, _) => Some(seat),
            Self::Answer(seat, _) => Some(seat.other()),
            _ => None,
        }
    }

    /// Whether its time counts as talking.
    pub fn counts(self) -> bool {
        matches!(self, Self::Turn(_) | Self::Answer(..))
    }

    /// Whether a breath together leads into it: wherever somebody else begins to speak.
    pub fn begins_with_breath(self) -> bool {
        matches!(self, Self::WarmUp(_) | Self::Turn(_) | Self::Answer(_, Listening::Reflect))
    }

    /// Whether it ends, or is left out, when both say yes.
    pub fn takes_two(self) -> bool {
        matches!(
            self,
            Self::Agreements
                | Self::Topic
                | Self::Settling
                | Self::WarmUp(_)
                | Self::Repair(..)
                | Self::OneStep
                | Self::Summary
        )
    }

    /// Whether one key goes on: the speaker hands over, a person alone is done.
    pub fn takes_one(self) -> bool {
        matches!(
            self,
            Self::Straps | Self::Whose | Self::Arriving(_) | Self::Turn(_) | Self::Answer(..) | Self::Repair(..)
        )
    }
}

/// Where the talk is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// In a step, until its time is up.
    In(Step, Span),
    /// A shared breath on the way to a step that will last as long as given.
    Breath(Span, Step, Duration),
    /// In a pause.
    Pause(Pause),
    /// In a pause, agreeing on a time to come back.
    Later(Pause, ReturnOffer),
    /// In a real break, with a time to come back.
    Rest(LongBreak),
    /// After a pause: a few words before the talk goes on.
    WayBack(WayBack),
    /// At the close. Whether it came out of a pause matters: closing is no way around one.
    Closing {
        /// Going on leads into a pause, a whole one.
        from_pause: bool,
    },
    /// Nothing follows.
    Over,
}

/// From when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The start.
    pub began: Moment,
    /// The end; [`Moment::NEVER`] when only people end it.
    pub ends: Moment,
}

/// The stage of a session, as its outputs name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the steps and phases")]
pub enum Stage {
    Straps,
    Whose { so_far: StrapCheckState },
    Agreements { yes: Pair<bool> },
    Topic { first: Seat, yes: Pair<bool> },
    Arriving { who: Seat },
    Settling,
    WarmUp { speaker: Seat },
    Turn { speaker: Seat },
    Answer { speaker: Seat, part: Listening },
    Breath,
    Pause { breathing: Breathing, way: Way, ready: Pair<Readiness> },
    Later { minutes: u64, agreed: Pair<bool> },
    Rest { due: bool, breathing: bool, ready: Pair<Readiness> },
    WayBack { smaller: bool, yes: Pair<bool> },
    Repair { who: Seat, part: Amends },
    OneStep { yes: Pair<bool> },
    Summary { yes: Pair<bool> },
    Closing { return_in_minutes: Option<u64> },
    Practice,
    Over,
}

impl Stage {
    /// Who speaks now, if the stage gives it to one of them.
    pub fn speaker(self) -> Option<Seat> {
        match self {
            Self::WarmUp { speaker } | Self::Turn { speaker } | Self::Repair { who: speaker, .. } => Some(speaker),
            Self::Answer { speaker, .. } => Some(speaker.other()),
            _ => None,
        }
    }

    /// Whether a talk has begun by now. What is arranged before it is no part of it, nor is a breath, or the end.
    pub fn is_of_a_talk(&self) -> bool {
        let before = matches!(
            self,
            Self::Straps | Self::Whose { .. } | Self::Agreements { .. } | Self::Topic { .. } | Self::Arriving { .. }
        );
        !before && !matches!(self, Self::Breath | Self::Closing { .. } | Self::Practice | Self::Over)
    }

    /// What a step is called, with what both have said in it.
    pub(super) fn of(step: Step, first: Seat, yes: Pair<bool>, so_far: StrapCheckState) -> Self {
        match step {
            Step::Straps => Self::Straps,
            Step::Whose => Self::Whose { so_far },
            Step::Agreements => Self::Agreements { yes },
            Step::Topic => Self::Topic { first, yes },
            Step::Arriving(who) => Self::Arriving { who },
            Step::Settling => Self::Settling,
            Step::WarmUp(speaker) => Self::WarmUp { speaker },
            Step::Turn(speaker) => Self::Turn { speaker },
            Step::Answer(speaker, part) => Self::Answer { speaker, part },
            Step::Repair(who, part) => Self::Repair { who, part },
            Step::OneStep => Self::OneStep { yes },
            Step::Summary => Self::Summary { yes },
        }
    }
}
