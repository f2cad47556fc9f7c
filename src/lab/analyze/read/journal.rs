//! Reads a journal: the notifications of each seat, decoded as in a session, with their times of arrival.

use super::choice::{Choice, Unit};
use super::error::ReadError;
use super::note::Note;
use super::series::{Clock, ClockUnit, Person, Series};
use super::settle;
use super::spoilt::Spoilt;
use crate::event::input::{Input, Key, Stamped};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat, WornStraps};
use crate::heart::beat::{Receipt, Timeline};
use crate::heart::measurement::Anomaly;
use crate::heart::strap_fault::StrapFault;
use crate::lab::analyze::recording::Recording;
use crate::store::journal::read::{JournalError, Lines};

/// Reads a journal: one series for each seat that has beats.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Series>, ReadError> {
    let (_, lines) = Lines::open(bytes).map_err(|error| refused(&error))?;
    let mut reader = JournalReader::default();
    // Why it is read only in part, if it is.
    let mut cut_short = None;
    for line in lines {
        match line {
            Ok(stamped) => reader.take(&stamped),
            Err(error) if error.is_partial() => cut_short = Some(error.to_string()),
            Err(error) => return Err(refused(&error)),
        }
    }
    let series = reader.finish(cut_short.as_ref());
    if series.is_empty() {
        return Err(ReadError::whole("this journal has no RR intervals: no strap that sends them was worn"));
    }
    Ok(series)
}

/// Collects the intervals of both straps from the inputs of a journal, one after the other.
#[derive(Default)]
pub(crate) struct JournalReader {
    hearts: Pair<SeatReader>,
    /// An exchange of straps also holds for the notifications before it: each wore the other's strap from the start.
    worn: WornStraps,
}

impl JournalReader {
    /// Takes in the next input.
    pub(crate) fn take(&mut self, stamped: &Stamped) {
        match &stamped.input {
            Input::Notification { seat, epoch, bytes } => self.hearts[*seat].receive(stamped.at, *epoch, &bytes.0),
            Input::RateOnly { seat } => self.hearts[*seat].ignores_intervals = true,
            Input::Key { key: Key::Exchange } => self.worn.exchange(),
            _ => {}
        }
    }

    /// The recording of each seat that has intervals.
    pub(crate) fn recordings(self) -> Result<Vec<Recording>, ReadError> {
        self.finish(None).into_iter().map(|series| settle::recording(series, &Choice::default())).collect()
    }

    fn finish(mut self, cut_short: Option<&String>) -> Vec<Series> {
        let Self { hearts, worn } = &mut self;
        Seat::BOTH.into_iter().filter_map(|seat| hearts[worn.wearer(seat)].finish(seat, cut_short)).collect()
    }
}

fn refused(error: &JournalError) -> ReadError {
    ReadError::whole(error.to_string().trim_end_matches('.'))
}

/// Collects the intervals of one strap.
#[derive(Default)]
struct SeatReader {
    timeline: Timeline,
    /// Whether the strap is of a model whose intervals are no heartbeats.
    ignores_intervals: bool,
    epoch: u32,
    broken: bool,
    arrivals: Vec<f64>,
    spoilt: Spoilt,
    series: Series,
}

impl SeatReader {
    fn receive(&mut self, at: Moment, epoch: u32, bytes: &[u8]) {
        if self.ignores_intervals {
            return;
        }
        match self.timeline.receive(at, epoch, bytes) {
            Receipt::Fresh(measurement) => {
                let contact = measurement.has_contact();
                let live = &mut self.series.live;
                self.timeline.extend(at, &measurement, |beat| {
                    if beat.rr.0 > 0 {
                        live.push((beat.at.secs(), beat.linked));
                    }
                });
                self.broken |= std::mem::replace(&mut self.epoch, epoch) != epoch;
                let rate = f64::from(measurement.bpm);
                // A place without an interval holds 0 or 0xFFFF in what some straps send.
                let intervals = measurement.intervals().filter(|ticks| *ticks > 0);
                self.series.empty += usize::from(contact && intervals.clone().next().is_none());
                for ticks in intervals.clone() {
                    self.series.push(f64::from(ticks), !contact, std::mem::take(&mut self.broken));
                    self.series.rates.push(rate);
                    self.arrivals.push(f64::NAN);
                    self.spoilt.push(at, !contact);
                }
                if let Some(last) = self.arrivals.last_mut()
                    && intervals.count() > 0
                {
                    *last = at.secs();
                }
                self.spoilt.judge(at, self.timeline.faults());
                self.broken |= measurement.anomaly == Some(Anomaly::OddTail) || !contact;
            }
            Receipt::Malformed => self.broken = true,
            Receipt::Duplicate | Receipt::OldEpoch => {}
        }
    }

    fn finish(&mut self, seat: Seat, cut_short: Option<&String>) -> Option<Series> {
        let received = self.timeline.received();
        let mut series = std::mem::take(&mut self.series);
        if series.rr.is_empty() {
            return None;
        }
        series.notes.extend(cut_short.cloned().map(Note::Other));
        if received.duplicates + received.malformed > 0 {
            let (all, twice, malformed) = (received.notifications, received.duplicates, received.malformed);
            series.notes.push(Note::Other(format!("{all} notifications: {twice} duplicates, {malformed} malformed")));
        }
        (series.person, series.notifications, series.first_line) = (Some(Person::Seat(seat)), true, 1);
        series.unit = Some((Unit::Ticks, "that is what a strap sends"));
        series.in_ms = self.timeline.faults().has(StrapFault::Milliseconds);
        self.spoilt.leave_out(&mut series);
        let times = std::mem::take(&mut self.arrivals);
        series.clocks = vec![Clock { name: "arrival".to_owned(), times, unit: ClockUnit::Seconds, certain: true }];
        Some(series)
    }
}
