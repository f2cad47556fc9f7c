//! What a second teaches: the baseline of a role, its drift, and the variability. Excitement must not be learnt as
//! calm.

use std::time::Duration;

use super::person::WatchedPerson;
use crate::heart::Heart;
use crate::heart::arousal::Observation;
use crate::heart::baseline::Role;
use crate::talk::trigger::Part;

/// Nothing is learnt from the first seconds in a role: the reading still spans the role before. Assumption.
pub(crate) const NOT_YET_IN_ROLE: Duration = Duration::from_secs(10);

impl WatchedPerson {
    /// Adds a second to the baseline. In the warm-up every second counts. Later a second counts only if the role has no
    /// baseline of its own yet, and the heart is calm by the other roles; without any, if its rate is not high for
    /// anybody.
    pub(super) fn learn_baseline(&self, part: Part, in_role: Duration, seen: &Observation, heart: &mut Heart) {
        if in_role < NOT_YET_IN_ROLE {
            return;
        }
        let is_calm = match heart.arousal(part.role, seen) {
            Some(arousal) => arousal.excess() < arousal.ordinary.spread,
            None => self.profile.rate_high_for_anybody(None).is_none_or(|high| seen.heart_rate < high),
        };
        if part.warm_up || is_calm && heart.baseline().is_learning(part.role) {
            heart.baseline_mut().learn(part.role, seen.heart_rate, seen.log_rmssd);
        }
    }

    /// Starts the variability from the warm-up, and from talks before.
    pub(super) fn start_detector(&mut self, heart: &Heart) {
        if let Some(spread) = heart.baseline().spread().filter(|_| self.detector.is_beginning()) {
            self.detector.begin(spread, heart.baseline().known().map(|known| known.swings));
        }
    }

    /// Learns from calm talk where the baseline drifts, and how far the rate varies.
    pub(super) fn learn_calm(
        &mut self,
        role: Role,
        in_role: Duration,
        excess: f64,
        is_near_pause: bool,
        heart: &mut Heart,
    ) {
        if in_role < NOT_YET_IN_ROLE {
            return;
        }
        if !is_near_pause && excess <= self.constants.not_calm * self.detector.variability()[0] {
            heart.baseline_mut().follow(role, excess);
        }
        self.detector.learn(is_near_pause);
    }
}
