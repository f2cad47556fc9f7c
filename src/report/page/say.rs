//! Times, dates, numbers and names in words.

use jiff::civil::Date;

use super::View;
use crate::words::printable::shown;

/// The most columns of a name on the page. Assumption: a phone's line holds as many.
const NAME_COLUMNS: usize = 40;
/// The same of the one step.
const STEP_COLUMNS: usize = 300;

impl View<'_> {
    /// A date with its year.
    pub(super) fn date(&self, date: Date) -> String {
        let words = &self.words.history;
        let month = words.months.get(date.month() as usize - 1).map_or("", String::as_str);
        words.day_of_year.with(&[("month", &month), ("day", &date.day()), ("year", &date.year())])
    }

    /// The same without its year, for a scale.
    pub(super) fn day(&self, date: Date) -> String {
        let words = &self.words.history;
        let month = words.months.get(date.month() as usize - 1).map_or("", String::as_str);
        words.day.with(&[("month", &month), ("day", &date.day())])
    }

    /// A number with this many decimals. What rounds to zero has no sign.
    pub(super) fn number(&self, value: f64, decimals: usize) -> String {
        let digits = format!("{value:.decimals$}");
        let is_zero = digits.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
        let digits = if is_zero { digits.trim_start_matches('-') } else { &digits };
        self.words.number(digits.replacen('-', "−", 1))
    }

    /// A length in seconds with its unit: seconds, then minutes and seconds, then hours.
    pub(super) fn span(&self, seconds: f64) -> String {
        let words = &self.words.report;
        let whole = seconds.round().max(0.0) as u64;
        match whole {
            0..60 => words.seconds.with(&[("n", &whole)]),
            60..3600 => words.minutes_seconds.with(&[("time", &clock(seconds))]),
            _ => words.hours.with(&[("time", &clock(seconds))]),
        }
    }

    /// A length in whole minutes, in words.
    pub(super) fn minutes(&self, seconds: u64) -> String {
        let words = &self.words.closing;
        if seconds < 60 { words.less_than_a_minute.clone() } else { words.minutes.of((seconds + 30) / 60) }
    }
}

/// A name from a file, fit to be shown. Without one, nothing.
pub(super) fn name(name: &str) -> String {
    shown(name, NAME_COLUMNS)
}

/// The one step from a file, fit to be shown.
pub(super) fn step(step: &str) -> String {
    shown(step, STEP_COLUMNS)
}

/// A place in time, such as `1:12` or `1:02:03`.
pub(super) fn clock(seconds: f64) -> String {
    let whole = seconds.round().max(0.0) as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// A place in time on a scale: hours and minutes, or minutes and seconds.
pub(super) fn tick(seconds: f64, length_s: f64) -> String {
    let whole = seconds.round().max(0.0) as u64;
    if length_s >= 3600.0 {
        format!("{}:{:02} h", whole / 3600, whole / 60 % 60)
    } else {
        format!("{}:{:02}", whole / 60, whole % 60)
    }
}
