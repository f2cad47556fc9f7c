//! The shape of a rise: whether it has outlasted a bump, and whether it is falling.

use super::{Detector, TriggerConstants};

impl Detector {
    /// Whether the rise, now at `excess`, has stayed up for longer than a laugh or a movement that looks like it.
    ///
    /// ```text
    /// it must stay up for   wait_s · (wait_below − excess) / (wait_below − floor), within 0 and wait_s
    ///                       movement_s at least, if it was as quick as a movement's
    /// ```
    ///
    /// A quick rise is waited for only if it `may_be_movement`.
    pub(crate) fn outlasts_a_bump(&self, excess: f64, may_be_movement: bool) -> bool {
        let TriggerConstants { wait_s, wait_below, floor, movement_s, .. } = self.constants;
        let small = ((wait_below - excess) / (wait_below - floor)).clamp(0.0, 1.0);
        let is_quick = may_be_movement && self.is_quick_rise();
        self.stays_up(f64::max(wait_s * small, if is_quick { movement_s } else { 0.0 }).round() as usize)
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
        let TriggerConstants { quick_s, quick_gap_s, movement_s, .. } = self.constants;
        let Some(now) = self.at(0) else { return false };
        let (quick_s, gap_s, movement_s) = (quick_s as usize, quick_gap_s as usize, movement_s as usize);
        // What was lost in between may have been quick, too.
        let before = |ago| (ago + quick_s..=ago + quick_s + gap_s).find_map(|ago| self.at(ago));
        // A movement that ends now began so many seconds ago.
        let rises = (0..movement_s + quick_s).filter_map(|ago| Some(self.at(ago)? - before(ago)?));
        let quickest = rises.fold(0.0, f64::max);
        let TriggerConstants { quick_rise, quick_share, quick_less, .. } = self.constants;
        let variability = self.means[0].variability();
        let least = f64::max(quick_rise, quick_share * now) - quick_less * variability;
        quickest >= f64::max(least, variability)
    }

    /// Whether the rate has stayed up in the last `seconds` with a reading. Seconds without one may have been down, so
    /// they do not count.
    fn stays_up(&self, seconds: usize) -> bool {
        let highest = self.highest_lately();
        let mut readings = (0..self.recent.len()).filter_map(|ago| self.at(ago)).take(seconds);
        let is_up = (0..seconds).all(|_| readings.next().is_some_and(|x| x > self.constants.stays_above * highest));
        seconds == 0 || highest > 0.0 && is_up
    }

    /// Whether the rate is on its way down, or has no reading.
    pub(crate) fn is_falling(&self) -> bool {
        self.at(0).is_none_or(|now| now < self.constants.falling_to * self.highest_lately())
    }

    /// The highest excess within the time that a movement takes.
    fn highest_lately(&self) -> f64 {
        (0..self.constants.movement_s as usize).filter_map(|ago| self.at(ago)).fold(0.0, f64::max)
    }
}
