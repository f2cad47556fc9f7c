//! The heart under a fake strap: RR intervals that breathe, and the measurement of each second.

use std::f64::consts::TAU;

use breathmark::heart::measurement::encode;

#[derive(Clone, Debug)]
pub struct Heart {
    /// Beats a minute, without the breathing.
    pub rate: f64,
    phase: f64,
    last_beat: f64,
}

impl Heart {
    pub fn new(rate: f64, phase: f64) -> Self {
        Self { rate, phase, last_beat: 0.0 }
    }

    /// The measurement of what beat up to `now`, in seconds since the heart began.
    pub fn packet(&mut self, now: f64) -> Vec<u8> {
        let mut intervals = Vec::new();
        loop {
            let rate = self.rate + 2.5 * (TAU * (0.25 * self.last_beat + self.phase)).sin();
            let rr = (60.0 / rate * 1024.0).round();
            if self.last_beat + rr / 1024.0 > now {
                break;
            }
            self.last_beat += rr / 1024.0;
            intervals.push(rr as u16);
        }
        // After a long absence a strap tells only of the last moments.
        let late = intervals.len().saturating_sub(9);
        encode(self.rate as u8, &intervals[late..])
    }
}
