//! The threshold: what a score leads to, and the absolute rate beside it.
//!
//! ```text
//! threshold = triggers · margin · (1 − low_rmssd · low) · quiet · coarse
//! low       = z / low_over, within 0 and 1
//! ```
//!
//! `z` is how many SD RMSSD is below normal; without RMSSD `low` is 0. Speech changes RMSSD by itself, so it counts only
//! while its person is silent.

use std::time::Duration;

use super::person::WatchedPerson;
use crate::event::moment::Moment;
use crate::heart::arousal::{Arousal, Observation};
use crate::heart::baseline::Role;
use crate::talk::trigger::HeartLevel;
use crate::talk::trigger::constants::TriggerConstants;
use crate::talk::trigger::veto::RiseFacts;

/// From this share of the threshold on, the next breath between two turns is longer.
const LONG_BREATH_FROM: f64 = 0.5;

impl WatchedPerson {
    /// The level by the threshold alone, and the shape of a rise that passes the lower threshold. `excess` is over what
    /// is expected in this second.
    pub(super) fn judge(
        &self,
        role: Role,
        in_role: Duration,
        excess: f64,
        arousal: &Arousal,
    ) -> (HeartLevel, RiseFacts) {
        let TriggerConstants { triggers, nearly, floor, low_over, .. } = self.constants;
        let doubt = arousal.ordinary.doubt.hypot(self.doubt_of_new_role(in_role));
        let score = self.detector.score(floor, doubt, arousal.coarse);
        let low = arousal.rmssd_below.map_or(0.0, |z| (z / low_over).clamp(0.0, 1.0));
        let threshold = triggers * self.threshold_factor(role, arousal, low);
        if score < LONG_BREATH_FROM * threshold {
            return (HeartLevel::Calm, RiseFacts::default());
        }
        let level = if score >= threshold {
            HeartLevel::High
        } else if score >= nearly * threshold {
            HeartLevel::Nearly
        } else {
            HeartLevel::Raised
        };
        let rise = RiseFacts {
            may_pass: !self.detector.outlasts_a_bump(excess, low < 1.0),
            is_falling: self.detector.is_falling(),
            is_below_floor: arousal.excess() < floor,
        };
        (level, rise)
    }

    /// How uncertain the expected rate is because the role has just begun, as a standard deviation in bpm.
    fn doubt_of_new_role(&self, in_role: Duration) -> f64 {
        let TriggerConstants { role_doubt, role_doubt_s, .. } = self.constants;
        role_doubt * (-in_role.as_secs_f64() / role_doubt_s).exp()
    }

    fn threshold_factor(&self, role: Role, arousal: &Arousal, low: f64) -> f64 {
        let TriggerConstants { low_rmssd, quiet, coarse, .. } = self.constants;
        self.margin.factor()
            * (1.0 - low_rmssd * low)
            * if role == Role::Quiet { quiet } else { 1.0 }
            * if arousal.coarse { coarse } else { 1.0 }
    }

    /// Whether the rate itself has been high for longer than a movement lasts: at this person's own limit, or high for
    /// anybody. The latter counts only in somebody whose baseline is well below it, or whose baseline is not known.
    pub(super) fn is_rate_high(&mut self, now: Moment, seen: Option<&Observation>, arousal: Option<&Arousal>) -> bool {
        let baseline = arousal.map(|arousal| arousal.ordinary.centre);
        let limit = self.profile.rate_high_for_anybody(baseline);
        let is_high = seen.is_some_and(|seen| {
            let for_anybody = limit.is_some_and(|limit| seen.heart_rate >= limit);
            for_anybody || self.profile.is_at_own_limit(seen.heart_rate)
        });
        self.is_high_since_pause &= is_high || seen.is_none();
        self.high_since = is_high.then(|| self.high_since.unwrap_or(now));
        self.high_since.is_some_and(|since| now.since(since).as_secs_f64() >= self.constants.movement_s)
    }
}
