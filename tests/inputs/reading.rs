//! What `analyze` makes of a file, and what is right about it.
#![allow(clippy::unwrap_used, clippy::panic)]

use breathmark::lab::analyze::analysis;
use breathmark::lab::analyze::read::choice::Choice;
use breathmark::lab::analyze::read::{Limits, recordings_as};

/// What was read of one person.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) person: Option<String>,
    pub(crate) intervals: usize,
    /// Number of intervals that count.
    pub(crate) clean: usize,
    pub(crate) breaks: usize,
    pub(crate) mean_rr_ms: Option<f64>,
    pub(crate) rmssd_ms: Option<f64>,
    pub(crate) notes: Vec<String>,
    /// Why there are no figures.
    pub(crate) reason: Option<String>,
}

pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Reading>, String> {
    read_as(bytes, &Choice::default())
}

pub(crate) fn read_as(bytes: &[u8], choice: &Choice) -> Result<Vec<Reading>, String> {
    let recordings = recordings_as(bytes, choice, Limits::default()).map_err(|error| error.to_string())?;
    let reading = |recording| {
        let analysis = analysis(recording, None);
        let (recording, summary) = (analysis.recording, &analysis.summaries[0].1);
        let metrics = summary.metrics.as_ref();
        Reading {
            person: recording.person.or(recording.seat.map(|seat| format!("{seat:?}").to_lowercase())),
            intervals: summary.quality.intervals,
            clean: summary.quality.verdicts.normal,
            breaks: summary.quality.breaks,
            mean_rr_ms: metrics.and_then(|metrics| metrics.mean_rr_ms),
            rmssd_ms: metrics.and_then(|metrics| metrics.rmssd_ms),
            notes: recording.notes,
            reason: summary.quality.reason.clone(),
        }
    };
    Ok(recordings.into_iter().map(reading).collect())
}

/// What is right about one person's intervals. What is not given may be anything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Right {
    pub(crate) person: Option<&'static str>,
    pub(crate) intervals: Option<usize>,
    pub(crate) clean: Option<usize>,
    pub(crate) breaks: Option<usize>,
    pub(crate) mean_rr_ms: Option<f64>,
    pub(crate) rmssd_ms: Option<f64>,
    /// How far the figures may be off, as a share. The smallest is a tenth of a percent.
    pub(crate) within: f64,
    /// What a note must say.
    pub(crate) notes: &'static [&'static str],
}

impl Right {
    /// What is not right in a reading.
    pub(crate) fn faults(&self, reading: &Reading) -> Vec<String> {
        let mut faults = Vec::new();
        let mut check = |name: &str, right: Option<f64>, found: Option<f64>, within: f64| {
            let Some(right) = right else { return };
            if found.is_none_or(|found| (found - right).abs() > within * right.abs() + 1e-9) {
                faults.push(format!("{name} is {found:?}, not {right:.3}"));
            }
        };
        let within = self.within.max(0.001);
        let count = |count: Option<usize>| count.map(|count| count as f64);
        check("intervals", count(self.intervals), count(Some(reading.intervals)), 0.0);
        check("clean", count(self.clean), count(Some(reading.clean)), 0.0);
        check("breaks", count(self.breaks), count(Some(reading.breaks)), 0.0);
        check("mean RR", self.mean_rr_ms, reading.mean_rr_ms, within);
        check("RMSSD", self.rmssd_ms, reading.rmssd_ms, within);
        if self.person.is_some() && self.person != reading.person.as_deref() {
            faults.push(format!("person is {:?}", reading.person));
        }
        for words in self.notes {
            if !reading.notes.iter().any(|note| note.contains(words)) {
                faults.push(format!("no note says `{words}`: {:?}", reading.notes));
            }
        }
        faults
    }
}

/// A reading of one person.
pub(crate) fn one(right: Right) -> Wanted {
    Wanted::Read(vec![right])
}

/// Fails with everything that is wrong about these files.
pub(crate) fn all_right<T: AsRef<[u8]>>(cases: &[(&str, T, Wanted)]) {
    let faults: Vec<String> = cases
        .iter()
        .flat_map(|(name, text, wanted)| {
            wanted.faults(&read(text.as_ref())).into_iter().map(move |fault| format!("{name}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What must come of a file.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    Read(Vec<Right>),
    /// No figures, and a reason with these words.
    NoFigures(&'static str),
    /// One sentence with these words.
    Refused(&'static str),
}

impl Wanted {
    pub(crate) fn faults(&self, found: &Result<Vec<Reading>, String>) -> Vec<String> {
        match (self, found) {
            (Self::Read(rights), Ok(readings)) if rights.len() == readings.len() => {
                rights.iter().zip(readings).flat_map(|(right, reading)| right.faults(reading)).collect()
            }
            (Self::NoFigures(words), Ok(readings)) if readings.len() == 1 => {
                let said = readings[0].reason.clone().unwrap_or_default();
                let silent = readings[0].rmssd_ms.is_none() && said.contains(words);
                if silent { Vec::new() } else { vec![format!("RMSSD {:?}, reason `{said}`", readings[0].rmssd_ms)] }
            }
            (Self::Refused(words), Err(said)) => {
                let whole = said.contains(words) && !said.contains('\n');
                if whole { Vec::new() } else { vec![format!("refused with `{said}`")] }
            }
            (_, Ok(readings)) => vec![format!("{} readings: {readings:?}", readings.len())],
            (_, Err(said)) => vec![format!("refused: {said}")],
        }
    }
}
