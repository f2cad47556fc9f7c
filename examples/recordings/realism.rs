//! How far simulated hearts are from recorded ones, as p10 / median / p90 over people.

use std::path::Path;

use breathmark::heart::hrv::{self, frequency::welch};
use breathmark::heart::statistics;
use breathmark::lab::simulate::heart::{Activity, SimulatedHeart};
use breathmark::lab::simulate::person::{Population, SimulatedBody};
use breathmark::lab::simulate::random::stream;

use super::sets::{beats, files};

/// The names of the figures, in the order of the table.
const NAMES: [&str; 8] =
    ["HR", "SDNN", "RMSSD", "ln LF", "ln HF", "HR10 sd in 1 min", "HR10 change in 30 s", "change in 2 min"];

/// Prints the table.
pub(crate) fn print(data: &Path) {
    println!(
        "Recorded and simulated hearts: p10 / median / p90 over people. HR in bpm, SDNN and RMSSD in ms (pieces of 5 min"
    );
    println!(
        "where there are), LF and HF as ln ms², HR10 is the rate over 10 s: its spread within a minute, and the root mean"
    );
    println!("square of its change over 30 s and 2 min, in bpm.\n");
    print!("{:38} {:>4}", "", "n");
    for name in NAMES {
        print!(" {name:>20}");
    }
    println!();
    let sets = [
        ("sitting, chest strap, 2 min", "recordings/gudb", "_sitting_cs.csv"),
        ("mental arithmetic, chest strap, 2 min", "recordings/gudb", "_maths_cs.csv"),
        ("resting, chest strap, 1 to 2 min", "recordings/welltory_polar_h10", ".csv"),
        ("resting, 20 min, with modelled events", "arousal_semisynthetic", ".csv"),
        ("24 h, healthy and not", "recordings/long24h_rr", ".csv"),
    ];
    for (name, folder, ending) in sets {
        let paths = files(&data.join(folder), ending);
        let series = paths.iter().filter(|path| !path.ends_with("events.csv")).map(|path| beats(path));
        row(name, &series.flat_map(|beats| pieces(&beats)).collect::<Vec<_>>());
    }
    for (name, seconds, activity) in [
        ("simulated, quiet, 2 min", 120.0, Activity::default()),
        ("simulated, quiet, 5 min", 300.0, Activity::default()),
        ("simulated, listening, 5 min", 300.0, Activity { listening: true, ..Activity::default() }),
        ("simulated, speaking, 5 min", 300.0, Activity { speaking: true, ..Activity::default() }),
    ] {
        row(name, &(0..200).map(|seed| simulated(seed, seconds, &activity)).collect::<Vec<_>>());
    }
}

fn simulated(seed: u64, seconds: f64, activity: &Activity) -> Vec<f64> {
    let person = SimulatedBody::draw(&mut stream(seed, 1), Population::HeldOut);
    let mut heart = SimulatedHeart::new(person, stream(seed, 2));
    heart.simulate(120.0, activity, |_| {});
    let mut times = Vec::new();
    heart.simulate(120.0 + seconds, activity, |t| times.push(t));
    times.windows(2).map(|pair| 1000.0 * (pair[1] - pair[0])).collect()
}

/// The intervals in pieces of five minutes; one piece if there are fewer.
fn pieces(beats: &[(f64, f64)]) -> Vec<Vec<f64>> {
    let mut pieces = vec![Vec::new()];
    let mut lasts = 0.0;
    for (_, rr) in beats {
        if lasts > 300_000.0 {
            pieces.push(Vec::new());
            lasts = 0.0;
        }
        lasts += rr;
        pieces.last_mut().unwrap().push(*rr);
    }
    if pieces.len() > 1 {
        pieces.pop();
    }
    pieces
}

fn row(name: &str, series: &[Vec<f64>]) {
    let all: Vec<[f64; NAMES.len()]> = series.iter().filter_map(|rr| measures(rr)).collect();
    print!("{name:38} {:4}", all.len());
    for place in 0..NAMES.len() {
        let mut values: Vec<f64> = all.iter().map(|m| m[place]).filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        let at = |q: f64| statistics::quantile(&values, q);
        match (at(0.1), at(0.5), at(0.9)) {
            (Some(low), Some(middle), Some(high)) => print!(" {:>20}", format!("{low:.1} / {middle:.1} / {high:.1}")),
            _ => print!(" {:>20}", "–"),
        }
    }
    println!();
}

fn measures(rr: &[f64]) -> Option<[f64; NAMES.len()]> {
    let (clean, kept) = clean(rr);
    if clean.len() < 60 {
        return None;
    }
    let mean = clean.iter().sum::<f64>() / clean.len() as f64;
    let sdnn = (clean.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (clean.len() - 1) as f64).sqrt();
    let differences: Vec<f64> =
        (1..rr.len()).filter(|i| kept[*i] && kept[i - 1]).map(|i| (rr[i] - rr[i - 1]).powi(2)).collect();
    let rmssd = (differences.iter().sum::<f64>() / differences.len().max(1) as f64).sqrt();
    let hr = ten_seconds(rr, &kept);
    let (lf, hf) = spectrum(&clean);
    Some([60_000.0 / mean, sdnn, rmssd, lf, hf, within(&hr), change(&hr, 30), change(&hr, 120)])
}

/// The intervals that differ by less than a quarter from the median of eleven, and for each interval whether it is one.
pub(crate) fn clean(rr: &[f64]) -> (Vec<f64>, Vec<bool>) {
    let keeps = |i: usize| {
        let mut around: Vec<f64> = rr[i.saturating_sub(5)..(i + 6).min(rr.len())].to_vec();
        let median = statistics::median(&mut around).unwrap_or(f64::NAN);
        (rr[i] - median).abs() < 0.25 * median && (300.0..2000.0).contains(&rr[i])
    };
    let kept: Vec<bool> = (0..rr.len()).map(keeps).collect();
    (rr.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(rr, _)| *rr).collect(), kept)
}

fn spectrum(clean: &[f64]) -> (f64, f64) {
    let bands = welch::spectrum(&hrv::from_rr_ms(clean)).map(|spectrum| spectrum.bands()).unwrap_or_default();
    (bands.lf_ms2.map_or(f64::NAN, f64::ln), bands.hf_ms2.map_or(f64::NAN, f64::ln))
}

/// The rate over 10 s at each second.
pub(crate) fn ten_seconds(rr: &[f64], kept: &[bool]) -> Vec<Option<f64>> {
    let mut t = 0.0;
    let beats: Vec<(f64, f64)> = rr
        .iter()
        .zip(kept)
        .map(|(rr, kept)| {
            t += rr / 1000.0;
            (t, if *kept { *rr } else { f64::NAN })
        })
        .collect();
    let at = |second: usize| {
        let now = second as f64;
        let from = beats.partition_point(|(t, _)| *t <= now - 10.0);
        let to = beats.partition_point(|(t, _)| *t <= now);
        let in_window: Vec<f64> = beats[from..to].iter().map(|(_, rr)| *rr).filter(|rr| !rr.is_nan()).collect();
        let enough = in_window.len() >= 5 && 5 * in_window.len() >= 4 * (to - from);
        enough.then(|| 60_000.0 * in_window.len() as f64 / in_window.iter().sum::<f64>())
    };
    (10..t as usize).map(at).collect()
}

fn within(hr: &[Option<f64>]) -> f64 {
    let minute = |hr: &[Option<f64>]| {
        let known: Vec<f64> = hr.iter().copied().flatten().collect();
        let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
        let variance = known.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / known.len().max(1) as f64;
        (known.len() > 40).then_some(variance)
    };
    let all: Vec<f64> = hr.chunks(60).filter_map(minute).collect();
    (all.iter().sum::<f64>() / all.len() as f64).sqrt()
}

fn change(hr: &[Option<f64>], lag: usize) -> f64 {
    let squares: Vec<f64> =
        hr.iter().zip(hr.iter().skip(lag)).filter_map(|(a, b)| Some((b.as_ref()? - a.as_ref()?).powi(2))).collect();
    if squares.len() < 20 { f64::NAN } else { (squares.iter().sum::<f64>() / squares.len() as f64).sqrt() }
}
