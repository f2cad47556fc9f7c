//! Heart rate variability of a whole series of clean intervals: the field's standard figures, each by the field's
//! definition. `docs/metrics.md` lists them with formula, unit, source and minimum. `breathmark analyze` prints them.
//!
//! The series is what is left without the artifacts. A difference exists only between neighbours
//! ([`Interval::adjacent`]). A spectrum bridges short holes only, and entropy and DFA use unbroken runs only. A figure with
//! too little clean data is `None`. No figure is ever NaN or infinite.

use serde::Serialize;

pub mod dfa;
pub mod entropy;
pub mod frequency;
pub mod geometry;
mod interval;
pub mod poincare;
pub mod regularity;
pub(crate) mod respiration;
#[cfg(test)]
mod tests;
pub mod time;

use frequency::{Bands, lomb, welch};
use geometry::IntervalHistogram;
use interval::usable;
pub use interval::{Interval, from_rr_ms};
use time::{Differences, Intervals};

/// All figures of a series. See each module for formulas and sources; minima are of clean data.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Metrics {
    /// Clean intervals that went in.
    pub beats: usize,
    /// Their sum in seconds.
    pub duration_s: f64,
    /// Mean interval in ms. Minimum 5 intervals.
    pub mean_rr_ms: Option<f64>,
    /// `60000 / mean RR` in beats a minute. Minimum 5 intervals.
    pub heart_rate: Option<f64>,
    /// SD of the intervals (N − 1), not detrended, in ms. Minimum 50 s.
    pub sdnn_ms: Option<f64>,
    /// SD of the signed successive differences (N − 1), in ms. Minimum 8 differences.
    pub sdsd_ms: Option<f64>,
    /// Root mean square of successive differences in ms. Minimum 8 differences.
    pub rmssd_ms: Option<f64>,
    /// Natural logarithm of RMSSD in ms. Minimum 8 differences that are not all zero.
    pub ln_rmssd: Option<f64>,
    /// Per cent of differences beyond 20 ms, of all valid differences. Minimum 30 differences.
    pub pnn20: Option<f64>,
    /// Per cent of differences beyond 50 ms, of all valid differences. Minimum 30 differences.
    pub pnn50: Option<f64>,
    /// HRV triangular index, bins of 7.8125 ms. Minimum 250 s.
    pub triangular_index: Option<f64>,
    /// Base of the triangle fitted to that histogram, in ms. Minimum 250 s.
    pub tinn_ms: Option<f64>,
    /// Poincaré plot, across the line of identity, in ms. Minimum 8 differences.
    pub sd1_ms: Option<f64>,
    /// Poincaré plot, along the line of identity, in ms. Minimum 50 s.
    pub sd2_ms: Option<f64>,
    /// Baevsky's stress index in 1/s². Minimum 100 intervals that are not all equal.
    pub stress_index: Option<f64>,
    /// Spectrum by Welch's method. Minima: HF and peak 50 s, LF 100 s, VLF 250 s.
    pub welch: Bands,
    /// Spectrum by Lomb and Scargle's method. Minima as above.
    pub lomb_scargle: Bands,
    /// Share of the power between 0.04 and 0.4 Hz that lies around its peak, 0 to 1. Minimum 50 s.
    pub rhythm_regularity: Option<f64>,
    /// DFA over boxes of 4 to 16 intervals. Minimum 10 boxes of 16.
    pub dfa_alpha1: Option<f64>,
    /// DFA over boxes of 16 to 64 intervals. Minimum 4 boxes of 64.
    pub dfa_alpha2: Option<f64>,
    /// Sample entropy, m = 2, r = 0.2 SD. Minimum 100 intervals, and not beyond 200,000.
    pub sample_entropy: Option<f64>,
    /// Breaths a minute, where the rhythm is regular enough to say. Minimum 50 s.
    pub breathing_rate: Option<f64>,
}

/// All figures of a series in the order of time.
///
/// An interval that is none is left out, and no difference is taken across it. It is none if it is not a number, below
/// 1 ms or above 10 s, or not later than the one before.
pub fn metrics(series: &[Interval]) -> Metrics {
    let series = usable(series);
    let intervals = Intervals::of(&series);
    let differences = Differences::of(&series);
    let mut metrics = Metrics { beats: intervals.count, duration_s: intervals.sum_ms / 1000.0, ..Metrics::default() };
    metrics.fill_time(&intervals, &differences);
    metrics.fill_geometry(&series, &intervals);
    metrics.fill_frequency(&series);
    metrics.fill_nonlinear(&series, &intervals);
    metrics
}

impl Metrics {
    fn fill_time(&mut self, intervals: &Intervals, differences: &Differences) {
        let is_minute = self.duration_s >= 50.0;
        let some_beats = intervals.count >= 5;
        let some_differences = differences.count >= 8;
        let many_differences = differences.count >= 30;
        self.mean_rr_ms = intervals.mean_ms().filter(|_| some_beats);
        self.heart_rate = intervals.heart_rate().filter(|_| some_beats);
        self.sdnn_ms = intervals.sdnn_ms().filter(|_| is_minute);
        self.sdsd_ms = differences.sdsd_ms().filter(|_| some_differences);
        self.rmssd_ms = differences.rmssd_ms().filter(|_| some_differences);
        self.ln_rmssd = self.rmssd_ms.filter(|rmssd| *rmssd > 0.0).map(f64::ln);
        self.pnn20 = differences.pnn20().filter(|_| many_differences);
        self.pnn50 = differences.pnn50().filter(|_| many_differences);
        self.sd1_ms = poincare::sd1_ms(differences).filter(|_| some_differences);
        self.sd2_ms = poincare::sd2_ms(intervals, differences).filter(|_| is_minute && some_differences);
    }

    fn fill_geometry(&mut self, series: &[Interval], intervals: &Intervals) {
        if self.duration_s >= 250.0 {
            let histogram = IntervalHistogram::of(series, geometry::BIN_MS);
            self.triangular_index = histogram.triangular_index();
            self.tinn_ms = histogram.tinn_ms();
        }
        if intervals.count >= 100 {
            self.stress_index = geometry::stress_index(series, intervals);
        }
    }

    fn fill_frequency(&mut self, series: &[Interval]) {
        if let Some(spectrum) = welch::spectrum(series) {
            self.welch = spectrum.bands();
            self.rhythm_regularity = self::regularity::regularity(&spectrum);
            self.breathing_rate = respiration::rate(&spectrum);
        }
        self.lomb_scargle = lomb::spectrum(series).map(|spectrum| spectrum.bands()).unwrap_or_default();
    }

    fn fill_nonlinear(&mut self, series: &[Interval], intervals: &Intervals) {
        self.dfa_alpha1 = dfa::alpha1(series, intervals);
        self.dfa_alpha2 = dfa::alpha2(series, intervals);
        if (100..=entropy::MOST).contains(&intervals.count) {
            self.sample_entropy = entropy::sample_entropy(series, intervals);
        }
    }
}
