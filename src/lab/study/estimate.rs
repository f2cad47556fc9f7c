//! Figures with 95 % confidence intervals. The study shows no figure without its interval.

use serde::Serialize;

use crate::heart::statistics;

/// A figure with the bounds of its 95 % confidence interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure itself.
    pub value: f64,
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// Quantile of the standard normal distribution for a 95 % interval.
const Z: f64 = 1.959_964;
/// Probability outside each bound of a 95 % interval.
const TAIL: f64 = 0.025;

/// The share of `found` in `all`, 0 to 1, with Wilson's interval (J Am Stat Assoc 22:209, 1927); none of none.
pub fn share(found: u64, all: u64) -> Option<Estimate> {
    if all == 0 {
        return None;
    }
    let n = all as f64;
    let p = found as f64 / n;
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    // Where none or all were found, the bound is exactly 0 or 1.
    let low = if found == 0 { 0.0 } else { (middle - half).max(0.0) };
    let high = if found == all { 1.0 } else { (middle + half).min(1.0) };
    Some(Estimate { value: p, low, high })
}

/// Events an hour, with the exact Poisson interval (Garwood, Biometrika 28:437, 1936); none without hours.
pub fn rate(events: u64, hours: f64) -> Option<Estimate> {
    if hours <= 0.0 {
        return None;
    }
    let low = if events == 0 { 0.0 } else { mean_where(|mean| 1.0 - at_most(events - 1, mean) > TAIL, events) };
    let high = mean_where(|mean| at_most(events, mean) < TAIL, events);
    Some(Estimate { value: events as f64 / hours, low: low / hours, high: high / hours })
}

/// A quantile of sorted values, with the distribution-free interval from the ranks around it; none of no values.
pub fn quantile(sorted: &[f64], q: f64) -> Option<Estimate> {
    let n = sorted.len() as f64;
    let half = Z * (n * q * (1.0 - q)).sqrt();
    let bound = |rank| statistics::at_rank(sorted, rank);
    let (low, high) = (bound(n * q - half - 1.0)?, bound(n * q + half)?);
    Some(Estimate { value: statistics::quantile(sorted, q)?, low, high })
}

/// The smallest mean for which `holds` is true. It is true for all larger means, and false for all smaller ones.
fn mean_where(holds: impl Fn(f64) -> bool, events: u64) -> f64 {
    let (mut low, mut high) = (0.0, 2.0 * events as f64 + 20.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if holds(middle) { high = middle } else { low = middle }
    }
    f64::midpoint(low, high)
}

/// The probability of at most `events` where `mean` are expected. The terms are computed as logarithms: no overflow.
fn at_most(events: u64, mean: f64) -> f64 {
    let mut log_term = -mean;
    let mut sum = log_term.exp();
    for k in 1..=events {
        log_term += mean.ln() - (k as f64).ln();
        sum += log_term.exp();
    }
    sum.min(1.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn close(figure: Estimate, low: f64, high: f64) -> bool {
        (figure.low - low).abs() < 0.005 && (figure.high - high).abs() < 0.005
    }

    #[test]
    fn poisson_bounds_are_those_of_the_tables() {
        assert!(close(rate(0, 1.0).unwrap(), 0.0, 3.689));
        assert!(close(rate(5, 1.0).unwrap(), 1.623, 11.668));
        assert!(close(rate(100, 1.0).unwrap(), 81.364, 121.627));
        assert!(close(rate(1000, 100.0).unwrap(), 9.390, 10.639));
    }

    #[test]
    fn wilson_bounds_are_those_of_the_textbook() {
        assert!(close(share(8, 10).unwrap(), 0.490, 0.943));
        assert!(close(share(0, 20).unwrap(), 0.0, 0.161));
    }

    #[test]
    fn without_data_there_is_no_estimate() {
        assert_eq!((share(0, 0), rate(0, 0.0), quantile(&[], 0.5)), (None, None, None));
    }
}
