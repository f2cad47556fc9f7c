//! How long the program takes: from a notification's arrival to the decision, and to the frame that shows it.

use std::fmt;
use std::time::Duration;

use hdrhistogram::Histogram;

/// A minute: whatever takes longer counts as this.
const MOST_MICROS: u64 = 60_000_000;

/// Two histograms in microseconds, of fixed size.
#[derive(Debug)]
pub struct Latency {
    decision: Histogram<u64>,
    frame: Histogram<u64>,
}

impl Default for Latency {
    fn default() -> Self {
        // Its only errors are bounds out of order and too many digits.
        let histogram = || Histogram::new_with_bounds(1, MOST_MICROS, 3).unwrap_or_else(|_| unreachable!());
        Self { decision: histogram(), frame: histogram() }
    }
}

impl Latency {
    /// A notification has been through the whole session.
    pub fn decided(&mut self, after: Duration) {
        self.decision.saturating_record(after.as_micros() as u64);
    }

    /// A frame that a notification changed has been written to the terminal.
    pub fn shown(&mut self, after: Duration) {
        self.frame.saturating_record(after.as_micros() as u64);
    }
}

impl fmt::Display for Latency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, histogram) in [("decision", &self.decision), ("frame", &self.frame)] {
            let ms = |micros: u64| micros as f64 / 1000.0;
            writeln!(
                f,
                "arrival -> {name:<8}  p50 {:.3} ms  p99 {:.3} ms  max {:.3} ms  n {}",
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

    #[test]
    fn slow_is_counted_as_slow() {
        let mut latency = Latency::default();
        for ms in [1, 5, 700, 120_000] {
            latency.shown(Duration::from_millis(ms));
        }
        let said = latency.to_string();
        assert!(said.contains("p50 5.0") && said.contains("max 60"), "{said}");
    }
}
