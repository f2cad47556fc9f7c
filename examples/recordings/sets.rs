//! Reads the sets of recordings: for each second what a strap sent, and what the person did.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a second of a recording counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Rest: an alarm is false.
    Rest,
    /// An event that should be found, by its number.
    Event(usize),
    /// A movement that should raise no alarm, by its number.
    Bump(usize),
    /// Not counted: the time after an event, or without a label.
    Unscored,
}

/// What a strap sent in a second.
#[derive(Clone, Debug, Default)]
pub(crate) struct Second {
    /// Intervals in 1/1024 s.
    pub(crate) ticks: Vec<u16>,
    /// The device's own rate, where it sends no intervals.
    pub(crate) rate: Option<u8>,
}

/// A recording of one person.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    /// What was sent in each second.
    pub(crate) seconds: Vec<Second>,
    /// What each second counts as.
    pub(crate) parts: Vec<Part>,
}

impl Recording {
    /// A recording from beats, as time in seconds and interval in milliseconds. Every second counts as rest.
    pub(crate) fn of_beats(beats: &[(f64, f64)]) -> Self {
        let first = beats.first().map_or(0.0, |beat| beat.0.floor());
        let mut seconds: Vec<Second> = Vec::new();
        for (t, rr) in beats {
            let at = (t - first) as usize;
            if at > 200_000 {
                break;
            }
            seconds.resize(seconds.len().max(at + 1), Second::default());
            seconds[at].ticks.push((rr * 1.024).round() as u16);
        }
        let parts = vec![Part::Rest; seconds.len()];
        Self { seconds, parts }
    }

    fn of_rates(rates: impl Iterator<Item = f64>) -> Self {
        let second = |rate: f64| Second { ticks: Vec::new(), rate: Some(rate.round().clamp(0.0, 250.0) as u8) };
        let seconds: Vec<Second> = rates.map(second).collect();
        let parts = vec![Part::Rest; seconds.len()];
        Self { seconds, parts }
    }

    /// The recording from its first labelled second on.
    fn labelled(mut self) -> Self {
        let first = self.parts.iter().position(|part| *part != Part::Unscored).unwrap_or(0);
        self.seconds.drain(..first);
        self.parts.drain(..first);
        self
    }

    pub(crate) fn mark(&mut self, from: f64, to: f64, part: Part) {
        let end = self.parts.len();
        let (from, to) = ((from.max(0.0) as usize).min(end), (to.max(0.0) as usize).min(end));
        self.parts[from..to].fill(part);
    }
}

/// The rows of a CSV file, each with its cells by the name of the column; no rows if there is no such file.
pub(crate) fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut lines = text.lines();
    let names: Vec<String> = lines.next().unwrap_or_default().split(',').map(str::to_owned).collect();
    let row = |line: &str| names.iter().cloned().zip(line.split(',').map(str::to_owned)).collect();
    lines.map(row).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row.get(column).and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

/// The times in seconds and the intervals in milliseconds of a file. Without times, the intervals are added up.
pub(crate) fn beats(path: &Path) -> Vec<(f64, f64)> {
    let mut t = 0.0;
    let beat = |row: &BTreeMap<String, String>| {
        let rr = number(row, "rr_ms");
        t += rr / 1000.0;
        let at = number(row, "t_s");
        (if at.is_nan() { t } else { at }, rr)
    };
    rows(path).iter().map(beat).filter(|(_, rr)| *rr < 5000.0).collect()
}

/// The files of a folder whose names have this ending, sorted by name.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    found.sort();
    found
}

/// Recorded resting hearts with modelled arousal and changes of posture, at known times.
pub(crate) fn semi_synthetic(data: &Path) -> Vec<Recording> {
    let folder = data.join("arousal_semisynthetic");
    let events = rows(&folder.join("events.csv"));
    let recording = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut recording = Recording::of_beats(&beats(path));
        for (place, event) in events.iter().filter(|event| event["rec"] == name).enumerate() {
            let (onset, end) = (number(event, "onset_s"), number(event, "end_s"));
            if event["kind"] == "arousal" {
                recording.mark(onset, end, Part::Event(place));
                recording.mark(end, end + 120.0, Part::Unscored);
            } else {
                recording.mark(onset, end + 15.0, Part::Bump(place));
            }
        }
        recording
    };
    files(&folder, ".csv").iter().filter(|path| !path.ends_with("events.csv")).map(recording).collect()
}

/// Two minutes of sitting, then two minutes of an activity as one event. The two are separate recordings.
pub(crate) fn gudb(data: &Path, activity: &str) -> Vec<Recording> {
    let folder = data.join("recordings/gudb");
    let spliced = |sitting: &PathBuf| {
        let name = sitting.to_string_lossy().replace("sitting", activity);
        let (mut all, then) = (beats(sitting), beats(Path::new(&name)));
        let shift = all.last()?.0;
        let onset = shift - all.first()?.0.floor();
        all.extend(then.iter().skip(1).map(|(t, rr)| (t + shift, *rr)));
        let mut recording = Recording::of_beats(&all);
        let end = recording.parts.len() as f64;
        recording.mark(onset, end, Part::Event(0));
        (!then.is_empty()).then_some(recording)
    };
    files(&folder, "_sitting_cs.csv").iter().filter_map(spliced).collect()
}

/// Marks tasks as events, from a label for each second: task, no task, or no label.
fn label(recording: &mut Recording, labels: &[Option<bool>]) {
    let (mut place, mut before) = (0, None);
    for (part, label) in recording.parts.iter_mut().zip(labels) {
        place += usize::from(*label == Some(true) && before != Some(true));
        *part = match label {
            Some(true) => Part::Event(place),
            Some(false) => Part::Rest,
            None => Part::Unscored,
        };
        before = *label;
    }
}

fn is_task(row: &BTreeMap<String, String>) -> Option<bool> {
    let label = number(row, "label");
    (!label.is_nan()).then_some(label > 0.0)
}

/// Wrist recordings with stress tasks, as the rate that the device shows.
pub(crate) fn stress_rates(data: &Path) -> Vec<Recording> {
    let recording = |path: &PathBuf| {
        let rows = rows(path);
        let mut recording = Recording::of_rates(rows.iter().map(|row| number(row, "hr_bpm")));
        label(&mut recording, &rows.iter().map(is_task).collect::<Vec<_>>());
        recording.labelled()
    };
    files(&data.join("recordings/stress_predict"), "_hr.csv").iter().map(recording).collect()
}

/// The same recordings, as intervals from the pulse wave.
pub(crate) fn stress_intervals(data: &Path) -> Vec<Recording> {
    let recording = |path: &PathBuf| {
        let all = beats(path);
        let mut recording = Recording::of_beats(&all);
        let first = all.first().map_or(0.0, |beat| beat.0.floor());
        let mut labels = vec![None; recording.parts.len()];
        for (row, (t, _)) in rows(path).iter().zip(&all) {
            if let Some(label) = labels.get_mut((t - first) as usize) {
                *label = is_task(row);
            }
        }
        for second in 1..labels.len() {
            labels[second] =
                labels[second].or(if recording.seconds[second].ticks.is_empty() { labels[second - 1] } else { None });
        }
        label(&mut recording, &labels);
        recording.labelled()
    };
    files(&data.join("recordings/stress_predict"), "_rr_bvp.csv").iter().map(recording).collect()
}

/// Drives in a car. The first twelve minutes count as rest, and the city from 18 to 30 minutes is one event. Nothing else
/// is counted.
pub(crate) fn drives(data: &Path) -> Vec<Recording> {
    let recording = |path: &PathBuf| {
        let mut recording = Recording::of_rates(rows(path).iter().map(|row| number(row, "hr_bpm")));
        recording.mark(720.0, 1e9, Part::Unscored);
        recording.mark(1080.0, 1800.0, Part::Event(0));
        recording
    };
    files(&data.join("recordings/drivedb_hr"), ".csv").iter().map(recording).collect()
}

/// Recordings without labels: rest, a ride, and the first three hours of long recordings.
pub(crate) fn unlabelled(data: &Path) -> Vec<Recording> {
    let mut paths = Vec::new();
    for (folder, ending) in [
        ("samples", "hrv_rest.csv"),
        ("samples", "hrv_exercise.csv"),
        ("samples", "apnea_a01.csv"),
        ("long24h_rr", ".csv"),
        ("resp_reference", "_rr.csv"),
    ] {
        paths.extend(files(&data.join("recordings").join(folder), ending));
    }
    let recording = |path: &PathBuf| {
        let mut recording = Recording::of_beats(&beats(path));
        recording.seconds.truncate(3 * 3600);
        recording.parts.truncate(3 * 3600);
        recording
    };
    paths.iter().map(recording).collect()
}
