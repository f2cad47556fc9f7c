//! Clean series that no constant was chosen on, with artifacts injected afresh.
//!
//! The series are those at `BREATHMARK_DATA` that the published comparison did not use: other hours of healthy hearts,
//! people walking and cycling, other straps at rest. Half of them (`Half::Kept`) were set aside while constants were
//! chosen on the other half.
//!
//! Artifacts are drawn as in the published series, at random places at least two beats apart:
//!
//! - A missed beat joins two intervals.
//! - An extra detection divides one at 15 to 85 %.
//! - A premature beat comes 25 to 45 % early with a full pause after it.
//! - A misplaced one is 40 to 120 ms early or late.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::path::Path;

use super::scoring::{Series, column, rmssd};

/// Which half of the series: the one that constants were chosen on, or the one kept for the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Chosen,
    Kept,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Missed,
    Extra,
    Ectopic,
    Misplaced,
}

pub const MIXED: [Kind; 4] = [Kind::Missed, Kind::Extra, Kind::Ectopic, Kind::Misplaced];

/// Five minutes, and the shortest series used, in ms and intervals.
const WINDOW_MS: f64 = 300_000.0;
const SHORTEST: usize = 90;
/// A series without labels is taken for clean if no interval is this much longer or shorter than the one before.
const JUMP: f64 = 0.25;

/// The clean series of one half.
pub fn clean(data: &Path, half: Half) -> Vec<(String, Vec<f64>)> {
    let recordings = data.join("recordings");
    let mut all = day(&recordings.join("nsr2db_annot/nsr001.csv"));
    for name in ["nsr009", "nsr013", "nsr019"] {
        all.extend(day(&recordings.join(format!("long24h_rr/{name}.csv"))).into_iter().step_by(2));
    }
    for (folder, wanted) in [("gudb", "_cs"), ("welltory_polar_h10", "rec"), ("samples", "pyhrv")] {
        let mut paths: Vec<_> =
            std::fs::read_dir(recordings.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let is_new = !name.contains("sitting") && !name.contains("maths");
            if name.contains(wanted) && is_new {
                all.push((name, column(&path, "rr_ms").iter().map(|rr| rr.parse().unwrap()).collect()));
            }
        }
    }
    all.retain(|(_, rr)| rr.len() >= SHORTEST && rr.windows(2).all(|w| (w[1] / w[0] - 1.0).abs() < JUMP));
    self::half(all, half)
}

/// Every other of some.
pub fn half<T>(all: Vec<T>, half: Half) -> Vec<T> {
    all.into_iter().skip(usize::from(half == Half::Kept)).step_by(2).collect()
}

/// Five minutes from each hour but the first two, in which every beat is labelled normal if there are labels.
fn day(path: &Path) -> Vec<(String, Vec<f64>)> {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let rr: Vec<f64> = column(path, "rr_ms").iter().map(|rr| rr.parse().unwrap()).collect();
    let labels = column(path, "sym");
    let mut at = 0.0;
    let mut windows: Vec<Vec<usize>> = vec![Vec::new(); 24];
    for (i, rr) in rr.iter().enumerate() {
        at += rr;
        let hour = (at / 3_600_000.0) as usize;
        if (2..24).contains(&hour) && at % 3_600_000.0 < WINDOW_MS {
            windows[hour].push(i);
        }
    }
    windows
        .into_iter()
        .enumerate()
        .filter(|(_, window)| {
            window.iter().all(|&i| labels.get(i).is_none_or(|label| label.is_empty() || label == "N"))
        })
        .map(|(hour, window)| (format!("{name}_h{hour}"), window.into_iter().map(|i| rr[i]).collect()))
        .collect()
}

/// Every clean series with artifacts of these kinds in so many of 1000 beats.
pub fn injected(clean: &[(String, Vec<f64>)], kinds: &[Kind], per_mille: usize, seed: u64) -> Vec<Series> {
    let mut random = fastrand::Rng::with_seed(seed);
    clean.iter().map(|(name, rr)| inject(name, rr, kinds, per_mille, &mut random)).collect()
}

fn inject(name: &str, clean: &[f64], kinds: &[Kind], per_mille: usize, random: &mut fastrand::Rng) -> Series {
    let mut places = places(clean.len(), (clean.len() * per_mille + 500) / 1000, random).into_iter().peekable();
    let (mut rr, mut events) = (Vec::with_capacity(clean.len()), Vec::new());
    let mut i = 0;
    while i < clean.len() {
        if places.next_if_eq(&i).is_none() {
            rr.push(clean[i]);
            i += 1;
            continue;
        }
        let kind = kinds[random.usize(..kinds.len())];
        let (put, taken) = fault(kind, clean[i], clean[i + 1], random);
        events.push((rr.len(), rr.len() + put.len()));
        rr.extend(put);
        i += taken;
    }
    Series { name: name.to_owned(), rr, events, strict: false, rmssd: rmssd(clean, |_| true) }
}

/// The intervals that a fault makes of two, and how many of the two it takes.
fn fault(kind: Kind, one: f64, two: f64, random: &mut fastrand::Rng) -> (Vec<f64>, usize) {
    let sign = if random.bool() { 1.0 } else { -1.0 };
    let mut between = |low: f64, high: f64| low + (high - low) * random.f64();
    let shifted = |by: f64| (vec![one + by, two - by], 2);
    match kind {
        Kind::Missed => (vec![one + two], 2),
        Kind::Extra => {
            let first = one * between(0.15, 0.85);
            (vec![first, one - first], 1)
        }
        Kind::Ectopic => shifted(-one * between(0.25, 0.45)),
        Kind::Misplaced => shifted(sign * between(40.0, 120.0)),
    }
}

/// So many places at least two apart, in order.
fn places(beats: usize, wanted: usize, random: &mut fastrand::Rng) -> Vec<usize> {
    let mut order: Vec<usize> = (3..beats - 3).collect();
    random.shuffle(&mut order);
    let mut places: Vec<usize> = Vec::new();
    for place in order {
        if places.len() < wanted && places.iter().all(|other| other.abs_diff(place) >= 2) {
            places.push(place);
        }
    }
    places.sort_unstable();
    places
}
