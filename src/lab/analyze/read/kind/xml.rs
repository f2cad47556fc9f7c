//! XML with intervals: Suunto's `.sml`, Firstbeat's `data.xml`, Apple Health's export. Others are named and refused.
//!
//! Only the tags that hold intervals are looked for. The rest is skipped, so that any size and any nesting will do.

use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::moment::{TextTime, text_time};
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::{Marks, cell};
use crate::lab::analyze::read::series::{Clock, ClockUnit, Series};
use crate::lab::analyze::read::table::names::{Meaning, meaning};

/// Fewest intervals in one element that are a recording of their own.
const WHOLE_RECORDING: usize = 20;
/// Apple's element for one beat of a reading, with the attributes `bpm` and `time`.
const APPLE_BEAT: &[u8] = b"InstantaneousBeatsPerMinute";
const APPLE_READING: &[u8] = b"HeartRateVariabilityMetadataList";

pub(super) fn read(text: &[u8]) -> Result<Vec<Series>, ReadError> {
    if let Some(series) = apple(text) {
        return Ok(vec![series]);
    }
    let mut found = Elements { time: f64::NAN, ..Elements::default() };
    let mut path: Vec<&[u8]> = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.iter().position(|byte| *byte == b'<') {
        let inside = &rest[open + 1..];
        let Some(close) = inside.iter().position(|byte| *byte == b'>') else { break };
        let (tag, after) = (&inside[..close], &inside[close + 1..]);
        rest = after;
        if tag.starts_with(b"/") {
            path.pop();
        } else if !tag.ends_with(b"/") && !tag.starts_with(b"?") && !tag.starts_with(b"!") {
            let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
            // Deeper than anything real: the outermost are forgotten.
            if path.len() == 64 {
                path.remove(0);
            }
            path.push(name);
            found.take(&path, after.split(|byte| *byte == b'<').next().unwrap_or_default());
            if found.series.is_full() {
                return Err(ReadError::too_long_as_a_whole());
            }
        }
    }
    if found.series.rr.is_empty() {
        return Err(ReadError::whole(refusal(text)));
    }
    Ok(vec![found.series()])
}

/// What the elements held so far.
#[derive(Default)]
struct Elements {
    series: Series,
    name: String,
    /// The time in the element beside the next intervals.
    time: f64,
    times: Vec<f64>,
    timed: usize,
    parts: usize,
}

impl Elements {
    /// Takes the content of the innermost element. One element has all intervals, or each has one.
    fn take(&mut self, path: &[&[u8]], content: &[u8]) {
        if content.trim_ascii().is_empty() {
            return;
        }
        let Some(inner) = path.last().map(|name| String::from_utf8_lossy(name)) else { return };
        let kind = meaning(&inner).0;
        if kind == Meaning::Time {
            let number = cell(content, Marks::POINT).value();
            self.time = number.or_else(|| text_time(content).map(TextTime::seconds)).unwrap_or(f64::NAN);
        }
        // `Data` is named by the element around it.
        let kind = match path {
            [.., outer, b"Data"] => meaning(&String::from_utf8_lossy(outer)).0,
            _ => kind,
        };
        if !matches!(kind, Meaning::Interval { rank } if rank < 4) {
            return;
        }
        let Some(values) = numbers(content).filter(|values| !values.is_empty()) else { return };
        if self.name.is_empty() {
            self.name = String::from_utf8_lossy(path[path.len().saturating_sub(2)]).into_owned();
        }
        let separate = values.len() > WHOLE_RECORDING;
        for (index, value) in values.iter().enumerate() {
            self.series.push(*value, false, separate && index == 0);
        }
        self.series.notifications |= values.len() > 1;
        self.times.resize(self.series.rr.len() - 1, f64::NAN);
        self.times.push(std::mem::replace(&mut self.time, f64::NAN));
        self.timed += usize::from(self.times.last().is_some_and(|time| time.is_finite()));
        self.parts += 1;
    }

    fn series(mut self) -> Series {
        self.series.first_line = 1;
        self.series.notes.push(Note::Kind(format!("XML: the intervals in `{}`", self.name)));
        if self.timed > 2 && self.timed * 2 > self.parts {
            let (name, times) = ("the time beside them".to_owned(), self.times);
            self.series.clocks.push(Clock { name, times, unit: ClockUnit::Number(None), certain: true });
        }
        self.series
    }
}

/// The numbers of a text, parted by blanks, commas or semicolons; none if there is anything else.
fn numbers(text: &[u8]) -> Option<Vec<f64>> {
    let parts = text.split(|byte| byte.is_ascii_whitespace() || b",;".contains(byte)).filter(|part| !part.is_empty());
    parts.map(|part| cell(part, Marks::POINT).value()).collect()
}

fn refusal(text: &[u8]) -> &'static str {
    let start = &text[..text.len().min(4096)];
    let has = |word: &[u8]| start.windows(word.len()).any(|part| part == word);
    if has(b"TrainingCenterDatabase") {
        "this is TCX: heart rates, no RR intervals. Export the original FIT file; its hrv messages have them"
    } else if has(b"<gpx") {
        "this is GPX: places and heart rates, no RR intervals. Export the original FIT file; its hrv messages have them"
    } else if has(b"HealthData") {
        "no beats are in this export of Apple Health: its heart rates are means. Only readings of HRV have beats in them"
    } else if has(b"<html") || has(b"<!DOCTYPE html") || has(b"<HTML") {
        "this is a web page. Download the file itself"
    } else {
        "this XML has no RR intervals that I know. Write them as text, one a line"
    }
}

/// The beats of all readings of heart rate variability in an export of Apple Health, with a break before each reading. The
/// times of beats are in hundredths of a second.
fn apple(text: &[u8]) -> Option<Series> {
    let mut series = Series::of(Vec::new());
    let (mut before, mut broken, mut readings) = (None, true, 0);
    for tag in text.split(|byte| *byte == b'<') {
        if tag.starts_with(APPLE_READING) {
            (before, broken) = (None, true);
            readings += 1;
        } else if tag.starts_with(APPLE_BEAT) {
            let time = attribute(tag, b"time=\"").and_then(text_time)?.seconds();
            if let Some(before) = before.replace(time) {
                let step: f64 = (time - before).rem_euclid(86_400.0);
                series.push((step * 100.0).round() / 100.0, false, std::mem::take(&mut broken));
            }
        }
    }
    let said = format!("Apple Health: {readings} readings of heart rate variability, beats to a hundredth of a second");
    series.notes.push(Note::Kind(said));
    (!series.rr.is_empty()).then_some(series)
}

fn attribute<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let start = tag.windows(name.len()).position(|part| part == name)? + name.len();
    tag[start..].split(|byte| *byte == b'"').next()
}
