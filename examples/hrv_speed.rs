//! How long the figures of a series take, as medians: `cargo run --release --example hrv_speed --no-default-features`.
//!
//! A five-minute and a day-long generated series and, when `BREATHMARK_DATA` names the folder of recordings, a day of
//! real ones.
#![allow(clippy::disallowed_methods)] // An example measures time itself.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use breathmark::heart::hrv::frequency::{lomb, welch};
use breathmark::heart::hrv::time::{Differences, Intervals};
use breathmark::heart::hrv::{Interval, dfa, entropy, from_rr_ms, metrics};

fn main() {
    report("five minutes, generated", &from_rr_ms(&generated(284)), 2000);
    report("24 h, generated", &from_rr_ms(&generated(102_858)), 15);
    let Some(data) = std::env::var_os("BREATHMARK_DATA") else {
        println!("BREATHMARK_DATA is not set: no recordings");
        return;
    };
    let folder = Path::new(&data).join("recordings/long24h_rr");
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let rr: Vec<f64> = text.lines().filter_map(|line| line.parse().ok()).filter(|rr| *rr < 3000.0).collect();
        if !rr.is_empty() {
            report(&entry.file_name().to_string_lossy(), &from_rr_ms(&rr), 7);
        }
    }
}

/// Beats with breathing, slow waves, a day and a night, and noise, in whole 1/1024 s as a strap sends them.
fn generated(beats: usize) -> Vec<f64> {
    let mut random = fastrand::Rng::with_seed(1);
    let (mut at_s, mut drift) = (0.0_f64, 0.0_f64);
    let beat = |_| {
        drift = 0.999 * drift + 4.0 * (random.f64() - 0.5);
        let wave = |hz: f64| (std::f64::consts::TAU * hz * at_s).sin();
        let noise: f64 = (0..4).map(|_| random.f64() - 0.5).sum();
        let ms = 840.0 - 150.0 * wave(1.0 / 86_400.0) + 25.0 * wave(0.25) + 35.0 * wave(0.1) + drift + 20.0 * noise;
        let ms = (ms * 1.024).round() / 1.024;
        at_s += ms / 1000.0;
        ms
    };
    (0..beats).map(beat).collect()
}

fn report(name: &str, series: &[Interval], runs: usize) {
    println!("{name}, {} beats, medians of {runs}:", series.len());
    let intervals = Intervals::of(series);
    let sums = || (Intervals::of(series), Differences::of(series));
    line("time domain sums", runs, &sums);
    line("spectrum, Welch", runs, || welch::spectrum(series));
    line("spectrum, Lomb-Scargle", runs, || lomb::spectrum(series));
    line("time and frequency", runs, || (sums(), welch::spectrum(series), lomb::spectrum(series)));
    line("DFA", runs, || (dfa::alpha1(series, &intervals), dfa::alpha2(series, &intervals)));
    line("sample entropy", runs, || entropy::sample_entropy(series, &intervals));
    line("everything", runs, || metrics(series));
}

fn line<T>(what: &str, runs: usize, mut work: impl FnMut() -> T) {
    black_box(work());
    let once = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    let mut taken: Vec<Duration> = (0..runs).map(once).collect();
    taken.sort_unstable();
    println!("  {what:<24} {:>12.3?}", taken[runs / 2]);
}
