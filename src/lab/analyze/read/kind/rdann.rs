//! The output of `PhysioNet`'s `rdann`: a time, a sample number, and the letter of an annotation in each line. The beats among
//! the annotations make the intervals; one next to a beat that is not normal does not count.

use crate::lab::analyze::read::choice::Unit;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::moment::text_time;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::series::Series;
use crate::lab::analyze::read::table::{self, letters::Letter};

/// The time and the letter of a line.
fn annotation(line: &[u8]) -> Option<(f64, u8)> {
    let mut cells = line.split(u8::is_ascii_whitespace).filter(|cell| !cell.is_empty());
    let mut first = cells.next()?;
    // `[07:30:15.845 14/03/2026]` has a blank within.
    if first.starts_with(b"[") {
        first = &first[1..];
        if !first.ends_with(b"]") {
            cells.next()?;
        }
    }
    let time = text_time(first)?.seconds();
    let sample = cells.next()?;
    let letter = cells.next()?;
    let numbers = cells.take(3).filter(|cell| cell.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-')).count();
    (sample.iter().all(u8::is_ascii_digit) && letter.len() == 1 && numbers == 3).then_some((time, letter[0]))
}

pub(super) fn is_rdann(start: &[u8]) -> bool {
    let mut lines = start.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).peekable();
    let _header = lines.next_if(|line| is_header(line));
    lines.peek().is_some() && lines.take(3).all(|line| annotation(line).is_some())
}

/// Whether a line is the header that `rdann -v` writes.
fn is_header(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.starts_with(b"Time") && line.windows(8).any(|part| part == b"Sample #")
}

pub(super) fn read(text: &[u8]) -> Result<Vec<Series>, ReadError> {
    let mut series = Series::of(Vec::new());
    let mut before: Option<(f64, bool)> = None;
    let mut odd = 0;
    let first = text.split(|byte| *byte == b'\n').position(|line| !line.trim_ascii().is_empty()).unwrap_or(0);
    for (index, line) in text.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty())
    {
        let Some((time, code)) = annotation(line) else {
            if index == first && is_header(line) {
                continue;
            }
            return Err(ReadError::at(index + 1, "this line is no annotation as rdann writes them. Take it out"));
        };
        let beat = table::letters::letter(code);
        if beat.is_none_or(|letter| letter == Letter::NoBeat) {
            continue;
        }
        let normal = beat == Some(Letter::Normal);
        odd += usize::from(!normal);
        if series.is_full() {
            return Err(ReadError::too_long(index + 1));
        }
        if let Some((earlier, was_normal)) = before.replace((time, normal)) {
            // The times have three decimals.
            series.push(((time - earlier) * 1e6).round() / 1e6, !(normal && was_normal), false);
        }
    }
    if series.rr.is_empty() {
        return Err(ReadError::whole(
            "these annotations have no two beats. Choose the annotations of beats, such as atr",
        ));
    }
    series.unit = Some((Unit::S, "rdann writes seconds"));
    series.notes.push(Note::Kind("annotations as rdann writes them: the times of beats".to_owned()));
    if odd > 0 {
        let said = format!("{odd} beats are not normal by their letters: the intervals on both sides do not count");
        series.notes.push(Note::Other(said));
    }
    Ok(vec![series])
}
