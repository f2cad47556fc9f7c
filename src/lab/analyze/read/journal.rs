//! Reads a journal: the notifications of each seat go through the same timeline as in a session.

use super::error::ReadError;
use crate::event::input::{Input, Key};
use crate::event::seat::{Pair, Seat, WornStraps};
use crate::heart::beat::{Receipt, Timeline};
use crate::lab::analyze::recording::{AnalysedInterval, Recording};
use crate::store::journal::read::{JournalError, Lines};

/// Reads a journal: one recording for each seat that has beats.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Recording>, ReadError> {
    let (_, lines) = Lines::open(bytes).map_err(|error| refused(&error))?;
    let mut hearts = Pair::from_fn(|_| SeatReader::default());
    let mut cut_short = None;
    // An exchange of straps also holds for the notifications before it: each wore the other's strap from the start.
    let mut worn = WornStraps::default();
    for line in lines {
        match line {
            Ok(stamped) => match stamped.input {
                Input::Notification { seat, epoch, bytes } => hearts[seat].receive(stamped.at, epoch, &bytes.0),
                Input::RateOnly { seat } => hearts[seat].ignores_intervals = true,
                Input::Key { key: Key::Exchange } => worn.exchange(),
                _ => {}
            },
            Err(error @ JournalError::CutShort { .. }) => cut_short = Some(error.to_string()),
            Err(error) => return Err(refused(&error)),
        }
    }
    let recordings: Vec<_> =
        Seat::BOTH.into_iter().filter_map(|seat| hearts[worn.wearer(seat)].finish(seat, cut_short.as_ref())).collect();
    if recordings.is_empty() {
        return Err(ReadError::whole("this journal has no RR intervals: no strap that sends them was worn"));
    }
    Ok(recordings)
}

fn refused(error: &JournalError) -> ReadError {
    ReadError::whole(error.to_string().trim_end_matches('.'))
}

/// Collects the beats of one strap.
#[derive(Default)]
struct SeatReader {
    timeline: Timeline,
    /// Whether the strap is of a model whose intervals are no heartbeats.
    ignores_intervals: bool,
    rows: Vec<AnalysedInterval>,
}

impl SeatReader {
    fn receive(&mut self, at: crate::event::moment::Moment, epoch: u32, bytes: &[u8]) {
        let Self { timeline, rows, ignores_intervals } = self;
        if *ignores_intervals {
            return;
        }
        if let Receipt::Fresh(measurement) = timeline.receive(at, epoch, bytes) {
            timeline.extend(at, &measurement, |beat| {
                rows.push(AnalysedInterval::new(beat.at.secs(), beat.rr.ms(), beat.linked, beat.contact));
            });
        }
    }

    fn finish(&mut self, seat: Seat, cut_short: Option<&String>) -> Option<Recording> {
        let received = self.timeline.received();
        let mut notes: Vec<String> = cut_short.into_iter().cloned().collect();
        if received.duplicates + received.malformed + received.gaps > 0 {
            notes.push(format!(
                "{} notifications: {} duplicates, {} malformed, {} gaps ({:.1} s missing)",
                received.notifications,
                received.duplicates,
                received.malformed,
                received.gaps,
                received.missing_ms as f64 / 1000.0
            ));
        }
        let rows = std::mem::take(&mut self.rows);
        (!rows.is_empty()).then_some(Recording { seat: Some(seat), origin_s: 0.0, rows, notes })
    }
}
