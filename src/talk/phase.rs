//! Where a talk is: in a step, or in what comes between steps.

use std::time::Duration;

use super::long_break::{LongBreak, ReturnOffer};
use super::pause::Pause;
use super::step::Step;
use super::way_back::WayBack;
use crate::event::moment::Moment;

/// Where a talk is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// In a step, until its time is up.
    In(Step, Span),
    /// A shared breath on the way to a step that will last as long as given.
    Breath(Span, Step, Duration),
    /// In a pause.
    Pause(Pause),
    /// In a pause, agreeing on a time to come back.
    ReturnOffer(Pause, ReturnOffer),
    /// In a real break, with a time to come back.
    LongBreak(LongBreak),
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

impl Phase {
    /// The step, if the talk is in one.
    pub(crate) fn step(&self) -> Option<Step> {
        match self {
            Self::In(step, _) => Some(*step),
            Self::Breath(..)
            | Self::Pause(_)
            | Self::ReturnOffer(..)
            | Self::LongBreak(_)
            | Self::WayBack(_)
            | Self::Closing { .. }
            | Self::Over => None,
        }
    }

    /// At the close: whether it came out of a pause.
    pub(crate) fn closes_from_pause(&self) -> Option<bool> {
        match self {
            Self::Closing { from_pause } => Some(*from_pause),
            Self::In(..)
            | Self::Breath(..)
            | Self::Pause(_)
            | Self::ReturnOffer(..)
            | Self::LongBreak(_)
            | Self::WayBack(_)
            | Self::Over => None,
        }
    }
}
