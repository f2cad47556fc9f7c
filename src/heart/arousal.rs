//! How far a heart is above its own baseline, and nothing beyond that.
//!
//! The claim is "high for you, compared with your own calm talking". It rests on the heart rate. RMSSD only supports it,
//! and only while the person does not speak: speech makes breathing irregular, and then RMSSD means little. Whether a
//! pause follows is decided by the talk's trigger.

use super::baseline::{Baseline, Role, RoleBaseline};

/// One second of a heart, as the trigger needs it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Observation {
    /// The heart rate in beats a minute: over 5 s; of a strap's own rate over 10 s, of an irregular heart over 20 s.
    pub heart_rate: f64,
    /// ln RMSSD (ms) over the last 15 s.
    pub log_rmssd: Option<f64>,
    /// Whether only the rate can be trusted, or it is late: the strap's own smoothed one, that of an irregular heart, or that
    /// of beats in bursts.
    pub coarse: bool,
}

/// The distance from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Arousal {
    /// The heart rate now, in beats a minute.
    pub heart_rate: f64,
    /// The baseline that it is compared with.
    pub ordinary: RoleBaseline,
    /// Whether only the rate can be trusted, and late, as in [`Observation::coarse`].
    pub coarse: bool,
    /// By how many standard deviations ln RMSSD is below its baseline. Absent where RMSSD does not count.
    pub rmssd_below: Option<f64>,
}

impl Arousal {
    /// Compares a second with the baseline of the role; `None` without a baseline.
    pub(crate) fn assess(baseline: &Baseline, role: Role, seen: &Observation) -> Option<Self> {
        let ordinary = baseline.heart_rate(role)?;
        let log_rmssd = baseline.log_rmssd(role).filter(|_| role != Role::Speaking && !seen.coarse);
        let rmssd_below = log_rmssd.zip(seen.log_rmssd).map(|(usual, now)| (usual.centre - now) / usual.spread);
        Some(Self { heart_rate: seen.heart_rate, ordinary, coarse: seen.coarse, rmssd_below })
    }

    /// Beats a minute above the baseline.
    pub(crate) fn excess(&self) -> f64 {
        self.heart_rate - self.ordinary.centre
    }
}
