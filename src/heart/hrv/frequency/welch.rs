//! Welch's method: the mean of the spectra of overlapping segments (Welch, IEEE Trans Audio Electroacoust 15:70, 1967).
//!
//! Options:
//!
//! - A cubic spline (not-a-knot) goes through the beats and is sampled at 4 Hz from the first beat.
//! - Segments of 120 s overlap by half. A straight line is subtracted from each. The window is Hann's, with zeros to
//!   512 s.
//! - The result is a one-sided density in ms²/Hz.
//! - Holes up to 3 s are bridged by the spline. Longer ones end a stretch, and no segment crosses them. Where no
//!   stretch is as long as a segment, the longest is one segment.
//!
//! The zeros are added once, not to every segment. The mean of the squared transforms at 1024 points, transformed back,
//! is the mean autocorrelation. It is complete as long as segments are not longer than 512. With zeros added and
//! transformed again it is the mean at 2048 points.

use std::sync::{Arc, LazyLock};

use realfft::num_complex::Complex64;
use realfft::{RealFftPlanner, RealToComplex};

use super::{POINTS, STEP_HZ, Spectrum, spline};
use crate::heart::hrv::interval::{Interval, span_s, stretches};

const RATE_HZ: f64 = 4.0;
/// Samples of a segment.
const SEGMENT: usize = 480;
/// Points that a segment is transformed at: at least twice its samples.
const SHORT: usize = 1024;
/// Points with all the zeros.
const PADDED: usize = (RATE_HZ / STEP_HZ) as usize;
/// The longest hole that the spline bridges, in seconds.
const HOLE_S: f64 = 3.0;

static PLAN: LazyLock<Arc<dyn RealToComplex<f64>>> = LazyLock::new(|| RealFftPlanner::new().plan_fft_forward(SHORT));
static FINE: LazyLock<Arc<dyn RealToComplex<f64>>> = LazyLock::new(|| RealFftPlanner::new().plan_fft_forward(PADDED));
static HANN: LazyLock<Taper> = LazyLock::new(|| Taper::hann(SEGMENT));

/// The spectrum of a series in the order of time. Minimum 50 s of clean data in one stretch.
pub fn spectrum(series: &[Interval]) -> Option<Spectrum> {
    let segment_s = (SEGMENT - 1) as f64 / RATE_HZ;
    let mut sum = Sum::new();
    let mut samples = Vec::with_capacity(SEGMENT);
    for stretch in stretches(series, HOLE_S).filter(|stretch| span_s(stretch) >= segment_s) {
        samples.clear();
        spline::sample(stretch, 1.0 / RATE_HZ, |sample| {
            samples.push(sample);
            if samples.len() == SEGMENT {
                sum.add(&samples, &HANN);
                samples.drain(..SEGMENT / 2);
            }
        });
        sum.clean_s += clean_s(stretch);
    }
    if sum.segments == 0 {
        let longest = stretches(series, HOLE_S).max_by(|a, b| span_s(a).total_cmp(&span_s(b)))?;
        samples.clear();
        spline::sample(longest, 1.0 / RATE_HZ, |sample| samples.push(sample));
        sum.clean_s = clean_s(longest);
        sum.add(&samples, &Taper::hann(samples.len()));
    }
    (sum.clean_s >= 50.0 && sum.segments > 0).then(|| sum.mean())?
}

fn clean_s(stretch: &[Interval]) -> f64 {
    stretch.iter().map(|interval| interval.ms).sum::<f64>() / 1000.0
}

/// What a segment is multiplied with before the transform.
struct Taper {
    weights: Vec<f64>,
    /// What makes a one-sided density of the squared transform.
    scale: f64,
}

impl Taper {
    /// The periodic Hann window.
    fn hann(length: usize) -> Self {
        let turn = std::f64::consts::TAU / length as f64;
        let weights: Vec<f64> = (0..length).map(|n| 0.5 - 0.5 * (turn * n as f64).cos()).collect();
        let scale = 2.0 / (RATE_HZ * weights.iter().map(|weight| weight * weight).sum::<f64>());
        Self { weights, scale }
    }
}

/// The running sum over segments.
struct Sum {
    squares: Vec<f64>,
    segments: usize,
    clean_s: f64,
    input: Vec<f64>,
    output: Vec<Complex64>,
    scratch: Vec<Complex64>,
}

impl Sum {
    fn new() -> Self {
        let (input, output, scratch) = (PLAN.make_input_vec(), PLAN.make_output_vec(), PLAN.make_scratch_vec());
        Self { squares: vec![0.0; SHORT / 2 + 1], segments: 0, clean_s: 0.0, input, output, scratch }
    }

    fn add(&mut self, segment: &[f64], taper: &Taper) {
        if segment.len() < 2 || segment.len() > SHORT / 2 {
            return;
        }
        let (level, slope) = line(segment);
        let (tapered, zeros) = self.input.split_at_mut(segment.len());
        for (n, ((out, sample), weight)) in tapered.iter_mut().zip(segment).zip(&taper.weights).enumerate() {
            *out = (sample - level - slope * n as f64) * weight;
        }
        zeros.fill(0.0);
        if PLAN.process_with_scratch(&mut self.input, &mut self.output, &mut self.scratch).is_err() {
            return;
        }
        for (sum, value) in self.squares.iter_mut().zip(&self.output) {
            *sum += taper.scale * value.norm_sqr();
        }
        self.segments += 1;
    }

    /// The mean on the fine grid.
    fn mean(self) -> Option<Spectrum> {
        let correlation = transform_even(&self.squares, &PLAN)?;
        let mut padded = vec![0.0; PADDED / 2 + 1];
        padded[..SHORT / 2].copy_from_slice(&correlation[..SHORT / 2]);
        let squares = transform_even(&padded, &FINE)?;
        let scale = 1.0 / (SHORT * self.segments) as f64;
        let mut density = [0.0; POINTS];
        for (value, square) in density.iter_mut().zip(squares) {
            *value = (scale * square).max(0.0);
        }
        // At 0 Hz there is no other side to fold in.
        density[0] /= 2.0;
        Some(Spectrum { density, clean_s: self.clean_s })
    }
}

/// The transform, as real as they are, of values that are the same on both sides of the first; given is one side.
fn transform_even(side: &[f64], plan: &Arc<dyn RealToComplex<f64>>) -> Option<Vec<f64>> {
    let mut both = side.to_vec();
    both.extend(side[1..side.len() - 1].iter().rev());
    let mut output = plan.make_output_vec();
    plan.process(&mut both, &mut output).ok()?;
    Some(output.iter().map(|value| value.re).collect())
}

/// The straight line of least squares through evenly spaced samples: its value at the first, and its slope.
fn line(samples: &[f64]) -> (f64, f64) {
    const LANES: usize = 4;
    let count = samples.len() as f64;
    let centre = (count - 1.0) / 2.0;
    // Four sums side by side: one alone waits for each addition.
    let (mut sums, mut moments) = ([0.0; LANES], [0.0; LANES]);
    let mut places: [f64; LANES] = std::array::from_fn(|lane| lane as f64 - centre);
    let (fours, rest) = samples.as_chunks::<LANES>();
    for four in fours {
        for lane in 0..LANES {
            sums[lane] += four[lane];
            moments[lane] += four[lane] * places[lane];
            places[lane] += LANES as f64;
        }
    }
    for (lane, sample) in rest.iter().enumerate() {
        sums[lane] += sample;
        moments[lane] += sample * places[lane];
    }
    let slope = moments.iter().sum::<f64>() / (count * (count * count - 1.0) / 12.0);
    (sums.iter().sum::<f64>() / count - slope * centre, slope)
}
