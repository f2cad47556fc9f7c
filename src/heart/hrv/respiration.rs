//! Breathing rate from the intervals: the heart quickens as one breathes in (respiratory sinus arrhythmia).
//!
//! A peak in the HF band is breathing when it holds most of that band. A peak below it is breathing only when it holds
//! nearly the whole rhythm, as in slow paced breathing, because blood pressure has waves of its own around 0.1 Hz.
//! Without that gate the peak errs by 4 to 6 breaths a minute in free breathing; with it, by about 0.2 to 0.7. The
//! shares come from two such series of one person with a belt, and from simulations. They are plausible, not validated.

use super::frequency::{Band, HF, STEP_HZ, Spectrum};

/// Where slow breathing is looked for, in Hz.
const SLOW: Band = (0.05, 0.15);
/// All that counts as rhythm, in Hz.
const RHYTHM: Band = (0.04, 0.4);
/// Share of the rhythm within 0.015 Hz of a slow peak that makes it breathing.
const SLOW_SHARE: f64 = 0.75;
/// Share of the HF power within 0.03 Hz of its peak that makes it breathing.
const HF_SHARE: f64 = 0.6;
/// Share of the rhythm that such a peak must have: below, it may be an overtone of a slow wave.
const LEAST_SHARE: f64 = 0.1;

/// Breathing rate in breaths a minute, from Welch's spectrum. Minimum 50 s of clean data, and regular breathing.
pub(crate) fn rate(spectrum: &Spectrum) -> Option<f64> {
    let rhythm = Some(spectrum.power_between(RHYTHM)).filter(|all| *all > 0.0 && spectrum.clean_s >= 50.0)?;
    let slow = crest(spectrum, SLOW).filter(|hz| around(spectrum, *hz, 0.015, RHYTHM) >= SLOW_SHARE * rhythm);
    let usual = || {
        let hz = crest(spectrum, HF)?;
        let wave = around(spectrum, hz, 0.03, HF);
        (wave >= HF_SHARE * spectrum.power_between(HF) && wave >= LEAST_SHARE * rhythm).then_some(hz)
    };
    slow.or_else(usual).map(|hz| 60.0 * hz)
}

fn around(spectrum: &Spectrum, hz: f64, half_width_hz: f64, within: Band) -> f64 {
    spectrum.power_between(((hz - half_width_hz).max(within.0), (hz + half_width_hz).min(within.1)))
}

/// The highest point of a band in Hz, between grid points by a parabola through the logarithms. `None` when the density
/// only climbs to the edge of the band: then the crest is elsewhere.
fn crest(spectrum: &Spectrum, band: Band) -> Option<f64> {
    let peak = spectrum.peak(band)?;
    let [before, at, after] = [peak - 1, peak, peak + 1].map(|point| spectrum.density.get(point).copied());
    let (before, at, after) = (before?, at?, after?);
    let is_crest = before > 0.0 && after > 0.0 && before <= at && after <= at;
    let (before, at, after) = (before.ln(), at.ln(), after.ln());
    let curvature = before - 2.0 * at + after;
    let shift = if curvature < 0.0 { (0.5 * (before - after) / curvature).clamp(-0.5, 0.5) } else { 0.0 };
    is_crest.then_some((peak as f64 + shift) * STEP_HZ)
}

#[cfg(test)]
mod tests {
    use crate::heart::hrv::{from_rr_ms, metrics};

    /// Five minutes of breathing at `hz` with `depth` ms, and noise.
    fn breathing(hz: f64, depth: f64, noise: f64) -> Vec<f64> {
        let mut random = fastrand::Rng::with_seed(5);
        let mut at_s = 0.0;
        let beat = |_| {
            let ms = 850.0 + depth * (std::f64::consts::TAU * hz * at_s).sin() + noise * (random.f64() - 0.5);
            at_s += ms / 1000.0;
            ms
        };
        (0..340).map(beat).collect()
    }

    #[test]
    fn regular_breathing_is_read_off() {
        for per_minute in [5.0, 6.0, 10.0, 14.5, 18.0, 22.0] {
            let rate = metrics(&from_rr_ms(&breathing(per_minute / 60.0, 40.0, 40.0))).breathing_rate.unwrap();
            assert!((rate - per_minute).abs() < 0.1, "{per_minute}: {rate}");
        }
    }

    #[test]
    fn noise_is_not_breathing() {
        assert_eq!(metrics(&from_rr_ms(&breathing(0.2, 0.0, 60.0))).breathing_rate, None);
    }
}
