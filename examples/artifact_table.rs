//! Prints how well artifacts are found, causally and offline, over the recordings at `BREATHMARK_DATA`. Every series goes
//! through what `breathmark analyze` does with a file. Other packages' figures on the same series stand beside ours where
//! they were measured.
//!
//! ```sh
//! BREATHMARK_DATA=path cargo run --release --no-default-features --example artifact_table [NAME]
//! ```
//!
//! With the name of a set, for instance `mixed_050`, it prints every series of it. With `--held-out` it takes clean
//! series that are in no table, and injects artifacts afresh. First comes the half on which the constants were chosen,
//! then the half kept for the end. With `--displaced` it takes the same series, and says which displaced beats were found
//! in calm and in restless hearts, beside an oracle that knows each heart.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

#[path = "../tests/heart/artifacts/fresh.rs"]
mod fresh;
#[path = "../tests/heart/artifacts/oracle.rs"]
mod oracle;
#[path = "../tests/heart/artifacts/scoring.rs"]
mod scoring;

use std::path::Path;
use std::time::{Duration, Instant};

use breathmark::heart::artifact::{Verdict, offline};
use fresh::{Half, Kind, MIXED};
use oracle::Oracle;
use scoring::{Analysed, Score, Series, annotated, data, injected, score, sinus_recordings, slow_breathing};

fn main() {
    let Some(data) = data() else {
        println!("skipped: BREATHMARK_DATA does not name a folder of recordings");
        return;
    };
    let wanted = std::env::args().nth(1);
    println!(
        "{:<22} {:>6} {:>7} {:>6} {:>6}  RMSSD error %, median (p95); share of series that show an RMSSD",
        "", "events", "sens %", "spec %", "ppv %"
    );
    if wanted.as_deref() == Some("--held-out") {
        return held_out(&data);
    }
    if wanted.as_deref() == Some("--displaced") {
        return displaced(&data);
    }
    let peers = Peers::read(&data);
    for (name, series) in sets(&data) {
        if wanted.as_ref().is_some_and(|wanted| *wanted != name) {
            continue;
        }
        row(&name, "causal", &score(&series, scoring::causal));
        row("", "offline", &score(&series, scoring::offline));
        peers.print(&name);
        if wanted.is_some() {
            each(&series);
        }
    }
    breathing();
    restless(&data);
    speed(&data);
}

/// Fresh artifacts, five seeds each, and the annotated patients, every other record.
fn held_out(data: &Path) {
    for half in [Half::Chosen, Half::Kept] {
        let clean = fresh::clean(data, half);
        println!("{half:?}: {} clean series", clean.len());
        let mixed = [0, 10, 20, 50, 100].map(|per_mille| (format!("mixed_{per_mille:03}"), &MIXED[..], per_mille));
        let misplaced = ("misplaced_050".to_owned(), &[Kind::Misplaced][..], 50);
        for (name, kinds, per_mille) in mixed.into_iter().chain([misplaced]) {
            let seeds = if per_mille == 0 { 0..1 } else { 100..105 };
            both(&name, &seeds.flat_map(|seed| fresh::injected(&clean, kinds, per_mille, seed)).collect::<Vec<_>>());
        }
        let sets = sinus_recordings(&data.join("recordings/mitdb_annot"));
        for (name, set) in ["MIT-BIH, <= 5 % ectopic", "MIT-BIH, > 5 % ectopic"].iter().zip(sets) {
            both(name, &fresh::half(set, half));
        }
    }
}

/// RMSSD of calm and of restless hearts, in ms.
const RESTLESS_MS: [[f64; 2]; 4] = [[0.0, 20.0], [20.0, 35.0], [35.0, 50.0], [50.0, 200.0]];

/// Displaced beats in 5 % of the beats, by how restless the heart is, and what an oracle finds at several thresholds.
fn displaced(data: &Path) {
    for half in [Half::Chosen, Half::Kept] {
        let clean = fresh::clean(data, half);
        for [low, high] in RESTLESS_MS {
            let is_such = |rr: &[f64]| (low..high).contains(&scoring::rmssd(rr, |_| true));
            let some: Vec<_> = clean.iter().filter(|(_, rr)| is_such(rr)).cloned().collect();
            let series: Vec<Series> =
                (100..105).flat_map(|seed| fresh::injected(&some, &[Kind::Misplaced], 50, seed)).collect();
            if series.is_empty() {
                continue;
            }
            both(&format!("{half:?}, {low:.0}-{high:.0} ms"), &series);
            let oracles: Vec<Oracle> = some.iter().map(|(_, rr)| Oracle::of(rr)).collect();
            let share = |counts: &dyn Fn(&Oracle) -> (usize, usize)| {
                let (some, all) = oracles.iter().map(counts).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
                100.0 * some as f64 / all as f64
            };
            for threshold in [3.0, 3.5, 4.0] {
                let (found, rejected) = (share(&|o| o.found(threshold)), share(&|o| o.rejected(threshold)));
                println!("{:<29} {found:>7.2} {:>6.2} oracle, {threshold} SD", "", 100.0 - 2.0 * rejected);
            }
        }
    }
}

/// A day of a restless healthy heart without labels: how many beats are rejected, and what that takes from its RMSSD.
fn restless(data: &Path) {
    let rr: Vec<f64> = scoring::column(&data.join("recordings/long24h_rr/nsr009.csv"), "rr_ms")
        .iter()
        .skip(1)
        .map(|rr| rr.parse().unwrap())
        .collect();
    for (how, analyse) in [("causal", scoring::causal as fn(&[f64]) -> Analysed), ("offline", scoring::offline)] {
        let analysed = analyse(&rr);
        let rejected = analysed.rejected.iter().filter(|rejected| **rejected).count();
        println!(
            "nsr009, 24 h, {how}: {:.2} % rejected, RMSSD {:.1} of {:.1} ms",
            100.0 * rejected as f64 / rr.len() as f64,
            analysed.rmssd().unwrap_or(f64::NAN),
            scoring::rmssd(&rr, |_| true)
        );
    }
}

fn both(name: &str, series: &[Series]) {
    row(name, "causal", &score(series, scoring::causal));
    row("", "offline", &score(series, scoring::offline));
}

/// A day of beats in pieces, the best of nine for each, so that what else the machine does counts little.
fn speed(data: &Path) {
    let day = annotated(&data.join("recordings/nsr2db_annot/nsr001.csv")).series.rr;
    for (how, classify) in [("causal", offline::causal as fn(&[f64]) -> Vec<Verdict>), ("offline", offline::classify)] {
        let best = |piece: &[f64]| {
            let time = |_| {
                let start = Instant::now();
                std::hint::black_box(classify(piece));
                start.elapsed()
            };
            (0..9).map(time).min().unwrap_or(Duration::ZERO)
        };
        let seconds = day.chunks(500).map(best).sum::<Duration>().as_secs_f64();
        println!("{how}: {:.0} ns a beat, {:.0} ms a day", 1e9 * seconds / day.len() as f64, 1e3 * seconds);
    }
}

fn sets(data: &Path) -> Vec<(String, Vec<Series>)> {
    let kinds = ["clean_000", "mixed_010", "mixed_020", "mixed_050", "mixed_100", "misplaced_020", "misplaced_050"];
    let others = ["misplaced_100", "missed_050", "missed_100", "extra_050", "extra_100", "ectopic_050", "ectopic_100"];
    let mut sets: Vec<(String, Vec<Series>)> =
        kinds.iter().chain(&others).map(|kind| ((*kind).to_owned(), injected(data, kind))).collect();
    let [few, many] = sinus_recordings(&data.join("recordings/mitdb_annot"));
    let [nsr, _] = sinus_recordings(&data.join("recordings/nsr2db_annot"));
    sets.push(("MIT-BIH, <= 5 % ectopic".to_owned(), few));
    sets.push(("MIT-BIH, > 5 % ectopic".to_owned(), many));
    sets.push(("NSR, 24 h".to_owned(), nsr));
    sets.push((
        "H10, 30 % ectopic".to_owned(),
        vec![annotated(&data.join("recordings/polar_h10_pvc/rr_from_ecg.csv")).series],
    ));
    sets
}

fn row(name: &str, how: &str, score: &Score) {
    let Score { sensitivity, specificity, predictive, error: [median, p95], .. } = score;
    let share = 100.0 * score.shown as f64 / score.series as f64;
    println!(
        "{name:<22} {:>6} {sensitivity:>7.2} {specificity:>6.2} {predictive:>6.1}  {median:>5.1} ({p95:>5.1}) {share:>5.1} % ({} of {}) {how}",
        score.events, score.shown, score.series
    );
}

fn each(series: &[Series]) {
    for one in series {
        let one = std::slice::from_ref(one);
        row(&one[0].name, "causal", &score(one, scoring::causal));
        let analysed = scoring::offline(&one[0].rr);
        let quality = &analysed.summary.quality;
        let rejected = 100.0 * (1.0 - quality.clean_share);
        row(&format!("  {:?}, {rejected:.0} % rejected", quality.verdict), "offline", &score(one, scoring::offline));
    }
}

fn breathing() {
    for rate in [60.0, 70.0, 85.0] {
        let analysed = [scoring::causal, scoring::offline].map(|analyse| analyse(&slow_breathing(30.0, rate, 2000)));
        let lost = analysed.each_ref().map(|analysed| analysed.rejected.iter().filter(|rejected| **rejected).count());
        let shown = analysed.each_ref().map(|analysed| Analysed::rmssd(analysed).is_some());
        println!(
            "6/min, 30 bpm peak to trough around {rate}: {lost:?} of 2000 true beats lost, RMSSD shown {shown:?} (causal, offline)"
        );
    }
}

/// Other packages' rows on the same series.
struct Peers(Vec<[String; 6]>);

impl Peers {
    fn read(data: &Path) -> Self {
        let text = std::fs::read_to_string(data.join("artifacts/peers.csv")).unwrap_or_default();
        let row = |line: &str| {
            let mut cells = line.split(',').map(str::to_owned);
            let mut next = || cells.next().unwrap_or_default();
            let kind = next();
            let rate = next().parse().unwrap_or(0.0_f64);
            [format!("{kind}_{:03.0}", 1000.0 * rate), next(), next(), next(), next(), next()]
        };
        Self(text.lines().skip(1).map(row).collect())
    }

    fn print(&self, name: &str) {
        for [_, method, sensitivity, specificity, median, p95] in self.0.iter().filter(|row| row[0] == name) {
            println!(
                "{:<22} {:>6} {sensitivity:>7} {specificity:>6} {:>6}  {median:>5} ({p95:>5})          {method}",
                "", "", ""
            );
        }
    }
}
