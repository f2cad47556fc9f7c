//! Takes off what a log writes before the octets: times, levels, and words that end with `value:` or the like.
//!
//! A time must never be read as octets. So a line that still begins with one is refused.

use super::WRITE;

/// Words after which octets follow, with a colon or an equals sign between.
const MARKERS: [&str; 10] =
    ["value", "descriptor", "data", "bytes", "payload", "hex", "raw", "measurement", "notification", "received"];
/// Levels that logs write.
const LEVELS: [&str; 12] = ["trace", "debug", "info", "notice", "warn", "warning", "error", "d", "i", "w", "e", "v"];

/// The part of a line that holds the octets.
pub(super) fn without(text: &str) -> Result<&str, String> {
    let text = text.trim();
    let body = match after_marker(text) {
        Some(body) => body.trim(),
        None => after_times(text),
    };
    if looks_like_a_time(body) {
        return Err(format!("{body:?} could be a time of day; {WRITE}"));
    }
    Ok(body)
}

/// What follows the last marker.
fn after_marker(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let after = |marker: &&str| {
        lower.rmatch_indices(*marker).find_map(|(at, _)| {
            let is_word = !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            let rest = &text[at + marker.len()..];
            let rest = rest.strip_prefix('[').and_then(|rest| Some(rest.split_once(']')?.1)).unwrap_or(rest);
            let rest = rest.trim_start_matches(['"', '\'', ' ', ')']);
            let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix('='))?;
            is_word.then_some((at, rest))
        })
    };
    MARKERS.iter().filter_map(after).max_by_key(|(at, _)| *at).map(|(_, rest)| rest)
}

/// What follows dates, times and levels at the beginning.
fn after_times(text: &str) -> &str {
    let mut rest = text;
    while let Some((first, after)) = split_word(rest) {
        let bare = first.trim_matches(['[', ']', '(', ')', ':', ',', '|']);
        let is_level =
            LEVELS.iter().any(|level| bare.eq_ignore_ascii_case(level)) && first != bare || is_long_level(bare);
        if after.is_empty() || !(is_date(bare) || is_time(bare) || is_date_and_time(bare) || is_level) {
            return rest;
        }
        rest = after;
    }
    rest
}

/// A level of more than one letter needs no brackets to be one.
fn is_long_level(word: &str) -> bool {
    word.len() > 2 && LEVELS.iter().any(|level| word.eq_ignore_ascii_case(level))
}

fn split_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if text.is_empty() {
        return None;
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    Some((&text[..end], text[end..].trim_start()))
}

/// `2026-11-28` or `2026/11/28`.
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

/// `20:15:26`, with a fraction and a zone or without.
fn is_time(word: &str) -> bool {
    let clock = word.trim_end_matches(['Z', 'z']);
    let clock = clock.split_once('+').map_or(clock, |(clock, _)| clock);
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let is_clock = matches!(parts[..], [hours, minutes, seconds]
        if digits(hours, 2) && hours < "24" && is_sixtieth(minutes) && is_sixtieth(seconds));
    is_clock && fraction.chars().all(|c| c.is_ascii_digit())
}

fn is_date_and_time(word: &str) -> bool {
    word.split_once(['T', '_']).is_some_and(|(date, time)| is_date(date) && is_time(time))
}

fn is_sixtieth(word: &str) -> bool {
    digits(word, 2) && word < "60"
}

fn digits(word: &str, count: usize) -> bool {
    word.len() == count && word.chars().all(|c| c.is_ascii_digit())
}

/// Whether the octets could be a time of day, or begin with one.
fn looks_like_a_time(body: &str) -> bool {
    let word = split_word(body).map_or("", |(first, _)| first);
    is_time(word.trim_matches(['[', ']', '(', ')', ',', '|'])) || is_date(word) || is_date_and_time(word)
}
