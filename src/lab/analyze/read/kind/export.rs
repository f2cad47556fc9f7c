//! What `breathmark export` writes, so that a figure is the same as that of the journal: CSV, JSON lines, BIDS physioevents.
//!
//! The verdicts in it are the session's and mark nothing here: every interval is judged anew. In an export of all beats the
//! arrivals say what is missing, as they do in a journal. In one of accepted beats only, each gap breaks the chain. So does a
//! place where the times and the gaps don't add up: somebody took rows out, or put files together.

use serde::Deserialize;

use crate::event::seat::Seat;
use crate::export::{bids, csv, jsonl};
use crate::heart::artifact::Verdict;
use crate::lab::analyze::read::choice::Unit;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::series::{Clock, ClockUnit, Person, Series};
use crate::lab::analyze::read::table::lines_of;

/// How far a beat may be from where the beat before, the gap and the interval put it, in seconds. Assumption: times are written
/// to the microsecond.
const ADDS_UP_S: f64 = 0.001;

/// One beat.
struct Beat {
    person: Option<Seat>,
    at_s: f64,
    rr_ms: f64,
    rate: f64,
    no_contact: bool,
    /// The gap before it in ms, if there is one.
    gap_ms: Option<f64>,
    arrived_s: Option<f64>,
}

/// A line of the JSON.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line {
    Metadata { metadata: Metadata },
    Beat { time_s: f64, rr_ms: f64, heart_rate_bpm: Option<u16>, verdict: String, arrival_s: Option<f64> },
    Gap { missing_ms: f64 },
    StrapFault,
}

#[derive(Deserialize)]
struct Metadata {
    person: Seat,
}

/// Whether a file whose first line this is comes from `breathmark export`.
pub(super) fn is_export(first: &[u8]) -> bool {
    let first = first.trim_ascii_end();
    is_head(first) || first.starts_with(jsonl::BEGINS.as_bytes()) || is_event(first)
}

fn is_head(line: &[u8]) -> bool {
    line == csv::HEADER.as_bytes() || line == csv::CLEAN_HEADER.as_bytes()
}

/// Whether this is a row of BIDS physioevents, which have no header.
fn is_event(line: &[u8]) -> bool {
    let cells: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
    bids::EVENT_COLUMNS.contains(&cells.len())
        && cells[1] == b"0"
        && Verdict::ALL.iter().any(|verdict| verdict.name().as_bytes() == cells[4])
}

/// Reads an export: one series for each person in it.
pub(super) fn read(text: &[u8]) -> Result<Vec<Series>, ReadError> {
    let mut all: Vec<(Option<Seat>, Beats)> = Vec::new();
    let (mut of_json, mut gap_ms) = (None, None);
    for (number, line) in lines_of(text) {
        let strange = || ReadError::at(number, "this is no line of an export. Export the journal again");
        let line = line.trim_ascii_end();
        let beat = if line.is_empty() || is_head(line) {
            None
        } else if line.starts_with(b"{") {
            match serde_json::from_slice(line).map_err(|_| strange())? {
                Line::Metadata { metadata } => {
                    of_json = Some(metadata.person);
                    None
                }
                Line::Gap { missing_ms } => {
                    gap_ms = Some(missing_ms);
                    None
                }
                Line::StrapFault => None,
                Line::Beat { time_s, rr_ms, heart_rate_bpm, verdict, arrival_s } => Some(Beat {
                    person: of_json,
                    at_s: time_s,
                    rr_ms,
                    rate: heart_rate_bpm.map_or(f64::NAN, f64::from),
                    no_contact: verdict == Verdict::NoContact.name(),
                    gap_ms: gap_ms.take(),
                    arrived_s: arrival_s,
                }),
            }
        } else {
            Some(row(line).ok_or_else(strange)?)
        };
        let Some(beat) = beat else { continue };
        let place = all.iter().position(|(person, _)| *person == beat.person).unwrap_or_else(|| {
            all.push((beat.person, Beats::default()));
            all.len() - 1
        });
        if all[place].1.series.is_full() {
            return Err(ReadError::too_long(number));
        }
        all[place].1.push(&beat);
    }
    if all.is_empty() {
        return Err(ReadError::whole("this export has no beats. Export the journal again"));
    }
    Ok(all.into_iter().map(|(person, beats)| beats.finish(person)).collect())
}

/// A row of the CSV, or of BIDS physioevents.
fn row(line: &[u8]) -> Option<Beat> {
    let text = std::str::from_utf8(line).ok()?;
    let number = |cell: &str| if cell.is_empty() || cell == "n/a" { Some(f64::NAN) } else { cell.parse().ok() };
    let is_event = text.contains('\t');
    let cells: Vec<&str> = text.split(if is_event { '\t' } else { ',' }).collect();
    let [first, second, rr_ms, rate, verdict, gap, rest @ ..] = &cells[..] else { return None };
    let (person, at_s) = match *first {
        _ if is_event => (None, *first),
        "left" => (Some(Seat::Left), *second),
        "right" => (Some(Seat::Right), *second),
        _ => return None,
    };
    let arrived_s = match rest {
        [] => None,
        [arrived] => Some(number(arrived)?),
        _ => return None,
    };
    Some(Beat {
        person,
        at_s: number(at_s)?,
        rr_ms: number(rr_ms)?,
        rate: number(rate)?,
        no_contact: *verdict == Verdict::NoContact.name(),
        gap_ms: Some(number(gap)?).filter(|ms| ms.is_finite()),
        arrived_s,
    })
}

/// The beats of one person.
#[derive(Default)]
struct Beats {
    series: Series,
    ends: Vec<f64>,
    arrivals: Vec<f64>,
    /// The arrival of the last beat. Only the last beat of a notification has its time.
    last_arrival: f64,
}

impl Beats {
    fn push(&mut self, beat: &Beat) {
        let Self { series, ends, arrivals, last_arrival } = self;
        let between_s = ends.last().map(|last| beat.at_s - beat.rr_ms / 1000.0 - last);
        let adds_up =
            between_s.is_none_or(|between_s| (between_s - beat.gap_ms.unwrap_or(0.0) / 1000.0).abs() < ADDS_UP_S);
        let has_gap = beat.gap_ms.is_some();
        series.push(beat.rr_ms, beat.no_contact, !adds_up || has_gap && beat.arrived_s.is_none());
        series.rates.push(beat.rate);
        ends.push(beat.at_s);
        if let Some(arrived_s) = beat.arrived_s {
            if let Some(before) = arrivals.last_mut()
                && last_arrival.to_bits() == arrived_s.to_bits()
            {
                *before = f64::NAN;
            }
            *last_arrival = arrived_s;
            arrivals.push(arrived_s);
            series.live.push((beat.at_s, adds_up && !has_gap));
        }
    }

    fn finish(self, person: Option<Seat>) -> Series {
        let Self { mut series, ends, arrivals, .. } = self;
        let is_whole = arrivals.len() == ends.len();
        let (name, times) = if is_whole { ("arrival_s", arrivals) } else { ("time_s", ends) };
        let what = if is_whole { "all beats" } else { "accepted beats only" };
        series.notes.push(Note::Kind(format!("an export of breathmark: {what}")));
        series.person = person.map(Person::Seat);
        (series.notifications, series.first_line) = (is_whole, 1);
        series.unit = Some((Unit::Ms, "an export of breathmark is in ms"));
        series.clocks = vec![Clock { name: name.to_owned(), times, unit: ClockUnit::Seconds, certain: true }];
        series
    }
}
