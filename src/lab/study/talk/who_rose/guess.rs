//! A classifier for two cases: logistic regression, trained on one half of the talks and tried on the other, both ways.

use std::fmt;

/// How often a guess was right.
pub(super) struct Guess {
    right: usize,
    all: usize,
}

impl Guess {
    fn share(&self) -> f64 {
        self.right as f64 / self.all as f64
    }

    /// Half the width of the 95 % interval of the share (normal approximation).
    fn half_width(&self) -> f64 {
        1.96 * (self.share() * (1.0 - self.share()) / self.all as f64).sqrt()
    }

    /// The lower end of that interval.
    pub(super) fn low(&self) -> f64 {
        self.share() - self.half_width()
    }
}

impl fmt::Display for Guess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = (100.0 * self.low(), 100.0 * (self.share() + self.half_width()));
        write!(f, "{:.1} % right [{low:.1} {high:.1}]", 100.0 * self.share())
    }
}

type Case = (Vec<f64>, bool);

/// Guesses each half of the cases by what the other half teaches.
pub(super) fn split_half(cases: &[Case]) -> Guess {
    let (even, odd): (Vec<_>, Vec<_>) = cases.iter().enumerate().partition(|(n, _)| n.is_multiple_of(2));
    let [even, odd] = [even, odd].map(|half| half.into_iter().map(|(_, case)| case).collect::<Vec<_>>());
    Guess { right: right(&even, &odd) + right(&odd, &even), all: cases.len() }
}

/// How many of `tried` are guessed right by what `trained` teaches.
fn right(trained: &[&Case], tried: &[&Case]) -> usize {
    let scales = scales(trained);
    let in_units = |values: &[f64]| -> Vec<f64> {
        let values = values.iter().zip(&scales);
        values.map(|(value, (mean, spread))| ((value - mean) / spread).clamp(-4.0, 4.0)).chain([1.0]).collect()
    };
    let known: Vec<Case> = trained.iter().map(|(values, truth)| (in_units(values), *truth)).collect();
    let weights = weights(&known);
    tried.iter().filter(|(values, truth)| (sum(&weights, &in_units(values)) > 0.0) == *truth).count()
}

/// Mean and standard deviation of each value.
fn scales(cases: &[&Case]) -> Vec<(f64, f64)> {
    let count = cases.len() as f64;
    let scale = |i: usize| {
        let values = || cases.iter().map(|(values, _)| values[i]);
        let mean = values().sum::<f64>() / count;
        let square = values().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        (mean, square.sqrt().max(1e-9))
    };
    (0..cases[0].0.len()).map(scale).collect()
}

/// Gradient descent on the logistic loss with a small penalty on large weights.
fn weights(cases: &[Case]) -> Vec<f64> {
    const STEPS: u32 = 800;
    const RATE: f64 = 0.5;
    const PENALTY: f64 = 0.002;
    let mut weights = vec![0.0; cases[0].0.len()];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| PENALTY * weight).collect();
        for (values, truth) in cases {
            let error = 1.0 / (1.0 + (-sum(&weights, values)).exp()) - f64::from(u8::from(*truth));
            slope.iter_mut().zip(values).for_each(|(slope, value)| *slope += error * value / cases.len() as f64);
        }
        weights.iter_mut().zip(slope).for_each(|(weight, slope)| *weight -= RATE * slope);
    }
    weights
}

fn sum(weights: &[f64], values: &[f64]) -> f64 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}
