//! Loudness after ITU-R BS.1770: K-weighting, blocks of 400 ms, both gates. Only the tests measure.
//!
//! The filters are the analogue ones behind the standard's coefficients, made digital for any rate by the bilinear
//! transform: a high shelf of 4 dB at 1682 Hz, and a high-pass at 38 Hz.

use std::f64::consts::PI;

/// The corner of the shelf in Hz, its gain in dB, its quality.
const SHELF: [f64; 3] = [1_681.974_450_955_533, 3.999_843_853_973_347, 0.707_175_236_955_419_6];
/// The corner of the high-pass in Hz, its quality.
const HIGH_PASS: [f64; 2] = [38.135_470_876_024_44, 0.500_327_037_323_877_3];
/// The offset of the scale, in LU.
const OFFSET: f64 = -0.691;
/// Blocks softer than this are left out, in LUFS.
const ABSOLUTE_GATE: f64 = -70.0;
/// Then blocks that are softer than the mean by this, in LU.
const RELATIVE_GATE: f64 = 10.0;

/// The loudness of one channel at `rate` samples a second, in LUFS.
pub(super) fn lufs(samples: &[f32], rate: f64) -> f64 {
    let weighted = filtered(&filtered_shelf(samples, rate), high_pass(rate));
    let block = (0.4 * rate) as usize;
    let power = |block: &[f64]| block.iter().map(|x| x * x).sum::<f64>() / block.len() as f64;
    let blocks: Vec<f64> = weighted.windows(block).step_by(block / 4).map(power).collect();
    let heard: Vec<f64> = blocks.into_iter().filter(|power| loudness(*power) > ABSOLUTE_GATE).collect();
    let gate = loudness(mean(&heard)) - RELATIVE_GATE;
    loudness(mean(&heard.into_iter().filter(|power| loudness(*power) > gate).collect::<Vec<_>>()))
}

fn loudness(power: f64) -> f64 {
    OFFSET + 10.0 * power.log10()
}

fn mean(powers: &[f64]) -> f64 {
    powers.iter().sum::<f64>() / powers.len() as f64
}

/// The coefficients of a filter of second order: of the input, then of the output after the first, which is 1.
type Coefficients = ([f64; 3], [f64; 2]);

fn filtered_shelf(samples: &[f32], rate: f64) -> Vec<f64> {
    let [corner, gain, quality] = SHELF;
    let k = (PI * corner / rate).tan();
    let high = 10.0_f64.powf(gain / 20.0);
    let band = high.powf(0.499_666_774_154_541_6);
    let a0 = 1.0 + k / quality + k * k;
    let b = [high + band * k / quality + k * k, 2.0 * (k * k - high), high - band * k / quality + k * k];
    let a = [2.0 * (k * k - 1.0) / a0, (1.0 - k / quality + k * k) / a0];
    let samples: Vec<f64> = samples.iter().map(|x| f64::from(*x)).collect();
    filtered(&samples, (b.map(|b| b / a0), a))
}

fn high_pass(rate: f64) -> Coefficients {
    let [corner, quality] = HIGH_PASS;
    let k = (PI * corner / rate).tan();
    let a0 = 1.0 + k / quality + k * k;
    ([1.0, -2.0, 1.0], [2.0 * (k * k - 1.0) / a0, (1.0 - k / quality + k * k) / a0])
}

fn filtered(samples: &[f64], (b, a): Coefficients) -> Vec<f64> {
    let (mut x, mut y) = ([0.0; 2], [0.0; 2]);
    let step = |input: &f64| {
        let output = b[0] * input + b[1] * x[0] + b[2] * x[1] - a[0] * y[0] - a[1] * y[1];
        (x, y) = ([*input, x[0]], [output, y[0]]);
        output
    };
    samples.iter().map(step).collect()
}

#[test]
fn a_full_sine_of_997_hz_is_minus_3_lufs_as_the_standard_says() {
    for rate in [22_050.0, 48_000.0] {
        let sine: Vec<f32> = (0..96_000).map(|n| (2.0 * PI * 997.0 * f64::from(n) / rate).sin() as f32).collect();
        assert!((lufs(&sine, rate) + 3.01).abs() < 0.1, "{}", lufs(&sine, rate));
    }
}
