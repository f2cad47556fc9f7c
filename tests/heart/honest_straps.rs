//! No recorded heart is taken for a lying strap: every recording goes through a strap that sends what it measured.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use breathmark::event::input::Link;
use breathmark::event::moment::Moment;
use breathmark::heart::Heart;
use breathmark::heart::measurement::{Measurement, encode};
use breathmark::heart::strap_fault::{FaultWatch, StrapFault};

use crate::records::data;

/// How a strap makes its own rate.
#[derive(Clone, Copy, Debug)]
enum OwnRate {
    /// Smoothed over eight beats, to the nearest.
    Smoothed,
    /// Smoothed, and cut off.
    CutOff,
    /// That of the last beat.
    Last,
}

/// A recorded beat: when it came, in seconds, and the interval before it, in ms.
type RecordedBeat = (f64, f64);

/// Every file below `folder` with a column of intervals, in order.
fn recordings(folder: &Path) -> Vec<(PathBuf, Vec<RecordedBeat>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "csv")
                && let Some(beats) = beats(&std::fs::read_to_string(&path).unwrap())
            {
                found.push((path, beats));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn beats(text: &str) -> Option<Vec<RecordedBeat>> {
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next()?.split(',').collect();
    let rr = names.iter().position(|name| *name == "rr_ms")?;
    let at = names.iter().position(|name| *name == "t_s");
    let mut now = 0.0;
    let number = |row: &[&str], column: usize| row.get(column).and_then(|cell| cell.parse::<f64>().ok());
    let read = |line: &str| {
        let row: Vec<&str> = line.split(',').collect();
        let rr = number(&row, rr).filter(|rr| (250.0..=3000.0).contains(rr))?;
        now = at.and_then(|at| number(&row, at)).unwrap_or(now + rr / 1000.0);
        Some((now, rr))
    };
    Some(lines.filter_map(read).collect())
}

/// A strap that sends these beats once a second. With `lost`, that share of its notifications is lost.
fn send(beats: &[RecordedBeat], own_rate: OwnRate, lost: f64) -> Vec<StrapFault> {
    let mut random = fastrand::Rng::with_seed(7);
    let mut watch = FaultWatch::default();
    let mut found = Vec::new();
    let (first, end) = (beats[0].0, beats[beats.len() - 1].0);
    let (mut next, mut smoothed) = (0, beats[0].1);
    for second in 1..(end - first) as u64 {
        let mut intervals = Vec::new();
        while next < beats.len() && beats[next].0 - first <= second as f64 {
            smoothed += (beats[next].1 - smoothed) / 8.0;
            intervals.push((beats[next].1 * 1.024).round() as u16);
            next += 1;
        }
        let rate = match own_rate {
            OwnRate::Smoothed => (60_000.0 / smoothed).round(),
            OwnRate::CutOff => (60_000.0 / smoothed).floor(),
            OwnRate::Last => (60_000.0 / beats[next.saturating_sub(1)].1).round(),
        };
        let late_us = random.u64(0..30_000);
        // A strap that finds no beat for long has no contact, and says so.
        let finds_beats = next > 0 && second as f64 - (beats[next - 1].0 - first) < NO_CONTACT_AFTER_S;
        if finds_beats && random.f64() >= lost {
            let at = Moment::from_micros(second * 1_000_000 + late_us);
            let bytes = encode(rate as u8, &intervals);
            watch.take(at, false, false, &Measurement::decode(&bytes).unwrap());
            found.extend(watch.faults().iter().filter(|fault| !found.contains(fault)).collect::<Vec<_>>());
        }
    }
    found
}

/// Without a beat for this long, a strap has no contact, in seconds.
const NO_CONTACT_AFTER_S: f64 = 10.0;
/// Beats of a long recording that are sent: four hours.
const MOST_BEATS: usize = 20_000;
/// The straps: how they make their own rate, and the share of their notifications that is lost.
const STRAPS: [(OwnRate, f64); 3] = [(OwnRate::Smoothed, 0.05), (OwnRate::CutOff, 0.0), (OwnRate::Last, 0.0)];

#[test]
fn no_recorded_heart_is_taken_for_a_lying_strap() {
    let Some(folder) = data("honest straps") else { return };
    let mut recordings = recordings(&folder.join("recordings"));
    recordings.extend(self::recordings(&folder.join("arousal_semisynthetic")));
    let mut hours = 0.0;
    let mut blamed = Vec::new();
    for (path, beats) in &recordings {
        let beats = &beats[..beats.len().min(MOST_BEATS)];
        hours += beats.last().map_or(0.0, |last| last.0 - beats[0].0) / 3600.0;
        for (own_rate, lost) in STRAPS {
            let faults = send(beats, own_rate, lost);
            if !faults.is_empty() {
                blamed.push((path.strip_prefix(&folder).unwrap().to_owned(), own_rate, lost, faults));
            }
        }
    }
    println!(
        "{} recordings, {hours:.0} hours, {} straps each: {} blamed",
        recordings.len(),
        STRAPS.len(),
        blamed.len()
    );
    assert!(blamed.is_empty(), "{blamed:#?}");
}

/// A pacemaker's beats can't be told from beats that follow from the rate. The rate itself is true, and must stay.
#[test]
fn a_paced_heart_keeps_its_rate_for_as_long_as_it_beats() {
    for (rate, off_ms) in [(60.0, 1.0), (70.0, 1.0), (60.0, 2.0)] {
        let mut random = fastrand::Rng::with_seed(3);
        let mut heart = Heart::default();
        heart.set_link(Link::Subscribed);
        let (mut at_ms, mut shown) = (0.0_f64, 0);
        let mut intervals = Vec::new();
        for second in 1..900_u64 {
            while at_ms <= second as f64 * 1000.0 {
                let rr_ms = 60_000.0 / rate + off_ms * (2.0 * random.f64() - 1.0);
                at_ms += rr_ms;
                intervals.push((rr_ms * 1.024).round() as u16);
            }
            let now = Moment::from_micros(second * 1_000_000 + random.u64(0..30_000));
            heart.receive(now, 1, &encode(rate as u8, &intervals), |_| {});
            intervals.clear();
            let reading = heart.reading(now);
            assert!(reading.heart_rate.is_none_or(|found| (found - rate).abs() < 1.0), "{rate} {second}: {reading:?}");
            shown += u32::from(reading.heart_rate.is_some());
        }
        assert!(shown > 870, "{rate}: {shown}");
        assert_eq!(heart.faults_ever().iter().collect::<Vec<_>>(), [StrapFault::MadeFromRate]);
        assert_eq!(heart.received().gaps, 0);
    }
}

#[test]
fn a_recorded_strap_is_not_taken_for_a_lying_one() {
    let Some(folder) = data("honest straps") else { return };
    let text = std::fs::read_to_string(folder.join("ble_frames/h10_stream_reconstructed.csv")).unwrap();
    let mut heart = Heart::default();
    heart.set_link(Link::Subscribed);
    for row in text.lines().skip(1) {
        let mut cells = row.split(',');
        let at: f64 = cells.next().unwrap().parse().unwrap();
        let hex = cells.next().unwrap();
        let bytes: Vec<u8> =
            (0..hex.len() / 2).map(|octet| u8::from_str_radix(&hex[2 * octet..2 * octet + 2], 16).unwrap()).collect();
        heart.receive(Moment::from_micros((at * 1e6) as u64), 1, &bytes, |_| {});
    }
    assert!(heart.received().beats > 500);
    assert_eq!(heart.faults_ever().iter().collect::<Vec<_>>(), []);
}
