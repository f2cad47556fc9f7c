//! Lines of a log: a stamp, and somewhere behind it the interval after its name, as in `07:30:15.748 -> RR: 845`.

use std::fmt::Write as _;

use crate::lab::analyze::read::moment::text_time;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::{Marks, cell};
use crate::lab::analyze::read::table::sample;

/// Fewest lines of a log. Assumption.
const FEWEST: usize = 8;
/// The first lines that are looked at, and the bytes of each. Assumption.
const LOOK: usize = 50;
const LONGEST: usize = 1000;
/// The share of the lines that hold an interval after its name.
const MOST: f64 = 0.9;
/// Names of intervals, the longest first.
const NAMES: [&str; 9] =
    ["rr-interval", "rrinterval", "rr_interval", "rr interval", "rrs", "rr_ms", "ibi", "rri", "rr"];
/// Digits of a number that may be a stamp. Without a stamp at its beginning, such a line is no log.
const STAMP_DIGITS: usize = 6;

/// What a line holds.
struct Line<'a> {
    /// The text of the stamp, if there is one.
    stamp: Option<String>,
    intervals: &'a str,
}

/// The lines of a log as a table of stamps and intervals, with what is said about it.
pub(super) fn as_table(text: &[u8]) -> Option<(String, Note)> {
    // The first lines show that most files are no log, at little cost.
    let begin = text.split(|byte| *byte == b'\n').filter(|line| line.iter().any(u8::is_ascii_digit)).take(LOOK);
    let begin: Vec<bool> =
        begin.map(|line| of(&String::from_utf8_lossy(&line[..line.len().min(LONGEST)])).is_some()).collect();
    if begin.iter().filter(|found| **found).count() * 2 < begin.len() {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    let lines: Vec<&str> = text.lines().filter(|line| line.bytes().any(|byte| byte.is_ascii_digit())).collect();
    let some: Vec<Option<Line<'_>>> = sample(&lines).map(|line| of(line)).collect();
    let found = some.iter().flatten().count();
    if lines.len() < FEWEST || (found as f64) < MOST * some.len() as f64 {
        return None;
    }
    let stamped = some.iter().flatten().filter(|line| line.stamp.is_some()).count();
    if stamped > 0 && stamped < found {
        return None;
    }
    let mut table = if stamped > 0 { "time\trr\n" } else { "rr\n" }.to_owned();
    for line in lines.iter().filter_map(|line| of(line)) {
        let intervals = line.intervals.replace(',', ";").replace(' ', "");
        let _ = match line.stamp {
            Some(stamp) => writeln!(table, "{stamp}\t{intervals}"),
            None => writeln!(table, "{intervals}"),
        };
    }
    let with = if stamped > 0 { "with the stamp before it" } else { "without times" };
    Some((table, Note::Kind(format!("lines of a log: the number after the name of the intervals, {with}"))))
}

/// The stamp and the intervals of a line; none without the name of intervals, or with numbers that may be another stamp.
fn of(line: &str) -> Option<Line<'_>> {
    let lower = line.to_ascii_lowercase();
    let (place, after) = NAMES.iter().find_map(|name| {
        let found = lower.match_indices(name).find(|(place, _)| {
            let before = lower[..*place].chars().next_back();
            let behind = lower[place + name.len()..].chars().next();
            *place > 0 && !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
        });
        found.map(|(place, _)| (place, place + name.len()))
    })?;
    let rest = line[after..].trim_start_matches(['"', ' ', ':', '=', '[', '(']);
    let is_list = line[after..line.len() - rest.len()].contains('[');
    // A separator between the name and the number makes columns.
    let end =
        rest.find(|c: char| !c.is_ascii_digit() && c != '.' && !(is_list && ", ".contains(c))).unwrap_or(rest.len());
    let intervals = rest[..end].trim_end_matches([',', ' ', '.']);
    if intervals.is_empty() || after + 1 > line.len() {
        return None;
    }
    let stamp = stamp(&line[..place]);
    let long = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= STAMP_DIGITS);
    if stamp.is_none() && (long(line) || line.contains("t=") || line.contains("time")) {
        return None;
    }
    Some(Line { stamp, intervals })
}

/// The stamp at the beginning of a line: two words or one, or a number after `t=`.
fn stamp(before: &str) -> Option<String> {
    let plain = |word: &str| word.trim_matches(['[', ']', ',', ';', '>', '"', '{', '(', ')']).to_owned();
    let words: Vec<String> = before.split([' ', '\t']).flat_map(|word| word.split(',')).take(3).map(plain).collect();
    let both = words.get(..2).map(|two| two.join(" "));
    let one = words.iter().take(2).cloned();
    let stamp = both.into_iter().chain(one).find(|text| text_time(text.as_bytes()).is_some());
    stamp.or_else(|| {
        let first = words.first()?;
        let number = first.split_once(['=', ':']).map_or(first.as_str(), |(_, number)| number);
        (cell(number.as_bytes(), Marks::POINT).value().is_some()).then(|| number.to_owned())
    })
}
