//! Recorded days of healthy people, and of one with heart failure. Nobody knows what they did.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use breathmark::all_day::allowance::{APART, Allowance, TIMES_A_DAY};
use breathmark::all_day::rule::Rule;
use breathmark::event::input::{Input, Link, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::Seat;
use breathmark::heart::measurement::encode;

use super::{cues, cues_with};

/// An interval longer than this is the time before the first beat, in ms (README of the recordings).
const LEAD_IN_MS: f64 = 5000.0;

/// The intervals of a file in ms: its column of that name.
fn intervals(path: &PathBuf) -> Vec<f64> {
    let text = fs::read_to_string(path).expect("the recording can be read");
    let mut lines = text.lines();
    let column = lines.next().expect("a head").split(',').position(|name| name == "rr_ms").expect("a column rr_ms");
    let value = |line: &str| line.split(',').nth(column).and_then(|cell| cell.parse::<f64>().ok());
    lines.filter_map(value).filter(|rr| *rr < LEAD_IN_MS).collect()
}

/// What a strap would have sent in each second.
fn seconds(intervals: &[f64]) -> Vec<Vec<u16>> {
    let (mut seconds, mut t): (Vec<Vec<u16>>, f64) = (Vec::new(), 0.0);
    for rr in intervals {
        t += rr / 1000.0;
        seconds.resize(seconds.len().max(t as usize + 1), Vec::new());
        seconds[t as usize].push((rr * 1.024).round() as u16);
    }
    seconds
}

/// The day as inputs.
fn inputs(seconds: &[Vec<u16>]) -> impl FnMut(Moment) -> Vec<Stamped> {
    let mut next = 0;
    move |now| {
        let mut inputs = Vec::new();
        if next == 0 {
            inputs.push(Input::Link { seat: Seat::Left, link: Link::Subscribed });
        }
        let ticks = &seconds[next];
        next += 1;
        let rate = ticks.last().map_or(60.0, |ticks| 61_440.0 / f64::from((*ticks).max(1)));
        let bytes = Payload(encode(rate.clamp(30.0, 240.0) as u8, ticks));
        inputs.push(Input::Notification { seat: Seat::Left, epoch: 1, bytes });
        let at = now - Duration::from_millis(1);
        inputs.into_iter().map(|input| Stamped { at, input }).collect()
    }
}

/// Prints a line for each recording.
pub(crate) fn print(rule: Rule) {
    let Some(data) = std::env::var_os("BREATHMARK_DATA").map(PathBuf::from) else {
        println!("SKIPPED recorded days: BREATHMARK_DATA does not name the folder of reference data");
        return;
    };
    for folder in ["long24h_rr", "nsr2db_annot"] {
        let mut files: Vec<PathBuf> = fs::read_dir(data.join("recordings").join(folder))
            .expect("the folder of recordings")
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "csv"))
            .collect();
        files.sort();
        for file in files {
            let day = seconds(&intervals(&file));
            let hours = day.len() as f64 / 3600.0;
            let all = cues(rule, day.len() as u64, inputs(&day));
            let kept = Allowance::new(TIMES_A_DAY, APART);
            let usual = cues_with(rule, kept, day.len() as u64, inputs(&day));
            let at: Vec<String> = all.iter().map(|second| format!("{:.1}", *second as f64 / 3600.0)).collect();
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            println!("{name}: {hours:.1} h, situations {}, cues {}; at hours {}", all.len(), usual.len(), at.join(" "));
        }
    }
}
