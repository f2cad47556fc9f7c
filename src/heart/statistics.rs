//! The program's one quantile and one median of single values.
//!
//! A quantile is an observed value: the order statistic at rank `q (n − 1)`, counted from 0 and rounded to the nearest.
//! `NumPy` calls that method `nearest`, but here halves go up. It is the definition of the study's printed figures. So
//! the median of an even number of values is the upper of the two in the middle.
//!
//! The baseline's histogram (`baseline::histogram`) has a median of its own, of counts: the lower of the two.

/// What makes the standard deviation of a normal distribution of its median absolute deviation.
pub(crate) const SD_PER_MAD: f64 = 1.4826;

/// The quantile `q`, 0 to 1, of values in ascending order; `None` of no values.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    at_rank(sorted, q * last as f64)
}

/// The order statistic nearest to a rank counted from 0, or the first or last one; `None` of no values.
pub(crate) fn at_rank(sorted: &[f64], rank: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get((rank.round().max(0.0) as usize).min(last)).copied()
}

/// The median of values in any order; `None` of no values. It reorders the values.
pub fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(middle, f64::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_the_nearest_order_statistic() {
        let sorted = [1.0, 2.0, 3.0, 4.0, 5.0];
        let found = [0.0, 0.1, 0.2, 0.5, 0.95, 1.0].map(|q| quantile(&sorted, q));
        assert_eq!(found, [1.0, 1.0, 2.0, 3.0, 5.0, 5.0].map(Some));
    }

    #[test]
    fn the_median_is_the_quantile_of_one_half() {
        for count in 1..20_u32 {
            let sorted: Vec<f64> = (0..count).map(f64::from).collect();
            let mut shuffled: Vec<f64> = sorted.iter().rev().copied().collect();
            assert_eq!(median(&mut shuffled), quantile(&sorted, 0.5));
        }
    }

    #[test]
    fn nothing_has_no_quantile() {
        assert_eq!((quantile(&[], 0.5), at_rank(&[], 0.0), median(&mut [])), (None, None, None));
    }

    #[test]
    fn a_rank_beyond_the_ends_is_the_end() {
        assert_eq!((at_rank(&[1.0, 2.0], -3.0), at_rank(&[1.0, 2.0], 7.0)), (Some(1.0), Some(2.0)));
    }
}
