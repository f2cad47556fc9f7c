//! Random draws from the distributions that the parameters have.

use std::f64::consts::TAU;

use fastrand::Rng;

/// A standard normal draw (Box and Muller 1958).
pub(crate) fn normal(rng: &mut Rng) -> f64 {
    (-2.0 * (1.0 - rng.f64()).ln()).sqrt() * (TAU * rng.f64()).cos()
}

/// A uniform draw with mean 0 and standard deviation 1: enough for noise that is summed over many steps.
pub(crate) fn noise(rng: &mut Rng) -> f64 {
    (rng.f64() - 0.5) * 12_f64.sqrt()
}

/// A log-normal draw. Two of three draws lie between `median / spread` and `median * spread`.
pub(crate) fn around(rng: &mut Rng, median: f64, spread: f64) -> f64 {
    median * (spread.ln() * normal(rng)).exp()
}

/// A uniform draw between two bounds.
pub fn between(rng: &mut Rng, low: f64, high: f64) -> f64 {
    low + (high - low) * rng.f64()
}

/// An exponential draw: the waiting time in seconds to the next of events that come `per_hour`. It is infinite for 0.
pub(crate) fn wait_s(rng: &mut Rng, per_hour: f64) -> f64 {
    if per_hour > 0.0 { -(1.0 - rng.f64()).ln() * 3600.0 / per_hour } else { f64::INFINITY }
}

/// A generator for one purpose (the finaliser of `SplitMix64`). Draws for one purpose leave the others' draws unchanged.
pub fn stream(seed: u64, purpose: u64) -> Rng {
    let mut x = seed ^ purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    Rng::with_seed(x ^ (x >> 31))
}
