//! The threshold: what a score leads to, and the absolute rate beside it.
//!
//! ```text
//! threshold = triggers · margin · (1 − low_rmssd · low) · (1 + normal_rmssd · normal) · quiet · coarse
//! low       = (z − 1) / 2.5, within 0 and 1;   normal = 1 − z, within 0 and 1
//! ```
//!
//! `z` is how many SD RMSSD is below normal; without RMSSD both are 0. Speech changes RMSSD by itself, so it counts only
//! while its person is silent.

use std::time::Duration;

use super::person::WatchedPerson;
use crate::event::moment::Moment;
use crate::heart::arousal::{Arousal, Observation};
use crate::heart::baseline::Role;
use crate::talk::trigger::HeartLevel;
use crate::talk::trigger::constants::TriggerConstants;
use crate::talk::trigger::veto::RiseFacts;

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
        let TriggerConstants { triggers, raises, nearly, floor, floor_quiet, low_from, low_over, .. } = self.constants;
        let floor = if role == Role::Quiet { floor_quiet } else { floor };
        let doubt = arousal.ordinary.doubt.hypot(self.doubt_of_new_role(in_role));
        let score = self.detector.score(floor, doubt, arousal.coarse);
        let low = arousal.rmssd_below.map_or(0.0, |z| ((z - low_from) / low_over).clamp(0.0, 1.0));
        let factor = self.threshold_factor(role, arousal, low);
        if score < raises * factor {
            return (HeartLevel::Calm, RiseFacts::default());
        }
        let level = if score >= triggers * factor {
            HeartLevel::High
        } else if score >= nearly * triggers * factor {
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
        let TriggerConstants { low_rmssd, low_from, normal_rmssd, quiet, coarse, .. } = self.constants;
        let normal = arousal.rmssd_below.map_or(0.0, |z| (1.0 - z / low_from).clamp(0.0, 1.0));
        self.margin.factor()
            * (1.0 - low_rmssd * low)
            * (1.0 + normal_rmssd * normal)
            * if role == Role::Quiet { quiet } else { 1.0 }
            * if arousal.coarse { coarse } else { 1.0 }
    }

    /// Whether the rate itself has been high for longer than a movement lasts: at this person's own limit, or high for
    /// anybody. The latter counts only in somebody whose baseline is well below it, or whose baseline is not known.
    pub(super) fn is_rate_high(&mut self, now: Moment, seen: Option<&Observation>, arousal: Option<&Arousal>) -> bool {
        let baseline = arousal.map(|arousal| arousal.ordinary.centre);
        let limit = self.profile.rate_high_for_anybody(baseline);
        let least = self.constants.high_variabilities * self.detector.variability()[5];
        let is_unusual = arousal.is_none_or(|arousal| arousal.excess() >= least);
        let is_high = seen.is_some_and(|seen| {
            let for_anybody = limit.is_some_and(|limit| seen.heart_rate >= limit && is_unusual);
            for_anybody || self.profile.is_at_own_limit(seen.heart_rate)
        });
        self.is_high_since_pause &= is_high || seen.is_none();
        self.high_since = is_high.then(|| self.high_since.unwrap_or(now));
        self.high_since.is_some_and(|since| now.since(since).as_secs_f64() >= self.constants.high_for_s)
    }
}
