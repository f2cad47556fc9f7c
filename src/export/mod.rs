//! A recorded session in formats that other programs read. An edge: it writes files, and opens no journal.
//!
//! ```text
//! inputs of a journal -> series   each strap's beats with the session's own verdicts, in order
//!                     -> person   which of them are written, what lies between them, and how many of each kind
//!                     -> rr, csv, jsonl, bids   one file a format
//!                     -> file     a new file: whole or not at all, for its owner only
//! ```
//!
//! Nothing is interpolated or corrected. Every interval is written with all its digits: a strap counts in 1/1024 s, which is
//! `0.9765625` ms, so seven decimals of a millisecond are exact. Times are the session's, in seconds since it began.
//! `docs/export.md` says what each format holds.

pub mod bids;
pub mod csv;
pub mod file;
pub mod jsonl;
pub mod name;
pub mod person;
pub mod rr;
pub mod series;

use std::io::{self, Write};

use crate::event::moment::Moment;
use crate::event::seat::Seat;
use crate::heart::artifact::Verdict;
use crate::heart::beat::RrInterval;
use crate::heart::strap_fault::StrapFault;
use crate::store::journal::Header;
use name::FormatName;

/// One beat, as a format gets it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExportedBeat {
    /// When the heart beat, in beat time: the end of its interval.
    pub at: Moment,
    /// The interval before it.
    pub rr: RrInterval,
    /// When the notification that brought it arrived.
    pub arrived: Moment,
    /// The strap's own heart rate in the notification that brought it, in beats a minute.
    pub rate: Option<u16>,
    /// The session's verdict.
    pub verdict: Verdict,
    /// Time between the beat before and this interval, in milliseconds; none where this interval begins at that beat. It is
    /// negative where beat time was set back.
    pub lost_before_ms: Option<f64>,
    /// The same since the last beat that is written.
    pub gap_before_ms: Option<f64>,
    /// Whether it is written. One that is not goes into a list of what was left out, if the format has one.
    pub is_written: bool,
}

impl ExportedBeat {
    /// When its interval began, in seconds since the session began. Beat time may begin before the session does.
    pub fn begins_s(&self) -> f64 {
        self.at.secs() - self.rr.duration().as_secs_f64()
    }
}

/// A format that is being written into one or several outputs of type `W`.
pub trait Format<W> {
    /// Takes the next beat.
    fn beat(&mut self, beat: &ExportedBeat) -> io::Result<()>;

    /// The strap turned out to do something wrong.
    fn fault(&mut self, at: Moment, fault: StrapFault) -> io::Result<()> {
        let _ = (at, fault);
        Ok(())
    }

    /// Writes what is left, and gives the outputs back, in the order of [`name::FormatName::endings`].
    fn end(self: Box<Self>) -> io::Result<Vec<W>>;
}

/// Begins a format for one person of this session. There is one output for each ending in [`FormatName::endings`].
///
/// [`FormatName::endings`]: name::FormatName::endings
pub fn begin<W: Write + 'static>(
    format: FormatName,
    outputs: Vec<W>,
    header: &Header,
    person: Seat,
    is_clean: bool,
) -> io::Result<Box<dyn Format<W>>> {
    let mut outputs = outputs.into_iter();
    let mut next = || outputs.next().ok_or_else(|| io::Error::other("a format needs an output for each of its files"));
    Ok(match format {
        FormatName::Rr => Box::new(rr::RrText::begin(next()?, next()?)?),
        FormatName::Csv => Box::new(csv::Csv::begin(next()?, person, is_clean)?),
        FormatName::Jsonl => Box::new(jsonl::JsonLines::begin(next()?, header, person, is_clean)?),
        FormatName::Bids => {
            Box::new(bids::Bids::begin([next()?, next()?, next()?, next()?], header.setup.kind, is_clean)?)
        }
    })
}

/// A number, or nothing where there is none.
fn or_empty(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
