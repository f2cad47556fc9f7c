//! Reads the text of a series and of its events, or says which line is wrong.
//!
//! A series has the columns `t_s,seat,rr_ms,role`, and events have `t_s,seat,size_bpm`. The columns stand in any order,
//! with a comma, a semicolon or a tab between them; further columns are ignored. Without a `seat` column every line
//! belongs to the left seat.

use super::{SeriesBeat, SeriesEvent};
use crate::event::seat::Seat;
use crate::heart::baseline::Role;

/// A line that can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub(crate) struct BadLine {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

/// A value read from a line, or why the line is wrong.
type Read<T> = Result<T, BadLine>;

/// Longest series in seconds: two days. A longer one probably gives its times in another unit.
const LONGEST_S: f64 = 48.0 * 3600.0;
/// Longest interval in milliseconds: about the longest that a strap can send (65,535 of 1/1024 s).
const LONGEST_RR_MS: f64 = 63_000.0;

/// Reads a series: at least one beat, in order of time.
pub(crate) fn beats(text: &str) -> Read<Vec<SeriesBeat>> {
    let table = SeriesTable::new(text, &["t_s", "rr_ms", "role"], &["seat"])?;
    let mut beats: Vec<SeriesBeat> = Vec::new();
    let mut first = None;
    for row in table.rows() {
        let beat =
            SeriesBeat { t_s: row.number("t_s")?, seat: row.seat()?, rr_ms: row.number("rr_ms")?, role: row.role()? };
        if !(beat.rr_ms > 0.0 && beat.rr_ms <= LONGEST_RR_MS) {
            return row.wrong(format!("{} ms is no RR interval. It is between 1 and {LONGEST_RR_MS} ms", beat.rr_ms));
        }
        let before = beats.last().map_or(beat.t_s, |last| last.t_s);
        if beat.t_s < before {
            return row.wrong(format!("the time goes back from {before} s to {} s. Sort the beats by time", beat.t_s));
        }
        if beat.t_s - *first.get_or_insert(beat.t_s) > LONGEST_S {
            return row.wrong("this is more than two days after the first beat. Times are in seconds".to_owned());
        }
        beats.push(beat);
    }
    if beats.is_empty() {
        return Err(BadLine {
            line: 1,
            what: "there are no beats. Each line is one beat: t_s,seat,rr_ms,role".to_owned(),
        });
    }
    Ok(beats)
}

/// Reads events, and sorts them by time.
pub(crate) fn events(text: &str) -> Read<Vec<SeriesEvent>> {
    let table = SeriesTable::new(text, &["t_s", "size_bpm"], &["seat"])?;
    let mut events = Vec::new();
    for row in table.rows() {
        events.push(SeriesEvent { t_s: row.number("t_s")?, seat: row.seat()?, size_bpm: row.number("size_bpm")? });
    }
    events.sort_by(|a: &SeriesEvent, b| a.t_s.total_cmp(&b.t_s));
    Ok(events)
}

/// A table with a line of column names at its top.
struct SeriesTable<'a> {
    text: &'a str,
    separator: char,
    /// Number of lines above the first row.
    above: usize,
    columns: Vec<&'a str>,
}

/// One row of a table, and the number of its line.
struct TableRow<'a> {
    line: usize,
    cells: Vec<&'a str>,
    columns: &'a [&'a str],
}

impl<'a> SeriesTable<'a> {
    fn new(text: &'a str, needed: &[&str], optional: &[&str]) -> Read<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let heading = text.lines().enumerate().find(|(_, line)| !line.trim().is_empty());
        let Some((above, heading)) = heading else {
            return Err(BadLine { line: 1, what: format!("the file is empty. It begins with {}", needed.join(",")) });
        };
        let separator = [',', ';', '\t'].into_iter().find(|separator| heading.contains(*separator)).unwrap_or(',');
        let columns: Vec<&str> = heading.split(separator).map(cell).collect();
        if let Some(missing) = needed.iter().find(|name| !columns.contains(name)) {
            let all: Vec<&str> = needed.iter().chain(optional).copied().collect();
            let what = format!("the column {missing} is missing. The first line names the columns: {}", all.join(","));
            return Err(BadLine { line: above + 1, what });
        }
        Ok(Self { text, separator, above: above + 1, columns })
    }

    fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        let lines = self.text.lines().enumerate().skip(self.above).filter(|(_, line)| !line.trim().is_empty());
        lines.map(|(index, line)| {
            let cells = line.split(self.separator).map(cell).collect();
            TableRow { line: index + 1, cells, columns: &self.columns }
        })
    }
}

impl TableRow<'_> {
    fn wrong<T>(&self, what: String) -> Read<T> {
        Err(BadLine { line: self.line, what })
    }

    fn get(&self, column: &str) -> Option<&str> {
        let place = self.columns.iter().position(|name| *name == column)?;
        Some(self.cells.get(place).copied().unwrap_or(""))
    }

    fn number(&self, column: &str) -> Read<f64> {
        let text = self.get(column).unwrap_or("");
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() && number.abs() < 1e12 => Ok(number),
            _ => self.wrong(format!("“{}” is no number for {column}", shortened(text))),
        }
    }

    fn seat(&self) -> Read<Seat> {
        let Some(text) = self.get("seat") else { return Ok(Seat::Left) };
        match text.to_ascii_lowercase().as_str() {
            "left" | "l" | "a" | "0" => Ok(Seat::Left),
            "right" | "r" | "b" | "1" => Ok(Seat::Right),
            _ => self.wrong(format!("“{}” is no seat. It is left or right, a or b, 0 or 1", shortened(text))),
        }
    }

    fn role(&self) -> Read<Role> {
        let text = self.get("role").unwrap_or("");
        match text.to_ascii_lowercase().as_str() {
            "quiet" => Ok(Role::Quiet),
            "listening" => Ok(Role::Listening),
            "speaking" => Ok(Role::Speaking),
            _ => self.wrong(format!("“{}” is no role. It is quiet, listening or speaking", shortened(text))),
        }
    }
}

/// The text of a cell without blanks and quotation marks.
fn cell(text: &str) -> &str {
    text.trim().trim_matches('"').trim()
}

/// The first 20 characters of a cell, without control characters: a terminal would obey those.
fn shortened(text: &str) -> String {
    text.chars().take(20).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn complaint(text: &str) -> String {
        beats(text).unwrap_err().to_string()
    }

    #[test]
    fn columns_come_in_any_order_and_seats_in_three_spellings() {
        let read = beats("role;seat;t_s;rr_ms;note\nquiet;A;0.8;800;x\nspeaking;1;0.9;812.5;\n").unwrap();
        assert_eq!(read[0], SeriesBeat { t_s: 0.8, seat: Seat::Left, rr_ms: 800.0, role: Role::Quiet });
        assert_eq!((read[1].seat, read[1].role), (Seat::Right, Role::Speaking));
    }

    #[test]
    fn a_file_without_seats_is_one_person() {
        assert_eq!(beats("t_s,rr_ms,role\n1,800,quiet\n").unwrap()[0].seat, Seat::Left);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let heading = "t_s,seat,rr_ms,role\n1,left,800,quiet\n";
        assert_eq!(
            complaint(&format!("{heading}2,left,800,shouting\n")),
            "line 3: “shouting” is no role. It is quiet, listening or speaking"
        );
        assert_eq!(
            complaint(&format!("{heading}2,middle,800,quiet\n")),
            "line 3: “middle” is no seat. It is left or right, a or b, 0 or 1"
        );
        assert_eq!(
            complaint(&format!("{heading}0.5,left,800,quiet\n")),
            "line 3: the time goes back from 1 s to 0.5 s. Sort the beats by time"
        );
        assert_eq!(complaint(&format!("{heading}\n2,left,nan,quiet\n")), "line 4: “nan” is no number for rr_ms");
        assert!(complaint(&format!("{heading}2,left,-800,quiet\n")).starts_with("line 3: -800 ms is no RR interval"));
        assert!(complaint("t_s,seat,rr\n").starts_with("line 1: the column rr_ms is missing"));
        assert!(complaint("\n\n").starts_with("line 1: the file is empty"));
        assert!(complaint("t_s,seat,rr_ms,role\n").starts_with("line 1: there are no beats"));
    }
}
