//! Rhythm regularity: how much of the rhythm is one wave, from 0 to 1.
//!
//! It is `P / T` from Welch's spectrum. P is the power within 0.015 Hz of the highest point between 0.04 and 0.26 Hz. T
//! is the power between 0.04 and 0.4 Hz. Similar figures are sold under other names with other totals, squares and
//! thresholds. This one claims nothing beyond what it computes. The bounds in Hz are a stated choice
//! (`docs/metrics.md`).

use super::frequency::{STEP_HZ, Spectrum};

/// Where the wave is looked for, in Hz.
const SEARCH: (f64, f64) = (0.04, 0.26);
/// What counts as all, in Hz.
const TOTAL: (f64, f64) = (0.04, 0.4);
/// Half the width of the peak, in Hz.
const HALF_WIDTH_HZ: f64 = 0.015;

/// The share of the power that lies around the peak. Minimum 50 s of clean data, and some variability.
pub fn regularity(spectrum: &Spectrum) -> Option<f64> {
    let peak_hz = spectrum.peak(SEARCH).filter(|_| spectrum.clean_s >= 50.0)? as f64 * STEP_HZ;
    let around = ((peak_hz - HALF_WIDTH_HZ).max(TOTAL.0), peak_hz + HALF_WIDTH_HZ);
    Some((spectrum.power_between(around) / spectrum.power_between(TOTAL)).clamp(0.0, 1.0))
}
