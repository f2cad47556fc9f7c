//! One person's beats on their way into a format: which are written, what lies between them, and how many of each kind.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::series::Found;
use super::{ExportedBeat, Format};
use crate::event::moment::Moment;
use crate::heart::artifact::Verdict;
use crate::heart::strap_fault::StrapFault;

/// A smaller distance between two beats than this, in microseconds, is none: the chain is exact to rounding. Assumption: a
/// thousandth of any interval.
const NOTHING_US: i64 = 250;

/// What became of the beats of one person.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Intervals that the strap sent.
    pub beats: u64,
    /// Intervals that were written.
    pub written: u64,
    /// How many were rejected, by the session's verdict.
    pub rejected: BTreeMap<&'static str, u64>,
    /// Places where the chain of the strap's beats is broken.
    pub gaps: u64,
    /// Places where a written interval does not begin at the written beat before it.
    pub joins: u64,
    /// What the strap turned out to do wrong.
    pub strap_faults: Vec<StrapFault>,
}

/// One person's export.
pub struct PersonExport<W> {
    format: Box<dyn Format<W>>,
    is_clean: bool,
    last: Option<Moment>,
    last_written: Option<Moment>,
    tally: Tally,
}

impl<W> PersonExport<W> {
    /// An export into this format. With `is_clean`, only intervals between two accepted beats are written.
    pub fn new(format: Box<dyn Format<W>>, is_clean: bool) -> Self {
        Self { format, is_clean, last: None, last_written: None, tally: Tally::default() }
    }

    /// Takes what the person's strap sent next.
    pub fn take(&mut self, found: Found) -> io::Result<()> {
        match found {
            Found::Beat { at, rr, arrived, rate, verdict } => {
                let is_normal = verdict == Verdict::Normal;
                let mut beat = ExportedBeat {
                    at,
                    rr,
                    arrived,
                    rate,
                    verdict,
                    lost_before_ms: None,
                    gap_before_ms: None,
                    is_written: is_normal || !self.is_clean,
                };
                beat.lost_before_ms = between_ms(self.last.replace(at), &beat);
                self.tally.gaps += u64::from(beat.lost_before_ms.is_some());
                self.tally.beats += 1;
                if !is_normal {
                    *self.tally.rejected.entry(verdict.name()).or_default() += 1;
                }
                if beat.is_written {
                    beat.gap_before_ms = between_ms(self.last_written.replace(at), &beat);
                    self.tally.joins += u64::from(beat.gap_before_ms.is_some());
                    self.tally.written += 1;
                }
                self.format.beat(&beat)
            }
            Found::Fault(at, fault) => {
                self.tally.strap_faults.push(fault);
                self.format.fault(at, fault)
            }
        }
    }

    /// Writes what is left. Gives back the outputs, and what became of the beats.
    pub fn end(self) -> io::Result<(Vec<W>, Tally)> {
        Ok((self.format.end()?, self.tally))
    }
}

/// The time between a beat and the interval of a later one, in milliseconds; none where the interval begins at the beat.
fn between_ms(last: Option<Moment>, beat: &ExportedBeat) -> Option<f64> {
    let begins_us = beat.at.micros().cast_signed() - beat.rr.duration().as_micros() as i64;
    let between_us = begins_us - last?.micros().cast_signed();
    (between_us.abs() > NOTHING_US).then_some(between_us as f64 / 1000.0)
}
