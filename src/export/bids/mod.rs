//! BIDS, the Brain Imaging Data Structure: `physio` and `physioevents` of version 1.11, four files a person.
//!
//! | file | holds |
//! |---|---|
//! | `…_physio.tsv.gz` | heart rate at [`RATE_HZ`], evenly sampled: a step for each accepted interval, `n/a` elsewhere |
//! | `…_physioevents.tsv.gz` | one row a beat: what the strap sent, with verdicts |
//! | both with `.json` | their columns, units, rate and start |
//!
//! Intervals come at uneven times, so `physio` alone could hold them only resampled. BIDS has `physioevents` for what is not
//! sampled evenly, on the timeline of a `physio` file beside it. The tables have no header line: the JSON names their columns.

mod describe;

use std::io::{self, BufWriter, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{ExportedBeat, Format};
use crate::event::moment::Moment;
use crate::heart::artifact::Verdict;
use crate::session::Kind;

/// How many columns the table of beats has: with accepted beats only, and with all.
pub(crate) const EVENT_COLUMNS: [usize; 2] = [6, 7];

/// How often the heart rate is sampled, in 1/s. Assumption: 4 Hz is usual for heart rate, and the shortest interval that
/// counts, 0.25 s, gets a sample.
pub const RATE_HZ: u64 = 4;

/// The time between two samples, in microseconds.
const STEP_US: u64 = 1_000_000 / RATE_HZ;

/// Heart rate in beats a minute is written with this many decimals. Assumption: no strap resolves more.
const RATE_DECIMALS: usize = 3;

/// A table on its way into gzip. Packing a few bytes at a time would take ten times as long.
type Packed<W> = BufWriter<GzEncoder<W>>;

/// The four files of one person.
pub struct Bids<W: Write> {
    physio: Packed<W>,
    physio_json: W,
    events: Packed<W>,
    events_json: W,
    /// The number of the next sample.
    next: u64,
    is_clean: bool,
}

impl<W: Write> Bids<W> {
    /// Begins the four files, and writes the two that describe the others.
    pub fn begin(outputs: [W; 4], kind: Kind, is_clean: bool) -> io::Result<Self> {
        let [physio, mut physio_json, events, mut events_json] = outputs;
        describe::physio(&mut physio_json, kind)?;
        describe::events(&mut events_json, kind, is_clean)?;
        // Without a name and a time in its head, the same session gives the same bytes.
        let gzip = |to| BufWriter::new(GzEncoder::new(to, Compression::default()));
        Ok(Self { physio: gzip(physio), physio_json, events: gzip(events), events_json, next: 0, is_clean })
    }

    /// Writes the samples up to the end of this interval: its rate where it is accepted, nothing else.
    fn sample(&mut self, beat: &ExportedBeat) -> io::Result<()> {
        let begins = beat.at - beat.rr.duration();
        let is_accepted = beat.verdict == Verdict::Normal;
        while Moment::from_micros(self.next * STEP_US) <= beat.at {
            let at = Moment::from_micros(self.next * STEP_US);
            if is_accepted && at > begins {
                writeln!(self.physio, "{}\t{:.RATE_DECIMALS$}", at.secs(), 60_000.0 / beat.rr.ms())?;
            } else {
                writeln!(self.physio, "{}\tn/a", at.secs())?;
            }
            self.next += 1;
        }
        Ok(())
    }
}

impl<W: Write> Format<W> for Bids<W> {
    fn beat(&mut self, beat: &ExportedBeat) -> io::Result<()> {
        self.sample(beat)?;
        if !beat.is_written {
            return Ok(());
        }
        let or_none = |value: Option<String>| value.unwrap_or_else(|| "n/a".to_owned());
        let rate = or_none(beat.rate.map(|rate| rate.to_string()));
        let gap = or_none(beat.gap_before_ms.map(|ms| ms.to_string()));
        let (at_s, rr_ms, verdict) = (beat.at.secs(), beat.rr.ms(), beat.verdict.name());
        write!(self.events, "{at_s}\t0\t{rr_ms}\t{rate}\t{verdict}\t{gap}")?;
        // Arrivals say nothing where some of their intervals are left out.
        if self.is_clean { writeln!(self.events) } else { writeln!(self.events, "\t{}", beat.arrived.secs()) }
    }

    fn end(self: Box<Self>) -> io::Result<Vec<W>> {
        Ok(vec![finish(self.physio)?, self.physio_json, finish(self.events)?, self.events_json])
    }
}

fn finish<W: Write>(packed: Packed<W>) -> io::Result<W> {
    packed.into_inner().map_err(io::IntoInnerError::into_error)?.finish()
}
