//! Polar's `.hrm`: sections of `key=value`, and under `[HRData]` one interval a line if the recording was beat by beat.

use crate::lab::analyze::read::choice::Unit;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::{Cell, Marks, cell};
use crate::lab::analyze::read::series::Series;
use crate::lab::analyze::read::table::{lines_of, printable};

/// The value of `Interval` in a recording of RR intervals. Other values are the seconds between heart rates.
const BEAT_BY_BEAT: &[u8] = b"238";

pub(super) fn is_hrm(start: &[u8]) -> bool {
    start.len() > 8 && start[..8].eq_ignore_ascii_case(b"[Params]")
}

pub(super) fn read(text: &[u8]) -> Result<Vec<Series>, ReadError> {
    let mut lines = lines_of(text);
    let mut interval = None;
    for (_, line) in lines.by_ref() {
        if line.len() > 9 && line[..9].eq_ignore_ascii_case(b"Interval=") {
            interval = Some(line[9..].trim_ascii());
        }
        if line.eq_ignore_ascii_case(b"[HRData]") {
            break;
        }
    }
    if interval != Some(BEAT_BY_BEAT) {
        let every = interval.map_or_else(
            || "at times".to_owned(),
            |text| format!("every {} s", printable(&String::from_utf8_lossy(text), 5)),
        );
        return Err(ReadError::whole(format!(
            "this Polar recording holds heart rates {every}, no RR intervals. Set the watch to record R-R, then they are in [HRData]"
        )));
    }
    let mut series = Series::of(Vec::new());
    let (mut broken, mut missing) = (false, 0);
    for (number, line) in lines {
        if line.starts_with(b"[") {
            break;
        }
        if series.is_full() {
            return Err(ReadError::too_long(number));
        }
        // The first column is the interval; some versions write speed and the like after it.
        let first = line.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        match cell(first, Marks::POINT) {
            Cell::Value(value) => {
                missing += usize::from(broken && !series.rr.is_empty());
                series.push(value, false, std::mem::take(&mut broken));
            }
            Cell::Missing => broken = true,
            Cell::Strange => {
                let text = printable(&String::from_utf8_lossy(line), 30);
                return Err(ReadError::at(
                    number,
                    format!("`{text}` is no interval. Correct the line, or take it out"),
                ));
            }
        }
    }
    if !series.rr.iter().any(|rr| *rr > 0.0) {
        return Err(ReadError::whole("nothing stands under [HRData]. Choose a recording with beats"));
    }
    if missing > 0 {
        let said = format!("lines without an interval stand in {missing} places: the chain is broken there");
        series.notes.push(Note::Other(said));
    }
    series.unit = Some((Unit::Ms, "a Polar recording beat by beat is in ms"));
    series.notes.push(Note::Kind("a Polar .hrm recording, beat by beat (Interval=238)".to_owned()));
    Ok(vec![series])
}
