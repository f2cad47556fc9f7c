//! What is kept of a practice for its last page and for the history: one value for each minute, not each beat.

use crate::event::moment::Moment;
use crate::heart::Heart;
use crate::heart::statistics::median;

use super::figures::Figures;

/// The minutes that are kept: a day. Longer practices keep their first day.
const MOST_MINUTES: usize = 24 * 60;

/// What is kept of one heart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Summary {
    /// How far the heart moved with a breath in each minute, in beats a minute.
    swings: Vec<Option<f64>>,
    /// RMSSD of each minute, in milliseconds.
    rmssds: Vec<Option<f64>>,
    /// Mean of the heart rates of all seconds that had one, and how many these were.
    rate: (f64, u32),
    /// Sum of the clean shares of all seconds since the first beat, and how many these were.
    clean: (f64, u32),
}

impl Summary {
    /// Takes in a whole second.
    pub(super) fn second(&mut self, now: Moment, heart: &Heart, figures: &Figures) {
        if let Some(rate) = heart.reading(now).heart_rate {
            self.rate = (self.rate.0 + rate, self.rate.1 + 1);
        }
        if self.rate.1 > 0 {
            let share = heart.has_sound_intervals(now).then(|| heart.recent().half_minute.clean_share());
            self.clean = (self.clean.0 + share.unwrap_or(0.0).min(1.0), self.clean.1 + 1);
        }
        let second = now.micros() / 1_000_000;
        if second.is_multiple_of(60) && self.swings.len() < MOST_MINUTES {
            self.swings.push(figures.swing_bpm());
            self.rmssds.push(figures.rmssd_ms);
        }
    }

    /// How far the heart moved with a breath in the first minute that said so, and in the last, in beats a minute. They are
    /// two different minutes.
    pub(crate) fn first_and_last_swing(&self) -> Option<(f64, f64)> {
        let mut known = self.swings.iter().flatten();
        Some((*known.next()?, *known.next_back()?))
    }

    /// How far the heart moved with a breath in the last minute that said so, in beats a minute.
    pub(crate) fn last_swing(&self) -> Option<f64> {
        self.swings.iter().flatten().next_back().copied()
    }

    /// The same for up to `most` spans of equal length, in the order of time; a span without any has none.
    pub(crate) fn swings(&self, most: usize) -> Vec<Option<f64>> {
        let span = self.swings.len().div_ceil(most).max(1);
        self.swings.chunks(span).map(median_of).collect()
    }

    /// The median RMSSD of the minutes, in milliseconds.
    pub(crate) fn rmssd_ms(&self) -> Option<f64> {
        median_of(&self.rmssds)
    }

    /// The mean heart rate, in beats a minute.
    pub(crate) fn heart_rate_bpm(&self) -> Option<f64> {
        mean(self.rate)
    }

    /// The share of the time since the first beat that clean beats filled, 0 to 1.
    pub(crate) fn clean_share(&self) -> Option<f64> {
        mean(self.clean)
    }
}

fn mean((sum, count): (f64, u32)) -> Option<f64> {
    (count > 0).then(|| sum / f64::from(count))
}

fn median_of(minutes: &[Option<f64>]) -> Option<f64> {
    let mut known: Vec<f64> = minutes.iter().flatten().copied().collect();
    median(&mut known)
}
