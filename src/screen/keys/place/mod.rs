//! The places where a key can be pressed, as far as its meaning or its words depend on the place.

mod works;

use crate::event::seat::Seat;
use crate::practice::part::PracticePart;
use crate::talk::pause::Way;
use crate::talk::strap_check::StrapCheckState;
use crate::talk::{Amends, Stage};

/// A page, or a state of one. Fields change only which words the footer offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Straps are being found.
    Straps {
        /// Whether a seat has one.
        any: bool,
    },
    /// The question whether each wears their own strap.
    StrapCheck(StrapCheckState),
    /// The agreements.
    Agreements,
    /// The question whether everything is as it was last time.
    SameAgain,
    /// The topic, and who begins.
    Topic,
    /// One person's feeling, alone with the screen.
    Arriving,
    /// A minute for one person alone.
    Prepare,
    /// The quiet minute.
    Settling,
    /// A warm-up turn.
    WarmUp,
    /// A turn.
    Turn {
        /// Whether both are asked something.
        asks: bool,
    },
    /// The answer to a turn.
    Answer {
        /// Whether both are asked something.
        asks: bool,
    },
    /// A shared breath.
    Breath,
    /// The pause, and what both do in it.
    Pause(Way),
    /// The offer to go on at another time.
    ReturnOffer,
    /// A long break.
    LongBreak {
        /// Whether both are asked to come back later.
        asks: bool,
    },
    /// The way back from a pause.
    WayBack {
        /// The goal that can be chosen, if any.
        offers: Option<Goal>,
    },
    /// The offer to make amends.
    AmendsOffer {
        /// The one who is asked; nobody if both are.
        asked: Option<Seat>,
    },
    /// A part of this person's repair.
    Repair {
        /// Whose it is.
        who: Seat,
        /// Whether it is the first part.
        first: bool,
    },
    /// The one step.
    OneStep,
    /// Everything of the repair on one page.
    Summary,
    /// The close of a talk, and what can follow it.
    Closing(AfterClose),
    /// Practice, and what goes on in it.
    Practice {
        /// What goes on.
        part: PracticePart,
        /// Whether there is a heart, or will be one.
        has_heart: bool,
    },
    /// A page of a talk while somebody writes into its field.
    Writing {
        /// Whether input comes in whole lines. A letter alone is then still a key.
        by_line: bool,
    },
    /// A replay, which no key changes.
    Watched,
    /// A page that one person answers alone, outside the session.
    Alone(PrivatePage),
    /// A page that both look at, outside the session.
    Together(TogetherPage),
    /// No page: the talk is over, and a key may still be held down.
    Between,
}

/// The goal that the way back offers in place of the one that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The smaller one.
    Smaller,
    /// The whole one again.
    Whole,
}

/// What can follow the close of a talk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is offered for itself")]
pub struct AfterClose {
    /// A break with a time to come back.
    pub long_break: bool,
    /// More turns.
    pub more_talk: bool,
    /// The pause that the close came out of.
    pub pause: bool,
    /// The repair.
    pub repair: bool,
}

/// The pages of the safety check before a talk and of the pause review after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivatePage {
    /// The check: this person answers, alone.
    CheckAsk {
        /// Who answers.
        who: Seat,
        /// Whether the other one has answered before, and may do so again.
        second: bool,
    },
    /// The check: no talk today.
    CheckNotToday,
    /// A breath, which any key ends.
    Breath,
    /// The review: one person comes to the screen.
    ReviewHandTo,
    /// The review: that person answers.
    ReviewAsk,
}

/// The pages that both look at while no session runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TogetherPage {
    /// The first start: the two names are typed.
    Names {
        /// Whether input comes in whole lines. A letter alone is then still a key.
        by_line: bool,
    },
    /// The first start: what will happen.
    Happens,
    /// The first start: whether cues may be heard.
    Sound,
    /// What may stay of a talk.
    Stays,
    /// The first start: three breaths to try.
    Breaths,
    /// The front page.
    Front,
    /// The question whether to go on, as it was agreed, or to begin a new talk.
    Return,
    /// A question of looking back.
    LookBack,
}

impl Place {
    /// The page of a stage. What changes words only is left at its least.
    pub(crate) fn of(stage: &Stage) -> Self {
        match stage {
            Stage::Straps => Self::Straps { any: false },
            Stage::StrapCheck { so_far } => Self::StrapCheck(*so_far),
            Stage::Agreements { .. } => Self::Agreements,
            Stage::SameAgain { .. } => Self::SameAgain,
            Stage::Prepare { .. } => Self::Prepare,
            Stage::Topic { .. } => Self::Topic,
            Stage::Arriving { .. } => Self::Arriving,
            Stage::Settling => Self::Settling,
            Stage::WarmUp { .. } => Self::WarmUp,
            Stage::Turn { now, .. } => Self::Turn { asks: now.asks.is_some() },
            Stage::Answer { now, .. } => Self::Answer { asks: now.asks.is_some() },
            Stage::Breath => Self::Breath,
            Stage::Pause { way, .. } => Self::Pause(*way),
            Stage::ReturnOffer { .. } => Self::ReturnOffer,
            Stage::LongBreak { asks, .. } => Self::LongBreak { asks: asks.is_some() },
            Stage::WayBack { .. } => Self::WayBack { offers: None },
            Stage::AmendsOffer { asked } => Self::AmendsOffer { asked: *asked },
            Stage::Repair { who, part } => Self::Repair { who: *who, first: *part == Amends::Harm },
            Stage::OneStep { .. } => Self::OneStep,
            Stage::Summary { .. } => Self::Summary,
            Stage::Closing { .. } | Stage::Over => Self::Closing(AfterClose::default()),
            Stage::Practice { part } => Self::Practice { part: *part, has_heart: true },
        }
    }

    /// Whether every letter is text, so that only chords and Enter are keys.
    pub(crate) fn takes_text(self) -> bool {
        matches!(self, Self::Writing { by_line: false } | Self::Together(TogetherPage::Names { by_line: false }))
    }

    /// Whether a session takes keys here. A replay's session takes none.
    pub(crate) fn is_of_session(self) -> bool {
        !matches!(self, Self::Watched | Self::Alone(_) | Self::Together(_) | Self::Between)
    }

    /// Whether the page is one that somebody answers alone.
    pub(crate) fn is_private(self) -> bool {
        matches!(self, Self::Alone(_))
    }

    /// Whether the page is one that both look at while no session runs.
    pub(crate) fn is_together(self) -> bool {
        matches!(self, Self::Together(_))
    }

    /// Whether names are typed here.
    pub(crate) fn takes_names(self) -> bool {
        matches!(self, Self::Together(TogetherPage::Names { .. }))
    }
}
