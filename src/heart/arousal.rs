//! How far a heart is from its own ordinary, and nothing beyond that.
//!
//! The claim is "high for you, compared with your own calm talking". Heart rate carries it; RMSSD only supports it
//! while listening, because speech breathing makes RMSSD say anything.

use super::Reading;
use super::baseline::{Baseline, Ordinary, Role};

/// Distance from the ordinary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arousal {
    /// The heart rate now, in beats a minute.
    pub heart_rate: f64,
    /// What it is compared with.
    pub ordinary: Ordinary,
    /// Whether it comes from the strap's own smoothed rate, which is late and less to be trusted.
    pub rate_only: bool,
    /// Whether RMSSD is more than one spread below its ordinary, where it may testify.
    pub rmssd_low: bool,
}

impl Arousal {
    /// Compares a reading with the baseline of the role; `None` without a value or without a baseline.
    pub fn assess(baseline: &Baseline, role: Role, reading: &Reading, rate_only: bool) -> Option<Self> {
        let heart_rate = reading.heart_rate?;
        let ordinary = baseline.heart_rate(role)?;
        let log_rmssd = baseline.log_rmssd(role).filter(|_| role != Role::Speaking);
        let rmssd_low = log_rmssd
            .zip(reading.rmssd)
            .is_some_and(|(usual, rmssd)| rmssd.max(1.0).ln() < usual.centre - usual.spread);
        Some(Self { heart_rate, ordinary, rate_only, rmssd_low })
    }

    /// Beats a minute above ordinary.
    pub fn excess(&self) -> f64 {
        self.heart_rate - self.ordinary.centre
    }

    /// The excess in spreads.
    pub fn z(&self) -> f64 {
        self.excess() / self.ordinary.spread
    }
}
