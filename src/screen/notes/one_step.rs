//! The one step that both choose after a repair: who does it, and by when.

use crate::event::seat::Seat;

/// Who does the one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Who {
    /// Both.
    #[default]
    Both,
    /// One of them.
    One(Seat),
}

impl Who {
    pub(super) fn another(self) -> Self {
        match self {
            Self::Both => Self::One(Seat::Left),
            Self::One(Seat::Left) => Self::One(Seat::Right),
            Self::One(Seat::Right) => Self::Both,
        }
    }
}

/// By when the one step is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Tomorrow.
    #[default]
    Tomorrow,
    /// In three days.
    ThreeDays,
    /// In a week.
    Week,
}

impl By {
    /// Days from today.
    pub(crate) fn days(self) -> u32 {
        match self {
            Self::Tomorrow => 1,
            Self::ThreeDays => 3,
            Self::Week => 7,
        }
    }

    pub(super) fn another(self) -> Self {
        match self {
            Self::Tomorrow => Self::ThreeDays,
            Self::ThreeDays => Self::Week,
            Self::Week => Self::Tomorrow,
        }
    }
}
