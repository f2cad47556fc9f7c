//! Dates and times before the octets of a line.

/// What follows dates, times and levels at the beginning.
pub(super) fn after(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some((_, after)) = split_stamp(rest) {
        if after.is_empty() {
            return rest;
        }
        rest = after;
    }
    rest
}

/// Whether the octets could be a time of day, or begin with one.
pub(super) fn is_at_start(body: &str) -> bool {
    let word = split_word(body).map_or("", |(first, _)| first);
    is_time(word.trim_matches(AROUND)) || is_date(word) || is_date_and_time(word)
}

/// What programs put around a time.
const AROUND: [char; 6] = ['[', ']', '(', ')', ',', '|'];
/// Levels that logs write.
const LEVELS: [&str; 12] = ["trace", "debug", "info", "notice", "warn", "warning", "error", "d", "i", "w", "e", "v"];

/// One stamp, and what follows it.
fn split_stamp(text: &str) -> Option<(&str, &str)> {
    if let Some(after) = after_ticks(text) {
        return Some((&text[..text.len() - after.len()], after));
    }
    let (first, after) = split_word(text)?;
    // Of Android, without a year: it is a date only before a time.
    if is_day(first) && split_word(after).is_some_and(|(next, _)| is_time(next)) {
        return Some((first, after));
    }
    // In a row of a table, the octets stand in the next cell.
    for (at, _) in first.match_indices([',', ';']) {
        let (cell, rest) = (&text[..at], text[at + 1..].trim_start());
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let is_fraction = first[at..].starts_with(',') && FRACTION.contains(&digits) && !cell.contains(['.', ',', 'Z']);
        if is_stamp(cell) && !(is_fraction && is_time(&text[..=at + digits])) {
            return Some((cell, rest));
        }
    }
    let bare = first.trim_matches([':', ',', '|', '[', ']', '(', ')']);
    let is_bracketed_level = LEVELS.iter().any(|level| bare.eq_ignore_ascii_case(level)) && first != bare;
    (is_stamp(bare) || is_bracketed_level || is_long_level(bare)).then_some((first, after))
}

/// Digits of a fraction after a comma: milliseconds, microseconds and nanoseconds. Other digits are the next cell.
const FRACTION: [usize; 3] = [3, 6, 9];

fn is_stamp(word: &str) -> bool {
    is_date(word) || is_time(word) || is_date_and_time(word) || is_unix(word)
}

/// A level of more than one letter needs no brackets to be one.
pub(super) fn is_long_level(word: &str) -> bool {
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

/// What follows `[   12.345678]`, the seconds since a start.
fn after_ticks(text: &str) -> Option<&str> {
    let (inner, after) = text.strip_prefix('[')?.split_once(']')?;
    let (whole, fraction) = inner.trim().split_once('.')?;
    (are_digits(whole) && are_digits(fraction)).then(|| after.trim_start())
}

/// `1732825000.123`: seconds since 1970 with a fraction. Without one, it could be octets.
fn is_unix(word: &str) -> bool {
    word.split_once('.').is_some_and(|(whole, fraction)| digits(whole, 10) && are_digits(fraction))
}

/// `2026-11-28`, `2026/11/28` or `28.11.2026`.
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let german: Vec<&str> = word.split('.').collect();
    matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
        || matches!(german[..], [day, month, year] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

/// `11-28`.
fn is_day(word: &str) -> bool {
    word.split_once('-').is_some_and(|(month, day)| digits(month, 2) && digits(day, 2))
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
    word.len() == count && are_digits(word)
}

fn are_digits(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}
