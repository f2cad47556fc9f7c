//! What was measured next to what it may take, in the same run: the last lines of a benchmark.
#![allow(dead_code, unreachable_pub, clippy::disallowed_methods, reason = "a benchmark measures time itself")]

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Whether this is a whole run, not a test of the benchmark or a part of it.
pub fn wanted() -> bool {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    arguments == ["--bench"]
}

/// The median of so many runs.
pub fn median<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let once = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    let mut taken: Vec<Duration> = (0..runs).map(once).collect();
    taken.sort_unstable();
    taken[runs / 2]
}

/// A line: what it took, what it may take, and the ratio.
pub fn against(what: &str, took: Duration, limit: Duration) {
    let ratio = took.as_secs_f64() / limit.as_secs_f64();
    println!("  {what:<44} {took:>10.2?} of {limit:>7.2?}: {ratio:.2}");
}

/// A line: what it took, without a limit.
pub fn row<T>(what: &str, runs: usize, work: impl FnMut() -> T) {
    println!("  {what:<44} {:>10.2?}", median(runs, work));
}
