//! Everything that is kept of one person's judged beats while they come: windows, samples for a spectrum, a tachogram.
//!
//! Each beat costs the same, however long the session lasts, and none of it grows.

use std::collections::VecDeque;
use std::time::Duration;

use super::artifact::Verdict;
use super::beat::Beat;
use super::spectrum::Sampled;
use super::window::Window;

/// The number of intervals kept for the tachogram.
const TACHOGRAM: usize = 240;

/// The recent past of one heart.
#[derive(Debug)]
pub struct Live {
    /// The last 5 s: the heart rate that a pause is decided on.
    pub five_seconds: Window,
    /// The last 10 s: heart rate.
    pub ten_seconds: Window,
    /// The last 15 s: RMSSD as a witness, who can't wait for half a minute.
    pub quarter_minute: Window,
    /// The last 20 s with every possible beat, however irregular: the heart rate of a heart that has no regular rhythm.
    pub unsifted: Window,
    /// The last 30 s: RMSSD, and the heart rate on the way back to calm.
    pub half_minute: Window,
    /// The last minute.
    pub minute: Window,
    /// The last five minutes, the field's standard length.
    pub five_minutes: Window,
    /// The last 64 s, for a spectrum: see [`super::spectrum::Transform`].
    pub sampled: Sampled,
    tachogram: VecDeque<(Beat, Verdict)>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            five_seconds: Window::new(Duration::from_secs(5)),
            ten_seconds: Window::new(Duration::from_secs(10)),
            quarter_minute: Window::new(Duration::from_secs(15)),
            unsifted: Window::new(Duration::from_secs(20)),
            half_minute: Window::new(Duration::from_secs(30)),
            minute: Window::new(Duration::from_mins(1)),
            five_minutes: Window::new(Duration::from_mins(5)),
            sampled: Sampled::default(),
            tachogram: VecDeque::with_capacity(TACHOGRAM),
        }
    }
}

impl Live {
    /// Takes in a judged beat.
    pub fn push(&mut self, beat: Beat, verdict: Verdict) {
        for window in self.sifted() {
            window.push(&beat, verdict);
        }
        let possible = !matches!(verdict, Verdict::OutOfRange | Verdict::NoContact);
        self.unsifted.push(&beat, if possible { Verdict::Normal } else { verdict });
        self.sampled.push(&beat, verdict);
        if self.tachogram.len() == TACHOGRAM {
            self.tachogram.pop_front();
        }
        self.tachogram.push_back((beat, verdict));
    }

    fn sifted(&mut self) -> [&mut Window; 6] {
        let Self { five_seconds, ten_seconds, quarter_minute, half_minute, minute, five_minutes, .. } = self;
        [five_seconds, ten_seconds, quarter_minute, half_minute, minute, five_minutes]
    }

    /// The last few minutes of judged beats, oldest first.
    pub fn tachogram(&self) -> impl DoubleEndedIterator<Item = &(Beat, Verdict)> {
        self.tachogram.iter()
    }
}
