//! The shape of a rise: quick as a movement's, staying up, falling.

use super::{Detector, enough};
use crate::talk::trigger::veto::{
    BEYOND_MOVEMENT, FALLEN_TO, FALLEN_WITHIN_S, HIGHEST_OVER_S, QUICK_GAP_S, QUICK_LESS, QUICK_RISE, QUICK_S,
    QUICK_SHARE, QUICK_WITHIN_S, STAYS_ABOVE, STAYS_S,
};

impl Detector {
    /// Whether the rise was as quick as a movement's:
    ///
    /// ```text
    /// quickest rise within 6 s ≥ max(12 bpm, 85 % of the excess now) − 1.5 · variability, and ≥ variability.
    /// ```
    ///
    /// A restless heart's own waves can make a movement look slower than it was. So the more the rate varies, the less
    /// of a rise must have been quick.
    pub(crate) fn is_quick_rise(&self) -> bool {
        let Some(now) = self.at(0).filter(|now| *now < BEYOND_MOVEMENT) else { return false };
        // What was lost in between may have been quick, too.
        let before = |ago| (ago + QUICK_S..=ago + QUICK_S + QUICK_GAP_S).find_map(|ago| self.at(ago));
        let rises = (0..QUICK_WITHIN_S).filter_map(|ago| Some(self.at(ago)? - before(ago)?));
        let quickest = rises.fold(0.0, f64::max);
        let variability = self.means[0].variability();
        let least = f64::max(QUICK_RISE, QUICK_SHARE * now) - QUICK_LESS * variability;
        quickest >= f64::max(least, variability)
    }

    /// Whether the rate has stayed up for longer than a movement does. Seconds without a reading may have been down, so
    /// they do not count.
    pub(crate) fn stays_up(&self) -> bool {
        let means = (0..STAYS_S).filter_map(|ago| self.mean_until(ago, HIGHEST_OVER_S));
        let highest = means.fold(f64::NEG_INFINITY, f64::max);
        let readings = || (0..self.recent.len()).filter_map(|ago| self.at(ago)).take(STAYS_S);
        highest > 0.0 && readings().count() == STAYS_S && readings().all(|x| x > STAYS_ABOVE * highest)
    }

    /// Whether the rate is on its way down, or has no reading.
    pub(crate) fn is_falling(&self) -> bool {
        let highest = (0..FALLEN_WITHIN_S).filter_map(|ago| self.at(ago)).fold(0.0, f64::max);
        self.at(0).is_none_or(|now| now < FALLEN_TO * highest)
    }

    /// The mean over the seconds up to `ago`, if enough of them have a reading.
    fn mean_until(&self, ago: usize, seconds: usize) -> Option<f64> {
        let all = (ago..ago + seconds).filter_map(|ago| self.at(ago));
        let (sum, readings) = all.fold((0.0, 0), |(sum, readings), excess| (sum + excess, readings + 1));
        enough(readings, seconds).then(|| sum / readings as f64)
    }
}
