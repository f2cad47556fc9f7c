//! The last hours of this heart, minute by minute, and what is usual in them. Memory and the work of a minute are bounded.

use std::collections::VecDeque;

use super::minute::Minute;
use crate::heart::statistics::{SD_PER_MAD, median};

/// What is usual for this heart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Usual {
    /// The median heart rate, in beats a minute.
    pub(super) heart_rate: f64,
    /// The median of ln RMSSD.
    pub(super) log_rmssd: f64,
    /// The robust standard deviation of ln RMSSD.
    pub(super) log_rmssd_sd: f64,
}

/// The last minutes. One without figures keeps its place, so that the hours are hours by the clock.
#[derive(Debug)]
pub(super) struct OwnHours {
    minutes: VecDeque<Option<Minute>>,
    most: usize,
    known: usize,
    scratch: Vec<f64>,
}

impl OwnHours {
    /// Room for `most` minutes.
    pub(super) fn new(most: usize) -> Self {
        Self { minutes: VecDeque::with_capacity(most), most, known: 0, scratch: Vec::with_capacity(most) }
    }

    /// Adds a minute, and drops the oldest one.
    pub(super) fn push(&mut self, minute: Option<Minute>) {
        if self.minutes.len() == self.most
            && let Some(Some(_)) = self.minutes.pop_front()
        {
            self.known -= 1;
        }
        self.known += usize::from(minute.is_some());
        self.minutes.push_back(minute);
    }

    /// The number of minutes with figures.
    pub(super) fn known(&self) -> usize {
        self.known
    }

    /// What is usual; nothing of no minutes.
    pub(super) fn usual(&mut self) -> Option<Usual> {
        let heart_rate = self.median_of(|minute| minute.heart_rate)?;
        let log_rmssd = self.median_of(|minute| minute.log_rmssd)?;
        let deviation = self.median_of(|minute| (minute.log_rmssd - log_rmssd).abs())?;
        Some(Usual { heart_rate, log_rmssd, log_rmssd_sd: SD_PER_MAD * deviation })
    }

    fn median_of(&mut self, figure: impl Fn(&Minute) -> f64) -> Option<f64> {
        self.scratch.clear();
        self.scratch.extend(self.minutes.iter().flatten().map(figure));
        median(&mut self.scratch)
    }
}
