//! What a recording costs: `cargo bench --no-default-features --bench analyze`.
//!
//! Timed are five minutes, a day, and a thousand files by the program itself, next to reading the files alone.
#![allow(clippy::unwrap_used, reason = "a benchmark that can't prepare itself has nothing to say")]

mod limits;
mod series;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use allocation_counter::measure;
use breathmark::heart::hrv::frequency::{lomb, welch};
use breathmark::heart::hrv::time::{Differences, Intervals};
use breathmark::heart::hrv::{Interval, dfa, entropy, from_rr_ms, metrics};
use breathmark::lab::analyze::{analysis, judged, read};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
    if limits::wanted() {
        print_limits();
    }
}

/// The same once more, next to the limits that we set ourselves.
fn print_limits() {
    let [few, many] = LENGTHS.map(|beats| from_rr_ms(&series::rr_ms(beats, 1)));
    let domains = |series: &[Interval]| {
        let time = (Intervals::of(black_box(series)), Differences::of(series));
        (time, welch::spectrum(series).map(|s| s.bands()), lomb::spectrum(series).map(|s| s.bands()))
    };
    println!("\nmedian of limit, and their ratio:");
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

/// Mean RR, SDNN, RMSSD and the like, and the histogram's figures.
#[divan::bench(args = LENGTHS)]
fn time_domain(bencher: Bencher, beats: usize) {
    let series = from_rr_ms(&series::rr_ms(beats, 1));
    bencher.bench(|| (Intervals::of(black_box(&series)), Differences::of(&series)));
}

/// Time domain, Welch and Lomb–Scargle.
#[divan::bench(args = LENGTHS)]
fn time_and_frequency_domain(bencher: Bencher, beats: usize) {
    let series = from_rr_ms(&series::rr_ms(beats, 1));
    bencher.bench(|| {
        let time = (Intervals::of(black_box(&series)), Differences::of(&series));
        (time, welch::spectrum(&series).map(|s| s.bands()), lomb::spectrum(&series).map(|s| s.bands()))
    });
}

/// Sample entropy and DFA.
#[divan::bench(args = LENGTHS)]
fn entropy_and_dfa(bencher: Bencher, beats: usize) {
    let series = from_rr_ms(&series::rr_ms(beats, 1));
    let intervals = Intervals::of(&series);
    bencher.bench(|| {
        let dfa = (dfa::alpha1(black_box(&series), &intervals), dfa::alpha2(&series, &intervals));
        (dfa, entropy::sample_entropy(&series, &intervals))
    });
}

/// Every figure there is.
#[divan::bench(args = LENGTHS)]
fn all_figures(bencher: Bencher, beats: usize) {
    let series = from_rr_ms(&series::rr_ms(beats, 1));
    bencher.bench(|| metrics(black_box(&series)));
}

/// Both verdicts of every interval.
#[divan::bench(args = LENGTHS)]
fn verdicts(bencher: Bencher, beats: usize) {
    let text = series::text(beats, 1);
    let read = || read::recordings(text.as_bytes()).unwrap().remove(0);
    bencher.with_inputs(read).bench_values(judged);
}

/// From the bytes of a file to every figure.
#[divan::bench(args = LENGTHS)]
fn bytes_to_figures(bencher: Bencher, beats: usize) {
    let text = series::text(beats, 1);
    bencher.bench(|| {
        let recording = read::recordings(black_box(text.as_bytes())).unwrap().remove(0);
        analysis(recording, None).summaries
    });
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

#[divan::bench(sample_count = 20)]
fn thousand_files_analyzed(bencher: Bencher) {
    let files = files();
    bencher.counter(ItemsCount::new(FILES)).bench(|| analyze(&files));
}

#[divan::bench(sample_count = 20)]
fn thousand_files_only_read(bencher: Bencher) {
    let files = files();
    bencher.counter(ItemsCount::new(FILES)).bench(|| read_only(&files));
}
