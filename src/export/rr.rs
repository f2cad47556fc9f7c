//! RR intervals as text: one a line, in milliseconds, oldest first, with all their digits. No header, one person a file. Kubios
//! and most packages for heart rate variability read it.
//!
//! Such a text has no place for a break: a reader takes each line to follow the line before. So a second file, a CSV table,
//! names every place where that is wrong. Its columns: `line` of the text, counted from 1; `time_s`; `rr_ms`; `verdict`; and
//! `missing_ms`. A rejected interval that is written stands in that `line`. One that was left out would stand before it. A row
//! with the verdict `gap` says that beats were lost before that `line`, for about `missing_ms`.

use std::io::{self, Write};

use super::{ExportedBeat, Format};

/// The text and the table of what was rejected.
pub struct RrText<W> {
    intervals: W,
    rejected: W,
    lines: u64,
}

impl<W: Write> RrText<W> {
    /// Begins both.
    pub fn begin(intervals: W, mut rejected: W) -> io::Result<Self> {
        rejected.write_all(b"line,time_s,rr_ms,verdict,missing_ms\n")?;
        Ok(Self { intervals, rejected, lines: 0 })
    }
}

impl<W: Write> Format<W> for RrText<W> {
    fn beat(&mut self, beat: &ExportedBeat) -> io::Result<()> {
        let line = self.lines + 1;
        if let Some(missing_ms) = beat.lost_before_ms {
            writeln!(self.rejected, "{line},{},,gap,{missing_ms}", beat.begins_s())?;
        }
        let (at_s, rr_ms, verdict) = (beat.at.secs(), beat.rr.ms(), beat.verdict.name());
        if beat.verdict != crate::heart::artifact::Verdict::Normal {
            writeln!(self.rejected, "{line},{at_s},{rr_ms},{verdict},")?;
        }
        if beat.is_written {
            self.lines = line;
            writeln!(self.intervals, "{rr_ms}")?;
        }
        Ok(())
    }

    fn end(self: Box<Self>) -> io::Result<Vec<W>> {
        Ok(vec![self.intervals, self.rejected])
    }
}
