//! What is learnt in one role: heart rates and RMSSD of the warm-up, and the drift since.

use super::constants::BaselineConstants;
use super::histogram::{BinnedValues, Bins};
use super::role::RoleBaseline;

/// The bins of heart rates: from 25 beats a minute, half a beat wide. No spread is known to be less than a bin.
const RATE_BINS: Bins = Bins { start: 25.0, width: 0.5 };
/// The bins of ln RMSSD (ms): from 0, 0.02 wide.
const LOG_RMSSD_BINS: Bins = Bins { start: 0.0, width: 0.02 };

/// What was learnt in one role.
#[derive(Debug)]
pub(super) struct Learnt {
    /// Heart rates, in beats a minute.
    pub(super) rate: BinnedValues,
    /// ln RMSSD (ms).
    pub(super) log_rmssd: BinnedValues,
    /// How far the centre has followed calm talk, in beats a minute, and for how many seconds.
    pub(super) drift: f64,
    pub(super) followed: u32,
}

impl Learnt {
    pub(super) fn new(constants: &BaselineConstants) -> Self {
        let enough = constants.enough_s as u32;
        let (rate, log_rmssd) = (BinnedValues::new(RATE_BINS, enough), BinnedValues::new(LOG_RMSSD_BINS, enough));
        Self { rate, log_rmssd, drift: 0.0, followed: 0 }
    }

    /// The baseline of the heart rate, in beats a minute. `None` of too few seconds.
    pub(super) fn heart_rate(&self, constants: &BaselineConstants) -> Option<RoleBaseline> {
        let ordinary = ordinary(&self.rate, RATE_BINS.width)?;
        let doubt = doubt_of_brief(self.seconds(), constants);
        Some(RoleBaseline { centre: ordinary.centre + self.drift, doubt, ..ordinary })
    }

    /// The baseline of ln RMSSD. `None` of too few seconds.
    pub(super) fn log_rmssd(&self, constants: &BaselineConstants) -> Option<RoleBaseline> {
        ordinary(&self.log_rmssd, constants.least_log_spread)
    }

    /// The seconds that the centre rests on: those that it was learnt from, and calm ones that it has followed since.
    pub(super) fn seconds(&self) -> u32 {
        self.rate.count.saturating_add(self.followed)
    }
}

/// How uncertain a centre is that rests on `seconds` seconds, as a standard deviation in beats a minute.
pub(super) fn doubt_of_brief(seconds: u32, constants: &BaselineConstants) -> f64 {
    constants.brief_doubt * f64::max(0.0, constants.whole_s / f64::from(seconds) - 1.0).sqrt()
}

fn ordinary(values: &BinnedValues, least_spread: f64) -> Option<RoleBaseline> {
    let (centre, spread) = values.summary()?;
    Some(RoleBaseline { centre, spread: spread.max(least_spread), doubt: 0.0 })
}
