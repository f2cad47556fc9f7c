//! No test: the last program of `cargo test`, which runs its programs in the order of their names. It prints the slowest
//! tests of the run, and what was skipped. `scripts/runner` says where the figures come from.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const SLOWEST: usize = 10;

fn main() {
    // `--list` asks for tests, and there are none.
    if std::env::args().any(|arg| arg == "--list") {
        return;
    }
    let Some(run) = std::env::var_os("BREATHMARK_TEST_RUN") else { return };
    let run = Path::new(&run);
    let mut times = times(run);
    times.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    println!("\nslowest of {} tests", times.len());
    for Time { seconds, test } in times.iter().take(SLOWEST) {
        println!("{seconds:8.2} s  {test}");
    }
    let skipped = skipped(run);
    println!("\nskipped: {}", if skipped.is_empty() { "nothing" } else { "" });
    for line in skipped {
        println!("  {line}");
    }
    println!();
    let _ = fs::remove_dir_all(run);
}

struct Time {
    seconds: f64,
    test: String,
}

/// How long each test took, from every record of the run.
fn times(run: &Path) -> Vec<Time> {
    let files = fs::read_dir(run).into_iter().flatten().flatten().map(|entry| entry.path());
    let records = files.filter(|path| path.extension().is_some_and(|extension| extension == "times"));
    records.flat_map(|path| read(&path)).collect()
}

/// One record; its name begins with that of the test program.
fn read(path: &Path) -> Vec<Time> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let program = name.rsplit_once('-').map_or(&*name, |(program, _)| program);
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| time(program, line)).collect()
}

/// A line such as `ok session::calm_talking_brings_no_pause <1.234s>`.
fn time(program: &str, line: &str) -> Option<Time> {
    let (test, seconds) = line.strip_suffix("s>")?.rsplit_once(" <")?;
    let (_, test) = test.split_once(' ')?;
    Some(Time { seconds: seconds.parse().ok()?, test: format!("{program} {test}") })
}

/// What was skipped, each reason once.
fn skipped(run: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(run.join("skipped")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}
