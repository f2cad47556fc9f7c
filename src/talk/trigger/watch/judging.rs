//! The threshold: what a score leads to, and the absolute rate beside it.
//!
//! ```text
//! threshold = TRIGGERS · margin · (1 − LOW_RMSSD · low) · (1 + NORMAL_RMSSD · normal) · quiet · coarse
//! low       = (z − 1) / 2.5, within 0 and 1;   normal = 1 − z, within 0 and 1
//! ```
//!
//! `z` is how many SD RMSSD is below normal; without RMSSD both are 0. Speech changes RMSSD by itself, so it counts only
//! while its person is silent.

use super::person::WatchedPerson;
use crate::event::moment::Moment;
use crate::heart::arousal::{Arousal, Observation};
use crate::heart::baseline::Role;
use crate::talk::trigger::HeartLevel;
use crate::talk::trigger::veto::{FLOOR, FLOOR_QUIET, HIGH_FOR, RiseFacts};

/// The score that triggers a pause, as a multiple of the variability. Chosen on simulated couples of steady hearts, for
/// about one false prompt in ten hours of calm talk (`breathmark study --training`). A lower one finds more rises, with
/// more false prompts.
const TRIGGERS: f64 = 4.1;
/// The score that lengthens the next breath. Assumption.
const RAISES: f64 = 2.2;
/// From this share of the threshold on, a second is too near a pause to be learnt from. Assumption.
const NEARLY: f64 = 0.9;
/// Factor on the threshold for somebody who sits quietly: no speech explains a rise. In a talk, that is only the
/// warm-up.
/// `breathmark study --series` and the recordings of `docs/detection.md` have minutes of quiet after it. Assumption.
const QUIET: f64 = 0.85;
/// Factor on the threshold for a device that sends only its own rate, which is smoothed and late. Assumption.
const COARSE: f64 = 1.5;
/// Low RMSSD lowers the threshold by up to this share: linearly, from [`LOW_FROM`] SD below normal over [`LOW_OVER`] SD
/// more. Assumption; that and the two that follow move how early a rise is found while listening.
const LOW_RMSSD: f64 = 0.35;
const LOW_FROM: f64 = 1.0;
const LOW_OVER: f64 = 2.5;
/// RMSSD that is no lower than normal raises the threshold by up to this share. Assumption.
const NORMAL_RMSSD: f64 = 0.15;
/// It must also be above the baseline by this multiple of the 40 s variability: for a heart that is often so high, the
/// rate says nothing. Assumption.
const HIGH_VARIABILITIES: f64 = 2.0;

impl WatchedPerson {
    /// The level by the threshold alone, and the shape of a rise that passes the lower threshold.
    pub(super) fn judge(&self, role: Role, arousal: &Arousal) -> (HeartLevel, RiseFacts) {
        let floor = if role == Role::Quiet { FLOOR_QUIET } else { FLOOR };
        let evidence = self.detector.evidence(floor, arousal.ordinary.doubt, arousal.coarse);
        let low = arousal.rmssd_below.map_or(0.0, |z| ((z - LOW_FROM) / LOW_OVER).clamp(0.0, 1.0));
        let factor = self.threshold_factor(role, arousal, low);
        if evidence.score < RAISES * factor {
            return (HeartLevel::Calm, RiseFacts::default());
        }
        let is_quick = low < 1.0 && self.detector.is_quick_rise();
        let stays_up = is_quick && self.detector.stays_up();
        // A quick rise that stays up is judged by means that outlast a movement.
        let score = if stays_up { evidence.outlasting } else { evidence.score };
        let level = if score >= TRIGGERS * factor {
            HeartLevel::High
        } else if score >= NEARLY * TRIGGERS * factor {
            HeartLevel::Nearly
        } else {
            HeartLevel::Raised
        };
        let rise = RiseFacts {
            may_be_movement: is_quick && !stays_up,
            is_falling: self.detector.is_falling(),
            is_below_floor: arousal.excess() < floor,
        };
        (level, rise)
    }

    fn threshold_factor(&self, role: Role, arousal: &Arousal, low: f64) -> f64 {
        let normal = arousal.rmssd_below.map_or(0.0, |z| (1.0 - z / LOW_FROM).clamp(0.0, 1.0));
        self.margin.factor()
            * (1.0 - LOW_RMSSD * low)
            * (1.0 + NORMAL_RMSSD * normal)
            * if role == Role::Quiet { QUIET } else { 1.0 }
            * if arousal.coarse { COARSE } else { 1.0 }
    }

    /// Whether the rate has been high for anybody for longer than a movement lasts. It counts only in somebody whose
    /// baseline is well below it, or whose baseline is not known.
    pub(super) fn is_high_for_anybody(
        &mut self,
        now: Moment,
        seen: Option<&Observation>,
        arousal: Option<&Arousal>,
    ) -> bool {
        let baseline = arousal.map(|arousal| arousal.ordinary.centre);
        let limit = self.profile.rate_high_for_anybody(baseline);
        let least = HIGH_VARIABILITIES * self.detector.variability()[5];
        let is_unusual = arousal.is_none_or(|arousal| arousal.excess() >= least);
        let is_high = seen.zip(limit).is_some_and(|(seen, limit)| seen.heart_rate >= limit && is_unusual);
        self.high_since = is_high.then(|| self.high_since.unwrap_or(now));
        self.high_since.is_some_and(|since| now.since(since) >= HIGH_FOR)
    }
}
