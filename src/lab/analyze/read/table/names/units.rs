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
        parts => Some(Unit::part(parts)),
    }
}

/// The unit that samples of a signal at this rate have, in 1/s. Lower rates are those of resampled curves. Assumption.
fn per(rate: f64) -> Option<Unit> {
    let whole = rate.round();
    if !(100.0..=65_535.0).contains(&whole) || (rate / whole - 1.0).abs() > 1e-6 {
        return None;
    }
    Some(Unit::part(whole as u16))
}

/// The number at the beginning of a text, and what follows it.
fn number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    Some((text[..end].trim_end_matches('.').parse().ok()?, text[end..].trim_start_matches([' ', '_'])))
}

/// A unit such as `@500 Hz`, `500Hz`, `(2 ms)` or `[0.9765625 ms]`.
pub(super) fn by_rate(text: &str) -> Option<Unit> {
    let lower = text.to_lowercase();
    let begins = lower.char_indices().filter(|(place, c)| {
        let before = lower[..*place].chars().next_back();
        c.is_ascii_digit() && !before.is_some_and(|before| before.is_ascii_digit() || before == '.')
    });
    for (place, _) in begins {
        let Some((value, after)) = number(&lower[place..]) else { continue };
        if after.starts_with("hz") {
            return per(value);
        }
        let bracketed = lower[..place].ends_with(['(', '[']);
        if bracketed && after.strip_prefix("ms").is_some_and(|end| end.starts_with([')', ']'])) && value <= 10.0 {
            return per(1000.0 / value);
        }
    }
    None
}

/// The unit that a text names alone: `ms`, `1/1024s`.
pub(crate) fn unit_text(text: &str) -> Option<Unit> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    part_of_a_second(text).or_else(|| unit(&words))
}

/// The unit that a line such as `Unit: 1/1024 s` or `RR intervals in 1/1024 seconds` states.
pub(crate) fn stated_unit(text: &str) -> Option<Unit> {
    let lower = text.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    let about = "unit units einheit einheiten unité unités unidad unidades unità resolution auflösung rr rri ibi nn ppi interval intervals intervalle";
    if words().any(|word| !word.is_empty() && about.split(' ').any(|known| known == word))
        && let Some(found) = part_of_a_second(&lower)
    {
        return Some(found);
    }
    let (key, value) = lower.split_once([':', '=', ',', ';', '\t'])?;
    let known = ["unit", "units", "einheit", "unité", "unidad", "unità", "rr unit", "rr units", "rr_unit", "rr_units"];
    let value: Vec<String> =
        value.split_whitespace().map(|word| word.trim_matches(['"', ',', ';']).to_owned()).collect();
    (known.contains(&key.trim().trim_matches('"')) && value.len() == 1).then(|| unit(&value)).flatten()
}

/// The sampling rate that a line such as `Sampling rate: 500 Hz` states, as the unit of a sample.
pub(crate) fn stated_rate(text: &str) -> Option<Unit> {
    let (key, value) = text.split_once([':', '=', ',', ';', '\t'])?;
    is_rate_key(key)
        .then(|| number(value.trim_start_matches([' ', '"', '\t'])).and_then(|(rate, _)| per(rate)))
        .flatten()
}

/// Whether a key names the rate at which a signal was sampled.
pub(crate) fn is_rate_key(key: &str) -> bool {
    let letters: String = key.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let letters = letters.trim_start_matches("ecg").trim_start_matches("ekg").trim_end_matches("hz");
    let known = "fs sfreq srate sr samplingrate samplerate samplingfrequency samplefrequency samplingfreq samplefreq abtastrate \
        abtastfrequenz frequencyofsampling fréquencedéchantillonnage";
    known.split(' ').any(|known| known == letters)
}

/// The unit that a number beside intervals states: a rate, or milliseconds or seconds of one unit.
pub(crate) fn stated_number(value: f64) -> Option<Unit> {
    match value {
        100.0.. => per(value),
        0.01..10.0 => per(1000.0 / value),
        _ if value > 0.0 => per(1.0 / value),
        _ => None,
    }
}

/// A unit at the end of a name without a boundary, and what stands before it: `rr1024`, `unixtimestampinms`, `rrms`.
pub(super) fn glued_unit(letters: &str) -> Option<(&str, Unit)> {
    let units = [("1024", Unit::Ticks), ("ms", Unit::Ms), ("msec", Unit::Ms), ("us", Unit::Us), ("sec", Unit::S)];
    let known = ["rr", "rri", "nn", "ibi", "ppi", "bbi", "in", "time", "timestamp", "interval", "rtor", "b2b"];
    units.into_iter().rev().find_map(|(end, unit)| {
        let stem = letters.strip_suffix(end)?;
        (unit == Unit::Ticks || known.iter().any(|known| stem.ends_with(known))).then_some((stem, unit))
    })
}
