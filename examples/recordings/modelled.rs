//! Modelled arousal and changes of posture on stretches of day-long recordings.
//!
//! There are more of these stretches than recordings in the set with known times. They are chosen awake and clean. What
//! else happens in them is not labelled and counts as rest, so their false alarms are an upper bound.
//!
//! - Arousal raises the rate by 8, 15 or 25 bpm within 8 to 25 s. It lasts for 40 to 80 s and decays with a time constant of
//!   30 to 60 s. The deviations from beat to beat shrink by up to 60 %.
//! - A change of posture raises the rate by 12 to 20 bpm within 5 s. It decays between 15 s and 22.5 s.
//! - 0.5 % of the beats are missed, and 0.3 % are doubled.
//!
//! All of these numbers are assumptions. The seed is always the same.

use std::path::Path;

use breathmark::heart::statistics;
use breathmark::lab::simulate::random::between;
use fastrand::Rng;

use super::realism::{clean, ten_seconds};
use super::sets::{Part, Recording, beats, files};

/// Length of a stretch in seconds.
const STRETCH_S: f64 = 1200.0;
/// Distance between two possible starts of a stretch, in seconds.
const EVERY_S: usize = 300;
/// Number of stretches of a recording, and of variants of a stretch.
const STRETCHES: usize = 10;
const VARIANTS: usize = 3;
/// Bounds on the standard deviation and the median of the rate in a stretch, in bpm: a person who is awake. Assumption.
const SPREAD: (f64, f64) = (1.5, 6.5);
const MEDIAN: (f64, f64) = (58.0, 105.0);
/// Number of intervals in the moving mean from which deviations are taken.
const TREND: usize = 15;

struct Change {
    part: Part,
    at_s: f64,
    ends_s: f64,
    size: f64,
    rise_s: f64,
    falls_s: f64,
}

impl Change {
    /// The share of its size at `t` seconds, 0 to 1.
    fn share(&self, t: f64) -> f64 {
        let (up, over) = (((t - self.at_s) / self.rise_s).clamp(0.0, 1.0), t - self.ends_s);
        match self.part {
            _ if over <= 0.0 => up,
            Part::Bump(_) => (1.0 - over / self.falls_s).max(0.0),
            _ => (-over / self.falls_s).exp(),
        }
    }
}

/// Every variant of every stretch.
pub(crate) fn recordings(data: &Path) -> Vec<Recording> {
    let folder = data.join("recordings");
    let mut paths = files(&folder.join("long24h_rr"), ".csv");
    paths.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("nsr")));
    paths.extend(files(&folder.join("nsr2db_annot"), "nsr001.csv"));
    let mut rng = Rng::with_seed(777);
    let mut all = Vec::new();
    for path in paths {
        for stretch in stretches(&beats(&path), &mut rng) {
            all.extend((0..VARIANTS).map(|_| modelled(&stretch, &mut rng)));
        }
    }
    all
}

/// The clean intervals of some stretches in milliseconds. No stretch overlaps another.
fn stretches(day: &[(f64, f64)], rng: &mut Rng) -> Vec<Vec<f64>> {
    let last = day.last().map_or(0.0, |beat| beat.0);
    let mut starts: Vec<usize> = (0..(last - STRETCH_S) as usize).step_by(EVERY_S).collect();
    rng.shuffle(&mut starts);
    let mut taken: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for start in starts {
        if taken.len() == STRETCHES {
            break;
        }
        if taken.iter().any(|other| (other.abs_diff(start) as f64) < STRETCH_S) {
            continue;
        }
        let within = |t: f64| (0.0..STRETCH_S).contains(&(t - start as f64));
        if let Some(stretch) = awake(day.iter().filter(|beat| within(beat.0)).map(|beat| beat.1).collect()) {
            taken.push(start);
            found.push(stretch);
        }
    }
    found
}

/// The intervals of a stretch, if its person looks awake. Intervals that are not normal are replaced by the one before.
fn awake(mut rr: Vec<f64>) -> Option<Vec<f64>> {
    let (_, kept) = clean(&rr);
    let mut known: Vec<f64> = ten_seconds(&rr, &kept).into_iter().flatten().collect();
    if known.len() < (0.95 * STRETCH_S) as usize {
        return None;
    }
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    let spread = (known.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / known.len() as f64).sqrt();
    let median = statistics::median(&mut known)?;
    let fits = |x: f64, (low, high): (f64, f64)| (low..high).contains(&x);
    for at in 1..rr.len() {
        if !kept[at] {
            rr[at] = rr[at - 1];
        }
    }
    (fits(spread, SPREAD) && fits(median, MEDIAN)).then_some(rr)
}

fn changes(rng: &mut Rng) -> Vec<Change> {
    let mut between = |low: f64, high: f64| between(rng, low, high);
    let mut all = Vec::new();
    for (place, from) in [375.0, 745.0, 1083.0].into_iter().enumerate() {
        let (at_s, size) = (between(from, from + 45.0), between(12.0, 20.0));
        let (ends_s, rise_s, falls_s) = (at_s + 15.0, 5.0, 7.5);
        all.push(Change { part: Part::Bump(place), at_s, ends_s, size, rise_s, falls_s });
    }
    let sizes = [[8.0, 15.0], [15.0, 25.0], [25.0, 8.0]][between(0.0, 3.0) as usize];
    for (place, (from, size)) in [480.0, 835.0].into_iter().zip(sizes).enumerate() {
        let at_s = between(from, from + 40.0);
        let (ends_s, rise_s, falls_s) = (at_s + between(40.0, 80.0), between(8.0, 25.0), between(30.0, 60.0));
        all.push(Change { part: Part::Event(place), at_s, ends_s, size, rise_s, falls_s });
    }
    all
}

fn modelled(stretch: &[f64], rng: &mut Rng) -> Recording {
    let changes = changes(rng);
    let (mut t, mut added_to_next) = (0.0, 0.0);
    let mut sent: Vec<(f64, f64)> = Vec::new();
    for (at, rr) in stretch.iter().enumerate() {
        let around = &stretch[at.saturating_sub(TREND / 2)..(at + TREND / 2 + 1).min(stretch.len())];
        let trend = around.iter().sum::<f64>() / around.len() as f64;
        let added: f64 = changes.iter().map(|change| change.size * change.share(t)).sum();
        let shrunk = |change: &Change| match change.part {
            Part::Event(_) => 1.0 - 0.6 * change.share(t) * (change.size / 25.0 + 0.2).min(1.0),
            _ => 1.0,
        };
        let kept: f64 = changes.iter().map(shrunk).product();
        let rr = 60_000.0 / (60_000.0 / trend + added) + kept * (rr - trend);
        t += rr / 1000.0;
        let rr = rr + std::mem::take(&mut added_to_next);
        match rng.u32(..1000) {
            0..5 => added_to_next = rr,
            5..8 => sent.extend([(t - 0.4 * rr / 1000.0, 0.6 * rr), (t, 0.4 * rr)]),
            _ => sent.push((t, rr)),
        }
    }
    let mut recording = Recording::of_beats(&sent);
    for change in changes {
        match change.part {
            Part::Bump(_) => recording.mark(change.at_s, change.ends_s + change.falls_s + 15.0, change.part),
            part => {
                recording.mark(change.at_s, change.ends_s, part);
                recording.mark(change.ends_s, change.ends_s + 120.0, Part::Unscored);
            }
        }
    }
    recording
}
