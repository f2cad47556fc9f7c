//! The periodogram of Lomb (Astrophys Space Sci 39:447, 1976) and Scargle (Astrophys J 263:835, 1982): waves fitted to
//! the beats as they are, without reading them off an even grid first.
//!
//! Options: pieces of about 300 s (a stretch is cut into equal ones of 200 to 450 s, so no beat is left out), a straight
//! line taken out of each, no taper; one-sided density in ms²/Hz, `2 T / N` times the classical periodogram with T the
//! clean time and N the beats of the piece, so that the integral up to the mean Nyquist frequency is the variance;
//! pieces weigh by their clean time. Holes up to 30 s are simply not sampled; longer ones end a stretch.
//!
//! The sums `Σ y e^{-iωt}` are not taken term by term but by spreading the beats over an even grid with a Gaussian and
//! one FFT (Greengard and Lee, SIAM Rev 46:443, 2004), to a relative accuracy of about 1e-10.

use std::f64::consts::{PI, TAU};
use std::sync::{Arc, LazyLock};

use realfft::num_complex::Complex64;
use realfft::{RealFftPlanner, RealToComplex};

use super::{POINTS, STEP_HZ, Spectrum};
use crate::heart::hrv::{Interval, span_s, stretches};

/// The wished-for length of a piece, in seconds.
const PIECE_S: f64 = 300.0;
/// The longest hole within a stretch, in seconds.
const HOLE_S: f64 = 30.0;
/// A piece with less clean time says nothing, in seconds.
const LEAST_S: f64 = 50.0;

/// The spectrum of a series in the order of time. Minimum 50 s of clean data in one piece.
pub fn spectrum(series: &[Interval]) -> Option<Spectrum> {
    let mut transform = Transform::new();
    let mut sum = Spectrum { density: [0.0; POINTS], clean_s: 0.0 };
    for piece in stretches(series, HOLE_S).flat_map(pieces) {
        let clean_s = piece.iter().map(|interval| interval.ms).sum::<f64>() / 1000.0;
        if clean_s < LEAST_S {
            continue;
        }
        let density = transform.density(piece, clean_s)?;
        sum.density.iter_mut().zip(&density).for_each(|(sum, value)| *sum += clean_s * value);
        sum.clean_s += clean_s;
    }
    sum.density.iter_mut().for_each(|value| *value /= sum.clean_s);
    (sum.clean_s > 0.0).then_some(sum)
}

/// The definition itself at any frequency, in ms²/Hz: all beats as one piece, term by term. Slow; for comparison.
pub fn at(piece: &[Interval], hz: f64) -> f64 {
    let Some(start) = piece.first().map(|first| first.at_s) else { return 0.0 };
    let line = Line::through(piece);
    let (mut y, mut doubled) = (Complex64::ZERO, Complex64::ZERO);
    for interval in piece {
        let turn = Complex64::cis(-TAU * hz * (interval.at_s - start));
        y += turn * (interval.ms - line.at(interval.at_s));
        doubled += turn * turn;
    }
    let beats = piece.len() as f64;
    let clean_s = piece.iter().map(|interval| interval.ms).sum::<f64>() / 1000.0;
    2.0 * clean_s / beats * classical(y, doubled, beats)
}

/// Cuts a stretch into pieces of equal duration.
fn pieces(stretch: &[Interval]) -> impl Iterator<Item = &[Interval]> {
    let start = stretch.first().map_or(0.0, |first| first.at_s);
    let span = span_s(stretch);
    let count = (span / PIECE_S).round().max(1.0);
    let piece = move |interval: &Interval| ((interval.at_s - start) / span * count).min(count - 1.0) as usize;
    stretch.chunk_by(move |before, after| piece(before) == piece(after))
}

/// The density of one piece from its sums: least squares of a sine and a cosine at each frequency.
fn classical(y: Complex64, doubled: Complex64, beats: f64) -> f64 {
    let (cosines, sines) = (f64::midpoint(beats, doubled.re), f64::midpoint(beats, -doubled.re));
    let mixed = doubled.im / 2.0;
    let determinant = cosines * sines - mixed * mixed;
    let power = y.re * y.re * sines - 2.0 * y.re * y.im * mixed + y.im * y.im * cosines;
    // Where sine and cosine can't be told apart (as at 0 Hz), there is nothing to fit.
    if determinant > 1e-9 * beats * beats { (0.5 * power / determinant).max(0.0) } else { 0.0 }
}

/// Points of the even grid, more than twice the highest frequency (twice the last grid point of the spectrum).
const GRID: usize = 2048;
/// Grid points on each side of a beat that it is spread over.
const REACH: usize = 10;

static PLAN: LazyLock<Arc<dyn RealToComplex<f64>>> = LazyLock::new(|| RealFftPlanner::new().plan_fft_forward(GRID));
static KERNEL: LazyLock<Kernel> = LazyLock::new(Kernel::new);

/// What the Gaussian needs that is the same for every beat.
struct Kernel {
    /// Its width: twice the variance, in radians².
    tau: f64,
    /// Its values at whole grid points from the centre.
    far: [f64; REACH + 1],
    /// What undoes its transform, for each frequency.
    undo: Vec<f64>,
}

impl Kernel {
    fn new() -> Self {
        let modes = 4.0 * POINTS as f64;
        let oversampling = GRID as f64 / modes;
        let tau = PI * REACH as f64 / (modes * modes * oversampling * (oversampling - 0.5));
        let far = std::array::from_fn(|m| (-(PI * m as f64 / GRID as f64).powi(2) / tau).exp());
        let undo = |k: usize| (PI / tau).sqrt() * (tau * (k * k) as f64).exp() / GRID as f64;
        Self { tau, far, undo: (0..2 * POINTS).map(undo).collect() }
    }

    /// The Gaussian at the 20 grid points around a beat that lies `offset` radians after the middle one.
    fn around(&self, offset: f64) -> [f64; 2 * REACH] {
        let centre = (-offset * offset / (4.0 * self.tau)).exp();
        let up = (offset * PI / (GRID as f64 * self.tau)).exp();
        let down = 1.0 / up;
        let mut values = [centre; 2 * REACH];
        let (mut rising, mut falling) = (centre, centre);
        for m in 1..REACH {
            rising *= up;
            falling *= down;
            values[REACH - 1 + m] = rising * self.far[m];
            values[REACH - 1 - m] = falling * self.far[m];
        }
        values[2 * REACH - 1] = rising * up * self.far[REACH];
        values
    }
}

/// The sums of one piece, with the memory they need.
struct Transform {
    values: Vec<f64>,
    ones: Vec<f64>,
    of_values: Vec<Complex64>,
    of_ones: Vec<Complex64>,
    scratch: Vec<Complex64>,
}

impl Transform {
    fn new() -> Self {
        let length = GRID + 2 * REACH;
        let (of_values, of_ones) = (PLAN.make_output_vec(), PLAN.make_output_vec());
        Self {
            values: vec![0.0; length],
            ones: vec![0.0; length],
            of_values,
            of_ones,
            scratch: PLAN.make_scratch_vec(),
        }
    }

    fn density(&mut self, piece: &[Interval], clean_s: f64) -> Option<[f64; POINTS]> {
        self.spread(piece);
        wrap(&mut self.values);
        wrap(&mut self.ones);
        let values = &mut self.values[REACH..REACH + GRID];
        PLAN.process_with_scratch(values, &mut self.of_values, &mut self.scratch).ok()?;
        let ones = &mut self.ones[REACH..REACH + GRID];
        PLAN.process_with_scratch(ones, &mut self.of_ones, &mut self.scratch).ok()?;
        let beats = piece.len() as f64;
        let density = |k: usize| {
            let (y, doubled) = (self.of_values[k] * KERNEL.undo[k], self.of_ones[2 * k] * KERNEL.undo[2 * k]);
            2.0 * clean_s / beats * classical(y, doubled, beats)
        };
        Some(std::array::from_fn(density))
    }

    /// Spreads the beats, freed of their line, over the grid: 512 s are once around.
    fn spread(&mut self, piece: &[Interval]) {
        self.values.fill(0.0);
        self.ones.fill(0.0);
        let line = Line::through(piece);
        let start = piece[0].at_s;
        for interval in piece {
            let place = (interval.at_s - start) * STEP_HZ * GRID as f64;
            let middle = (place as usize).min(GRID - 1);
            let kernel = KERNEL.around((place - middle as f64) * TAU / GRID as f64);
            let value = interval.ms - line.at(interval.at_s);
            // The middle grid point is at `REACH + middle`, and the kernel's at `REACH - 1`.
            let reached = middle + 1..middle + 1 + 2 * REACH;
            let (values, ones) = (&mut self.values[reached.clone()], &mut self.ones[reached]);
            for ((to_value, to_one), weight) in values.iter_mut().zip(ones).zip(kernel) {
                *to_value += value * weight;
                *to_one += weight;
            }
        }
    }
}

/// Adds what lies before and behind the grid to its other end.
fn wrap(grid: &mut [f64]) {
    for i in 0..REACH {
        grid[GRID + i] += grid[i];
        grid[REACH + i] += grid[REACH + GRID + i];
    }
}

/// The straight line of least squares through beats.
struct Line {
    centre_s: f64,
    level: f64,
    slope: f64,
}

impl Line {
    fn through(piece: &[Interval]) -> Self {
        let count = piece.len() as f64;
        let centre_s = piece.iter().map(|interval| interval.at_s).sum::<f64>() / count;
        let level = piece.iter().map(|interval| interval.ms).sum::<f64>() / count;
        let (mut moment, mut squares) = (0.0, 0.0);
        for interval in piece {
            let offset = interval.at_s - centre_s;
            moment += offset * (interval.ms - level);
            squares += offset * offset;
        }
        let slope = if squares > 0.0 { moment / squares } else { 0.0 };
        Self { centre_s, level, slope }
    }

    fn at(&self, at_s: f64) -> f64 {
        self.level + self.slope * (at_s - self.centre_s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heart::hrv::from_rr_ms;

    fn restless(beats: usize) -> Vec<Interval> {
        let mut random = fastrand::Rng::with_seed(3);
        let rr: Vec<f64> = (0..beats).map(|i| 850.0 + 60.0 * (i as f64 * 0.4).sin() + 80.0 * random.f64()).collect();
        from_rr_ms(&rr)
    }

    /// Scargle's own form, with the time shift that makes sine and cosine independent.
    fn scargle(piece: &[Interval], hz: f64) -> f64 {
        let line = Line::through(piece);
        let (start, omega) = (piece[0].at_s, TAU * hz);
        let sum = |f: &dyn Fn(f64) -> f64| piece.iter().map(|i| f(i.at_s - start)).sum::<f64>();
        let shift = sum(&|t| (2.0 * omega * t).sin()).atan2(sum(&|t| (2.0 * omega * t).cos())) / (2.0 * omega);
        let fit = |wave: fn(f64) -> f64| {
            let phase = |i: &Interval| omega * (i.at_s - start - shift);
            let along: f64 = piece.iter().map(|i| (i.ms - line.at(i.at_s)) * wave(phase(i))).sum();
            along * along / sum(&|t| wave(omega * (t - shift)).powi(2))
        };
        let clean_s = piece.iter().map(|i| i.ms).sum::<f64>() / 1000.0;
        2.0 * clean_s / piece.len() as f64 * 0.5 * (fit(f64::cos) + fit(f64::sin))
    }

    #[test]
    fn the_definition_is_scargles() {
        let series = restless(350);
        for hz in [0.004, 0.1, 0.17, 0.39] {
            assert!((at(&series, hz) / scargle(&series, hz) - 1.0).abs() < 1e-9, "{hz}");
        }
    }

    #[test]
    fn agrees_with_the_definition_term_by_term() {
        for beats in [70, 350, 500] {
            let series = restless(beats);
            let spectrum = spectrum(&series).unwrap();
            let most = spectrum.density.iter().copied().fold(0.0, f64::max);
            for point in 1..POINTS {
                let expected = at(&series, point as f64 * STEP_HZ);
                assert!((spectrum.density[point] - expected).abs() < 1e-8 * most, "{point}: {expected}");
            }
        }
    }

    #[test]
    fn holes_are_not_sampled() {
        let mut series = restless(400);
        series.drain(100..115);
        series[100].adjacent = false;
        let spectrum = spectrum(&series).unwrap();
        for point in [20, 60, 130] {
            let expected = at(&series, point as f64 * STEP_HZ);
            assert!((spectrum.density[point] / expected - 1.0).abs() < 1e-6, "{point}");
        }
    }
}
