//! The live power spectrum of one heart over the last 64 s: how regular its rhythm is, and the rhythm's frequency.
//!
//! It is meant for the practice of one person: rhythm regularity, and the breathing rate from the peak. No page shows
//! either yet. Only [`SpectrumSamples`] run at every beat; a [`Transform`] costs nothing until somebody asks it.
//!
//! A cubic through the accepted beats (Catmull–Rom, so one beat late) is sampled at 4 Hz. 256 samples, less their mean,
//! under a Hann window, give a one-sided periodogram in ms²/Hz. The work for a beat does not depend on the length of the
//! session. Rhythm regularity is the share of the power between 0.04 and 0.4 Hz that lies within 0.015 Hz of the
//! peak between 0.04 and 0.26 Hz. The window spreads even one pure wave, to about 0.8.

use std::fmt;
use std::sync::Arc;

use realfft::num_complex::Complex64;
use realfft::{RealFftPlanner, RealToComplex};
use serde::Serialize;

use super::artifact::Verdict;
use super::beat::Beat;

/// Samples a second. 4 Hz is the field's usual rate.
const RATE_HZ: f64 = 4.0;
/// Samples of a spectrum: 64 s.
const SAMPLES: usize = 256;
/// The width of a bin, 1/64 Hz.
const BIN_HZ: f64 = RATE_HZ / SAMPLES as f64;
/// Samples that may be taken across rejected beats: 15 % of all. An assumption (`docs/metrics.md`).
const MOST_BRIDGED: u32 = (SAMPLES as u32 * 15) / 100;
/// After longer than this without an accepted beat the samples start anew, in seconds. An assumption.
const LONGEST_BRIDGE_S: f64 = 5.0;
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
}

/// An accepted beat: its time, and the interval before it in ms.
#[derive(Clone, Copy, Debug, Default)]
struct Knot {
    at_s: f64,
    ms: f64,
    /// Whether beats were rejected between the knot before and this one.
    bridged: bool,
}

/// The intervals of the last 64 s, sampled at 4 Hz. Each beat adds its few samples.
#[derive(Debug)]
pub struct SpectrumSamples {
    knots: [Knot; 4],
    knot_count: usize,
    rejected_since: bool,
    next_sample: u64,
    samples: [f64; SAMPLES],
    is_bridged: [bool; SAMPLES],
    filled: usize,
    bridged: u32,
}

impl Default for SpectrumSamples {
    fn default() -> Self {
        Self {
            knots: [Knot::default(); 4],
            knot_count: 0,
            rejected_since: false,
            next_sample: 0,
            samples: [0.0; SAMPLES],
            is_bridged: [false; SAMPLES],
            filled: 0,
            bridged: 0,
        }
    }
}

impl SpectrumSamples {
    /// Adds a beat with its verdict.
    pub fn push(&mut self, beat: &Beat, verdict: Verdict) {
        if !beat.linked {
            self.reset();
        }
        if verdict != Verdict::Normal {
            self.rejected_since = true;
            return;
        }
        let bridged = std::mem::take(&mut self.rejected_since);
        let knot = Knot { at_s: beat.at.secs(), ms: beat.rr.ms(), bridged };
        if self.knot_count > 0 && knot.at_s - self.knots[3].at_s > LONGEST_BRIDGE_S {
            self.reset();
        }
        self.knots.rotate_left(1);
        self.knots[3] = knot;
        self.knot_count = (self.knot_count + 1).min(4);
        if self.knot_count == 4 {
            self.sample();
        }
    }

    fn is_sound(&self) -> bool {
        self.filled == SAMPLES && self.bridged <= MOST_BRIDGED
    }

    /// Starts anew: no sample is taken across a gap.
    fn reset(&mut self) {
        self.knot_count = 0;
        self.filled = 0;
        self.bridged = 0;
        self.is_bridged = [false; SAMPLES];
    }

    /// Samples the cubic between the two middle knots.
    fn sample(&mut self) {
        let [before, from, to, after] = self.knots;
        if self.filled == 0 {
            self.next_sample = (from.at_s * RATE_HZ).ceil() as u64;
        }
        let width = to.at_s - from.at_s;
        let slope = |a: Knot, b: Knot| width * (b.ms - a.ms) / (b.at_s - a.at_s);
        let (leaving, arriving) = (slope(before, to), slope(from, after));
        while (self.next_sample as f64) < to.at_s * RATE_HZ {
            let u = (self.next_sample as f64 / RATE_HZ - from.at_s) / width;
            self.keep(hermite(u, from.ms, leaving, to.ms, arriving), to.bridged);
        }
    }

    fn keep(&mut self, sample: f64, bridged: bool) {
        let place = (self.next_sample % SAMPLES as u64) as usize;
        self.bridged -= u32::from(std::mem::replace(&mut self.is_bridged[place], bridged));
        self.bridged += u32::from(bridged);
        self.samples[place] = sample;
        self.filled = (self.filled + 1).min(SAMPLES);
        self.next_sample += 1;
    }

    /// The samples in the order of time.
    fn in_order(&self) -> impl Iterator<Item = f64> {
        let oldest = (self.next_sample % SAMPLES as u64) as usize;
        let (late, early) = self.samples.split_at(oldest);
        early.iter().chain(late).copied()
    }
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
    /// The rhythm of the last 64 s; `None` without 64 s since the last gap, 85 % of them between adjacent clean beats.
    pub fn rhythm(&mut self, samples: &SpectrumSamples) -> Option<LiveSpectrum> {
        if !samples.is_sound() {
            return None;
        }
        let mean = samples.samples.iter().sum::<f64>() / SAMPLES as f64;
        for ((input, sample), weight) in self.input.iter_mut().zip(samples.in_order()).zip(&self.hann) {
            *input = (sample - mean) * weight;
        }
        // It fails only on buffers of the wrong length, and these come from the plan itself.
        let _ = self.fft.process_with_scratch(&mut self.input, &mut self.output, &mut self.scratch);
        let peak_hz = self.peak_hz();
        let [low, high] = RHYTHM_HZ;
        let all = self.power(low, high);
        let around = self.power(f64::max(low, peak_hz - HALF_WIDTH_HZ), peak_hz + HALF_WIDTH_HZ);
        Some(LiveSpectrum { peak_hz, regularity: if all > 0.0 { (around / all).min(1.0) } else { 0.0 } })
    }

    /// The peak, between the bins: the top of the parabola through the logarithms of the highest bin and its
    /// neighbours, which for a Hann window comes close to the true frequency.
    fn peak_hz(&self) -> f64 {
        let highest = (bin(PEAK_HZ[0])..=bin(PEAK_HZ[1])).max_by(|&a, &b| self.density(a).total_cmp(&self.density(b)));
        let bin = highest.unwrap_or(1);
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

/// The cubic from `a` to `b` with the slopes `da` and `db`, at `u` between 0 and 1.
fn hermite(u: f64, a: f64, da: f64, b: f64, db: f64) -> f64 {
    let v = 1.0 - u;
    v * v * ((1.0 + 2.0 * u) * a + u * da) + u * u * ((3.0 - 2.0 * u) * b - v * db)
}

#[cfg(test)]
mod tests {
    use super::super::beat::RrInterval;
    use super::*;
    use crate::event::moment::Moment;

    /// Beats whose intervals vary by `ms` around 850 ms at `hz`.
    fn varying(hz: f64, ms: f64, seconds: f64) -> Vec<Beat> {
        let mut t = 0.0;
        let mut beats = Vec::new();
        while t < seconds {
            let rr = 850.0 + ms * (std::f64::consts::TAU * hz * t).sin();
            t += rr / 1000.0;
            let at = Moment::from_micros((t * 1e6).round() as u64);
            let rr = RrInterval((rr * 1.024).round() as u16);
            beats.push(Beat { at, rr, linked: !beats.is_empty(), contact: true });
        }
        beats
    }

    fn rhythm(beats: &[Beat], verdict: impl Fn(usize) -> Verdict) -> Option<LiveSpectrum> {
        transformed(beats, verdict).0
    }

    /// The rhythm, and the transform that still holds its spectrum.
    fn transformed(beats: &[Beat], verdict: impl Fn(usize) -> Verdict) -> (Option<LiveSpectrum>, Transform) {
        let (mut samples, mut transform) = (SpectrumSamples::default(), Transform::default());
        beats.iter().enumerate().for_each(|(i, beat)| samples.push(beat, verdict(i)));
        (transform.rhythm(&samples), transform)
    }

    #[test]
    fn slow_breathing_is_one_regular_wave_at_its_frequency_and_power() {
        let (found, transform) = transformed(&varying(0.1, 50.0, 120.0), |_| Verdict::Normal);
        let found = found.unwrap();
        assert!((found.peak_hz - 0.1).abs() < 0.002 && found.regularity > 0.75, "{found:?}");
        let lf_ms2 = transform.power(0.04, 0.15);
        assert!((lf_ms2 / 1250.0 - 1.0).abs() < 0.05, "{lf_ms2}");
    }

    #[test]
    fn quick_breathing_is_in_the_high_band() {
        let (_, transform) = transformed(&varying(0.25, 30.0, 120.0), |_| Verdict::Normal);
        let (lf_ms2, hf_ms2) = (transform.power(0.04, 0.15), transform.power(0.15, 0.40));
        assert!(hf_ms2 > 0.85 * 450.0 && lf_ms2 < 0.05 * hf_ms2, "{lf_ms2} {hf_ms2}");
    }

    #[test]
    fn nothing_is_said_in_the_first_minute_or_after_a_gap() {
        assert_eq!(rhythm(&varying(0.1, 50.0, 60.0), |_| Verdict::Normal), None);
        let mut beats = varying(0.1, 50.0, 120.0);
        beats[120].linked = false;
        assert_eq!(rhythm(&beats, |_| Verdict::Normal), None);
    }

    #[test]
    fn a_rejected_beat_in_ten_is_bridged_but_one_in_three_is_too_many() {
        let beats = varying(0.1, 50.0, 120.0);
        let every = |n: usize| move |i: usize| if i.is_multiple_of(n) { Verdict::Ectopic } else { Verdict::Normal };
        assert!(rhythm(&beats, every(20)).is_some_and(|r| (r.peak_hz - 0.1).abs() < 0.005));
        assert_eq!(rhythm(&beats, every(3)), None);
    }

    #[test]
    fn what_lies_before_the_last_64_seconds_leaves_no_trace() {
        let beats = varying(0.1, 50.0, 3600.0);
        let late = beats.len() - 100;
        let whole = rhythm(&beats, |_| Verdict::Normal).unwrap();
        let fresh = rhythm(&beats[late..], |_| Verdict::Normal).unwrap();
        assert_eq!(whole, fresh);
    }
}
