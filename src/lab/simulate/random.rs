//! Random draws from the shapes that the parameters have.

use std::f64::consts::TAU;

use fastrand::Rng;

/// A standard normal draw (Box and Muller 1958).
pub fn normal(rng: &mut Rng) -> f64 {
    (-2.0 * (1.0 - rng.f64()).ln()).sqrt() * (TAU * rng.f64()).cos()
}

/// A uniform draw with mean 0 and standard deviation 1: enough for noise that is summed over many steps.
pub fn noise(rng: &mut Rng) -> f64 {
    (rng.f64() - 0.5) * 12_f64.sqrt()
}

/// Log-normal: `median` times or divided by `spread` in two draws of three.
pub fn around(rng: &mut Rng, median: f64, spread: f64) -> f64 {
    median * (spread.ln() * normal(rng)).exp()
}

/// Uniform between two bounds.
pub fn between(rng: &mut Rng, low: f64, high: f64) -> f64 {
    low + (high - low) * rng.f64()
}

/// Waiting time to the next of events that come `per_hour`, in seconds; never, if they don't come.
pub fn wait_s(rng: &mut Rng, per_hour: f64) -> f64 {
    if per_hour > 0.0 { -(1.0 - rng.f64()).ln() * 3600.0 / per_hour } else { f64::INFINITY }
}

/// A generator for one purpose, so that what one purpose draws does not move another's draws (the finaliser of `SplitMix64`).
pub fn stream(seed: u64, purpose: u64) -> Rng {
    let mut x = seed ^ purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    Rng::with_seed(x ^ (x >> 31))
}
