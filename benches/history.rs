//! What ten thousand sessions cost: `cargo bench --bench history`.
//!
//! Timed is the program itself, next to reading the same file alone, and to the same program with an empty history.
#![allow(clippy::unwrap_used, reason = "a benchmark that can't prepare itself has nothing to say")]
#![allow(clippy::disallowed_methods, reason = "the program is asked about the weeks up to today")]

mod limits;

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use jiff::ToSpan as _;

/// Several sessions a day for years.
const SESSIONS: i64 = 10_000;
const RUNS: usize = 51;

fn main() {
    if !limits::wanted() {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-history");
    let (full, empty) = (home(&folder.join("full"), SESSIONS), home(&folder.join("empty"), 0));
    let size = fs::metadata(history(&full)).unwrap().len() as f64 / 1e6;
    println!("{SESSIONS} sessions, {size:.1} MB; medians of {RUNS} runs:");
    let read = limits::median(RUNS, || fs::read(history(&full)).unwrap());
    let nothing = limits::median(RUNS, || run(&empty, &[]));
    println!("  {:<44} {read:>10.2?}\n  {:<44} {nothing:>10.2?}", "the file, read alone", "the program, empty history");
    for args in [&[][..], &["practice"], &["practice", "--weeks", "520"], &["talk"], &["--json"]] {
        let took = limits::median(RUNS, || run(&full, args));
        let times = took.as_secs_f64() / read.as_secs_f64();
        limits::against(&format!("history {}", args.join(" ")), took, Duration::from_millis(100));
        println!("  {:<44} {times:>9.0}x of reading alone", "");
    }
}

/// A home with this many sessions of all kinds, the last one today.
fn home(home: &Path, sessions: i64) -> PathBuf {
    let mut text = String::new();
    let end = jiff::Zoned::now().date();
    for n in 0..sessions {
        let day = end.saturating_sub(((sessions - n) / 4).days());
        let began = format!("{day}T{:02}:15:00+01:00", n % 24);
        let swing = 8 + n % 9;
        let session = match n % 8 {
            0 => format!(r#""talk":{{"began":"{began}","pauses":3,"pause_s":[92,141]}}"#),
            1 => format!(
                r#""reading":{{"began":"{began}","minutes":5,"heart_rate_bpm":61.25,"rmssd_ms":38.1,"sdnn_ms":52.9,"breathing_per_minute":13.5,"clean_share":1.0}}"#
            ),
            _ => format!(
                r#""practice":{{"began":"{began}","seconds":600,"breath":{{"in_s":4.0,"top_up_s":0.0,"out_s":6.0}},"swing_first_bpm":9.25,"swing_last_bpm":{swing}.5,"swing_bpm":[9.25,10.5,null,12.75,{swing}.5,{swing}.5,13.0,14.25,{swing}.5,14.5],"rmssd_ms":41.5,"heart_rate_bpm":62.0,"clean_share":0.98,"felt_before":4,"felt_after":6}}"#
            ),
        };
        let _ = writeln!(text, "{{\"version\":1,{session}}}");
    }
    fs::create_dir_all(history(home).parent().unwrap()).unwrap();
    fs::write(history(home), text).unwrap();
    // The first run narrows the rights of the folders and says so.
    run(home, &[]);
    home.to_owned()
}

fn history(home: &Path) -> PathBuf {
    home.join(".local/state/breathmark/history.jsonl")
}

fn run(home: &Path, args: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.env_remove("XDG_STATE_HOME").env_remove("XDG_CONFIG_HOME").env("HOME", home);
    let output = command.arg("history").args(args).stderr(Stdio::null()).output().unwrap();
    assert!(output.status.success());
    black_box(output.stdout)
}
