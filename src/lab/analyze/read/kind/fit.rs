//! Garmin's FIT: the intervals of its `hrv` messages, and the times of the records between them.

use fitparser::Value;
use fitparser::de::{DecodeOption, FitObject, FitStreamProcessor};

use crate::lab::analyze::read::choice::Unit;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::series::{Clock, ClockUnit, Series};

/// An unused slot of an `hrv` message: 65.535 s.
const UNUSED_S: f64 = 65.0;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Series>, ReadError> {
    let mut processor = FitStreamProcessor::new();
    // A recording that was cut off has no right checksum, and its beats are as good.
    processor.add_option(DecodeOption::SkipDataCrcValidation);
    processor.add_option(DecodeOption::SkipHeaderCrcValidation);
    let mut series = Series::of(Vec::new());
    let (mut times, mut now, mut rest, mut cut) = (Vec::new(), f64::NAN, bytes, false);
    while !rest.is_empty() {
        let Ok((after, object)) = processor.deserialize_next(rest) else {
            cut = true;
            break;
        };
        rest = after;
        if series.is_full() {
            return Err(ReadError::whole("this is the heart of more than half a year. Split the file"));
        }
        match object {
            FitObject::Crc(_) => processor.reset(),
            FitObject::DataMessage(message) => {
                let Ok(record) = processor.decode_message(message) else {
                    cut = true;
                    break;
                };
                let kind = record.kind().to_string();
                for field in record.fields() {
                    match (kind.as_str(), field.name(), field.value()) {
                        ("record", "timestamp", Value::Timestamp(time)) => now = time.timestamp() as f64,
                        ("hrv", "time", value) => take(value, now, &mut series, &mut times),
                        _ => {}
                    }
                }
            }
            FitObject::Header(_) | FitObject::DefinitionMessage(_) => {}
        }
    }
    if series.rr.is_empty() {
        let what = if cut {
            "this FIT file is damaged. Copy it from the watch again"
        } else {
            "this FIT file has no RR intervals. Switch on \"Log HRV\" in the watch's settings, then its hrv messages have them"
        };
        return Err(ReadError::whole(what));
    }
    series.unit = Some((Unit::S, "hrv messages are in s"));
    series.notes.push(Note::Kind("a FIT file: the intervals of its hrv messages".to_owned()));
    if cut {
        series.notes.push(Note::Other("the FIT file is cut short or damaged: read up to there".to_owned()));
    }
    series.notifications = true;
    series.clocks.push(Clock { name: "timestamp".to_owned(), times, unit: ClockUnit::Seconds, certain: true });
    Ok(vec![series])
}

/// The intervals of one message; the last one gets the time of the last record.
fn take(value: &Value, now: f64, series: &mut Series, times: &mut Vec<f64>) {
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
        times.push(now);
    }
}
