//! What a recording costs: `cargo bench --no-default-features --bench analyze`.
//!
//! Timed are five minutes, a day, and a thousand files by the program itself, next to reading the files alone.
#![allow(clippy::unwrap_used, reason = "a benchmark that can't prepare itself has nothing to say")]

mod limits;
mod series;

use std::hint::black_box;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use allocation_counter::measure;
use breathmark::heart::hrv::frequency::{lomb, welch};
use breathmark::heart::hrv::time::{Differences, Intervals};
use breathmark::heart::hrv::{Interval, dfa, entropy, from_rr_ms, metrics};
use breathmark::lab::analyze::{analysis, judged, read};

fn main() {
    if !limits::wanted() {
        return;
    }
    for beats in LENGTHS {
        print_parts(beats);
    }
    print_limits();
}

/// The same once more, next to the limits that we set ourselves.
fn print_limits() {
    let [few, many] = LENGTHS.map(|beats| from_rr_ms(&series::rr_ms(beats, 1)));
    let domains = |series: &[Interval]| {
        let time = (Intervals::of(black_box(series)), Differences::of(series));
        (time, welch::spectrum(series).map(|s| s.bands()), lomb::spectrum(series).map(|s| s.bands()))
    };
    println!("\nmedians; of limit, and their ratio:");
    limits::against("five minutes, every figure", limits::median(501, || metrics(&few)), Duration::from_micros(200));
    limits::against("24 h, time and frequency", limits::median(51, || domains(&many)), Duration::from_millis(20));
    limits::against("24 h, every figure", limits::median(11, || metrics(&many)), Duration::from_millis(500));
    let used = measure(|| {
        black_box(metrics(&many));
    });
    let bytes = used.bytes_max as f64;
    println!("  24 h, every figure: {:.1} MB beside the series, of 50: {:.2}", bytes / 1e6, bytes / 50e6);
    let (files, runs) = (files(), 11);
    let (all, read) = (limits::median(runs, || analyze(&files)), limits::median(runs, || read_only(&files)));
    let rate = FILES as f64 / all.as_secs_f64();
    let times = all.as_secs_f64() / read.as_secs_f64();
    println!(
        "  {FILES} files of five minutes: {all:.2?}, {rate:.0} series/s; only read: {read:.2?}, {times:.0} times less"
    );
}

/// Five minutes at rest, and a day.
const LENGTHS: [usize; 2] = [350, 102_858];

/// What each part of an analysis takes.
fn print_parts(beats: usize) {
    let (all, text) = (from_rr_ms(&series::rr_ms(beats, 1)), series::text(beats, 1));
    let (series, intervals) = (&all[..], Intervals::of(&all));
    let recording = || read::recordings(black_box(text.as_bytes())).unwrap().remove(0);
    // A day takes some hundred times as long.
    let runs = if beats > 1000 { 11 } else { 301 };
    println!("\n{beats} beats, medians of {runs} runs:");
    limits::row("time domain", runs, || (Intervals::of(black_box(series)), Differences::of(series)));
    limits::row("Welch", runs, || welch::spectrum(black_box(series)).map(|s| s.bands()));
    limits::row("Lomb-Scargle", runs, || lomb::spectrum(black_box(series)).map(|s| s.bands()));
    limits::row("DFA", runs, || (dfa::alpha1(black_box(series), &intervals), dfa::alpha2(series, &intervals)));
    limits::row("sample entropy", runs, || entropy::sample_entropy(black_box(series), &intervals));
    limits::row("every figure", runs, || metrics(black_box(series)));
    limits::row("reading, and both verdicts of every interval", runs, || judged(recording()));
    limits::row("from bytes to every figure", runs, || analysis(recording(), None).summaries);
}

const FILES: usize = 1000;

/// A thousand files of five minutes.
fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("thousand");
    std::fs::create_dir_all(&folder).unwrap();
    let path = |index: usize| folder.join(format!("{index:04}.txt"));
    let write = |index| {
        std::fs::write(path(index), series::text(350, index as u64)).unwrap();
        path(index)
    };
    (0..FILES).map(write).collect()
}

/// The program as it is called, start to end.
fn analyze(files: &[PathBuf]) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    assert!(program.args(["analyze", "--json"]).args(files).stdout(Stdio::null()).status().unwrap().success());
}

fn read_only(files: &[PathBuf]) -> usize {
    files.iter().map(|path| std::fs::read(path).unwrap().len()).sum()
}
