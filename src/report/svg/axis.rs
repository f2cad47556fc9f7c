//! Scales: from values to places in a picture, and which values are written beside it.

/// The steps of a scale of numbers, without their power of ten.
const STEPS: [f64; 4] = [1.0, 2.0, 5.0, 10.0];
/// The steps of a scale of time, in seconds: 10 s to 12 h.
const TIME_STEPS: [f64; 14] =
    [10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1_800.0, 3_600.0, 7_200.0, 14_400.0, 21_600.0, 43_200.0, 86_400.0];

/// The values from one end of a picture to the other.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) struct Axis {
    low: f64,
    high: f64,
    /// The values that are written beside it.
    pub(in crate::report) ticks: Vec<f64>,
    /// How many decimals they need.
    pub(in crate::report) decimals: usize,
}

impl Axis {
    /// A scale of numbers that has at least this range, and spans at least `least_span`: so small differences look small.
    pub(in crate::report) fn numbers((low, high): (f64, f64), least_span: f64, about: usize) -> Self {
        let lacks = (least_span - (high - low)).max(0.0) / 2.0;
        let (low, high) = (low - lacks, high + lacks);
        let rough = (high - low).max(f64::MIN_POSITIVE) / about as f64;
        let power = 10_f64.powf(rough.log10().floor());
        let step = STEPS.into_iter().map(|step| step * power).find(|step| *step >= rough).unwrap_or(rough);
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let decimals = (-(step.log10() + 1e-9).floor()).max(0.0) as usize;
        let ticks = (first as i64..=last as i64).map(|nth| nth as f64 * step).collect();
        Self { low: first * step, high: last * step, ticks, decimals }
    }

    /// A scale of time from 0 to this many seconds.
    pub(in crate::report) fn seconds(length_s: f64, about: usize) -> Self {
        let length_s = length_s.max(1.0);
        let step = TIME_STEPS.into_iter().find(|step| length_s / step <= about as f64).unwrap_or(length_s);
        let ticks = (0..=(length_s / step) as u32).map(|nth| f64::from(nth) * step).collect();
        Self { low: 0.0, high: length_s, ticks, decimals: 0 }
    }

    /// A scale with ends and ticks of its own.
    pub(in crate::report) fn fixed(low: f64, high: f64, ticks: Vec<f64>, decimals: usize) -> Self {
        Self { low, high, ticks, decimals }
    }

    /// Whether a value lies on it.
    pub(in crate::report) fn has(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// Where a value is: 0 at the lower end, 1 at the upper one.
    pub(in crate::report) fn share(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// A share as a percentage, such as `12.34%`.
pub(in crate::report) fn percent(share: f64) -> String {
    format!("{:.2}%", 100.0 * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_numbers_around_the_data() {
        let axis = Axis::numbers((61.3, 84.9), 10.0, 5);
        assert_eq!((axis.ticks, axis.decimals), (vec![60.0, 65.0, 70.0, 75.0, 80.0, 85.0], 0));
        let axis = Axis::numbers((5.31, 5.34), 0.5, 4);
        assert_eq!(axis.decimals, 1);
        assert!(axis.ticks.first() < Some(&5.31) && axis.ticks.last() > Some(&5.34));
    }

    #[test]
    fn a_single_value_has_a_scale_too() {
        let axis = Axis::numbers((70.0, 70.0), 10.0, 4);
        assert!((axis.share(70.0) - 0.5).abs() < 0.2, "{axis:?}");
    }

    #[test]
    fn time_is_cut_into_minutes_and_hours() {
        assert_eq!(Axis::seconds(1_200.0, 5).ticks, [0.0, 300.0, 600.0, 900.0, 1_200.0]);
        assert_eq!(Axis::seconds(86_400.0, 5).ticks.len(), 5);
    }
}
