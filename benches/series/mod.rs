//! A generated resting heart, the same every time: breathing at 15/min, a wave of 10 s, a slow drift and noise.
#![allow(dead_code, unreachable_pub)]

/// So many RR intervals in whole 1/1024 s, as a strap sends them.
pub fn ticks(count: usize, seed: u64) -> Vec<u16> {
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut at_s, mut drift) = (0.0_f64, 0.0_f64);
    let beat = |_| {
        drift = 0.999 * drift + 4.0 * (random.f64() - 0.5);
        let wave = |hz: f64| (std::f64::consts::TAU * hz * at_s).sin();
        let noise: f64 = (0..4).map(|_| random.f64() - 0.5).sum();
        let ms = 840.0 - 100.0 * wave(1.0 / 86_400.0) + 25.0 * wave(0.25) + 35.0 * wave(0.1) + drift + 20.0 * noise;
        at_s += ms / 1000.0;
        (ms * 1.024).round() as u16
    };
    (0..count).map(beat).collect()
}

/// The same in milliseconds.
pub fn rr_ms(count: usize, seed: u64) -> Vec<f64> {
    ticks(count, seed).into_iter().map(|ticks| f64::from(ticks) * 1000.0 / 1024.0).collect()
}

/// The same as RR text.
pub fn text(count: usize, seed: u64) -> String {
    let lines: Vec<String> = rr_ms(count, seed).iter().map(|rr| format!("{rr:.3}")).collect();
    lines.join("\n") + "\n"
}
