//! A table with commas: one row a beat, with a header that names the units.
//!
//! | column | holds |
//! |---|---|
//! | `person` | `left` or `right` |
//! | `time_s` | when the heart beat, in seconds since the session began: the end of the interval |
//! | `rr_ms` | the interval, with all its digits |
//! | `heart_rate_bpm` | the strap's own rate; empty where it sent none |
//! | `verdict` | `normal`, or why the interval was rejected |
//! | `gap_before_ms` | time between the row before and this interval; empty where the interval begins at that beat |
//! | `arrival_s` | when its notification arrived, in seconds since the session began; not in a table of accepted beats only |

use std::io::{self, Write};

use super::{ExportedBeat, Format, or_empty};
use crate::event::seat::Seat;

/// The header of a table of all beats.
pub(crate) const HEADER: &str = "person,time_s,rr_ms,heart_rate_bpm,verdict,gap_before_ms,arrival_s";
/// The header of a table of accepted beats. Arrivals say nothing where some of their intervals are left out.
pub(crate) const CLEAN_HEADER: &str = "person,time_s,rr_ms,heart_rate_bpm,verdict,gap_before_ms";

/// A table being written.
pub struct Csv<W> {
    to: W,
    person: &'static str,
    is_clean: bool,
}

impl<W: Write> Csv<W> {
    /// Begins the table of this person.
    pub fn begin(mut to: W, person: Seat, is_clean: bool) -> io::Result<Self> {
        writeln!(to, "{}", if is_clean { CLEAN_HEADER } else { HEADER })?;
        Ok(Self { to, person: super::name::seat(person), is_clean })
    }
}

impl<W: Write> Format<W> for Csv<W> {
    fn beat(&mut self, beat: &ExportedBeat) -> io::Result<()> {
        if !beat.is_written {
            return Ok(());
        }
        let (at_s, rr_ms, verdict) = (beat.at.secs(), beat.rr.ms(), beat.verdict.name());
        let (rate, gap_ms) = (or_empty(beat.rate), or_empty(beat.gap_before_ms));
        write!(self.to, "{},{at_s},{rr_ms},{rate},{verdict},{gap_ms}", self.person)?;
        if self.is_clean { writeln!(self.to) } else { writeln!(self.to, ",{}", beat.arrived.secs()) }
    }

    fn end(self: Box<Self>) -> io::Result<Vec<W>> {
        Ok(vec![self.to])
    }
}
