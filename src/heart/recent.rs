//! The recent past of one heart: its windows, its tachogram and the samples of its live spectrum.
//!
//! | what | who uses it |
//! |---|---|
//! | 5 s, 15 s, 20 s of every beat | [`super::Heart::observe`]: the trigger; in bursts by way of [`super::late_seconds`] |
//! | 10 s | [`super::Heart::reading`]: the heart rate on every page, the signal |
//! | 30 s | [`super::Heart::reading`] (RMSSD), [`super::Heart::half_minute_rate`] (pause, all day), the practice's share of clean beats |
//! | tachogram | the practice's page |
//! | one minute | [`super::Heart::minute_rmssd`]: RMSSD in a practice, and of a strap worn all day |
//! | samples | [`super::Heart::rhythm`]: rhythm regularity and breathing rate, for the practice |
//!
//! Each beat costs the same however long the session lasts, and memory does not grow.

use std::collections::VecDeque;
use std::time::Duration;

use super::artifact::Verdict;
use super::beat::Beat;
use super::spectrum::SpectrumSamples;
use super::window::Window;

/// The intervals kept for the tachogram: two minutes at 120 beats a minute.
const TACHOGRAM: usize = 240;

/// The recent past of one heart.
#[derive(Debug)]
pub struct RecentBeats {
    /// The last 5 s: the heart rate that the trigger decides on.
    pub five_seconds: Window,
    /// The last 10 s: heart rate.
    pub ten_seconds: Window,
    /// The last 15 s: RMSSD for the trigger, which can't wait for half a minute.
    pub quarter_minute: Window,
    /// The last 20 s with every possible beat, rejected ones too: the heart rate of a heart without a regular rhythm.
    pub every_beat: Window,
    /// The last 30 s: RMSSD, and the heart rate on the way back to calm.
    pub half_minute: Window,
    /// The last minute: RMSSD.
    pub minute: Window,
    /// The last 64 s, for a spectrum: see [`super::spectrum::Transform`].
    pub samples: SpectrumSamples,
    tachogram: VecDeque<(Beat, Verdict)>,
}

impl Default for RecentBeats {
    fn default() -> Self {
        Self {
            five_seconds: Window::new(Duration::from_secs(5)),
            ten_seconds: Window::new(Duration::from_secs(10)),
            quarter_minute: Window::new(Duration::from_secs(15)),
            every_beat: Window::new(Duration::from_secs(20)),
            half_minute: Window::new(Duration::from_secs(30)),
            minute: Window::new(Duration::from_mins(1)),
            samples: SpectrumSamples::default(),
            tachogram: VecDeque::with_capacity(TACHOGRAM),
        }
    }
}

impl RecentBeats {
    /// Adds a beat with its verdict.
    pub(crate) fn push(&mut self, beat: Beat, verdict: Verdict) {
        for window in self.windows_of_clean_beats() {
            window.push(&beat, verdict);
        }
        let is_possible = !matches!(verdict, Verdict::OutOfRange | Verdict::NoContact);
        self.every_beat.push(&beat, if is_possible { Verdict::Normal } else { verdict });
        self.samples.push(&beat, verdict);
        if self.tachogram.len() == TACHOGRAM {
            self.tachogram.pop_front();
        }
        self.tachogram.push_back((beat, verdict));
    }

    fn windows_of_clean_beats(&mut self) -> [&mut Window; 5] {
        let Self { five_seconds, ten_seconds, quarter_minute, half_minute, minute, .. } = self;
        [five_seconds, ten_seconds, quarter_minute, half_minute, minute]
    }

    /// The last 240 beats with their verdicts, oldest first.
    pub(crate) fn tachogram(&self) -> impl DoubleEndedIterator<Item = &(Beat, Verdict)> {
        self.tachogram.iter()
    }
}
