//! Poincaré plot: each interval against the one before.
//!
//! Brennan, Palaniswami and Kamen (IEEE Trans Biomed Eng 48:1342, 2001). SD1 and SD2 come from the variances of the
//! intervals and of the differences, so they stay right where beats were rejected. Sample variances (N − 1).

use super::time::{Differences, Intervals};

/// SD1: `sqrt(var(d) / 2)` in ms, the spread across the line of identity; from two differences.
pub fn sd1_ms(differences: &Differences) -> Option<f64> {
    differences.variance().map(|variance| (variance / 2.0).sqrt())
}

/// SD2: `sqrt(2 var(r) − var(d) / 2)` in ms, the spread along the line of identity; from two differences. It is 0 where
/// the second term is the larger, as when every other interval is the same.
pub fn sd2_ms(intervals: &Intervals, differences: &Differences) -> Option<f64> {
    let (along, across) = intervals.variance().zip(differences.variance())?;
    Some((2.0 * along - across / 2.0).max(0.0).sqrt())
}
