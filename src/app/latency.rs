//! How long the program takes: from a notification's arrival to the decision, and to the frame that shows it; from a
//! decision to its sound.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use unicode_width::UnicodeWidthStr as _;

use crate::words::commands::Stats;

/// A minute: whatever takes longer counts as this.
const MOST_MICROS: u64 = 60_000_000;

/// How many arrivals may wait for one frame. More are not measured.
const MOST_ARRIVALS: usize = 64;

/// Three histograms in microseconds, of fixed size, and the arrivals that are not shown yet.
#[derive(Debug)]
pub(crate) struct Latency {
    decision: Histogram<u64>,
    frame: Histogram<u64>,
    sound: Histogram<u64>,
    /// Arrivals whose frame is not drawn yet.
    undrawn: Vec<Instant>,
    /// Arrivals whose frame is drawn and not written yet.
    unwritten: Vec<Instant>,
}

impl Default for Latency {
    fn default() -> Self {
        // Its only errors are bounds out of order and too many digits.
        let histogram = || Histogram::new_with_bounds(1, MOST_MICROS, 3).unwrap_or_else(|_| unreachable!());
        let arrivals = || Vec::with_capacity(MOST_ARRIVALS);
        Self {
            decision: histogram(),
            frame: histogram(),
            sound: histogram(),
            undrawn: arrivals(),
            unwritten: arrivals(),
        }
    }
}

impl Latency {
    /// A notification has been through the whole session.
    pub(crate) fn decided(&mut self, after: Duration) {
        self.decision.saturating_record(after.as_micros() as u64);
    }

    /// What a notification changed is to be seen in the next frame.
    pub(crate) fn await_frame(&mut self, arrived: Instant) {
        if self.undrawn.len() < MOST_ARRIVALS {
            self.undrawn.push(arrived);
        }
    }

    /// Whether the next frame shows a notification.
    pub(crate) fn awaits_frame(&self) -> bool {
        !self.undrawn.is_empty()
    }

    /// Nothing that is to be seen has changed.
    pub(crate) fn nothing_to_draw(&mut self) {
        self.undrawn.clear();
    }

    /// A frame has been drawn.
    pub(crate) fn drawn(&mut self) {
        let room = MOST_ARRIVALS - self.unwritten.len();
        self.unwritten.extend(self.undrawn.drain(..).take(room));
    }

    /// Every frame that was drawn has been written to the terminal.
    pub(crate) fn written(&mut self, now: Instant) {
        for arrived in self.unwritten.drain(..) {
            self.frame.saturating_record((now - arrived).as_micros() as u64);
        }
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
    use crate::clock;
    use crate::words::Words;

    #[test]
    fn slow_is_counted_as_slow() {
        let mut latency = Latency::default();
        let arrived = clock::now();
        for ms in [1, 5, 700, 120_000] {
            latency.await_frame(arrived);
            latency.drawn();
            latency.written(arrived + Duration::from_millis(ms));
        }
        let mut said = Vec::new();
        latency.say(&Words::built_in("en").expect("our own words").stats, &mut said).expect("memory is always there");
        let said = String::from_utf8(said).expect("text");
        assert!(said.contains("p50 5.0") && said.contains("max 60"), "{said}");
    }
}
