//! Scores verdicts against truth, by the rules that the published comparison of packages used. Verdicts and RMSSD are
//! those of `breathmark analyze`: a series is read as a text of intervals, judged and summed up as the command does it.
//!
//! - An event counts as found when a rejected interval lies within one of an interval that the event touched. Annotated
//!   ectopic beats are scored strictly: the rejected interval must be the one that ends in the beat, or the next.
//! - Specificity is one less the share of rejected intervals among those more than one away from any event.
//! - The positive predictive value is the share of rejected intervals that are not.
//! - RMSSD error is `|estimate - truth| / truth` for each series.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::fs::read_to_string;
use std::path::{Path, PathBuf};

use breathmark::heart::artifact::{self, Verdict};
use breathmark::heart::statistics::quantile;
use breathmark::lab::analyze::beat_class::BeatClass;
use breathmark::lab::analyze::recording::{AnalysedInterval, Judgement, Recording};
use breathmark::lab::analyze::summary::Summary;
use breathmark::lab::analyze::{judged, read};

/// A series with truth.
pub struct Series {
    pub name: String,
    pub rr: Vec<f64>,
    /// First interval of each event and the one after its last.
    pub events: Vec<(usize, usize)>,
    /// Whether a rejected interval must lie in the event itself.
    pub strict: bool,
    /// RMSSD of the clean series.
    pub rmssd: f64,
}

/// Rates over many series, in per cent.
#[derive(Clone, Debug)]
pub struct Score {
    pub sensitivity: f64,
    pub specificity: f64,
    pub predictive: f64,
    /// Median and 95th percentile over the series for which an RMSSD is shown.
    pub error: [f64; 2],
    pub shown: usize,
    pub series: usize,
    pub events: usize,
}

/// Where the recordings are, if they are.
pub fn data() -> Option<PathBuf> {
    std::env::var_os("BREATHMARK_DATA").map(PathBuf::from).filter(|path| path.is_dir())
}

/// `sqrt(mean d²)` over neighbours that are both accepted.
pub fn rmssd(rr: &[f64], accepted: impl Fn(usize) -> bool) -> f64 {
    let pairs = (1..rr.len()).filter(|&i| accepted(i) && accepted(i - 1));
    let (sum, count) = pairs.fold((0.0, 0.0), |(sum, n), i| (sum + (rr[i] - rr[i - 1]).powi(2), n + 1.0));
    (sum / count).sqrt()
}

/// The segments of a file of injected artifacts.
pub fn injected(data: &Path, kind: &str) -> Vec<Series> {
    let clean = rows(&data.join("artifacts/injected_clean_000.csv"), ["segment", "rr_ms", "label"]);
    let all = rows(&data.join(format!("artifacts/injected_{kind}.csv")), ["segment", "rr_ms", "label"]);
    all.chunk_by(|a, b| a[0] == b[0])
        .map(|segment| {
            let name = segment[0][0].clone();
            let truth: Vec<f64> = clean.iter().filter(|row| row[0] == name).map(|r| r[1].parse().unwrap()).collect();
            let labels: Vec<&str> = segment.iter().map(|row| row[2].as_str()).collect();
            let rr = segment.iter().map(|row| row[1].parse().unwrap()).collect();
            Series { name, rr, events: events(&labels), strict: false, rmssd: rmssd(&truth, |_| true) }
        })
        .collect()
}

/// Events of one or two intervals; two of a kind may follow each other.
fn events(labels: &[&str]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < labels.len() {
        let most = if labels[i] == "missed" { 1 } else { 2 };
        let length = labels[i..].iter().take(most).take_while(|l| !l.is_empty() && **l == labels[i]).count();
        if length > 0 {
            found.push((i, i + length));
        }
        i += length.max(1);
    }
    found
}

/// A recording with annotated beats, without its rhythm column if it has none.
pub struct Annotated {
    pub series: Series,
    pub ectopic_share: f64,
    pub sinus_share: f64,
    pub paced: bool,
}

pub fn annotated(path: &Path) -> Annotated {
    let rows = rows(path, ["rr_ms", "prev_sym", "sym", "rhythm"]);
    let is_normal = |symbol: &str| matches!(symbol, "N" | "L" | "R");
    let is_ectopic = |symbol: &str| symbol.len() == 1 && "AaJSVEFejn".contains(symbol);
    let rr: Vec<f64> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    let events: Vec<(usize, usize)> =
        (0..rr.len()).filter(|&i| is_ectopic(&rows[i][2])).map(|i| (i, (i + 2).min(rr.len()))).collect();
    let rmssd = rmssd(&rr, |i| is_normal(&rows[i][1]) && is_normal(&rows[i][2]));
    let share = |count: usize| count as f64 / rows.len() as f64;
    Annotated {
        ectopic_share: share(events.len()),
        sinus_share: share(rows.iter().filter(|row| row[3].is_empty() || row[3].starts_with("(N")).count()),
        paced: rows.iter().any(|row| row[2] == "/"),
        series: Series { name: path.file_stem().unwrap().to_string_lossy().into(), rr, events, strict: true, rmssd },
    }
}

/// All annotated recordings of a folder that are mostly sinus rhythm and not paced, split at 5 % ectopic beats.
pub fn sinus_recordings(folder: &Path) -> [Vec<Series>; 2] {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "csv"));
    paths.sort();
    let sinus = paths.iter().map(|path| annotated(path)).filter(|a| !a.paced && a.sinus_share >= 0.5);
    let (few, many): (Vec<_>, Vec<_>) = sinus.partition(|a| a.ectopic_share <= 0.05);
    [few, many].map(|set| set.into_iter().map(|a| a.series).collect())
}

/// One column of a CSV file, cells empty if there is none of that name.
pub fn column(path: &Path, name: &str) -> Vec<String> {
    rows(path, [name]).into_iter().map(|[cell]| cell).collect()
}

/// The named columns of a CSV file; a column that is not there is empty.
fn rows<const N: usize>(path: &Path, columns: [&str; N]) -> Vec<[String; N]> {
    let text = read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let places = columns.map(|column| header.iter().position(|name| *name == column));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            places.map(|place| place.and_then(|p| cells.get(p)).unwrap_or(&"").to_string())
        })
        .collect()
}

/// A series as `breathmark analyze` sees it.
pub struct Analysed {
    pub rejected: Vec<bool>,
    pub summary: Summary,
}

impl Analysed {
    fn of(rows: &[AnalysedInterval]) -> Self {
        Self { rejected: rows.iter().map(|row| !row.offline.is_normal()).collect(), summary: Summary::of(rows) }
    }

    /// The RMSSD in ms, if one is shown.
    pub fn rmssd(&self) -> Option<f64> {
        self.summary.metrics.as_ref()?.rmssd_ms
    }
}

/// As the command shows it: with the whole series in sight.
pub fn offline(rr: &[f64]) -> Analysed {
    Analysed::of(&recording(rr).rows)
}

/// The same summary of the causal verdicts, those of a session.
pub fn causal(rr: &[f64]) -> Analysed {
    let mut recording = recording(rr);
    recording.rows.iter_mut().for_each(|row| row.offline = row.causal);
    Analysed::of(&recording.rows)
}

/// The same of the beam search alone, before a doubled or halved rate is doubted.
pub fn search_alone(rr: &[f64]) -> Analysed {
    let mut recording = recording(rr);
    for (row, verdict) in recording.rows.iter_mut().zip(artifact::offline::causal(rr)) {
        let class = if verdict == Verdict::Normal { BeatClass::Normal } else { BeatClass::Misplaced };
        row.offline = Judgement { verdict, class };
    }
    Analysed::of(&recording.rows)
}

fn recording(rr: &[f64]) -> Recording {
    let lines: Vec<String> = rr.iter().map(f64::to_string).collect();
    judged(read::recordings(lines.join("\n").as_bytes()).unwrap().remove(0))
}

/// Scores all series.
pub fn score(series: &[Series], analyse: impl Fn(&[f64]) -> Analysed) -> Score {
    let mut tally = Tally::default();
    for one in series {
        tally.add(one, &analyse(&one.rr));
    }
    tally.score(series.len())
}

#[derive(Default)]
struct Tally {
    found: usize,
    events: usize,
    false_alarms: usize,
    plain: usize,
    near: usize,
    rejected: usize,
    errors: Vec<f64>,
}

impl Tally {
    fn add(&mut self, series: &Series, analysed: &Analysed) {
        let bad = |i: usize| analysed.rejected[i];
        let mut near = vec![false; series.rr.len()];
        for &(from, to) in &series.events {
            let around = from.saturating_sub(1)..(to + 1).min(series.rr.len());
            near[around.clone()].fill(true);
            self.found += usize::from(if series.strict { (from..to).any(bad) } else { around.into_iter().any(bad) });
        }
        self.events += series.events.len();
        for (i, near) in near.into_iter().enumerate() {
            self.plain += usize::from(!near);
            self.false_alarms += usize::from(!near && bad(i));
            self.near += usize::from(near && bad(i));
            self.rejected += usize::from(bad(i));
        }
        if let Some(estimate) = analysed.rmssd() {
            self.errors.push(100.0 * (estimate - series.rmssd).abs() / series.rmssd);
        }
    }

    fn score(mut self, series: usize) -> Score {
        let share = |part: usize, of: usize| 100.0 * part as f64 / of as f64;
        self.errors.sort_by(f64::total_cmp);
        Score {
            sensitivity: share(self.found, self.events),
            specificity: 100.0 - share(self.false_alarms, self.plain),
            predictive: share(self.near, self.rejected),
            error: [0.5, 0.95].map(|q| quantile(&self.errors, q).unwrap_or(f64::NAN)),
            shown: self.errors.len(),
            series,
            events: self.events,
        }
    }
}

/// Intervals of a heart that breathes six times a minute with so many beats a minute from peak to trough.
pub fn slow_breathing(peak_to_trough: f64, rate: f64, beats: usize) -> Vec<f64> {
    let mut at = 0.0_f64;
    std::iter::repeat_with(|| {
        let rr = 60.0 / (rate + peak_to_trough / 2.0 * (std::f64::consts::TAU * at / 10.0).sin());
        at += rr;
        1000.0 * rr
    })
    .take(beats)
    .collect()
}
