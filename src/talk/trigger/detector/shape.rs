//! The shape of a rise: whether it has outlasted a bump, and whether it is falling.

use super::{Detector, TriggerConstants};

impl Detector {
    /// Whether the rise, now at `excess`, has stayed up for longer than a laugh or a movement that looks like it.
    ///
    /// ```text
    /// it must stay up for   wait_s · (wait_below − excess) / (wait_below − floor), within 0 and wait_s
    ///                       quick_stays_s at least, if it was as quick as a movement's
    /// ```
    ///
    /// A quick rise is waited for only if it `may_be_movement`.
    pub(crate) fn outlasts_a_bump(&self, excess: f64, may_be_movement: bool) -> bool {
        let TriggerConstants { wait_s, wait_below, floor, quick_stays_s, .. } = self.constants;
        let small = ((wait_below - excess) / (wait_below - floor)).clamp(0.0, 1.0);
        let is_quick = may_be_movement && self.is_quick_rise();
        self.stays_up(f64::max(wait_s * small, if is_quick { quick_stays_s } else { 0.0 }).round() as usize)
    }

    /// Whether the rise was as quick as a movement's:
    ///
    /// ```text
    /// quickest rise within 6 s ≥ max(11 bpm, 85 % of the excess now) − 1.5 · variability, and ≥ variability.
    /// ```
    ///
    /// A restless heart's own waves can make a movement look slower than it was. So the more the rate varies, the less
    /// of a rise must have been quick.
    pub(crate) fn is_quick_rise(&self) -> bool {
        let TriggerConstants { quick_s, quick_gap_s, quick_within_s, beyond_movement, .. } = self.constants;
        let Some(now) = self.at(0).filter(|now| *now < beyond_movement) else { return false };
        let (quick_s, gap_s) = (quick_s as usize, quick_gap_s as usize);
        // What was lost in between may have been quick, too.
        let before = |ago| (ago + quick_s..=ago + quick_s + gap_s).find_map(|ago| self.at(ago));
        let rises = (0..quick_within_s as usize).filter_map(|ago| Some(self.at(ago)? - before(ago)?));
        let quickest = rises.fold(0.0, f64::max);
        let TriggerConstants { quick_rise, quick_share, quick_less, .. } = self.constants;
        let variability = self.means[0].variability(self.constants.least_variability);
        let least = f64::max(quick_rise, quick_share * now) - quick_less * variability;
        quickest >= f64::max(least, variability)
    }

    /// Whether the rate has stayed up in the last `seconds` with a reading. Seconds without one may have been down, so
    /// they do not count.
    fn stays_up(&self, seconds: usize) -> bool {
        let TriggerConstants { stays_above, highest_over_s, highest_within_s, .. } = self.constants;
        let means = (0..highest_within_s as usize).filter_map(|ago| self.mean_until(ago, highest_over_s as usize));
        let highest = means.fold(0.0, f64::max);
        let mut readings = (0..self.recent.len()).filter_map(|ago| self.at(ago)).take(seconds);
        let is_up = (0..seconds).all(|_| readings.next().is_some_and(|x| x > stays_above * highest));
        seconds == 0 || highest > 0.0 && is_up
    }

    /// Whether the rate is on its way down, or has no reading.
    pub(crate) fn is_falling(&self) -> bool {
        let TriggerConstants { falling_to, falling_within_s, .. } = self.constants;
        let highest = (0..falling_within_s as usize).filter_map(|ago| self.at(ago)).fold(0.0, f64::max);
        self.at(0).is_none_or(|now| now < falling_to * highest)
    }

    /// The mean over the seconds up to `ago`, if enough of them have a reading.
    pub(crate) fn mean_until(&self, ago: usize, seconds: usize) -> Option<f64> {
        let all = (ago..ago + seconds).filter_map(|ago| self.at(ago));
        let (sum, readings) = all.fold((0.0, 0), |(sum, readings), excess| (sum + excess, readings + 1));
        self.is_enough(readings, seconds).then(|| sum / readings as f64)
    }
}
