//! The seconds of a minute, and what is left of them.

use crate::heart::statistics::median;

/// Seconds of a minute.
const SECONDS: usize = 60;
/// Seconds with both figures that a minute needs. Assumption: half of them. More leave out minutes with a short loss.
const LEAST_SECONDS: usize = 30;

/// What is left of a minute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Minute {
    /// The median heart rate in beats a minute.
    pub(super) heart_rate: f64,
    /// The median of ln RMSSD, RMSSD in milliseconds.
    pub(super) log_rmssd: f64,
}

/// A minute that goes on.
#[derive(Debug)]
pub(super) struct RunningMinute {
    seconds: usize,
    rates: Vec<f64>,
    log_rmssds: Vec<f64>,
    /// The highest heart rate so far, in beats a minute.
    highest: f64,
}

/// A minute that is over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PastMinute {
    /// What is left of it; nothing if too few of its seconds had both figures.
    pub(super) figures: Option<Minute>,
    /// The highest heart rate, in beats a minute; 0 if none was known.
    pub(super) highest: f64,
}

impl Default for RunningMinute {
    fn default() -> Self {
        let figures = || Vec::with_capacity(SECONDS);
        Self { seconds: 0, rates: figures(), log_rmssds: figures(), highest: 0.0 }
    }
}

impl RunningMinute {
    /// Adds a second; returns the minute at its end.
    pub(super) fn second(&mut self, heart_rate: Option<f64>, rmssd: Option<f64>) -> Option<PastMinute> {
        self.seconds += 1;
        self.highest = self.highest.max(heart_rate.unwrap_or(0.0));
        if let (Some(rate), Some(rmssd)) = (heart_rate, rmssd) {
            self.rates.push(rate);
            self.log_rmssds.push(rmssd.max(1.0).ln());
        }
        (self.seconds >= SECONDS).then(|| self.end())
    }

    fn end(&mut self) -> PastMinute {
        let enough = self.rates.len() >= LEAST_SECONDS;
        let both = median(&mut self.rates).zip(median(&mut self.log_rmssds)).filter(|_| enough);
        let figures = both.map(|(heart_rate, log_rmssd)| Minute { heart_rate, log_rmssd });
        let past = PastMinute { figures, highest: self.highest };
        self.clear();
        past
    }

    /// Begins the minute anew.
    pub(super) fn clear(&mut self) {
        (self.seconds, self.highest) = (0, 0.0);
        self.rates.clear();
        self.log_rmssds.clear();
    }
}
