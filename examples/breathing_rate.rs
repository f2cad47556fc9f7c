//! What the live engine shows as breathing rate.
//!
//! ```sh
//! cargo run --release --no-default-features --example breathing_rate -- --simulated
//! cargo run --release --no-default-features --example breathing_rate -- --write FOLDER
//! cargo run --release --no-default-features --example breathing_rate -- --free SERIES.csv …
//! cargo run --release --no-default-features --example breathing_rate -- SERIES.csv …
//! ```
//!
//! With `--simulated` it prints how often a rate is shown to simulated people whose rate is known, and how far it is off.
//! With `--write` it writes series of some of them, `planted_RATE_….csv`.
//!
//! Otherwise every series goes through the engine as a strap would send it, one notification a second. The series has the
//! columns `rr_ms` and, if it has a clock, `t_s`: the end of a beat. With `--free` it counts the rates of people who breathe as
//! they like. A slow one is hardly ever true there. Without, there is a line of JSON for each window of 64 s: its end, the
//! rate or null, and the intervals that were accepted in it. `scripts/compare-breathing` hands those to other programs.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

#[path = "../tests/heart/breathing/scenes.rs"]
mod scenes;
#[path = "../tests/heart/breathing/simulated.rs"]
mod simulated;

use std::path::Path;

use breathmark::heart::artifact::Verdict;
use breathmark::heart::beat::Beat;
use breathmark::heart::measurement::encode;
use breathmark::heart::spectrum::{LiveSpectrum, Transform};
use scenes::{DEPTHS, EVEN_SCENES, HEARTS, RATES, Seen, Tally, free_people, people, windows};
use serde_json::json;
use simulated::{Breather, follow};

/// Seeds of the table: none of those that the shares were chosen on.
const SEEDS: u64 = 50_000;
/// The length of a window, and the time between two of them, in seconds.
const WINDOW_S: f64 = 64.0;
const STEP_S: f64 = 16.0;
/// Rows of a longer interval are a gap, in ms: some recordings begin with one.
const LONGEST_MS: f64 = 5000.0;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments == ["--simulated"] {
        return simulated_people();
    }
    if let [write, folder] = &arguments[..]
        && write == "--write"
    {
        return write_series(Path::new(folder));
    }
    if let [free, paths @ ..] = &arguments[..]
        && free == "--free"
    {
        return free_breathing(paths);
    }
    if arguments.is_empty() {
        println!("Name the series to read, or say --simulated or --write FOLDER.");
        std::process::exit(2);
    }
    for path in &arguments {
        series(Path::new(path));
    }
}

fn simulated_people() {
    println!(
        "{:<24} {:>7} {:>9} {:>7} {:>10} {:>10} {:>9}",
        "", "windows", "spectrum%", "shown %", "in 0.5 %", "in 1 %", "off > 2 %"
    );
    for scene in &EVEN_SCENES {
        row(scene.name, &people(scene, &RATES, &DEPTHS, &HEARTS));
    }
    for rate in RATES {
        row(&format!("even, {rate}/min"), &people(&EVEN_SCENES[0], &[rate], &DEPTHS, &HEARTS));
    }
    for depth in DEPTHS {
        row(&format!("even, {depth} bpm"), &people(&EVEN_SCENES[0], &RATES, &[depth], &HEARTS));
    }
    row("free and uneven", &free_people());
}

fn row(name: &str, people: &[Breather]) {
    let seen: Vec<Seen> = people.iter().zip(SEEDS..).flat_map(|(person, seed)| windows(person, 190.0, seed)).collect();
    println!("{name:<24} {}", Tally::of(&seen).line());
}

/// Writes four minutes of some simulated people, for other programs to read.
fn write_series(folder: &Path) {
    let write = |name: String, person: Breather, seed: u64| {
        let mut at_s = 0.0;
        let rows = person.recording(240.0, seed).intervals.into_iter().map(|ticks| {
            at_s += f64::from(ticks) / 1024.0;
            format!("{at_s:.4},{:.4}\n", f64::from(ticks) / 1.024)
        });
        let text: String = std::iter::once("t_s,rr_ms\n".to_owned()).chain(rows).collect();
        std::fs::write(folder.join(name), text).unwrap();
    };
    for (place, scene) in EVEN_SCENES.iter().filter(|scene| !scene.name.contains("lost")).enumerate() {
        let people = people(scene, &[4.5, 5.5, 6.0, 7.0, 9.0, 12.0, 15.0, 18.0], &[6.0, 15.0], &[60.0, 80.0]);
        for (person, seed) in people.into_iter().zip(2 * SEEDS + 1000 * place as u64..) {
            write(format!("planted_{}_{seed}.csv", person.rate), Breather { uneven: 0.0, ..person }, seed);
        }
    }
}

/// How many windows show a rate, and how many a slow one.
fn free_breathing(paths: &[String]) {
    let mut all = [0_usize; 4];
    for path in paths {
        for (_, rhythm) in seen(&sent(&read(Path::new(path)).1)).1 {
            let rate = rhythm.and_then(|rhythm| rhythm.breathing_per_minute);
            let is = [true, rhythm.is_some(), rate.is_some(), rate.is_some_and(|rate| rate < 9.0)];
            all.iter_mut().zip(is).for_each(|(count, is)| *count += usize::from(is));
        }
    }
    let [windows, spectra, shown, slow] = all;
    let share = |some: usize| 100.0 * some as f64 / spectra.max(1) as f64;
    println!(
        "{windows} windows, {spectra} with a spectrum; of those {:.1} % show a rate, {:.2} % one below 9/min",
        share(shown),
        share(slow)
    );
}

/// What is shown at the end of a window, with its time in seconds.
type Window = (f64, Option<LiveSpectrum>);

/// The beats with their verdicts, and the windows.
fn seen(sent: &[(f64, Vec<u8>)]) -> (Vec<(Beat, Verdict)>, Vec<Window>) {
    let (mut transform, mut next, mut seen) = (Transform::default(), WINDOW_S + 4.0, Vec::new());
    let beats = follow(sent, |at_s, now, heart| {
        if at_s >= next {
            next += STEP_S;
            seen.push((at_s, heart.rhythm(now, &mut transform)));
        }
    });
    (beats, seen)
}

/// Each window as a line of JSON.
fn series(path: &Path) {
    let (start_s, intervals) = read(path);
    let (beats, seen) = seen(&sent(&intervals));
    // Beat time begins with the first notification.
    let (first, _) = beats[0];
    let began = first.at.secs() - first.rr.ms() / 1000.0;
    for (at_s, rhythm) in seen {
        let line = json!({
            "series": path.file_stem().map(|name| name.to_string_lossy()),
            "end_s": start_s + at_s,
            "rate": rhythm.and_then(|rhythm| rhythm.breathing_per_minute),
            "rr_ms": accepted(&beats, began + at_s),
        });
        println!("{line}");
    }
}

/// The accepted intervals of the window that ends at `end_s` of beat time, in ms.
fn accepted(beats: &[(Beat, Verdict)], end_s: f64) -> Vec<f64> {
    let is_in = |beat: &Beat| beat.at.secs() <= end_s && beat.at.secs() > end_s - WINDOW_S;
    let accepted = beats.iter().filter(|(beat, verdict)| *verdict == Verdict::Normal && is_in(beat));
    accepted.map(|(beat, _)| beat.rr.ms()).collect()
}

/// When the first interval of a series begins, in seconds, and its intervals in ms.
fn read(path: &Path) -> (f64, Vec<f64>) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| {
        println!("{}: {error}", path.display());
        std::process::exit(2);
    });
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let place = |name: &str| names.iter().position(|other| *other == name);
    let number = |row: &str, place: usize| row.split(',').nth(place).and_then(|cell| cell.parse::<f64>().ok());
    let (clock, rr) = (place("t_s"), place("rr_ms").unwrap());
    let rows: Vec<&str> = lines.filter(|row| number(row, rr).is_some_and(|rr| rr < LONGEST_MS)).collect();
    let intervals: Vec<f64> = rows.iter().filter_map(|row| number(row, rr)).collect();
    let start_s = clock.and_then(|clock| number(rows[0], clock)).map_or(0.0, |at_s| at_s - intervals[0] / 1000.0);
    (start_s, intervals)
}

/// What a strap would send of these intervals.
fn sent(intervals: &[f64]) -> Vec<(f64, Vec<u8>)> {
    let (mut sent, mut waiting, mut at_s, mut second) = (Vec::new(), Vec::new(), 0.0, 1.0);
    for rr in intervals {
        at_s += rr / 1000.0;
        while at_s > second {
            let rate = waiting.last().map_or(0.0, |rr| 61_440.0 / f64::from(*rr));
            sent.push((second, encode(rate.round() as u8, &waiting)));
            waiting.clear();
            second += 1.0;
        }
        waiting.push((rr * 1.024).round() as u16);
    }
    sent
}
