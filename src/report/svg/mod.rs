//! Pictures as SVG, by hand: axes, courses over time, clouds of dots, the band of a talk.
//!
//! A picture has two layers. Text and lines of the grid stand at percentages, so that text keeps its size on every width.
//! The data are in a box of [`WIDE`] by [`HIGH`] that is stretched; its lines keep their width
//! (`vector-effect: non-scaling-stroke`).

pub(super) mod axis;
pub(super) mod chart;
pub(super) mod path;

/// The width of the box of the data, without unit.
pub(super) const WIDE: f64 = 10_000.0;
/// Its height.
pub(super) const HIGH: f64 = 1_000.0;
