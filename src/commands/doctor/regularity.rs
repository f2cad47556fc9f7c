//! How regularly measurements arrive: the strap's period, what is missing, and how late each measurement was.

use std::time::Duration;

use serde::Serialize;

use crate::heart::beat::delivery::LONG_WAIT;
use crate::heart::beat::timeline::DUPLICATE_WITHIN;
use crate::heart::statistics::quantile;

/// The upper ends of the histogram's bins, in milliseconds; the last bin has none.
pub(crate) const BINS_MS: [u64; 7] = [5, 10, 25, 50, 100, 250, 500];

/// With more of ten arrivals at once than this, and long waits between, the link delivers in bursts. Assumption: one that is
/// late catches up with the next.
const BURSTS_OF_TEN: usize = 2;

/// The regularity of some seconds of arrivals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Regularity {
    /// How many measurements arrived.
    pub(crate) received: usize,
    /// How many seem to be missing between them; 0 in bursts, which don't show it.
    pub(crate) missing: usize,
    /// Whether they come in bursts.
    pub(crate) in_bursts: bool,
    /// The strap's period in ms, or that of its bursts.
    pub(crate) period_ms: f64,
    /// The median delay in ms, against the most punctual measurement, or burst.
    pub(crate) p50_ms: f64,
    /// The 99th percentile of the delay in ms.
    pub(crate) p99_ms: f64,
    /// The greatest delay in ms.
    pub(crate) max_ms: f64,
    /// How many measurements, or bursts, lie in each bin of [`BINS_MS`]; the last bin has no upper end.
    pub(crate) histogram: [usize; 8],
}

impl Regularity {
    /// The regularity of arrivals in order; none for fewer than four.
    pub(crate) fn of(arrivals: &[Duration]) -> Option<Self> {
        let deliveries = deliveries(arrivals);
        let waits: Vec<f64> = deliveries.windows(2).map(|pair| ms(pair[1].saturating_sub(pair[0]))).collect();
        if deliveries.len() < 4 {
            return None;
        }
        let usual = quantile(&sorted(&waits), 0.5)?;
        // The number of each delivery, with the missing ones counted.
        let mut numbers = vec![0.0];
        for wait in &waits {
            numbers.push(numbers[numbers.len() - 1] + (wait / usual).round().max(1.0));
        }
        let span = numbers[numbers.len() - 1];
        let period = waits.iter().sum::<f64>() / span;
        let many_at_once = 10 * (arrivals.len() - deliveries.len()) > BURSTS_OF_TEN * arrivals.len();
        let in_bursts = many_at_once && usual >= ms(LONG_WAIT);
        // One that came late, together with the next, is not missing.
        let missing = if in_bursts { 0 } else { (span as usize + 1).saturating_sub(arrivals.len()) };
        let behind: Vec<f64> = deliveries.iter().zip(&numbers).map(|(at, n)| ms(*at) - n * period).collect();
        let best = behind.iter().copied().fold(f64::INFINITY, f64::min);
        let late = sorted(&behind.iter().map(|behind| behind - best).collect::<Vec<_>>());
        let mut histogram = [0; 8];
        for late in &late {
            histogram[BINS_MS.iter().position(|end| *late < *end as f64).unwrap_or(BINS_MS.len())] += 1;
        }
        Some(Self {
            received: arrivals.len(),
            missing,
            in_bursts,
            period_ms: period,
            p50_ms: quantile(&late, 0.5)?,
            p99_ms: quantile(&late, 0.99)?,
            max_ms: quantile(&late, 1.0)?,
            histogram,
        })
    }
}

/// The first arrival of those that came at once, as two do of which the transport made one. True ones are a second apart.
fn deliveries(arrivals: &[Duration]) -> Vec<Duration> {
    let mut before = None;
    let is_first =
        |at: &&Duration| before.replace(**at).is_none_or(|before| at.saturating_sub(before) >= DUPLICATE_WITHIN);
    arrivals.iter().filter(is_first).copied().collect()
}

fn ms(span: Duration) -> f64 {
    span.as_secs_f64() * 1000.0
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ms: &[u64]) -> Option<Regularity> {
        Regularity::of(&ms.iter().map(|ms| Duration::from_millis(*ms)).collect::<Vec<_>>())
    }

    #[test]
    fn a_steady_strap_is_never_late() {
        let steady = of(&[500, 1500, 2500, 3500, 4500]).expect("enough");
        assert_eq!((steady.received, steady.missing, steady.period_ms.round()), (5, 0, 1000.0));
        assert!(steady.max_ms < 0.001);
        assert_eq!(steady.histogram, [5, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn missing_measurements_are_counted_and_delay_nothing() {
        let holes = of(&[0, 1000, 3000, 4000, 5000, 8000, 9000]).expect("enough");
        assert_eq!((holes.received, holes.missing, holes.period_ms.round()), (7, 3, 1000.0));
        assert!(holes.max_ms < 0.001);
    }

    #[test]
    fn bursts_have_the_period_of_bursts_and_show_nothing_missing() {
        let bursts: Vec<u64> = (0..10).flat_map(|burst| [3000 * burst, 3000 * burst + 2, 3000 * burst + 9]).collect();
        let figures = of(&bursts).expect("enough");
        assert!(figures.in_bursts && figures.max_ms < 1.0, "{figures:?}");
        assert_eq!((figures.received, figures.missing, figures.period_ms.round()), (30, 0, 3000.0));
        let twice: Vec<u64> = (0..10).flat_map(|second| [1000 * second, 1000 * second]).collect();
        assert_eq!(of(&twice).map(|figures| (figures.missing, figures.period_ms.round())), Some((0, 1000.0)));
        assert!(of(&twice).is_some_and(|figures| !figures.in_bursts), "each comes twice");
    }

    #[test]
    fn a_measurement_that_comes_with_the_next_is_not_missing() {
        let late = of(&[0, 1000, 2000, 3950, 4000, 5000, 6000]).expect("enough");
        assert_eq!((late.received, late.missing, late.in_bursts), (7, 0, false));
    }

    #[test]
    fn a_late_measurement_is_late_by_its_delay() {
        let late = of(&[0, 1000, 2080, 3000, 4000, 5000]).expect("enough");
        assert!((late.max_ms - 80.0).abs() < 1.0, "{late:?}");
        assert_eq!((late.p50_ms.round(), late.histogram[4]), (0.0, 1));
    }

    #[test]
    fn fewer_than_four_arrivals_give_no_figures() {
        assert_eq!(of(&[0, 1000, 2000]), None);
        assert_eq!(of(&[]), None);
    }
}
