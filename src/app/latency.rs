//! How long the program takes: from a notification's arrival to the decision, and to the frame that shows it; from a
//! decision to its sound.

use std::io::{self, Write};
use std::time::Duration;

use hdrhistogram::Histogram;
use unicode_width::UnicodeWidthStr as _;

use crate::words::commands::Stats;

/// A minute: whatever takes longer counts as this.
const MOST_MICROS: u64 = 60_000_000;

/// Three histograms in microseconds, of fixed size.
#[derive(Debug)]
pub(crate) struct Latency {
    decision: Histogram<u64>,
    frame: Histogram<u64>,
    sound: Histogram<u64>,
}

impl Default for Latency {
    fn default() -> Self {
        // Its only errors are bounds out of order and too many digits.
        let histogram = || Histogram::new_with_bounds(1, MOST_MICROS, 3).unwrap_or_else(|_| unreachable!());
        Self { decision: histogram(), frame: histogram(), sound: histogram() }
    }
}

impl Latency {
    /// A notification has been through the whole session.
    pub(crate) fn decided(&mut self, after: Duration) {
        self.decision.saturating_record(after.as_micros() as u64);
    }

    /// A frame that a notification changed has been written to the terminal.
    pub(crate) fn shown(&mut self, after: Duration) {
        self.frame.saturating_record(after.as_micros() as u64);
    }

    /// The player of a cue has started.
    pub(crate) fn sounded(&mut self, after: Duration) {
        self.sound.saturating_record(after.as_micros() as u64);
    }
}

impl Latency {
    /// One line each. Without a sound there is none about sounds.
    pub(crate) fn say(&self, words: &Stats, out: &mut impl Write) -> io::Result<()> {
        let lines = [(&words.decision, &self.decision), (&words.frame, &self.frame), (&words.sound, &self.sound)];
        let lines = if self.sound.is_empty() { &lines[..2] } else { &lines[..] };
        let widest = lines.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
        for (name, histogram) in lines {
            let ms = |micros: u64| micros as f64 / 1000.0;
            let gap = " ".repeat(widest - name.width());
            writeln!(
                out,
                "{name}{gap}  p50 {:.3} ms  p99 {:.3} ms  max {:.3} ms  n {}",
                ms(histogram.value_at_quantile(0.5)),
                ms(histogram.value_at_quantile(0.99)),
                ms(histogram.max()),
                histogram.len(),
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn slow_is_counted_as_slow() {
        let mut latency = Latency::default();
        for ms in [1, 5, 700, 120_000] {
            latency.shown(Duration::from_millis(ms));
        }
        let mut said = Vec::new();
        latency.say(&Words::built_in("en").expect("our own words").stats, &mut said).expect("memory is always there");
        let said = String::from_utf8(said).expect("text");
        assert!(said.contains("p50 5.0") && said.contains("max 60"), "{said}");
    }
}
