//! What the tests of one run leave for its last program to print: see `scripts/runner` and `tests/zz_summary.rs`.
#![allow(dead_code, unreachable_pub, clippy::panic, clippy::disallowed_methods)]

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

/// Says that a suite, or a part of it, was not run on this machine. Under `CI=true` that is a failure.
pub fn skip(suite: &str, why: &str) {
    let line = format!("{suite}: {why}");
    // Not `eprintln`: libtest hides what that prints unless the test fails.
    let _ = writeln!(std::io::stderr(), "SKIPPED {line}");
    append("skipped", &line);
    assert!(std::env::var("CI").as_deref() != Ok("true"), "CI runs every test, but {line}");
}

/// The folder of reference data, which lies outside the project.
pub fn data(suite: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("BREATHMARK_DATA").map(PathBuf::from);
    if folder.is_none() {
        skip(suite, "BREATHMARK_DATA does not name the folder of reference data");
    }
    folder
}

/// The time of a test that libtest does not run, in the words of libtest's own record.
pub fn took(program: &str, test: &str, seconds: f64) {
    append(&format!("{program}-0.times"), &format!("ok {test} <{seconds:.3}s>"));
}

/// Appends a line to a file of the run; without a run there is nobody to read it.
fn append(file: &str, line: &str) {
    let Some(folder) = std::env::var_os("BREATHMARK_TEST_RUN").map(PathBuf::from) else { return };
    if let Ok(mut file) = OpenOptions::new().create(true).append(true).open(folder.join(file)) {
        let _ = file.write_all(format!("{line}\n").as_bytes());
    }
}
