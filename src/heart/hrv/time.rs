//! Time domain: what can be said of the intervals and of their successive differences, in milliseconds.
//!
//! Definitions after the Task Force of the ESC and NASPE (Circulation 93:1043, 1996). Sample standard deviations divide
//! by N − 1, nothing is detrended, and differences are signed. A difference exists only between adjacent intervals.

use super::interval::Interval;

/// Sums over the intervals themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Intervals {
    /// How many.
    pub count: usize,
    /// Their sum in ms.
    pub sum_ms: f64,
    /// The shortest in ms (0 when there are none).
    pub shortest_ms: f64,
    /// The longest in ms (0 when there are none).
    pub longest_ms: f64,
    squares: f64,
}

impl Intervals {
    /// Sums over a series, in two passes so that no precision is lost.
    pub fn of(series: &[Interval]) -> Self {
        let Some(first) = series.first() else { return Self::default() };
        let (mut sum_ms, mut shortest_ms, mut longest_ms) = (0.0, first.ms, first.ms);
        for interval in series {
            sum_ms += interval.ms;
            shortest_ms = interval.ms.min(shortest_ms);
            longest_ms = interval.ms.max(longest_ms);
        }
        let mean = sum_ms / series.len() as f64;
        let squares = series.iter().map(|interval| (interval.ms - mean).powi(2)).sum();
        Self { count: series.len(), sum_ms, shortest_ms, longest_ms, squares }
    }

    /// Mean RR: `(1/N) Σ r`, in ms; from one interval.
    pub fn mean_ms(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum_ms / self.count as f64)
    }

    /// Heart rate: `60000 / mean RR` in beats a minute (not the mean of momentary rates); from one interval.
    pub fn heart_rate(&self) -> Option<f64> {
        self.mean_ms().map(|mean| 60_000.0 / mean)
    }

    /// SDNN: `sqrt(Σ (r − r̄)² / (N − 1))`, in ms; from two intervals.
    pub fn sdnn_ms(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// SDNN² in ms²; from two intervals. Of equal intervals it is 0, whatever rounding says.
    pub(crate) fn variance(&self) -> Option<f64> {
        let spread = if self.longest_ms > self.shortest_ms { self.squares } else { 0.0 };
        (self.count > 1).then(|| spread / (self.count - 1) as f64)
    }
}

/// Sums over the signed differences `d = r − r before` of adjacent intervals.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Differences {
    /// How many valid differences.
    pub count: usize,
    sum: f64,
    squares: f64,
    beyond_20: usize,
    beyond_50: usize,
}

/// The valid differences of a series, in ms.
pub(crate) fn differences(series: &[Interval]) -> impl Iterator<Item = f64> {
    series.windows(2).filter(|pair| pair[1].adjacent).map(|pair| pair[1].ms - pair[0].ms)
}

impl Differences {
    /// Sums over a series.
    pub fn of(series: &[Interval]) -> Self {
        let mut sums = Self::default();
        for difference in differences(series) {
            sums.count += 1;
            sums.sum += difference;
            sums.squares += difference * difference;
            sums.beyond_20 += usize::from(difference.abs() > 20.0);
            sums.beyond_50 += usize::from(difference.abs() > 50.0);
        }
        sums
    }

    /// RMSSD: `sqrt(Σ d² / n)` over the n valid differences, in ms; from one difference.
    pub fn rmssd_ms(&self) -> Option<f64> {
        (self.count > 0).then(|| (self.squares / self.count as f64).sqrt())
    }

    /// SDSD: sample SD of the signed differences, `sqrt(Σ (d − d̄)² / (n − 1))`, in ms; from two differences.
    pub fn sdsd_ms(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// SDSD² in ms²; from two differences.
    pub(crate) fn variance(&self) -> Option<f64> {
        let spread = self.squares - self.sum * self.sum / self.count as f64;
        (self.count > 1).then(|| spread.max(0.0) / (self.count - 1) as f64)
    }

    /// pNN20: `100 · #(|d| > 20 ms) / n` in per cent of the n valid differences; from one difference.
    pub fn pnn20(&self) -> Option<f64> {
        self.share(self.beyond_20)
    }

    /// pNN50: `100 · #(|d| > 50 ms) / n` in per cent of the n valid differences; from one difference.
    pub fn pnn50(&self) -> Option<f64> {
        self.share(self.beyond_50)
    }

    fn share(&self, beyond: usize) -> Option<f64> {
        (self.count > 0).then(|| 100.0 * beyond as f64 / self.count as f64)
    }
}
