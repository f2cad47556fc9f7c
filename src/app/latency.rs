//! How long the program takes: from a notification's arrival to the decision, and to the frame that shows it.

use std::fmt;
use std::time::Duration;

use hdrhistogram::Histogram;

/// Two histograms in microseconds, of fixed size.
#[derive(Debug)]
pub struct Latency {
    decision: Histogram<u64>,
    frame: Histogram<u64>,
}

impl Default for Latency {
    fn default() -> Self {
        // Three significant digits need no bounds that could be wrong; both grow to a few tens of kilobytes at most.
        let histogram = || Histogram::new(3).unwrap_or_else(|_| unreachable!("3 digits are allowed"));
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
