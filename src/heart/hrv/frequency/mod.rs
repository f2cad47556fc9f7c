//! Frequency domain: how the power of the intervals is spread over frequencies, in ms²/Hz and ms².
//!
//! Both methods give a one-sided density on one grid of 1/512 Hz up to 0.4 Hz. Its integral up to the Nyquist frequency
//! is the variance. Bands after the Task Force (Circulation 93:1043, 1996): VLF 0.0033–0.04, LF 0.04–0.15, HF 0.15–0.40
//! Hz. The power of a band comes from the trapezoidal rule over the grid points from the lower edge up to below the
//! upper.

use serde::Serialize;

pub mod lomb;
mod spline;
pub mod welch;

/// The grid of frequencies, in Hz.
pub const STEP_HZ: f64 = 1.0 / 512.0;
/// Grid points, from 0 to just above 0.4 Hz.
pub(crate) const POINTS: usize = 206;

/// A frequency band in Hz: from the first up to below the second.
pub type Band = (f64, f64);
/// Very low frequencies.
pub const VLF: Band = (0.0033, 0.04);
/// Low frequencies.
pub const LF: Band = (0.04, 0.15);
/// High frequencies.
pub const HF: Band = (0.15, 0.4);

/// What a spectrum says, in the field's bands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bands {
    /// Power in 0.0033–0.04 Hz, in ms². Minimum 250 s of clean data.
    pub vlf_ms2: Option<f64>,
    /// Power in 0.04–0.15 Hz, in ms². Minimum 100 s of clean data.
    pub lf_ms2: Option<f64>,
    /// Power in 0.15–0.40 Hz, in ms². Minimum 50 s of clean data.
    pub hf_ms2: Option<f64>,
    /// LF over HF. It is no balance of anything (Eckberg, Circulation 96:3224, 1997). Minimum 100 s.
    pub lf_hf: Option<f64>,
    /// Where the density is highest between 0.04 and 0.40 Hz, in Hz. Minimum 50 s of clean data.
    pub peak_hz: Option<f64>,
}

/// A one-sided power spectral density.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// Density in ms²/Hz at multiples of [`STEP_HZ`].
    pub density: [f64; POINTS],
    /// Clean data behind it, in seconds.
    pub clean_s: f64,
}

impl Spectrum {
    /// Power in a band, in ms²: the trapezoidal rule over the grid points in it.
    pub fn power(&self, (from, to): Band) -> f64 {
        let first = (from / STEP_HZ).ceil() as usize;
        let end = ((to / STEP_HZ).ceil() as usize).min(POINTS);
        self.density[first..end].windows(2).map(|pair| f64::midpoint(pair[0], pair[1]) * STEP_HZ).sum()
    }

    /// Power between two frequencies, in ms², with the density taken as straight between grid points.
    pub(crate) fn power_between(&self, (from, to): Band) -> f64 {
        let piece = |index: usize| {
            let clamp = |hz: f64| (hz / STEP_HZ - index as f64).clamp(0.0, 1.0);
            let (start, end) = (clamp(from), clamp(to));
            let middle = f64::midpoint(start, end);
            (end - start) * (self.density[index] + middle * (self.density[index + 1] - self.density[index]))
        };
        let last = ((to / STEP_HZ) as usize).min(POINTS - 2);
        ((from / STEP_HZ) as usize..=last).map(piece).sum::<f64>() * STEP_HZ
    }

    /// The grid point in a band where the density is highest: `None` when there is no power.
    pub fn peak(&self, (from, to): Band) -> Option<usize> {
        let end = ((to / STEP_HZ).ceil() as usize).min(POINTS);
        let candidates = (from / STEP_HZ).ceil() as usize..end;
        let peak = candidates.max_by(|&a, &b| self.density[a].total_cmp(&self.density[b]))?;
        (self.density[peak] > NO_POWER).then_some(peak)
    }

    /// The field's figures, each only with enough clean data behind it.
    pub fn bands(&self) -> Bands {
        let after = |minimum_s: f64, band| (self.clean_s >= minimum_s).then(|| self.power(band));
        let (lf_ms2, hf_ms2) = (after(100.0, LF), after(50.0, HF));
        let ratio = lf_ms2.zip(hf_ms2).filter(|(_, hf)| *hf > NO_POWER).map(|(lf, hf)| lf / hf);
        let peak = self.peak((LF.0, HF.1)).filter(|_| self.clean_s >= 50.0);
        let peak_hz = peak.map(|point| point as f64 * STEP_HZ);
        Bands { vlf_ms2: after(250.0, VLF), lf_ms2, hf_ms2, lf_hf: ratio, peak_hz }
    }
}

/// Less is rounding, in ms² or ms²/Hz: the resolution of a strap is 1/1024 s.
const NO_POWER: f64 = 1e-9;
