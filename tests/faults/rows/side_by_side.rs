//! Runs the rows side by side, each in a process of its own with a message bus of its own.
#![allow(clippy::disallowed_methods)]

use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::time::Instant;

use super::bluez::bus::{self, Bus, Policy};
use super::records;

/// One row: its name, and the function that plays it on a bus and returns its figures.
pub type Row = (&'static str, fn(Bus) -> Vec<String>);

const ROW: &str = "BREATHMARK_FAULTS_ROW";
const FOLDER: &str = "BREATHMARK_FAULTS_FOLDER";

/// Plays `rows` side by side, and then those of `last`, two at a time.
pub fn main(rows: &'static [Row], last: &'static [Row]) -> ExitCode {
    if let Ok(name) = std::env::var(ROW) {
        return play(&[rows, last].concat(), &name);
    }
    let args: Vec<String> = std::env::args().skip(1).collect();
    let filters: Vec<&String> = args.iter().filter(|arg| !arg.starts_with('-')).collect();
    let exact = args.iter().any(|arg| arg == "--exact");
    let wanted = |name: &str| {
        filters.is_empty() || filters.iter().any(|f| if exact { name == *f } else { name.contains(f.as_str()) })
    };
    let chosen = |rows: &'static [Row]| rows.iter().map(|row| row.0).filter(|name| wanted(name)).collect();
    let (together, last): (VecDeque<&str>, VecDeque<&str>) = (chosen(rows), chosen(last));
    let count = together.len() + last.len();
    if args.iter().any(|arg| arg == "--list") {
        for name in together.iter().chain(&last) {
            println!("{name}: test");
        }
        return ExitCode::SUCCESS;
    }
    if Bus::start(Policy::Open).is_none() {
        records::skip("faults", &format!("all {count} rows, this machine has no dbus-daemon"));
        return ExitCode::SUCCESS;
    }
    println!("\nrunning {count} tests");
    let began = Instant::now();
    let mut failures = play_all(together, at_once());
    failures.extend(play_all(last, 2));
    report(&failures, count, began)
}

/// How many rows run at once: twenty for each core, because a row mostly waits. Assumption.
fn at_once() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::env::var("BREATHMARK_FAULTS_AT_ONCE").ok().and_then(|n| n.parse().ok()).unwrap_or(20 * cores)
}

/// Plays the rows, `at_once` at a time. Returns the failed ones with their output.
fn play_all(chosen: VecDeque<&str>, at_once: usize) -> Vec<(String, String)> {
    let (players, waiting, failures) = (at_once.min(chosen.len()), Mutex::new(chosen), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..players {
            scope.spawn(|| {
                let next = || waiting.lock().expect("whole").pop_front();
                while let Some(name) = next() {
                    if let Err(said) = play_apart(name) {
                        failures.lock().expect("whole").push((name.to_owned(), said));
                    }
                }
            });
        }
    });
    failures.into_inner().expect("whole")
}

/// Prints the failures and the verdict.
fn report(failures: &[(String, String)], count: usize, began: Instant) -> ExitCode {
    for (name, said) in failures {
        println!("\n---- {name} ----\n{said}");
    }
    let verdict = if failures.is_empty() { "ok" } else { "FAILED" };
    let (failed, seconds) = (failures.len(), began.elapsed().as_secs_f64());
    println!("\ntest result: {verdict}. {} passed; {failed} failed; finished in {seconds:.2}s\n", count - failed);
    ExitCode::from(u8::from(failed > 0))
}

/// Plays one row in a process of its own.
fn play_apart(name: &str) -> Result<(), String> {
    let (folder, began) = (bus::fresh_folder(), Instant::now());
    let mut command = Command::new("sh");
    // The row that fills the disk must survive the signal for a file that is too large.
    command.args(["-c", "trap '' XFSZ; exec \"$0\""]).arg(std::env::current_exe().map_err(|error| error.to_string())?);
    command.env(ROW, name).env(FOLDER, &folder).env("DBUS_SYSTEM_BUS_ADDRESS", bus::address(&folder));
    let output = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    let seconds = began.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    records::took("faults", name, seconds);
    let verdict = if output.status.success() { "ok" } else { "FAILED" };
    println!("test {name} ... {verdict} ({seconds:.1} s) {}", said.trim());
    let _ = std::fs::remove_dir_all(&folder);
    if output.status.success() { Ok(()) } else { Err(said + &String::from_utf8_lossy(&output.stderr)) }
}

fn play(rows: &[Row], name: &str) -> ExitCode {
    // The Bluetooth library panics in tasks of its own. Only a panic of the row's thread counts.
    let row_thread = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == row_thread && tokio::task::try_id().is_none() {
            eprintln!("{info}");
        }
    }));
    let (_, row) = rows.iter().find(|row| row.0 == name).expect("a row of this suite");
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("a folder"));
    let figures = row(Bus::start_in(folder, Policy::Open).expect("a bus"));
    if !figures.is_empty() {
        println!("[{}]", figures.join(", "));
    }
    ExitCode::SUCCESS
}
