//! The unit of the intervals, and their conversion to milliseconds.

use crate::lab::analyze::read::choice::{Choice, Unit};
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::median;
use crate::lab::analyze::read::series::Series;

/// Number of intervals that decide about the unit.
const ENOUGH: usize = 10_001;
/// The typical interval of a heart, in milliseconds: heart rates of 6 to 600 leave room for the young and for animals.
const TYPICAL_MS: std::ops::Range<f64> = 100.0..10_000.0;
/// Typical heart rates of people, in 1/min. Outside of them the unit may be another one. Assumption.
const USUAL_BPM: std::ops::RangeInclusive<f64> = 35.0..=180.0;

/// Converts the intervals to milliseconds, with a note on what was assumed. Refuses intervals of no known unit.
pub(super) fn to_ms(series: &mut Series, choice: &Choice, notes: &mut Vec<Note>) -> Result<(), ReadError> {
    let typical = typical(&series.rr);
    let given = choice.unit.map(|unit| (unit, "--unit says so")).or(series.unit);
    let mut factor = 1.0;
    match given {
        Some((unit, by)) if TYPICAL_MS.contains(&(typical * unit.in_ms())) => {
            factor = unit.in_ms();
            notes.push(Note::UnitGiven { unit, by });
        }
        Some((unit, _)) if choice.unit.is_some() => return Err(neither(series, typical, Some(unit))),
        _ if (0.1..10.0).contains(&typical) => {
            notes.extend(given.map(|(unit, _)| contradiction(unit, typical)));
            factor = 1000.0;
            notes.push(Note::ReadAsSeconds { median: typical });
        }
        _ if TYPICAL_MS.contains(&typical) => {
            notes.extend(given.map(|(unit, _)| contradiction(unit, typical)));
            notes.push(Note::Other(format!("read as milliseconds: the middle value is {typical:.1}")));
        }
        _ => return Err(neither(series, typical, None)),
    }
    series.rr.iter_mut().for_each(|rr| *rr *= factor);
    let bpm = 60_000.0 / (typical * factor);
    if !USUAL_BPM.contains(&bpm) {
        notes.push(Note::OddRate { bpm });
    }
    Ok(())
}

/// What is said when a unit is named in which the intervals can't be heartbeats.
fn contradiction(unit: Unit, typical: f64) -> Note {
    Note::Other(format!(
        "the unit is named as {}, but {typical:.3} of it is no heartbeat ({:.1} ms): the name is not believed",
        unit.name(),
        typical * unit.in_ms()
    ))
}

/// The median of the first intervals; zero without any.
fn typical(rr: &[f64]) -> f64 {
    median(&rr.iter().copied().filter(|rr| *rr > 0.0).take(ENOUGH).collect::<Vec<f64>>())
}

fn neither(series: &Series, typical: f64, unit: Option<Unit>) -> ReadError {
    let shown = if typical < 1e7 { format!("{typical:.4}") } else { format!("{typical:.1e}") };
    let what = match unit {
        Some(unit) => {
            format!("the intervals are around {shown}, which is no heartbeat in {}. Choose another --unit", unit.name())
        }
        None => format!(
            "the intervals are around {shown}, which is neither milliseconds nor seconds of a heartbeat. \
             Convert them to milliseconds (a heart rate can't be)"
        ),
    };
    ReadError::at(series.first_line, what)
}
