//! Figures of the histogram of intervals.
//!
//! Triangular index and TINN after the Task Force (Circulation 93:1043, 1996), with its bins of 1/128 s, aligned to
//! multiples. The Task Force wants 20 minutes at least for these; below 250 s nothing is said. Stress index after
//! Baevsky and Berseneva (2008), bins of 50 ms.

use super::interval::Interval;
use super::time::Intervals;

/// The field's bin of 1/128 s, in ms.
pub const BIN_MS: f64 = 7.8125;
/// Baevsky's bin, in ms.
const STRESS_BIN_MS: f64 = 50.0;

/// Counts of intervals in bins aligned to multiples of the bin.
#[derive(Clone, Debug)]
pub struct IntervalHistogram {
    bin_ms: f64,
    first: usize,
    counts: Vec<u32>,
}

impl IntervalHistogram {
    /// The histogram of a series whose intervals are all positive and finite.
    pub fn of(series: &[Interval], bin_ms: f64) -> Self {
        let bin = |interval: &Interval| (interval.ms / bin_ms) as usize;
        let first = series.iter().map(bin).min().unwrap_or(0);
        let last = series.iter().map(bin).max().unwrap_or(0);
        let mut counts = vec![0; last - first + 1];
        for interval in series {
            counts[bin(interval) - first] += 1;
        }
        Self { bin_ms, first, counts }
    }

    /// The fullest bin (the lowest of equals) and its count.
    fn mode(&self) -> (usize, u32) {
        let fuller = |best: (usize, u32), (bin, &count)| if count > best.1 { (bin, count) } else { best };
        self.counts.iter().enumerate().fold((0, 0), fuller)
    }

    /// HRV triangular index: `N / max count`, without unit.
    pub fn triangular_index(&self) -> Option<f64> {
        let all: u32 = self.counts.iter().sum();
        let (_, most) = self.mode();
        (most > 0).then(|| f64::from(all) / f64::from(most))
    }

    /// TINN: the base in ms of the triangle that fits the histogram best in least squares, the narrower of equals. Its
    /// apex is on the fullest bin. Its feet lie on bins, at most one beyond the outermost beats.
    pub fn tinn_ms(&self) -> Option<f64> {
        let (mode, most) = self.mode();
        let left = foot(self.counts[..mode].iter().rev(), f64::from(most));
        let right = foot(self.counts[mode + 1..].iter(), f64::from(most));
        (most > 0).then(|| self.bin_ms * (left + right) as f64)
    }
}

/// The bins from the apex to the foot of the triangle's side, when it fits the counts best.
///
/// For a foot at L the error is `Σ_{u≤L} (D_u − Y + Y u/L)² + Σ_{u>L} D_u²`. Both sides are independent of each other,
/// and running sums give every L in one pass.
fn foot<'a>(counts: impl Iterator<Item = &'a u32> + Clone, apex: f64) -> usize {
    let mut beyond: f64 = counts.clone().map(|&count| f64::from(count).powi(2)).sum();
    let (mut level, mut slope, mut quadratic) = (0.0, 0.0, 0.0);
    let mut best = (f64::INFINITY, 1);
    for (index, count) in counts.map(|&count| f64::from(count)).chain([0.0]).enumerate() {
        let reach = (index + 1) as f64;
        beyond -= count * count;
        level += (count - apex).powi(2);
        slope += (count - apex) * reach;
        quadratic += reach * reach;
        let error = level + 2.0 * apex * slope / reach + quadratic * (apex / reach).powi(2) + beyond;
        if error < best.0 {
            best = (error, index + 1);
        }
    }
    best.1
}

/// Baevsky's stress index: `AMo / (2 · Mo · MxDMn)` in 1/s². `AMo` is the per cent of intervals in the fullest 50-ms
/// bin, `Mo` the centre of that bin and `MxDMn` the range, both in s. It is `None` when all intervals are equal. (Some
/// programs show its square root.)
pub fn stress_index(series: &[Interval], intervals: &Intervals) -> Option<f64> {
    let histogram = IntervalHistogram::of(series, STRESS_BIN_MS);
    let (mode, most) = histogram.mode();
    let amplitude = 100.0 * f64::from(most) / intervals.count as f64;
    let centre_s = ((histogram.first + mode) as f64 + 0.5) * STRESS_BIN_MS / 1000.0;
    let range_s = (intervals.longest_ms - intervals.shortest_ms) / 1000.0;
    // Ranges below the resolution of any strap by far are rounding.
    (range_s > 1e-6).then(|| amplitude / (2.0 * centre_s * range_s))
}
