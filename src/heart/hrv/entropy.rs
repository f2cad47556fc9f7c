//! Sample entropy: how rarely a pattern of three intervals follows where two were alike.
//!
//! Definition after Richman and Moorman (Am J Physiol Heart Circ Physiol 278:H2039, 2000), with m = 2 and r = 0.2 SD (N
//! − 1): `−ln(A / B)`. B counts the pairs of places whose next two intervals differ by at most r each. A counts those
//! whose next three do. Each place is the start of three unbroken intervals, and no place is paired with itself.
//!
//! The count is exact, without a comparison of all pairs. The places are sorted by their first interval, so only those
//! within r of it are compared. Lengths are replaced by their ranks, so "within r" is a range of small whole numbers.

use super::interval::Interval;
use super::time::Intervals;

/// Tolerance in standard deviations.
const TOLERANCE: f64 = 0.2;
/// Intervals of about two days: beyond, counting exactly takes too long, for it grows with the square.
pub(crate) const MOST: usize = 200_000;

/// Sample entropy, without unit. `None` where no pair is alike (or all intervals are equal, and r is 0). Meant for 100
/// intervals and more: between 10^m and 20^m are the authors' minimum.
pub fn sample_entropy(series: &[Interval], intervals: &Intervals) -> Option<f64> {
    within(series, TOLERANCE * intervals.sdnn_ms().filter(|sdnn| *sdnn > 0.0)?)
}

/// Sample entropy with m = 2 and a tolerance in ms of one's own.
pub fn within(series: &[Interval], tolerance_ms: f64) -> Option<f64> {
    let ranks = Ranks::of(series, tolerance_ms);
    let (pairs, triples) = Places::of(series, &ranks).count_alike(&ranks);
    (triples > 0).then(|| (pairs as f64 / triples as f64).ln())
}

/// The lengths as ranks among the different lengths, and for each rank the ranks within the tolerance.
struct Ranks {
    of_interval: Vec<u32>,
    lowest: Vec<u32>,
    highest: Vec<u32>,
}

impl Ranks {
    fn of(series: &[Interval], tolerance: f64) -> Self {
        let mut lengths: Vec<f64> = series.iter().map(|interval| interval.ms).collect();
        lengths.sort_unstable_by(f64::total_cmp);
        lengths.dedup();
        let rank = |interval: &Interval| lengths.partition_point(|length| *length < interval.ms) as u32;
        let of_interval = series.iter().map(rank).collect();
        let (mut low, mut high) = (0, 0);
        let (mut lowest, mut highest) = (Vec::with_capacity(lengths.len()), Vec::with_capacity(lengths.len()));
        for length in &lengths {
            while length - lengths[low] > tolerance {
                low += 1;
            }
            while high + 1 < lengths.len() && lengths[high + 1] - length <= tolerance {
                high += 1;
            }
            lowest.push(low as u32);
            highest.push(high as u32);
        }
        Self { of_interval, lowest, highest }
    }
}

/// The places where three unbroken intervals start, in the order of the first: ranks of the three.
struct Places {
    first: Vec<u32>,
    second: Vec<u32>,
    third: Vec<u32>,
}

impl Places {
    fn of(series: &[Interval], ranks: &Ranks) -> Self {
        let unbroken = |place: &usize| series[place + 1].adjacent && series[place + 2].adjacent;
        let mut order: Vec<usize> = (0..series.len().saturating_sub(2)).filter(unbroken).collect();
        order.sort_unstable_by_key(|&place| ranks.of_interval[place]);
        let ranks_at = |offset: usize| order.iter().map(|place| ranks.of_interval[place + offset]).collect();
        Self { first: ranks_at(0), second: ranks_at(1), third: ranks_at(2) }
    }

    /// Pairs of places that are alike in two, and those alike in three.
    fn count_alike(&self, ranks: &Ranks) -> (u64, u64) {
        let (mut pairs, mut triples) = (0, 0);
        let mut start = 0;
        for (place, first) in self.first.iter().enumerate() {
            while self.first[start] < ranks.lowest[*first as usize] {
                start += 1;
            }
            let range = |rank: u32| (ranks.lowest[rank as usize], ranks.highest[rank as usize]);
            let (second, third) = (range(self.second[place]), range(self.third[place]));
            let before = start..place;
            let found = alike(&self.second[before.clone()], second, &self.third[before], third);
            pairs += u64::from(found.0);
            triples += u64::from(found.1);
        }
        (pairs, triples)
    }
}

/// How many of the seconds lie in their range, and of how many the thirds do as well.
fn alike(seconds: &[u32], second: (u32, u32), thirds: &[u32], third: (u32, u32)) -> (u32, u32) {
    let (second_width, third_width) = (second.1 - second.0, third.1 - third.0);
    let (mut pairs, mut triples) = (0, 0);
    for (&b, &c) in seconds.iter().zip(thirds) {
        let two = u32::from(b.wrapping_sub(second.0) <= second_width);
        let three = u32::from(c.wrapping_sub(third.0) <= third_width);
        pairs += two;
        triples += two & three;
    }
    (pairs, triples)
}
