//! Detrended fluctuation analysis: how fluctuations grow with the number of beats over which they are measured.
//!
//! Definition after Peng, Havlin, Stanley and Goldberger (Chaos 5:82, 1995):
//!
//! - The profile is the running sum of the intervals less their mean.
//! - It is cut into boxes of n intervals, from the start and not overlapping. Boxes lie within unbroken runs of
//!   intervals: none crosses a gap or a rejected beat.
//! - A straight line of least squares is subtracted from each box.
//! - `F(n)` is the root mean square of what is left in all boxes.
//! - α is the slope of `ln F(n)` against `ln n` over every whole n of the range.

use std::ops::RangeInclusive;

use super::interval::Interval;
use super::time::Intervals;

/// Short-term exponent α1: boxes of 4 to 16 intervals, without unit. Minimum 10 boxes of 16, and some variability.
pub fn alpha1(series: &[Interval], intervals: &Intervals) -> Option<f64> {
    exponent(series, intervals, 4..=16, 10)
}

/// Long-term exponent α2: boxes of 16 to 64 intervals, without unit. Minimum 4 boxes of 64, and some variability.
pub fn alpha2(series: &[Interval], intervals: &Intervals) -> Option<f64> {
    exponent(series, intervals, 16..=64, 4)
}

fn exponent(series: &[Interval], intervals: &Intervals, sizes: RangeInclusive<usize>, least: usize) -> Option<f64> {
    let mean = intervals.mean_ms().filter(|_| intervals.longest_ms > intervals.shortest_ms)?;
    let runs = || series.chunk_by(|_, after| after.adjacent);
    if runs().map(|run| run.len() / sizes.end()).sum::<usize>() < least {
        return None;
    }
    let mut profile = Vec::with_capacity(series.len());
    let mut ranges = Vec::new();
    for run in runs() {
        let start = profile.len();
        profile.extend(run.iter().scan(0.0, |sum, interval| {
            *sum += interval.ms - mean;
            Some(*sum)
        }));
        ranges.push(start..profile.len());
    }
    let fluctuation = |size: usize| {
        let boxes = ranges.iter().flat_map(|range| profile[range.clone()].chunks_exact(size));
        let (sum, count) = boxes.fold((0.0, 0_usize), |(sum, count), one| (sum + leftover(one), count + 1));
        (sum / (count * size) as f64).sqrt()
    };
    let points: Vec<(f64, f64)> = sizes.map(|size| ((size as f64).ln(), fluctuation(size).ln())).collect();
    slope(&points)
}

/// The sum of squares that a straight line leaves of a piece of the profile.
fn leftover(piece: &[f64]) -> f64 {
    const LANES: usize = 4;
    let count = piece.len() as f64;
    let centre = (count - 1.0) / 2.0;
    // Each box is counted from its first value, so that no precision is lost where the profile has wandered far. There
    // are four sums side by side, because one alone waits for each addition.
    let base = piece[0];
    let (mut sums, mut squares, mut moments) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
    let mut places: [f64; LANES] = std::array::from_fn(|lane| lane as f64 - centre);
    let (fours, rest) = piece.as_chunks::<LANES>();
    for four in fours {
        for lane in 0..LANES {
            let value = four[lane] - base;
            sums[lane] += value;
            squares[lane] += value * value;
            moments[lane] += value * places[lane];
            places[lane] += LANES as f64;
        }
    }
    for (lane, value) in rest.iter().enumerate() {
        let value = value - base;
        sums[lane] += value;
        squares[lane] += value * value;
        moments[lane] += value * places[lane];
    }
    let [sum, squares, moment] = [sums, squares, moments].map(|[a, b, c, d]| (a + b) + (c + d));
    let spread = count * (count * count - 1.0) / 12.0;
    (squares - sum * sum / count - moment * moment / spread).max(0.0)
}

/// The slope of least squares through points; `None` unless it is finite.
fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / count, y + point.1 / count));
    let along: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let slope = along / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>();
    slope.is_finite().then_some(slope)
}
