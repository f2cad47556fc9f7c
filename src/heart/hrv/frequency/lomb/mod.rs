//! The Lomb–Scargle spectrum: waves fitted to the beats as they are, without an even grid first. Sources: Lomb
//! (Astrophys Space Sci 39:447, 1976) and Scargle (Astrophys J 263:835, 1982).
//!
//! Options:
//!
//! - An interval stands in its middle. At its end, a wave would run early where it is long, and lose 0.1 % of its
//!   power.
//! - Segments take about 300 s. A stretch is cut into equal ones of 200 to 450 s, so no beat is left out.
//! - A straight line is subtracted from each segment.
//! - Every beat is weighted by a window h. It rises and falls as a cosine over a tenth of the segment at each end.
//! - The result is a one-sided density in ms²/Hz: `2 (T / N) (Σh / Σh²)` times the classical periodogram. T is the
//!   clean time and N the beats of the segment. So the integral up to the mean Nyquist frequency is the variance.
//! - Segments are weighted by their clean time. Holes up to 30 s are simply not sampled; longer ones end a stretch.

use std::f64::consts::TAU;

use realfft::num_complex::Complex64;

mod fourier_sums;
mod segment;

use super::{POINTS, Spectrum};
use crate::heart::hrv::interval::{Interval, stretches};
use fourier_sums::FourierSums;
use segment::{Segment, scale, segments};

/// The longest hole within a stretch, in seconds.
const HOLE_S: f64 = 30.0;
/// The least clean time of a segment, in seconds: a minute of which a sixth was rejected.
const LEAST_S: f64 = 50.0;

/// The spectrum of a series in the order of time. Minimum 50 s of clean data in one segment.
pub fn spectrum(series: &[Interval]) -> Option<Spectrum> {
    let mut sums = FourierSums::new();
    let mut sum = Spectrum { density: [0.0; POINTS], clean_s: 0.0 };
    for segment in stretches(series, HOLE_S).flat_map(segments) {
        let clean_s = segment.clean_s();
        if clean_s < LEAST_S {
            continue;
        }
        let density = density(&segment, &mut sums)?;
        sum.density.iter_mut().zip(&density).for_each(|(sum, value)| *sum += clean_s * value);
        sum.clean_s += clean_s;
    }
    sum.density.iter_mut().for_each(|value| *value /= sum.clean_s);
    (sum.clean_s > 0.0).then_some(sum)
}

/// The density of one segment at the grid points of the spectrum.
fn density(segment: &Segment<'_>, sums: &mut FourierSums) -> Option<[f64; POINTS]> {
    let beats = segment.weighted();
    sums.add_up(&beats)?;
    let (sum, scale) = scale(&beats);
    Some(std::array::from_fn(|k| {
        let (y, doubled) = sums.at(k);
        scale * classical(y, doubled, sum)
    }))
}

/// The definition itself at any frequency, in ms²/Hz: all beats as one segment, term by term. Slow; for comparison.
pub fn at(series: &[Interval], hz: f64) -> f64 {
    if series.is_empty() {
        return 0.0;
    }
    let beats = Segment::whole(series).weighted();
    let (mut y, mut doubled) = (Complex64::ZERO, Complex64::ZERO);
    for beat in &beats {
        let turn = Complex64::cis(-TAU * hz * beat.after_s);
        y += turn * beat.weight * beat.ms;
        doubled += turn * turn * beat.weight;
    }
    let (sum, scale) = scale(&beats);
    scale * classical(y, doubled, sum)
}

/// The periodogram of one segment from its sums: least squares of a sine and a cosine at each frequency.
fn classical(y: Complex64, doubled: Complex64, sum: f64) -> f64 {
    let (cosines, sines) = (f64::midpoint(sum, doubled.re), f64::midpoint(sum, -doubled.re));
    let mixed = doubled.im / 2.0;
    let determinant = cosines * sines - mixed * mixed;
    let power = y.re * y.re * sines - 2.0 * y.re * y.im * mixed + y.im * y.im * cosines;
    // Where sine and cosine can't be told apart (as at 0 Hz), there is nothing to fit.
    if determinant > 1e-9 * sum * sum { (0.5 * power / determinant).max(0.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::{HF, LF, STEP_HZ};
    use super::segment::WeightedBeat;
    use super::*;
    use crate::heart::hrv::from_rr_ms;

    fn restless(beats: usize) -> Vec<Interval> {
        let mut random = fastrand::Rng::with_seed(3);
        let rr: Vec<f64> = (0..beats).map(|i| 850.0 + 60.0 * (i as f64 * 0.4).sin() + 80.0 * random.f64()).collect();
        from_rr_ms(&rr)
    }

    /// Scargle's own form, with the time shift that makes sine and cosine independent, of weighted beats.
    fn scargle(series: &[Interval], hz: f64) -> f64 {
        let beats = Segment::whole(series).weighted();
        let omega = TAU * hz;
        let sum = |f: &dyn Fn(&WeightedBeat) -> f64| beats.iter().map(f).sum::<f64>();
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

    /// The wave of `RR(t)` counts by time at its crest and trough, not by beats. That makes up to 0.3 %.
    #[test]
    fn a_wave_has_its_power_in_its_band() {
        for (level, by_ms, hz, band) in [(800.0, 35.0, 0.25, HF), (1000.0, 70.0, 0.1, LF), (850.0, 30.0, 0.3, HF)] {
            let (mut at_s, mut rr) = (0.0, Vec::new());
            while at_s < 1800.0 {
                rr.push(level + by_ms * (TAU * hz * at_s).sin());
                at_s += rr[rr.len() - 1] / 1000.0;
            }
            let power = spectrum(&from_rr_ms(&rr)).unwrap().power(band);
            assert!((power / (by_ms * by_ms / 2.0) - 1.0).abs() < 0.003, "{hz} Hz: {power}");
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
