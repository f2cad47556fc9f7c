//! What the live engine shows as breathing rate.
//!
//! ```sh
//! cargo run --release --no-default-features --example breathing_rate -- --simulated
//! cargo run --release --no-default-features --example breathing_rate -- SERIES.csv …
//! ```
//!
//! With `--simulated` it prints how often a rate is shown to simulated people whose rate is known, and how far it is off.
//! Otherwise every series goes through the engine as a strap would send it, one notification a second. The series has the
//! columns `t_s` (the end of a beat) and `rr_ms`. For each window of 64 s there is one line of JSON: its end, the rate or
//! null, and the intervals that were accepted in it. `scripts/compare-breathing` hands those to other programs.
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

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments == ["--simulated"] {
        return simulated_people();
    }
    if arguments.is_empty() {
        println!("Name the series to read, or say --simulated.");
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

/// A window as a line of JSON.
fn series(path: &Path) {
    let (start_s, intervals) = read(path);
    let sent = sent(&intervals);
    let (mut transform, mut next) = (Transform::default(), WINDOW_S + 4.0);
    let mut seen: Vec<(f64, Option<LiveSpectrum>)> = Vec::new();
    let beats = follow(&sent, |at_s, now, heart| {
        if at_s >= next {
            next += STEP_S;
            seen.push((at_s, heart.rhythm(now, &mut transform)));
        }
    });
    // Beat time begins with the first notification.
    let (first, _) = beats[0];
    let began = first.at.secs() - first.rr.ms() / 1000.0;
    for (at_s, rhythm) in seen {
        let line = json!({
            "series": path.file_stem().map(|name| name.to_string_lossy()),
            "end_s": start_s + at_s,
            "rate": rhythm.and_then(|rhythm| rhythm.breathing_per_minute),
            "has_spectrum": rhythm.is_some(),
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
    let place = |name: &str| names.iter().position(|other| *other == name).unwrap();
    let (at, rr) = (place("t_s"), place("rr_ms"));
    let rows: Vec<(f64, f64)> = lines
        .map(|line| line.split(',').map(str::parse).map(Result::unwrap).collect::<Vec<f64>>())
        .map(|row| (row[at], row[rr]))
        .collect();
    (rows[0].0 - rows[0].1 / 1000.0, rows.into_iter().map(|(_, rr)| rr).collect())
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
