//! The unit in the name of a column.

use crate::lab::analyze::read::choice::Unit;

pub(super) fn is_unit(word: &str) -> bool {
    word_unit(word).is_some()
}

fn word_unit(word: &str) -> Option<Unit> {
    Some(match word {
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" | "millisekunden" | "毫秒" | "мс" => {
            Unit::Ms
        }
        "s" | "sec" | "secs" | "second" | "seconds" | "sekunden" | "秒" => Unit::S,
        "us" | "µs" | "μs" | "usec" | "micros" | "microseconds" => Unit::Us,
        "1024" | "1024s" | "1024th" | "1024ths" | "ticks" | "raw1024" => Unit::Ticks,
        _ => return None,
    })
}

/// The unit among the words. `1/1024 s` is no second.
pub(super) fn unit(words: &[String]) -> Option<Unit> {
    let units: Vec<Unit> = words.iter().filter_map(|word| word_unit(word)).collect();
    if units.contains(&Unit::Ticks) { Some(Unit::Ticks) } else { units.first().copied() }
}

/// A unit such as `1/1024 s` or `1/500 s`.
pub(super) fn part_of_a_second(text: &str) -> Option<Unit> {
    let (_, after) = text.split_once("1/")?;
    let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let second = after[digits..].trim_start_matches([' ', '_']).to_lowercase();
    match after[..digits].parse().ok()? {
        0..=9 => None,
        _ if !second.is_empty() && !second.starts_with(['s', ')', ']']) => None,
        1000 => Some(Unit::Ms),
        1024 => Some(Unit::Ticks),
        parts => Some(Unit::Per(parts)),
    }
}

/// A unit at the end of a name without a boundary, and what stands before it: `rr1024`, `unixtimestampinms`, `rrms`.
pub(super) fn glued_unit(letters: &str) -> Option<(&str, Unit)> {
    let units = [("1024", Unit::Ticks), ("ms", Unit::Ms), ("msec", Unit::Ms), ("us", Unit::Us), ("sec", Unit::S)];
    let known = ["rr", "rri", "nn", "ibi", "ppi", "bbi", "in", "time", "timestamp", "interval", "rtor", "b2b"];
    let ends = |(end, unit): (&str, Unit)| {
        let stem = letters.strip_suffix(end)?;
        (unit == Unit::Ticks || known.iter().any(|known| stem.ends_with(known))).then_some((stem, unit))
    };
    units.into_iter().rev().find_map(|(end, unit)| {
        let found = letters.strip_suffix(end)?;
        ends((end, unit)).map(|(_, unit)| (found, unit))
    })
}
