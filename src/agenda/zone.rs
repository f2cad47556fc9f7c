//! A time zone for a calendar: RFC 5545, section 3.6.5, with every change of the clocks written out.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone, TimeZoneTransition};
use jiff::{Span, Timestamp};

/// How many years of clock changes are written for an item without an end. Assumption: a phone is synced again before.
const YEARS: i64 = 10;

/// What a calendar calls the zone.
pub(crate) fn name(zone: &TimeZone) -> String {
    zone.iana_name().map_or_else(|| "breathmark local time".to_owned(), str::to_owned)
}

/// The lines of the zone: the change of the clocks before `from`, and all after it for [`YEARS`] years.
pub(crate) fn lines(zone: &TimeZone, from: Timestamp) -> Vec<String> {
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", name(zone))];
    let end =
        from.to_zoned(zone.clone()).checked_add(Span::new().years(YEARS)).map_or(Timestamp::MAX, |end| end.timestamp());
    let mut before = if let Some(first) = zone.preceding(from).next() {
        observance(&mut lines, zone.to_offset(just_before(&first)), &first)
    } else {
        let offset = zone.to_offset(from);
        part(&mut lines, "STANDARD", "19700101T000000", (offset, offset), "local");
        offset
    };
    for transition in zone.following(from).take_while(|transition| transition.timestamp() < end) {
        before = observance(&mut lines, before, &transition);
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

fn just_before(transition: &TimeZoneTransition<'_>) -> Timestamp {
    transition.timestamp().checked_sub(Span::new().seconds(1)).unwrap_or(Timestamp::MIN)
}

/// One change of the clocks; the offset after it.
fn observance(lines: &mut Vec<String>, before: Offset, to: &TimeZoneTransition<'_>) -> Offset {
    let kind = if to.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" };
    // It begins by the clocks as they were before it.
    let onset = before.to_datetime(to.timestamp());
    part(lines, kind, &basic(onset), (before, to.offset()), to.abbreviation());
    to.offset()
}

fn part(lines: &mut Vec<String>, kind: &str, onset: &str, (from, to): (Offset, Offset), name: &str) {
    lines.extend([
        format!("BEGIN:{kind}"),
        format!("DTSTART:{onset}"),
        format!("TZOFFSETFROM:{}", offset(from)),
        format!("TZOFFSETTO:{}", offset(to)),
        format!("TZNAME:{name}"),
        format!("END:{kind}"),
    ]);
}

/// A time in the basic format, such as `20261122T210000`.
pub(crate) fn basic(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (minutes, rest) = (seconds.abs() / 60, seconds.abs() % 60);
    let seconds = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{:02}{:02}{seconds}", minutes / 60, minutes % 60)
}
