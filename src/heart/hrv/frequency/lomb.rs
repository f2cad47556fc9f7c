//! The periodogram of Lomb (Astrophys Space Sci 39:447, 1976) and Scargle (Astrophys J 263:835, 1982): waves fitted to
//! the beats as they are, without reading them off an even grid first.
//!
//! Options: an interval stands in its middle; pieces of about 300 s (a stretch is cut into equal ones of 200 to 450 s, so
//! no beat is left out), a straight line taken out of each, every beat weighing by a window h that rises and falls as a
//! cosine over a tenth of the piece at each end; one-sided density in ms²/Hz, `2 (T / N) (Σh / Σh²)` times the classical
//! periodogram with T the clean time and N the beats of the piece, so that the integral up to the mean Nyquist frequency
//! is the variance; pieces weigh by their clean time. Holes up to 30 s are simply not sampled; longer ones end a stretch.
//!
//! Without the window the side lobes of a wave put 0.5 % of it outside its band; with the interval at its end, the wave
//! runs early where it is long, which takes another 0.1 %.
//!
//! The sums `Σ y e^{-iωt}` are not taken term by term but by spreading the beats over an even grid with a Gaussian and
//! one FFT (Greengard and Lee, SIAM Rev 46:443, 2004), to about 1e-7 of the highest point.

use std::f64::consts::{PI, TAU};
use std::sync::{Arc, LazyLock};

use realfft::num_complex::Complex64;
use realfft::{RealFftPlanner, RealToComplex};

use super::{POINTS, STEP_HZ, Spectrum};
use crate::heart::hrv::{Interval, stretches};

/// The wished-for length of a piece, in seconds.
const PIECE_S: f64 = 300.0;
/// The longest hole within a stretch, in seconds.
const HOLE_S: f64 = 30.0;
/// The share of a piece over which the window rises, and that over which it falls.
const SLOPE: f64 = 0.1;
/// A piece with less clean time says nothing, in seconds.
const LEAST_S: f64 = 50.0;

/// The spectrum of a series in the order of time. Minimum 50 s of clean data in one piece.
pub fn spectrum(series: &[Interval]) -> Option<Spectrum> {
    let mut transform = SegmentSums::new();
    let mut sum = Spectrum { density: [0.0; POINTS], clean_s: 0.0 };
    for piece in stretches(series, HOLE_S).flat_map(pieces) {
        let clean_s = piece.clean_s();
        if clean_s < LEAST_S {
            continue;
        }
        let density = transform.density(&piece)?;
        sum.density.iter_mut().zip(&density).for_each(|(sum, value)| *sum += clean_s * value);
        sum.clean_s += clean_s;
    }
    sum.density.iter_mut().for_each(|value| *value /= sum.clean_s);
    (sum.clean_s > 0.0).then_some(sum)
}

/// The definition itself at any frequency, in ms²/Hz: all beats as one piece, term by term. Slow; for comparison.
pub fn at(series: &[Interval], hz: f64) -> f64 {
    if series.is_empty() {
        return 0.0;
    }
    let beats = Segment::whole(series).weighed();
    let (mut y, mut doubled) = (Complex64::ZERO, Complex64::ZERO);
    for beat in &beats {
        let turn = Complex64::cis(-TAU * hz * beat.after_s);
        y += turn * beat.weight * beat.ms;
        doubled += turn * turn * beat.weight;
    }
    let (sum, scale) = scale(&beats);
    scale * classical(y, doubled, sum)
}

/// Beats under one window.
struct Segment<'a> {
    beats: &'a [Interval],
    from_s: f64,
    length_s: f64,
}

/// A beat as it counts.
struct Weighed {
    /// When, from the start of its piece.
    after_s: f64,
    /// Its interval.
    length_s: f64,
    /// How far the interval lies from the line.
    ms: f64,
    /// The window.
    weight: f64,
}

fn middle_s(interval: &Interval) -> f64 {
    interval.at_s - interval.ms / 2000.0
}

impl<'a> Segment<'a> {
    fn whole(stretch: &'a [Interval]) -> Self {
        let from_s = stretch.first().map_or(0.0, |first| first.at_s - first.ms / 1000.0);
        let to_s = stretch.last().map_or(0.0, |last| last.at_s);
        Self { beats: stretch, from_s, length_s: to_s - from_s }
    }

    /// The part from so many lengths on.
    fn part(&self, index: usize, length_s: f64) -> Self {
        let from_s = self.from_s + index as f64 * length_s;
        let place = |at_s: f64| self.beats.partition_point(|interval| middle_s(interval) < at_s);
        Self { beats: &self.beats[place(from_s)..place(from_s + length_s)], from_s, length_s }
    }

    fn clean_s(&self) -> f64 {
        self.beats.iter().map(|interval| interval.ms).sum::<f64>() / 1000.0
    }

    fn weighed(&self) -> Vec<Weighed> {
        let line = FittedLine::through(self.beats);
        let weighed = |interval: &Interval| {
            let at_s = middle_s(interval);
            let after_s = at_s - self.from_s;
            let ms = interval.ms - line.at(at_s);
            Weighed { after_s, length_s: interval.ms / 1000.0, ms, weight: window(after_s / self.length_s) }
        };
        self.beats.iter().map(weighed).collect()
    }
}

/// The window at a share of the piece from its start.
fn window(share: f64) -> f64 {
    let from_end = share.min(1.0 - share) / SLOPE;
    if from_end < 1.0 { 0.5 - 0.5 * (PI * from_end).cos() } else { 1.0 }
}

/// The sum of the weights, and what makes a density of the classical periodogram.
fn scale(beats: &[Weighed]) -> (f64, f64) {
    let (mut sum, mut squares, mut clean_s) = (0.0, 0.0, 0.0);
    for beat in beats {
        sum += beat.weight;
        squares += beat.weight * beat.weight;
        clean_s += beat.length_s;
    }
    (sum, 2.0 * clean_s / beats.len() as f64 * sum / squares)
}

/// Cuts a stretch into pieces of equal duration.
fn pieces(stretch: &[Interval]) -> impl Iterator<Item = Segment<'_>> {
    let whole = Segment::whole(stretch);
    let count = (whole.length_s / PIECE_S).round().max(1.0);
    let length_s = whole.length_s / count;
    (0..count as usize).map(move |index| whole.part(index, length_s))
}

/// The density of one piece from its sums: least squares of a sine and a cosine at each frequency.
fn classical(y: Complex64, doubled: Complex64, sum: f64) -> f64 {
    let (cosines, sines) = (f64::midpoint(sum, doubled.re), f64::midpoint(sum, -doubled.re));
    let mixed = doubled.im / 2.0;
    let determinant = cosines * sines - mixed * mixed;
    let power = y.re * y.re * sines - 2.0 * y.re * y.im * mixed + y.im * y.im * cosines;
    // Where sine and cosine can't be told apart (as at 0 Hz), there is nothing to fit.
    if determinant > 1e-9 * sum * sum { (0.5 * power / determinant).max(0.0) } else { 0.0 }
}

/// Points of the even grid, more than twice the highest frequency (twice the last grid point of the spectrum).
const GRID: usize = 2048;
/// Grid points on each side of a beat that it is spread over.
const REACH: usize = 7;

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

    /// The Gaussian at the grid points around a beat that lies `offset` radians after the middle one.
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
struct SegmentSums {
    values: Vec<f64>,
    ones: Vec<f64>,
    of_values: Vec<Complex64>,
    of_ones: Vec<Complex64>,
    scratch: Vec<Complex64>,
}

impl SegmentSums {
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

    fn density(&mut self, piece: &Segment<'_>) -> Option<[f64; POINTS]> {
        let (beats, kernel) = (piece.weighed(), &*KERNEL);
        self.spread(&beats, kernel);
        wrap(&mut self.values);
        wrap(&mut self.ones);
        let values = &mut self.values[REACH..REACH + GRID];
        PLAN.process_with_scratch(values, &mut self.of_values, &mut self.scratch).ok()?;
        let ones = &mut self.ones[REACH..REACH + GRID];
        PLAN.process_with_scratch(ones, &mut self.of_ones, &mut self.scratch).ok()?;
        let (sum, scale) = scale(&beats);
        let density = |k: usize| {
            let (y, doubled) = (self.of_values[k] * kernel.undo[k], self.of_ones[2 * k] * kernel.undo[2 * k]);
            scale * classical(y, doubled, sum)
        };
        Some(std::array::from_fn(density))
    }

    /// Spreads the beats, freed of their line, over the grid: 512 s are once around.
    fn spread(&mut self, beats: &[Weighed], kernel: &Kernel) {
        self.values.fill(0.0);
        self.ones.fill(0.0);
        for beat in beats {
            let place = beat.after_s * STEP_HZ * GRID as f64;
            let middle = (place as usize).min(GRID - 1);
            let shares = kernel.around((place - middle as f64) * TAU / GRID as f64);
            // The middle grid point is at `REACH + middle`, and the kernel's at `REACH - 1`.
            let reached = middle + 1..middle + 1 + 2 * REACH;
            let (values, ones) = (&mut self.values[reached.clone()], &mut self.ones[reached]);
            for ((to_value, to_one), share) in values.iter_mut().zip(ones).zip(shares) {
                let weight = beat.weight * share;
                *to_value += beat.ms * weight;
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
struct FittedLine {
    centre_s: f64,
    level: f64,
    slope: f64,
}

impl FittedLine {
    fn through(piece: &[Interval]) -> Self {
        let count = piece.len() as f64;
        let centre_s = piece.iter().map(middle_s).sum::<f64>() / count;
        let level = piece.iter().map(|interval| interval.ms).sum::<f64>() / count;
        let (mut moment, mut squares) = (0.0, 0.0);
        for interval in piece {
            let offset = middle_s(interval) - centre_s;
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
    use super::super::{HF, LF};
    use super::*;
    use crate::heart::hrv::from_rr_ms;

    fn restless(beats: usize) -> Vec<Interval> {
        let mut random = fastrand::Rng::with_seed(3);
        let rr: Vec<f64> = (0..beats).map(|i| 850.0 + 60.0 * (i as f64 * 0.4).sin() + 80.0 * random.f64()).collect();
        from_rr_ms(&rr)
    }

    /// Scargle's own form, with the time shift that makes sine and cosine independent, of weighted beats.
    fn scargle(series: &[Interval], hz: f64) -> f64 {
        let beats = Segment::whole(series).weighed();
        let omega = TAU * hz;
        let sum = |f: &dyn Fn(&Weighed) -> f64| beats.iter().map(f).sum::<f64>();
        let of_doubled = |wave: fn(f64) -> f64| sum(&|beat| beat.weight * wave(2.0 * omega * beat.after_s));
        let shift = of_doubled(f64::sin).atan2(of_doubled(f64::cos)) / (2.0 * omega);
        let fit = |wave: fn(f64) -> f64| {
            let along = sum(&|beat| beat.weight * beat.ms * wave(omega * (beat.after_s - shift)));
            along * along / sum(&|beat| beat.weight * wave(omega * (beat.after_s - shift)).powi(2))
        };
        let (weights, squares) = (sum(&|beat| beat.weight), sum(&|beat| beat.weight.powi(2)));
        let clean_s = sum(&|beat| beat.length_s);
        2.0 * clean_s / beats.len() as f64 * weights / squares * 0.5 * (fit(f64::cos) + fit(f64::sin))
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
        for beats in [70, 350, 450] {
            let series = restless(beats);
            let spectrum = spectrum(&series).unwrap();
            let most = spectrum.density.iter().copied().fold(0.0, f64::max);
            for point in 1..POINTS {
                let expected = at(&series, point as f64 * STEP_HZ);
                assert!((spectrum.density[point] - expected).abs() < 1e-6 * most, "{point}: {expected}");
            }
        }
    }

    /// The wave of `RR(t)` at its crest and trough lasts as long as it lasts, not as many beats as it has: up to 0.3 %.
    #[test]
    fn a_wave_has_its_power_in_its_band() {
        for (level, swing, hz, band) in [(800.0, 35.0, 0.25, HF), (1000.0, 70.0, 0.1, LF), (850.0, 30.0, 0.3, HF)] {
            let (mut at_s, mut rr) = (0.0, Vec::new());
            while at_s < 1800.0 {
                rr.push(level + swing * (TAU * hz * at_s).sin());
                at_s += rr[rr.len() - 1] / 1000.0;
            }
            let power = spectrum(&from_rr_ms(&rr)).unwrap().power(band);
            assert!((power / (swing * swing / 2.0) - 1.0).abs() < 0.003, "{hz} Hz: {power}");
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
