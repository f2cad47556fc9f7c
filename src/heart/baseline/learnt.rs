//! What is learnt in one role: heart rates and RMSSD of the warm-up, and the drift since.

use super::histogram::{BinnedValues, Bins};
use super::role::RoleBaseline;

/// Seconds of clean heart rate that a role needs for a centre of its own. An assumption: with fewer, the median is noise.
pub(super) const ENOUGH: u32 = 20;
/// Seconds after which a centre is no more uncertain than after a minute of warm-up (`docs/detection.md`). More raise the
/// trigger's threshold for longer.
pub(super) const WHOLE: u32 = 45;
/// Seconds after which a role stops learning: two minutes. An assumption.
pub(super) const PLENTY: u32 = 120;
/// The scale of the uncertainty of few seconds, as a standard deviation in beats a minute:
/// `1.7 · √(45 s / seconds − 1)` (`docs/detection.md`). More raises the trigger's threshold while little is learnt.
const BRIEF_DOUBT: f64 = 1.7;
/// The least spread of a heart rate in beats a minute, and of ln RMSSD. Half a minute of stillness shows too little. An
/// assumption.
const LEAST_RATE_SPREAD: f64 = 1.0;
const LEAST_LOG_SPREAD: f64 = 0.3;
/// The bins of heart rates: from 25 beats a minute, half a beat wide.
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

impl Default for Learnt {
    fn default() -> Self {
        let rate = BinnedValues::new(RATE_BINS, ENOUGH);
        Self { rate, log_rmssd: BinnedValues::new(LOG_RMSSD_BINS, ENOUGH), drift: 0.0, followed: 0 }
    }
}

impl Learnt {
    /// The baseline of the heart rate, in beats a minute. `None` below [`ENOUGH`] seconds.
    pub(super) fn heart_rate(&self) -> Option<RoleBaseline> {
        let ordinary = ordinary(&self.rate, LEAST_RATE_SPREAD)?;
        let doubt = doubt_of_brief(self.seconds());
        Some(RoleBaseline { centre: ordinary.centre + self.drift, doubt, ..ordinary })
    }

    /// The baseline of ln RMSSD. `None` below [`ENOUGH`] seconds.
    pub(super) fn log_rmssd(&self) -> Option<RoleBaseline> {
        ordinary(&self.log_rmssd, LEAST_LOG_SPREAD)
    }

    /// The seconds that the centre rests on: those that it was learnt from, and calm ones that it has followed since.
    pub(super) fn seconds(&self) -> u32 {
        self.rate.count.saturating_add(self.followed)
    }
}

/// How uncertain a centre is that rests on `seconds` seconds, as a standard deviation in beats a minute.
pub(super) fn doubt_of_brief(seconds: u32) -> f64 {
    BRIEF_DOUBT * f64::max(0.0, f64::from(WHOLE) / f64::from(seconds) - 1.0).sqrt()
}

fn ordinary(values: &BinnedValues, least_spread: f64) -> Option<RoleBaseline> {
    let (centre, spread) = values.summary()?;
    Some(RoleBaseline { centre, spread: spread.max(least_spread), doubt: 0.0 })
}
