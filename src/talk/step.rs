//! The steps of a talk, and one table of what holds in each of them.
//!
//! A new step is a line of [`Step::rules`], and an arm of every match over `Step`; the compiler names each that is
//! missing. What follows a step is in `sequence`, what its keys do in `keys`, its name in outputs in `stage`. Its page is
//! in `screen/compose/sheets.rs`.

use serde::Serialize;

use super::plan::Opening;
use crate::event::seat::Seat;
use crate::heart::baseline::Role;

/// A part of the talk that a pause comes back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Straps are being found.
    Straps,
    /// Whether each wears their own strap.
    StrapCheck,
    /// What both agree on before they talk.
    Agreements,
    /// Whether everything is as it was last time.
    SameAgain,
    /// What it is about, and who begins.
    Topic,
    /// How this person feels now; the other looks away.
    Arriving(Seat),
    /// A minute for this person alone: they accept what they feel, or look at the quarrel as a friend of both would.
    Prepare(Seat),
    /// Both sit quietly.
    Settling,
    /// This person tells about their day.
    WarmUp(Seat),
    /// This person speaks.
    Turn(Seat),
    /// The other one answers the turn of this person.
    Answer(Seat, Listening),
    /// Whether somebody wants to make amends: whoever does, or this one after the other.
    AmendsOffer(Option<Seat>),
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

/// What holds in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for itself")]
pub(crate) struct StepRules {
    /// Who speaks, if the step gives it to one of them.
    pub speaker: Option<Seat>,
    /// What the step says about the hearts.
    pub hearts: Hearts,
    /// Whether its time counts as talking.
    pub counts: bool,
    /// Whether a breath together leads into it: wherever somebody else begins to speak.
    pub begins_with_breath: bool,
    /// Whether the words on the way back follow a pause in it.
    pub has_way_back: bool,
    /// Whether a key brings one breath together in the middle of it.
    pub can_breathe: bool,
    /// Which keys end it.
    pub ends_by: EndsBy,
    /// How long it lasts by itself.
    pub lasts: Lasts,
    /// Whether it may run past that: somebody stops speaking at its end.
    pub may_run_over: bool,
}

/// What a step says about the hearts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hearts {
    /// Nothing: they are neither judged nor learnt from.
    Ignored,
    /// Both sit quietly.
    Quiet,
    /// Both read. That is learnt from as sitting quietly, if the talk's opening does so.
    Reading,
    /// One speaks, the other listens.
    BySpeaker,
}

/// Which keys end a step, or leave it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndsBy {
    /// The key to go on, whoever presses it.
    OneKey,
    /// The key to go on, or this person's "yes".
    Person(Seat),
    /// Both say yes.
    Both,
    /// The key to go on ends it. Both leave out all steps of its kind when they say yes.
    OneKeyOrBoth,
    /// Whoever says yes first; the key to go on leaves it out.
    WhoeverSaysYes,
}

/// How long a step lasts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lasts {
    /// As long as the plan says for sitting quietly.
    Quiet,
    /// As long as the plan says for a turn of the warm-up.
    WarmUpTurn,
    /// As long as the plan says for a turn.
    Turn,
    /// As long as the plan says for a part of an answer.
    AnswerPart,
    /// A minute.
    Minute,
    /// Until people end it, or the strap check does.
    UntilEnded,
}

/// A page that both read: it lasts until both say yes, and nobody speaks.
const PAGE: StepRules = StepRules {
    speaker: None,
    hearts: Hearts::Ignored,
    counts: false,
    begins_with_breath: false,
    has_way_back: false,
    can_breathe: true,
    ends_by: EndsBy::Both,
    lasts: Lasts::UntilEnded,
    may_run_over: false,
};

impl Step {
    /// What holds in this step. Every question about a step is answered here.
    pub(crate) fn rules(self) -> StepRules {
        match self {
            Self::Straps => StepRules { can_breathe: false, ends_by: EndsBy::OneKey, hearts: Hearts::Reading, ..PAGE },
            Self::StrapCheck => StepRules { ends_by: EndsBy::OneKey, ..PAGE },
            Self::Agreements | Self::SameAgain | Self::Topic => StepRules { hearts: Hearts::Reading, ..PAGE },
            Self::OneStep | Self::Summary => PAGE,
            Self::Arriving(who) => StepRules { ends_by: EndsBy::Person(who), ..PAGE },
            Self::Prepare(who) => StepRules { ends_by: EndsBy::Person(who), lasts: Lasts::Minute, ..PAGE },
            Self::AmendsOffer(_) => StepRules { ends_by: EndsBy::WhoeverSaysYes, ..PAGE },
            Self::Settling => StepRules { hearts: Hearts::Quiet, lasts: Lasts::Quiet, ..PAGE },
            Self::WarmUp(speaker) => StepRules {
                speaker: Some(speaker),
                hearts: Hearts::BySpeaker,
                begins_with_breath: true,
                lasts: Lasts::WarmUpTurn,
                ..PAGE
            },
            Self::Turn(speaker) => StepRules { lasts: Lasts::Turn, may_run_over: true, ..talking(speaker, true) },
            Self::Answer(listener_of, part) => StepRules {
                lasts: Lasts::AnswerPart,
                may_run_over: part == Listening::Empathise,
                ..talking(listener_of.other(), part == Listening::Reflect)
            },
            Self::Repair(who, _) => {
                StepRules { speaker: Some(who), has_way_back: true, ends_by: EndsBy::OneKeyOrBoth, ..PAGE }
            }
        }
    }

    /// The role of the person at this seat, for their heart.
    pub(crate) fn role(self, seat: Seat, opening: Opening) -> Option<Role> {
        let rules = self.rules();
        match rules.hearts {
            Hearts::Ignored => None,
            Hearts::Reading => opening.learns_while_reading().then_some(Role::Quiet),
            Hearts::Quiet => Some(Role::Quiet),
            Hearts::BySpeaker if rules.speaker == Some(seat) => Some(Role::Speaking),
            Hearts::BySpeaker => Some(Role::Listening),
        }
    }
}

/// A turn or a part of an answer.
fn talking(speaker: Seat, begins_with_breath: bool) -> StepRules {
    StepRules {
        speaker: Some(speaker),
        hearts: Hearts::BySpeaker,
        counts: true,
        begins_with_breath,
        has_way_back: true,
        ends_by: EndsBy::OneKey,
        ..PAGE
    }
}
