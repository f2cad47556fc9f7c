//! JSON, one object a line: first the session, then its beats, gaps and strap faults in order of time. `type` says which.
//!
//! Times are in seconds since the session began, intervals in milliseconds with all their digits. A gap stands before the beat
//! that follows it.

use std::io::{self, Write};

use serde::Serialize;

use super::{ExportedBeat, Format};
use crate::event::moment::Moment;
use crate::event::seat::Seat;
use crate::heart::strap_fault::StrapFault;
use crate::session::Kind;
use crate::store::journal::Header;

/// How the first line begins.
pub(crate) const BEGINS: &str = "{\"type\":\"metadata\"";

/// The version of this format. It is raised when a reader of an earlier one would misunderstand it.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line {
    Metadata {
        metadata: Metadata,
    },
    Gap {
        time_s: f64,
        missing_ms: f64,
    },
    Beat {
        time_s: f64,
        rr_ms: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        heart_rate_bpm: Option<u16>,
        verdict: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        arrival_s: Option<f64>,
    },
    StrapFault {
        time_s: f64,
        fault: StrapFault,
    },
}

/// What the first line says. It is an object of its own, so that a reader of rows takes none of it for a column.
#[derive(Serialize)]
struct Metadata {
    version: u32,
    program: String,
    session: Kind,
    started: jiff::Timestamp,
    utc_offset_s: i32,
    person: &'static str,
    only_accepted: bool,
}

/// Lines of JSON being written.
pub struct JsonLines<W> {
    to: W,
    is_clean: bool,
}

impl<W: Write> JsonLines<W> {
    /// Begins with the line of the session.
    pub fn begin(to: W, header: &Header, person: Seat, is_clean: bool) -> io::Result<Self> {
        let mut lines = Self { to, is_clean };
        let metadata = Metadata {
            version: VERSION,
            program: super::name::program(),
            session: header.setup.kind,
            started: header.started,
            utc_offset_s: header.utc_offset_s,
            person: super::name::seat(person),
            only_accepted: is_clean,
        };
        lines.write(&Line::Metadata { metadata })?;
        Ok(lines)
    }

    fn write(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.to, line)?;
        self.to.write_all(b"\n")
    }
}

impl<W: Write> Format<W> for JsonLines<W> {
    fn beat(&mut self, beat: &ExportedBeat) -> io::Result<()> {
        if !beat.is_written {
            return Ok(());
        }
        if let Some(missing_ms) = beat.gap_before_ms {
            self.write(&Line::Gap { time_s: beat.begins_s(), missing_ms })?;
        }
        let (time_s, rr_ms, verdict) = (beat.at.secs(), beat.rr.ms(), beat.verdict.name());
        // Arrivals say nothing where some of their intervals are left out.
        let arrival_s = (!self.is_clean).then(|| beat.arrived.secs());
        self.write(&Line::Beat { time_s, rr_ms, heart_rate_bpm: beat.rate, verdict, arrival_s })
    }

    fn fault(&mut self, at: Moment, fault: StrapFault) -> io::Result<()> {
        self.write(&Line::StrapFault { time_s: at.secs(), fault })
    }

    fn end(self: Box<Self>) -> io::Result<Vec<W>> {
        Ok(vec![self.to])
    }
}
