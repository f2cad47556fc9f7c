//! Garmin's FIT: the intervals of its `hrv` messages, and the times of the records between them.

use fitparser::de::{DecodeOption, FitObject, FitStreamProcessor};
use fitparser::{FitDataRecord, Value};

use crate::lab::analyze::read::choice::Unit;
use crate::lab::analyze::read::container::is_fit;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::series::{Clock, ClockUnit, Series};

/// An unused slot of an `hrv` message: 65.535 s.
const UNUSED_S: f64 = 65.0;

/// The bytes of the checksum behind each part.
const CHECKSUM: usize = 2;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Series>, ReadError> {
    let mut found = Found { series: Series::of(Vec::new()), times: Vec::new(), now: f64::NAN };
    let mut rest = Some(bytes);
    // Several files may stand one behind the other.
    while let Some(part) = rest.filter(|rest| !rest.is_empty()) {
        rest = found.take_part(part)?;
    }
    let whole = rest.is_some();
    let Found { mut series, times, .. } = found;
    if series.rr.is_empty() {
        let what = if whole {
            "this FIT file has no RR intervals. Switch on \"Log HRV\" in the watch's settings, then its hrv messages have them"
        } else {
            "this FIT file is damaged. Copy it from the watch again"
        };
        return Err(ReadError::whole(what));
    }
    series.unit = Some((Unit::S, "hrv messages are in s"));
    series.notes.push(Note::Kind("a FIT file: the intervals of its hrv messages".to_owned()));
    if !whole {
        series.notes.push(Note::Other("the FIT file is cut short or damaged: read up to there".to_owned()));
    }
    series.notifications = true;
    series.clocks.push(Clock { name: "timestamp".to_owned(), times, unit: ClockUnit::Seconds, certain: true });
    Ok(vec![series])
}

/// Where the messages behind a header end, as it says; `None` if no header is here. The parser takes every header for a
/// whole and true one, and panics on others.
fn end_of_messages(bytes: &[u8]) -> Option<usize> {
    let header = usize::from(*bytes.first()?);
    let messages = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    (is_fit(bytes) && bytes.len() >= header).then_some(header + messages)
}

/// What has been found so far.
struct Found {
    series: Series,
    times: Vec<f64>,
    /// The time of the last record, in seconds.
    now: f64,
}

impl Found {
    /// Takes in the messages of a part. Returns what stands behind it, or nothing if the part is cut short or damaged.
    fn take_part<'a>(&mut self, part: &'a [u8]) -> Result<Option<&'a [u8]>, ReadError> {
        let Some(end) = end_of_messages(part) else { return Ok(None) };
        let mut processor = FitStreamProcessor::new();
        // A recording that was cut off has no right checksum, and its beats are as good.
        processor.add_option(DecodeOption::SkipHeaderCrcValidation);
        let mut rest = part;
        loop {
            let read = part.len() - rest.len();
            if read >= end || rest.is_empty() {
                return Ok((read == end).then(|| part.get(end + CHECKSUM..).unwrap_or_default()));
            }
            let Ok((after, object)) = processor.deserialize_next(rest) else { return Ok(None) };
            rest = after;
            if self.series.is_full() {
                return Err(ReadError::too_long_as_a_whole());
            }
            if let FitObject::DataMessage(message) = object {
                let Ok(record) = processor.decode_message(message) else { return Ok(None) };
                self.take_record(&record);
            }
        }
    }

    fn take_record(&mut self, record: &FitDataRecord) {
        let kind = record.kind().to_string();
        for field in record.fields() {
            match (kind.as_str(), field.name(), field.value()) {
                ("record", "timestamp", Value::Timestamp(time)) => self.now = time.timestamp() as f64,
                ("hrv", "time", value) => self.take_intervals(value),
                _ => {}
            }
        }
    }

    /// Takes in the intervals of one message. The last one gets the time of the last record.
    fn take_intervals(&mut self, value: &Value) {
        let Self { series, times, now } = self;
        let before = series.rr.len();
        let mut one = |value: &Value| {
            let seconds: Result<f64, _> = value.clone().try_into();
            if let Ok(seconds) = seconds
                && seconds > 0.0
                && seconds < UNUSED_S
            {
                series.push(seconds, false, false);
            }
        };
        match value {
            Value::Array(values) => values.iter().for_each(&mut one),
            single => one(single),
        }
        if series.rr.len() > before {
            times.resize(series.rr.len() - 1, f64::NAN);
            times.push(*now);
        }
    }
}
