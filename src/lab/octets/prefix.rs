//! Takes off what a log writes around the octets: times, levels, words that end with `value:` or the like, and remarks.
//!
//! A time must never be read as octets. So a line that still begins with one is refused.

use super::{WRITE, numbers, times};

/// Words after which octets follow, with a colon or an equals sign between.
const MARKERS: [&str; 8] = ["value", "descriptor", "data", "bytes", "payload", "hex", "raw", "measurement"];
/// The same, where none of those is in the line: they may stand before a time or a rate, too.
const WEAK_MARKERS: [&str; 4] = ["notification", "received", "2a37", "hr"];
/// What apps for iOS write before the octets.
const UPDATED: &str = "updated value of characteristic";

/// The part of a line that holds the octets.
pub(super) struct Body<'a> {
    pub(super) text: &'a str,
    /// Whether what stood before it shows a program that prints hexadecimal octets only.
    pub(super) is_hexadecimal: bool,
}

/// Takes off what stands around the octets.
pub(super) fn without(text: &str) -> Result<Body<'_>, String> {
    let text = text.trim();
    let bare = without_remark(text);
    let text = if are_bare_octets(bare) { bare } else { text };
    let (marked, is_hexadecimal) = match after_marker(text)? {
        Some((at, rest)) => (Some(first_field(rest.trim())), is_hexadecimal_at(&text[..at], rest)),
        None => (after_updated(text), false),
    };
    let body = marked.unwrap_or_else(|| {
        let rest = times::after(text);
        after_tag(rest).unwrap_or(rest)
    });
    let body = without_remark(body.trim());
    let body = body.strip_prefix("Optional(").and_then(|body| body.strip_suffix(')')).unwrap_or(body);
    if times::is_at_start(body) {
        return Err(format!("{body:?} could be a time of day; {WRITE}"));
    }
    Ok(Body { text: body, is_hexadecimal })
}

/// What follows the one marker before octets. More than one leave open which octets are meant.
fn after_marker(text: &str) -> Result<Option<(usize, &str)>, String> {
    let lower = text.to_ascii_lowercase();
    let find = |markers: &[&str]| {
        let all = markers.iter().flat_map(|marker| lower.match_indices(*marker));
        let mut found: Vec<(usize, &str)> =
            all.filter_map(|(at, marker)| Some((at, after_word(text, at, marker.len())?))).collect();
        found.sort_unstable_by_key(|(at, _)| *at);
        found
    };
    let strong = find(&MARKERS);
    let found = if strong.is_empty() { find(&WEAK_MARKERS) } else { strong };
    let ends = found.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    // A marker may stand in the brackets of the one before, which then has nothing of its own.
    let parts = found.iter().zip(ends).map(|((_, rest), end)| text.get(text.len() - rest.len()..end).unwrap_or(""));
    if found.len() > 1 && parts.filter(|part| are_octets(part)).count() > 1 {
        return Err(format!("there are octets in more than one place of this line; {WRITE}"));
    }
    Ok(found.into_iter().next_back())
}

/// What follows a whole word and its colon, equals sign or angle.
fn after_word(text: &str, at: usize, len: usize) -> Option<&str> {
    let rest = &text[at + len..];
    let rest = rest.strip_prefix('[').and_then(|rest| Some(rest.split_once(']')?.1)).unwrap_or(rest);
    let rest = rest.trim_start_matches(['"', '\'', ' ', ')']);
    let after = rest.strip_prefix([':', '=']).or_else(|| rest.starts_with('<').then_some(rest))?;
    (!text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())).then_some(after)
}

/// Whether this part of a line could be a measurement: it has at least two octets.
fn are_octets(part: &str) -> bool {
    let part = first_field(part.trim());
    let is_string = ["\\x", "\\u00", "b'", "b\""].iter().any(|sign| part.contains(sign));
    let are_numbers = || numbers::read(part, false).is_ok_and(|octets| octets.octets.len() > 1);
    is_string || !times::is_at_start(part) && are_numbers()
}

/// Whether this is `gatttool`, or a journal of this program.
fn is_hexadecimal_at(before: &str, rest: &str) -> bool {
    let before = before.trim_start();
    let is_journal = before.contains("\"input\"") && rest.trim_start().starts_with('"');
    let is_table = before.starts_with("handle: 0x") && before.contains("\t ");
    let starts = ["Notification handle = 0x", "Indication   handle = 0x", "Characteristic value/"];
    is_journal || is_table || starts.iter().any(|start| before.starts_with(start))
}

/// Without the fields of the line or object that follow: `, length: 4` or `,"rssi":-60}`.
fn first_field(rest: &str) -> &str {
    let follows = |at: usize| {
        let name = rest[at + 1..].trim_start().trim_start_matches('"');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
        let (name, after) = name.split_at(end);
        let is_name = name.contains(|c: char| c.is_ascii_alphabetic() && !c.is_ascii_hexdigit()) && name != "x";
        is_name && after.trim_start_matches(['"', ' ']).starts_with([':', '='])
    };
    let end = rest.match_indices([',', ';']).map(|(at, _)| at).find(|at| follows(*at));
    end.map_or(rest, |end| rest[..end].trim_end())
}

fn after_updated(text: &str) -> Option<&str> {
    let start = text.get(..UPDATED.len()).filter(|start| start.eq_ignore_ascii_case(UPDATED))?;
    let (_, octets) = text[start.len()..].split_once(" to ")?;
    Some(octets.trim_end_matches('.'))
}

/// What follows the names of level and part that logs write: `D/HRM: `, `1234 1250 D HRM : `, `I (12345) HRM: `,
/// `DEBUG:bleak:`.
fn after_tag(text: &str) -> Option<&str> {
    let is_level = |word: &str| matches!(word, "V" | "D" | "I" | "W" | "E" | "F");
    let is_number = |word: &str| !word.is_empty() && word.trim_matches(['(', ')']).chars().all(|c| c.is_ascii_digit());
    let is_name = |word: &str| word.contains(|c: char| c.is_ascii_alphabetic() && !c.is_ascii_hexdigit());
    let mut python = text.splitn(3, ':');
    if let (Some(level), Some(name), Some(rest)) = (python.next(), python.next(), python.next())
        && times::is_long_level(level)
        && is_name(name)
        && !name.contains(char::is_whitespace)
    {
        return Some(rest);
    }
    let (head, rest) = text.split_once(": ")?;
    let words: Vec<&str> = head.split_whitespace().collect();
    let is_tag = match words[..] {
        [level, number, name] => is_level(level) && is_number(number) && is_name(name),
        [process, thread, level, name] => is_number(process) && is_number(thread) && is_level(level) && is_name(name),
        _ => false,
    };
    let short = words.first().and_then(|word| word.split_once('/'));
    (is_tag || short.is_some_and(|(level, name)| is_level(level) && is_name(name))).then_some(rest)
}

/// Whether this is nothing but octets: then a word in the remark behind them is no marker.
fn are_bare_octets(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_hexdigit() || "xX :-,".contains(c))
}

/// Without ` # …`, ` // …` or ` (…)` at the end, if there are words in it, and nothing in quotes before it.
fn without_remark(body: &str) -> &str {
    let is_words = |at: &usize| {
        let (octets, remark) = body.split_at(*at);
        let is_closed = !remark.starts_with(" (") || remark.ends_with(')');
        let has_word = remark.contains(|c: char| c.is_ascii_alphabetic() && !c.is_ascii_hexdigit());
        is_closed && has_word && !octets.trim().is_empty() && !octets.contains(['"', '\'', '\\'])
    };
    let starts = [" #", " // ", " ("].iter().filter_map(|start| body.find(start)).filter(is_words);
    starts.min().map_or(body, |at| body[..at].trim_end())
}
