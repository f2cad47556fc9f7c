//! Reads the time in a cell: a date with a time of day, a time of day, or a length of time.

mod spelling;

use jiff::civil::Date;
use spelling::other_spelling;

use super::number::bare;

/// A time as text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TextTime {
    /// Seconds since 1970 of a date with a time of day. A zone is taken into account where there is one.
    Date(f64),
    /// Seconds since midnight, or a length of time, in seconds.
    Clock(f64),
}

impl TextTime {
    pub(crate) fn seconds(self) -> f64 {
        let (Self::Date(seconds) | Self::Clock(seconds)) = self;
        seconds
    }
}

/// Longest text that is tried, in bytes. No format of a time comes near.
const LONGEST: usize = 64;

/// Reads a cell that holds a time: with a colon, in another of the usual spellings, or with its unit. None for anything else.
pub(crate) fn text_time(text: &[u8]) -> Option<TextTime> {
    let text = bare(text);
    if text.len() > LONGEST || !text.first()?.is_ascii_graphic() {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    if !text.contains(':') && !text.starts_with("PT") {
        return other_spelling(text).and_then(|text| text_time(text.as_bytes()));
    }
    let text = text.trim_matches(['[', ']', '(', ')']);
    let spelled = spelling::with_numbers(text);
    let text = spelled.as_deref().unwrap_or(text);
    if let Some(length) = text.strip_prefix("PT") {
        return iso_length(length).map(TextTime::Clock);
    }
    let (date, rest) = split_date(text);
    let (clock, zone) = split_zone(rest);
    let (clock, half_day) = split_half_day(clock);
    let mut seconds = clock_seconds(clock)?;
    if let Some(afternoon) = half_day {
        let hour = (seconds / 3600.0).floor();
        if !(1.0..13.0).contains(&hour) {
            return None;
        }
        seconds += if hour >= 12.0 { -43_200.0 } else { 0.0 } + if afternoon { 43_200.0 } else { 0.0 };
    }
    match date {
        Some(date) => Some(TextTime::Date(days(date)? * 86_400.0 + seconds - zone?)),
        None => Some(TextTime::Clock(seconds)),
    }
}

/// `12.5S`, `1M2.5S`: what follows `PT` in an ISO 8601 duration.
fn iso_length(text: &str) -> Option<f64> {
    let (mut total, mut rest) = (0.0, text);
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let number: f64 = rest[..end].replace(',', ".").parse().ok()?;
        total += number
            * match &rest[end..=end] {
                "H" => 3600.0,
                "M" => 60.0,
                "S" => 1.0,
                _ => return None,
            };
        rest = &rest[end + 1..];
    }
    total.is_finite().then_some(total)
}

/// The date before the time of day, if there is one, and what follows it.
fn split_date(text: &str) -> (Option<&str>, &str) {
    let Some(end) = text.find(['T', 't', ' ', '_']) else { return (None, text) };
    let (before, after) = (&text[..end], text[end + 1..].trim_start());
    // pandas writes a length of time as `0 days 00:00:01.5`.
    if let Some(rest) = after.strip_prefix("days ").or_else(|| after.strip_prefix("day ")) {
        return if before == "0" { (None, rest) } else { (Some(before), rest) };
    }
    if before.contains(':') { (None, text) } else { (Some(before), after) }
}

/// The time of day, and the seconds that its zone is east of Greenwich. The zone is none if it can't be read.
fn split_zone(text: &str) -> (&str, Option<f64>) {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return (clock.trim_end(), Some(0.0));
    }
    for (name, hours) in spelling::ZONES {
        if let Some(clock) = text.strip_suffix(name).and_then(|clock| clock.strip_suffix(' ')) {
            return (clock.trim_end(), Some(hours * 3600.0));
        }
    }
    let Some(sign) = text.rfind(['+', '-']) else { return (text, Some(0.0)) };
    let digits: Vec<u32> = text[sign + 1..].chars().filter_map(|c| c.to_digit(10)).collect();
    let number = |part: &[u32]| part.iter().fold(0, |sum, digit| sum * 10 + digit);
    let east = match digits.len() {
        1 | 2 => f64::from(number(&digits) * 3600),
        4 => f64::from(number(&digits[..2]) * 3600 + number(&digits[2..]) * 60),
        _ => return (text[..sign].trim_end(), None),
    };
    (text[..sign].trim_end(), Some(if text[sign..].starts_with('-') { -east } else { east }))
}

/// The time without AM or PM, and whether it is PM.
fn split_half_day(text: &str) -> (&str, Option<bool>) {
    for (name, afternoon) in [(" a.m.", false), (" p.m.", true), (" A.M.", false), (" P.M.", true)] {
        if let Some(clock) = text.strip_suffix(name) {
            return (clock.trim_end(), Some(afternoon));
        }
    }
    let Some(place) = text.len().checked_sub(2).filter(|place| text.is_char_boundary(*place)) else {
        return (text, None);
    };
    match &text[place..] {
        "AM" | "am" | "Am" => (text[..place].trim_end(), Some(false)),
        "PM" | "pm" | "Pm" => (text[..place].trim_end(), Some(true)),
        _ => (text, None),
    }
}

/// `h:mm:ss.fff`, `h:mm:ss,fff`, `h:mm:ss:fff`, `h:mm` or `m:ss.fff`, in seconds.
fn clock_seconds(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split(':').collect();
    let whole = |part: &str| -> Option<f64> {
        let digits = !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    let below_60 = |value: f64| (0.0..61.0).contains(&value).then_some(value);
    let seconds = |part: &str| -> Option<f64> {
        let part = part.replace(',', ".");
        let digits = part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        below_60(digits.then(|| part.parse().ok()).flatten()?)
    };
    match parts[..] {
        // A decimal mark in the last of two parts: minutes and seconds.
        [minutes, last] if last.contains(['.', ',']) => Some(whole(minutes)? * 60.0 + seconds(last)?),
        [hours, minutes] => Some(whole(hours)? * 3600.0 + below_60(whole(minutes)?)? * 60.0),
        [hours, minutes, last] => Some(whole(hours)? * 3600.0 + below_60(whole(minutes)?)? * 60.0 + seconds(last)?),
        [hours, minutes, last, ms] if ms.len() == 3 => Some(
            whole(hours)? * 3600.0 + below_60(whole(minutes)?)? * 60.0 + below_60(whole(last)?)? + whole(ms)? / 1000.0,
        ),
        _ => None,
    }
}

/// Days since 1970 of a date: year first, or year last with a day or a month before. A number alone is a count of days.
fn days(text: &str) -> Option<f64> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let date = Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
        return date.ok().and_then(since_1970);
    }
    let numbers = text.trim_end_matches(',').split(['-', '/', '.']).map(|part| part.parse::<i16>().ok());
    let numbers: Option<Vec<i16>> = numbers.collect();
    let date = match numbers?[..] {
        [count] if text.len() < 5 => return Some(f64::from(count)),
        [year, month, day] if year > 31 => Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?),
        [first, second, year] => {
            // The day stands first in most of the world. Only a whole day's difference depends on it.
            let year = if year < 100 { year + 2000 } else { year };
            let (day, month) = if second > 12 { (second, first) } else { (first, second) };
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        }
        _ => return None,
    };
    date.ok().and_then(since_1970)
}

fn since_1970(date: Date) -> Option<f64> {
    date.since(Date::constant(1970, 1, 1)).ok().map(|since| f64::from(since.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_the_spellings_that_programs_write() {
        let seconds = |text: &str| text_time(text.as_bytes()).map(TextTime::seconds);
        let seven = Some(7.0 * 3600.0 + 30.0 * 60.0 + 15.845);
        let date = seconds("2026-03-14T07:30:15.845").unwrap();
        assert!((date - 1_773_473_415.845).abs() < 1e-6, "{date}");
        for same in [
            "2026-03-14 07:30:15.845",
            "2026-03-14T07:30:15,845Z",
            "2026-03-14 08:30:15.845+01:00",
            "2026-03-14T02:30:15.845-0500",
            "2026/03/14 07:30:15.845",
            "14.03.2026 07:30:15.845",
            "14/03/2026 07:30:15.845",
            "03/14/2026 7:30:15.845 AM",
            "20260314T07:30:15.845",
            "\"2026-03-14 07:30:15.845 UTC\"",
        ] {
            assert!(seconds(same).is_some_and(|s| (s - date).abs() < 1e-6), "{same}: {:?}", seconds(same));
        }
        for clock in ["07:30:15.845", "7:30:15,845", "07:30:15:845", "7:30:15.845 am", "0 days 07:30:15.845000"] {
            assert_eq!(seconds(clock), seven, "{clock}");
        }
        assert_eq!(seconds("12:00:01 AM"), Some(1.0));
        assert_eq!(seconds("12:00:01 PM"), Some(43_201.0));
        assert_eq!(seconds("0:01.5"), Some(1.5));
        assert_eq!(seconds("PT0.845S"), Some(0.845));
        for no in ["", "812", "a:b", "07:99:00", "2026-13-41 07:30:15", "1:2:3:4:5", "::", "2026-03-14"] {
            assert_eq!(seconds(no), None, "{no}");
        }
    }
}
