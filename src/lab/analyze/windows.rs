//! Windows of equal length, one after the other from the start of the first interval.

use serde::Serialize;

use super::recording::AnalysedInterval;

/// The place of a window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WindowSpan {
    /// Its number, from 0.
    pub index: u64,
    /// Its start, in seconds since the start of the recording.
    pub from_s: f64,
    /// Its end, in seconds since the start of the recording. The recording may end earlier.
    pub to_s: f64,
}

/// The intervals of each window of `length_s` seconds. An interval belongs to the window in which it ends. Windows without
/// intervals are left out.
pub(crate) fn windows(
    rows: &[AnalysedInterval],
    length_s: f64,
) -> impl Iterator<Item = (WindowSpan, &[AnalysedInterval])> {
    let number = move |row: &AnalysedInterval| ((row.at_s / length_s).ceil() - 1.0).max(0.0);
    rows.chunk_by(move |before, after| number(before).total_cmp(&number(after)).is_eq()).map(move |chunk| {
        let index = number(&chunk[0]);
        let window = WindowSpan { index: index as u64, from_s: index * length_s, to_s: (index + 1.0) * length_s };
        (window, chunk)
    })
}

/// The seconds of a length such as `5m`, `30s`, `1h` or `90`; 5 s to 24 h. The error says what to write.
pub(crate) fn length(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let factor = match unit.trim() {
        "" | "s" | "sec" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err("a length is a number with s, m or h, such as 30s or 5m".to_owned()),
    };
    let number: f64 =
        text[..text.len() - unit.len()].parse().map_err(|_| "write a number, as in 30s or 5m".to_owned())?;
    let length = number * factor;
    if (5.0..=86_400.0).contains(&length) { Ok(length) } else { Err("windows are between 5s and 24h long".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_with_their_unit() {
        assert_eq!(length("5m"), Ok(300.0));
        assert_eq!(length("30s"), Ok(30.0));
        assert_eq!(length("1.5 min"), Ok(90.0));
        assert_eq!(length("64"), Ok(64.0));
        for wrong in ["", "m", "five", "5d", "0s", "1s", "-5m", "NaN", "inf"] {
            assert!(length(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_row_is_in_one_window_and_empty_windows_are_left_out() {
        let rows: Vec<AnalysedInterval> =
            [1.0, 29.9, 30.0, 30.1, 60.0, 1e12].map(|at| AnalysedInterval::new(at, 800.0, true, true)).into();
        let found: Vec<(f64, usize)> = windows(&rows, 30.0).map(|(w, rows)| (w.from_s, rows.len())).collect();
        assert_eq!(found[..2], [(0.0, 3), (30.0, 2)]);
        assert_eq!((found.len(), found[2].1), (3, 1));
    }
}
