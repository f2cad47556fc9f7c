//! What was assumed or noticed while a file was read. Each is printed before the figures.

use std::fmt;

use super::choice::Unit;

/// One remark for the person who reads the report.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Note {
    /// What the file was recognised as, and what was taken from it.
    Kind(String),
    /// From where the intervals come.
    Column { name: String, line: usize },
    /// Without a header: from which column, counted from 1.
    ColumnNumber(usize),
    /// How many intervals there are, and what they add up to.
    Count { intervals: usize, sum_s: f64 },
    /// Seconds were assumed because of the values.
    ReadAsSeconds { median: f64 },
    /// The unit comes from the header, the format or the command line.
    UnitGiven { unit: Unit, by: &'static str },
    /// The clock of the file shows another unit than was assumed.
    UnitByClock { assumed: &'static str, found: &'static str, sum_s: f64, elapsed_s: f64 },
    /// Rows without an interval.
    Without { rows: usize, line: usize, text: String },
    /// Rows that the file itself marks as no heartbeats.
    Flagged { rows: usize, column: String },
    /// A column that could say which rows to trust, and that was not used.
    FlagUnused { column: String, why: String },
    /// Lines that are no rows.
    Skipped { lines: usize, first: usize, what: &'static str },
    /// A column of times that can't be used.
    TimesUnused { column: String, why: String },
    /// Intervals against the time that passed.
    Clock { sum_s: f64, elapsed_s: f64, breaks: usize },
    /// The rows were sorted by their times.
    Sorted,
    /// The times go back.
    GoesBack { times: usize },
    /// Intervals are differences of the times of beats.
    FromBeatTimes,
    /// Rows that repeat the last interval were reduced to one each.
    Sampled { rows: usize, period_ms: f64, kept: usize },
    /// The intervals follow each other in no order.
    NoOrder,
    /// A stretch stands in the file twice.
    Repeats { intervals: usize },
    /// The heart rate is one that people hardly have.
    OddRate { bpm: f64 },
    /// Anything that is said in one place only.
    Other(String),
}

/// `1 row`, `2 rows`.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(text) | Self::Other(text) => f.write_str(text),
            Self::Column { name, line } => write!(f, "intervals from column `{name}` (line {line})"),
            Self::ColumnNumber(number) => write!(f, "intervals from column {number}, because of its values"),
            Self::Count { intervals, sum_s } => {
                write!(f, "{}, together {sum_s:.3} s", counted(*intervals, "interval", "intervals"))
            }
            Self::ReadAsSeconds { median } => write!(f, "read as seconds: the middle value is {median:.3}"),
            Self::UnitGiven { unit, by } => write!(f, "the unit is {}: {by}", unit.name()),
            Self::UnitByClock { assumed, found, sum_s, elapsed_s } => write!(
                f,
                "read as {found}: taken for {assumed}, the intervals would be {sum_s:.1} s where {elapsed_s:.1} s passed"
            ),
            Self::Without { rows, line, text } => {
                let rows = counted(*rows, "row holds", "rows hold");
                let first = if text.is_empty() { String::new() } else { format!(", `{text}`") };
                write!(f, "{rows} no interval (first: line {line}{first})")
            }
            Self::Flagged { rows, column } => {
                write!(f, "{} marked by `{column}` and do not count", counted(*rows, "interval is", "intervals are"))
            }
            Self::FlagUnused { column, why } => write!(f, "column `{column}` is not used: {why}"),
            Self::Skipped { lines, first, what } => {
                write!(f, "{} left out from line {first} on: {what}", counted(*lines, "line is", "lines are"))
            }
            Self::TimesUnused { column, why } => write!(f, "the time column `{column}` is not used: {why}"),
            Self::Clock { sum_s, elapsed_s, breaks } => write!(
                f,
                "the intervals are {sum_s:.1} s of the {elapsed_s:.1} s that passed: {}, no difference across",
                counted(*breaks, "break", "breaks")
            ),
            Self::Sorted => f.write_str("the rows are not in order of time: sorted by their times"),
            Self::GoesBack { times } => {
                write!(f, "the time goes back {}: the chain is broken there", counted(*times, "time", "times"))
            }
            Self::FromBeatTimes => {
                f.write_str("the column only grows: these are times of beats, and the intervals are their differences")
            }
            Self::Sampled { rows, period_ms, kept } => write!(
                f,
                "{rows} rows, one every {period_ms:.0} ms, repeat the last interval: one for each change is {kept} intervals"
            ),
            Self::NoOrder => f.write_str(
                "the intervals follow each other in no order, as in a shuffled file or in atrial fibrillation",
            ),
            Self::Repeats { intervals } => {
                write!(f, "the first {intervals} intervals stand there twice: the recording may be doubled")
            }
            Self::OddRate { bpm } => {
                write!(f, "this is a heart rate of {bpm:.0}: check the unit, and give it with --unit")
            }
        }
    }
}
