//! What intervals hold about a displaced beat: an oracle that knows each heart from its clean series.
//!
//! A displaced beat changes half the difference of its two intervals by as much as it was displaced. The oracle expects
//! that half difference from four clean intervals on each side. Its weights are those that fit this heart's clean series
//! best, by least squares. It rejects a pair that is off by more than so many standard deviations. So it knows what no
//! filter can know: which neighbours are clean, and how this heart goes on without artifacts.
#![allow(dead_code, unreachable_pub)]

/// Intervals on each side.
const SIDE: usize = 4;
/// Weights: the intervals on both sides, and a constant.
const TERMS: usize = 2 * SIDE + 1;
/// The constant beside intervals of some 1000 ms.
const ONE: f64 = 1000.0;
/// Displacements, in ms: those of `fresh`, in steps of 2 ms, early and late.
const DISPLACED_MS: std::ops::RangeInclusive<u32> = 20..=60;
const STEP_MS: f64 = 2.0;

/// Errors of the oracle on one clean series, in ms.
pub struct Oracle {
    errors: Vec<f64>,
    spread: f64,
}

impl Oracle {
    pub fn of(clean: &[f64]) -> Self {
        let pairs: Vec<([f64; TERMS], f64)> = (SIDE..clean.len().saturating_sub(SIDE + 1))
            .map(|i| {
                let around = |term| match term {
                    _ if term < SIDE => clean[i - 1 - term],
                    _ if term < 2 * SIDE => clean[i + 2 + term - SIDE],
                    _ => ONE,
                };
                (std::array::from_fn(around), (clean[i] - clean[i + 1]) / 2.0)
            })
            .collect();
        let weights = least_squares(&pairs);
        let expected = |terms: &[f64; TERMS]| terms.iter().zip(weights).map(|(term, by)| term * by).sum::<f64>();
        let errors: Vec<f64> = pairs.iter().map(|(terms, half)| half - expected(terms)).collect();
        let spread = (errors.iter().map(|e| e * e).sum::<f64>() / errors.len() as f64).sqrt();
        Self { errors, spread }
    }

    /// How many true pairs are rejected at this threshold in standard deviations, and of how many.
    pub fn rejected(&self, threshold: f64) -> (usize, usize) {
        (self.beyond(threshold, 0.0), self.errors.len())
    }

    /// How many displaced pairs are found, and of how many: every pair displaced by every amount.
    pub fn found(&self, threshold: f64) -> (usize, usize) {
        let amounts = DISPLACED_MS.map(|step| f64::from(step) * STEP_MS).flat_map(|ms| [ms, -ms]);
        let (found, amounts) = amounts.fold((0, 0), |(found, n), ms| (found + self.beyond(threshold, ms), n + 1));
        (found, amounts * self.errors.len())
    }

    fn beyond(&self, threshold: f64, displaced: f64) -> usize {
        self.errors.iter().filter(|error| (*error + displaced).abs() > threshold * self.spread).count()
    }
}

/// The weights that fit best, by Gauss and Jordan's elimination with pivots.
fn least_squares(pairs: &[([f64; TERMS], f64)]) -> [f64; TERMS] {
    let mut rows = [[0.0; TERMS + 1]; TERMS];
    for (terms, half) in pairs {
        for (row, by) in rows.iter_mut().zip(terms) {
            terms.iter().chain([half]).zip(row).for_each(|(term, sum)| *sum += by * term);
        }
    }
    // One square ms: a series of equal intervals has a solution, too.
    (0..TERMS).for_each(|i| rows[i][i] += 1.0);
    for i in 0..TERMS {
        let pivot = (i..TERMS).max_by(|a, b| rows[*a][i].abs().total_cmp(&rows[*b][i].abs())).unwrap_or(i);
        rows.swap(i, pivot);
        let top = rows[i];
        for (_, row) in rows.iter_mut().enumerate().filter(|(at, _)| *at != i) {
            let by = row[i] / top[i];
            row.iter_mut().zip(top).for_each(|(sum, other)| *sum -= by * other);
        }
    }
    std::array::from_fn(|i| rows[i][TERMS] / rows[i][i])
}
