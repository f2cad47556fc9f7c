//! The breathing figure, as a scene shows it.

use crate::pacer::Direction;

/// A breathing figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreathFigure {
    /// Which way the breath goes; `None` while everybody breathes as they like and the figure rests.
    pub direction: Option<Direction>,
    /// How full, in thousandths.
    pub fullness: u16,
}
