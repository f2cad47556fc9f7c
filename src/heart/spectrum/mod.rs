//! The live power spectrum of one heart over the last 64 s: how regular its rhythm is, the rhythm's frequency, and the
//! breathing rate.
//!
//! It is meant for the practice of one person. Only [`SpectrumSamples`] run at every beat. A [`Transform`] costs nothing
//! until somebody asks it ([`super::Heart::rhythm`]).
//!
//! A cubic through the accepted beats (Catmull–Rom, so one beat late) is sampled at 4 Hz. 256 samples, less their mean,
//! go under a Hann window. They give a one-sided periodogram in ms²/Hz. The work for a beat does not depend on the
//! length of the session.
//!
//! Rhythm regularity is the share of the power around the peak. All power is that between 0.04 and 0.4 Hz. The peak is
//! looked for between 0.04 and 0.26 Hz, and 0.015 Hz on each side belong to it. The window spreads even one pure wave,
//! to about 0.8.

use std::fmt;
use std::sync::Arc;

use realfft::num_complex::Complex64;
use realfft::{RealFftPlanner, RealToComplex};
use serde::Serialize;

mod breathing;
mod samples;
#[cfg(test)]
mod tests;

pub(crate) use samples::SpectrumSamples;
use samples::{RATE_HZ, SAMPLES};

/// The width of a bin, 1/64 Hz.
const BIN_HZ: f64 = RATE_HZ / SAMPLES as f64;
/// The rhythm in Hz: all that counts as power. LF and HF of the Task Force (Circulation 93:1043, 1996).
const RHYTHM_HZ: [f64; 2] = [0.04, 0.40];
/// Where the peak is looked for, in Hz: 2.4 to 15.6 breaths a minute. As in [`super::hrv::regularity`].
const PEAK_HZ: [f64; 2] = [0.04, 0.26];
/// Half the width of the peak, in Hz. As in [`super::hrv::regularity`].
const HALF_WIDTH_HZ: f64 = 0.015;

/// The rhythm of the last 64 s.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LiveSpectrum {
    /// Where the power between 0.04 and 0.26 Hz peaks, in Hz.
    pub peak_hz: f64,
    /// Rhythm regularity: the share of the power around the peak, 0 to 1.
    pub regularity: f64,
    /// Breaths a minute, 3 to 24; `None` when no wave is surely breathing ([`breathing`]).
    pub breathing_per_minute: Option<f64>,
}

/// The transform and its buffers, made once.
pub struct Transform {
    hann: Box<[f64]>,
    fft: Arc<dyn RealToComplex<f64>>,
    input: Vec<f64>,
    output: Vec<Complex64>,
    scratch: Vec<Complex64>,
}

impl fmt::Debug for Transform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transform").finish_non_exhaustive()
    }
}

impl Default for Transform {
    fn default() -> Self {
        let fft = RealFftPlanner::new().plan_fft_forward(SAMPLES);
        let hann = |i: usize| 0.5 - 0.5 * (std::f64::consts::TAU * i as f64 / SAMPLES as f64).cos();
        Self {
            hann: (0..SAMPLES).map(hann).collect(),
            input: fft.make_input_vec(),
            output: fft.make_output_vec(),
            scratch: fft.make_scratch_vec(),
            fft,
        }
    }
}

impl Transform {
    /// The rhythm of the last 64 s; `None` without 64 s since the last long gap, 85 % of them between adjacent clean beats.
    pub fn rhythm(&mut self, samples: &SpectrumSamples) -> Option<LiveSpectrum> {
        if !samples.is_sound() {
            return None;
        }
        let mean = samples.mean();
        for ((input, sample), weight) in self.input.iter_mut().zip(samples.in_order()).zip(&self.hann) {
            *input = (sample - mean) * weight;
        }
        // It fails only on buffers of the wrong length, and these come from the plan itself.
        let _ = self.fft.process_with_scratch(&mut self.input, &mut self.output, &mut self.scratch);
        let peak_hz = self.peak_hz();
        let [low, high] = RHYTHM_HZ;
        let all = self.power(low, high);
        let around = self.power(f64::max(low, peak_hz - HALF_WIDTH_HZ), peak_hz + HALF_WIDTH_HZ);
        let regularity = if all > 0.0 { (around / all).min(1.0) } else { 0.0 };
        Some(LiveSpectrum { peak_hz, regularity, breathing_per_minute: self.breathing_per_minute() })
    }

    /// The peak in Hz, between the bins.
    fn peak_hz(&self) -> f64 {
        self.between_bins(self.highest(PEAK_HZ))
    }

    /// The peak of a band in Hz, between the bins; `None` when the density only climbs to the edge of the band. Then the
    /// peak is elsewhere.
    fn crest_hz(&self, [low, high]: [f64; 2]) -> Option<f64> {
        let bin = self.highest([low, high]);
        let is_crest = [bin - 1, bin + 1].iter().all(|beside| self.density(*beside) <= self.density(bin));
        is_crest.then(|| self.between_bins(bin)).filter(|hz| (low..=high).contains(hz))
    }

    /// The highest bin of a band.
    fn highest(&self, [low, high]: [f64; 2]) -> usize {
        (bin(low)..=bin(high)).max_by(|&a, &b| self.density(a).total_cmp(&self.density(b))).unwrap_or(1)
    }

    /// The frequency at a highest bin, in Hz. It is the top of the parabola through the logarithms of the bin and its
    /// neighbours. For a Hann window that comes close to the true frequency.
    fn between_bins(&self, bin: usize) -> f64 {
        let [below, top, above] = [bin - 1, bin, bin + 1].map(|bin| self.density(bin).max(f64::MIN_POSITIVE).ln());
        let bend = below - 2.0 * top + above;
        let shift = if bend < 0.0 { (0.5 * (below - above) / bend).clamp(-0.5, 0.5) } else { 0.0 };
        (bin as f64 + shift) * BIN_HZ
    }

    /// Power density of a bin, in ms²/Hz. The squares of the Hann window sum to 3/8 of its length.
    fn density(&self, bin: usize) -> f64 {
        2.0 * self.output[bin].norm_sqr() / (RATE_HZ * 0.375 * SAMPLES as f64)
    }

    /// Power between two frequencies in ms²; a bin counts by the share of its width that lies between them.
    fn power(&self, from: f64, to: f64) -> f64 {
        let share = |bin: usize| {
            let (low, high) = ((bin as f64 - 0.5) * BIN_HZ, (bin as f64 + 0.5) * BIN_HZ);
            (high.min(to) - low.max(from)).max(0.0)
        };
        (bin(from).saturating_sub(1)..=bin(to) + 1).map(|bin| self.density(bin) * share(bin)).sum()
    }
}

fn bin(hz: f64) -> usize {
    (hz / BIN_HZ).round() as usize
}
