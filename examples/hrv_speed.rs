//! How long the figures of a series take, as medians: `cargo run --release --example hrv_speed --no-default-features`.
//!
//! A five-minute and a day-long generated series and, when `BREATHMARK_DATA` names the folder of recordings, a day of
//! real ones.

use std::hint::black_box;
use std::path::Path;

use breathmark::heart::hrv::frequency::{lomb, welch};
use breathmark::heart::hrv::time::{Differences, Intervals};
use breathmark::heart::hrv::{Interval, dfa, entropy, from_rr_ms, metrics};

#[path = "../benches/limits/mod.rs"]
mod limits;
#[path = "../benches/series/mod.rs"]
mod series;

fn main() {
    report("five minutes, generated", &from_rr_ms(&series::rr_ms(284, 1)), 2000);
    report("24 h, generated", &from_rr_ms(&series::rr_ms(102_858, 1)), 15);
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
    println!("  {what:<24} {:>12.3?}", limits::median(runs, work));
}
