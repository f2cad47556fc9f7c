//! The agenda as iCalendar (RFC 5545), for the calendar of a phone.
//!
//! An item that comes once is written in UTC. An item that comes again is written in local time with its zone: nine in
//! the evening stays nine when the clocks change.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::zone::{self, basic};
use super::{Agenda, Item, ItemKind, Recurrence};

/// The most octets of a line before it is folded (RFC 5545, section 3.1).
const LINE: usize = 75;

/// The calendar of everything that is due or to come at `now`, in the zone of `now`. `says` is the text of an item.
pub fn calendar(agenda: &Agenda, now: &Zoned, says: impl Fn(&Item) -> String) -> String {
    let zone = now.time_zone();
    let alive = |item: &&Item| item.due(now.datetime()).is_some() || item.next(now.datetime()).is_some();
    let items: Vec<&Item> = agenda.items().iter().filter(alive).collect();
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//breathmark//breathmark {}//EN", env!("CARGO_PKG_VERSION")),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
    ];
    let first = items.iter().filter(|item| item.every != Recurrence::Once).map(|item| instant(item.begins, zone)).min();
    lines.extend(first.iter().flat_map(|first| zone::lines(zone, *first)));
    for item in items {
        event(&mut lines, item, now, &says(item));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}

fn event(lines: &mut Vec<String>, item: &Item, now: &Zoned, says: &str) {
    let zone = now.time_zone();
    lines.extend([
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}-{}@breathmark", basic(item.noted), item.id),
        format!("DTSTAMP:{}", utc(now.timestamp())),
        start(item, zone),
        format!("DURATION:PT{}M", item.minutes),
        format!("SUMMARY:{}", escape(says)),
        "CLASS:PRIVATE".to_owned(),
        "TRANSP:TRANSPARENT".to_owned(),
    ]);
    lines.extend(rule(item, zone));
    lines.extend([
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("DESCRIPTION:{}", escape(says)),
        // An evening wants to be got ready for.
        format!("TRIGGER:{}", if item.kind == ItemKind::Evening { "-PT2H" } else { "PT0S" }),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
    ]);
}

fn start(item: &Item, zone: &TimeZone) -> String {
    match item.every {
        Recurrence::Once => format!("DTSTART:{}", utc(instant(item.begins, zone))),
        _ => format!("DTSTART;TZID={}:{}", zone::name(zone), basic(item.begins)),
    }
}

fn rule(item: &Item, zone: &TimeZone) -> Option<String> {
    let every = match item.every {
        Recurrence::Once => return None,
        Recurrence::Daily => "FREQ=DAILY",
        Recurrence::EveryOtherDay => "FREQ=DAILY;INTERVAL=2",
        Recurrence::Weekly => "FREQ=WEEKLY",
        // As the agenda counts them: 17 weeks.
        Recurrence::EveryFourMonths => "FREQ=WEEKLY;INTERVAL=17",
    };
    // With a zone in DTSTART, the end is in UTC (section 3.3.10).
    let until = item.until.map(|until| until.to_datetime(item.begins.time()));
    let until = until.map_or(String::new(), |until| format!(";UNTIL={}", utc(instant(until, zone))));
    Some(format!("RRULE:{every}{until}"))
}

/// The instant of a local time. One that the clocks leave out counts as an hour later, one that comes twice as the first.
fn instant(at: DateTime, zone: &TimeZone) -> Timestamp {
    zone.to_ambiguous_timestamp(at).compatible().unwrap_or(Timestamp::MAX)
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text value (section 3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A line with its end, folded without cutting a character in two.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > LINE {
            folded.push_str("\r\n ");
            octets = 1;
        }
        folded.push(c);
        octets += c.len_utf8();
    }
    folded + "\r\n"
}
