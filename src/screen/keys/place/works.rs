//! What the common keys do at a place: a yes of each, going on by one key, a breath in between.

use super::Place;

impl Place {
    /// Whether somebody is asked for a yes here.
    pub(crate) fn asks(self) -> bool {
        match self {
            Self::Turn { asks } | Self::Answer { asks } => asks,
            Self::Agreements
            | Self::SameAgain
            | Self::Topic
            | Self::Arriving
            | Self::Prepare
            | Self::Pause(_)
            | Self::ReturnOffer
            | Self::LongBreak { .. }
            | Self::WayBack { .. }
            | Self::AmendsOffer { .. }
            | Self::Repair { .. }
            | Self::OneStep
            | Self::Summary => true,
            Self::Straps { .. }
            | Self::StrapCheck(_)
            | Self::Settling
            | Self::WarmUp
            | Self::Breath
            | Self::Closing(_)
            | Self::Practice { .. }
            | Self::Watched
            | Self::Alone(_)
            | Self::Together(_)
            | Self::Between => false,
            Self::Writing { by_line } => by_line,
        }
    }

    /// Whether one key goes on from here, whoever presses it.
    pub(crate) fn goes_on_by_one_key(self) -> bool {
        match self {
            Self::Straps { .. }
            | Self::StrapCheck(_)
            | Self::Arriving
            | Self::Prepare
            | Self::Settling
            | Self::WarmUp
            | Self::Turn { .. }
            | Self::Answer { .. }
            | Self::AmendsOffer { .. }
            | Self::Repair { .. } => true,
            Self::Agreements
            | Self::SameAgain
            | Self::Topic
            | Self::Breath
            | Self::Pause(_)
            | Self::ReturnOffer
            | Self::LongBreak { .. }
            | Self::WayBack { .. }
            | Self::OneStep
            | Self::Summary
            | Self::Closing(_)
            | Self::Practice { .. }
            | Self::Writing { .. }
            | Self::Watched
            | Self::Alone(_)
            | Self::Together(_)
            | Self::Between => false,
        }
    }

    /// Whether one breath together can come in between.
    pub(crate) fn can_breathe(self) -> bool {
        match self {
            Self::StrapCheck(_)
            | Self::Agreements
            | Self::SameAgain
            | Self::Topic
            | Self::Arriving
            | Self::Prepare
            | Self::Settling
            | Self::WarmUp
            | Self::Turn { .. }
            | Self::Answer { .. }
            | Self::AmendsOffer { .. }
            | Self::Repair { .. }
            | Self::OneStep
            | Self::Summary => true,
            Self::Straps { .. }
            | Self::Breath
            | Self::Pause(_)
            | Self::ReturnOffer
            | Self::LongBreak { .. }
            | Self::WayBack { .. }
            | Self::Closing(_)
            | Self::Practice { .. }
            | Self::Writing { .. }
            | Self::Watched
            | Self::Alone(_)
            | Self::Together(_)
            | Self::Between => false,
        }
    }
}
