//! Sliding windows over one person's judged beats, with constant work per beat.
//!
//! - Heart rate from RR intervals: `60000 · n / Σ RR`, the harmonic mean, in beats a minute.
//! - SDNN: the sample standard deviation (N − 1) of the clean intervals in milliseconds.
//! - RMSSD: `sqrt(mean(d²))` in milliseconds, `d` the differences of successive *clean* intervals; a difference never
//!   crosses a gap or a rejected beat (Task Force of the ESC and NASPE, Circulation 93:1043, 1996).
//! - pNN20, pNN50: per cent of those differences beyond 20 and 50 ms.
//!
//! The sums are integers in 1/1024 s, so that adding and taking away for hours leaves no rounding behind. What they give is
//! what [`super::hrv::time`] makes of the same beats from scratch (`tests/heart/live_windows.rs`).

use std::collections::VecDeque;
use std::time::Duration;

use super::artifact::Verdict;
use super::beat::Beat;
use crate::event::moment::Moment;

/// Share of the window that clean intervals must fill before RMSSD says anything.
const CLEAN_SHARE: f64 = 0.85;
/// Share of the window that clean intervals must fill before a heart rate says anything.
const RATE_SHARE: f64 = 0.5;
/// Share of the beats that must be clean before a heart rate says anything.
const RATE_SHARE_OF_BEATS: f64 = 0.8;
/// Clean beats in a row needed after a gap before the window speaks at all.
const RUN: u32 = 5;
/// Differences needed before a share of them says anything.
const DIFFERENCES: u64 = 30;
/// No heart beats faster for long, in beats a second; a flood of nonsense must not grow the memory.
const MOST_BEATS_A_SECOND: usize = 5;

const MS_PER_TICK: f64 = 1000.0 / 1024.0;
/// The largest differences in ticks that are not beyond 20 and 50 ms.
const TICKS_20_MS: u32 = 20 * 1024 / 1000;
const TICKS_50_MS: u32 = 50 * 1024 / 1000;

/// The beats of the last so many seconds.
#[derive(Debug)]
pub struct Window {
    span: Duration,
    entries: VecDeque<Entry>,
    clean: u64,
    clean_ticks: u64,
    clean_squares: u64,
    pairs: u64,
    squares: u64,
    beyond_20: u64,
    beyond_50: u64,
    run: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    at: Moment,
    ticks: u16,
    clean: bool,
    /// Difference to the interval before, in ticks, when both are clean and adjacent.
    difference: Option<i32>,
}

impl Window {
    /// An empty window over the last `span` of beat time.
    pub fn new(span: Duration) -> Self {
        Self {
            span,
            entries: VecDeque::with_capacity(MOST_BEATS_A_SECOND * span.as_secs() as usize),
            clean: 0,
            clean_ticks: 0,
            clean_squares: 0,
            pairs: 0,
            squares: 0,
            beyond_20: 0,
            beyond_50: 0,
            run: 0,
        }
    }

    /// Takes a judged beat in, and lets go of what is too old. Where the beats were ahead of their arrival and time was set
    /// back, what then lies in the future goes too.
    pub fn push(&mut self, beat: &Beat, verdict: Verdict) {
        let clean = verdict == Verdict::Normal;
        let run = if beat.linked { self.run } else { 0 };
        self.run = run + u32::from(clean);
        if !beat.linked {
            self.forget_after(beat.at);
        }
        self.forget_before(beat.at - self.span);
        let before = self.entries.back().filter(|e| clean && beat.linked && e.clean);
        let difference = before.map(|e| i32::from(beat.rr.0) - i32::from(e.ticks));
        if self.entries.len() == self.entries.capacity() {
            self.forget_oldest();
        }
        let entry = Entry { at: beat.at, ticks: beat.rr.0, clean, difference };
        self.entries.push_back(entry);
        self.count(&entry, |sum, value| *sum += value);
    }

    /// Adds an entry to the sums, or takes it away.
    fn count(&mut self, entry: &Entry, mut change: impl FnMut(&mut u64, u64)) {
        if entry.clean {
            change(&mut self.clean, 1);
            change(&mut self.clean_ticks, u64::from(entry.ticks));
            change(&mut self.clean_squares, u64::from(entry.ticks).pow(2));
        }
        self.count_difference(entry.difference, change);
    }

    fn count_difference(&mut self, difference: Option<i32>, mut change: impl FnMut(&mut u64, u64)) {
        let Some(d) = difference.map(i32::unsigned_abs) else { return };
        change(&mut self.pairs, 1);
        change(&mut self.squares, u64::from(d).pow(2));
        change(&mut self.beyond_20, u64::from(d > TICKS_20_MS));
        change(&mut self.beyond_50, u64::from(d > TICKS_50_MS));
    }

    fn forget_before(&mut self, start: Moment) {
        while self.entries.front().is_some_and(|e| e.at <= start) {
            self.forget_oldest();
        }
    }

    fn forget_after(&mut self, end: Moment) {
        while let Some(late) = self.entries.pop_back_if(|e| e.at >= end) {
            self.count(&late, |sum, value| *sum -= value);
        }
    }

    /// A difference is of two beats in the window: it goes with the older one.
    fn forget_oldest(&mut self) {
        if let Some(old) = self.entries.pop_front() {
            self.count(&old, |sum, value| *sum -= value);
        }
        let difference = self.entries.front_mut().and_then(|next| next.difference.take());
        self.count_difference(difference, |sum, value| *sum -= value);
    }

    /// How much of the window is filled with clean intervals, 0 to 1 (a little more when one reaches over its start).
    pub fn clean_share(&self) -> f64 {
        self.clean_ticks as f64 / 1024.0 / self.span.as_secs_f64()
    }

    /// Heart rate in beats a minute; `None` without five clean beats since the last gap, half a window of them, and four
    /// of five beats clean: among more bad ones, those that look clean are no longer a fair choice.
    pub fn heart_rate(&self) -> Option<f64> {
        self.mean_rr_ms().map(|mean| 60_000.0 / mean)
    }

    /// Mean interval in milliseconds; `None` where there is no heart rate.
    pub fn mean_rr_ms(&self) -> Option<f64> {
        let enough = self.run >= RUN && self.clean_share() >= RATE_SHARE && self.of_beats() >= RATE_SHARE_OF_BEATS;
        enough.then(|| self.clean_ticks as f64 / self.clean as f64 * MS_PER_TICK)
    }

    /// RMSSD in milliseconds; `None` unless 85 % of the window's time and of its beats are clean.
    pub fn rmssd(&self) -> Option<f64> {
        let enough = self.is_clean() && self.pairs > 0;
        enough.then(|| (self.squares as f64 / self.pairs as f64).sqrt() * MS_PER_TICK)
    }

    /// SDNN in milliseconds; `None` unless 85 % of the window's time and of its beats are clean.
    pub fn sdnn(&self) -> Option<f64> {
        let n = u128::from(self.clean);
        // n Σx² − (Σx)² in whole ticks: nothing is lost to cancellation.
        let spread = n * u128::from(self.clean_squares) - u128::from(self.clean_ticks).pow(2);
        (self.is_clean() && n > 1).then(|| (spread as f64 / (n * (n - 1)) as f64).sqrt() * MS_PER_TICK)
    }

    /// Per cent of differences beyond 20 ms; `None` as for RMSSD, and below 30 differences.
    pub fn pnn20(&self) -> Option<f64> {
        self.share(self.beyond_20)
    }

    /// Per cent of differences beyond 50 ms; `None` as for RMSSD, and below 30 differences.
    pub fn pnn50(&self) -> Option<f64> {
        self.share(self.beyond_50)
    }

    fn share(&self, beyond: u64) -> Option<f64> {
        let enough = self.is_clean() && self.pairs >= DIFFERENCES;
        enough.then(|| 100.0 * beyond as f64 / self.pairs as f64)
    }

    fn is_clean(&self) -> bool {
        self.run >= RUN && self.clean_share() >= CLEAN_SHARE && self.of_beats() >= CLEAN_SHARE
    }

    /// The share of the beats that are clean.
    fn of_beats(&self) -> f64 {
        self.clean as f64 / self.entries.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::beat::RrInterval;
    use super::*;

    fn fill(window: &mut Window, from: Moment, intervals: &[(u16, Verdict)], linked: bool) -> Moment {
        let mut at = from;
        for (i, &(rr, verdict)) in intervals.iter().enumerate() {
            at += RrInterval(rr).duration();
            window.push(&Beat { at, rr: RrInterval(rr), linked: linked || i > 0, contact: true }, verdict);
        }
        at
    }

    #[test]
    fn heart_rate_is_the_harmonic_mean() {
        let mut window = Window::new(Duration::from_secs(10));
        fill(&mut window, Moment::START, &[(768, Verdict::Normal), (1280, Verdict::Normal)].repeat(6), false);
        assert_eq!(window.heart_rate(), Some(60.0));
    }

    #[test]
    fn one_missed_beat_does_not_touch_rmssd() {
        let mut window = Window::new(Duration::from_secs(30));
        let clean = [(840, Verdict::Normal), (870, Verdict::Normal)].repeat(9);
        let at = fill(&mut window, Moment::START, &clean, false);
        let at = fill(&mut window, at, &[(1710, Verdict::Missed)], true);
        fill(&mut window, at, &clean, true);
        assert_eq!(window.rmssd(), Some(30.0 * 1000.0 / 1024.0));
    }

    #[test]
    fn too_few_clean_beats_give_no_rmssd_and_a_gap_takes_it_away() {
        let mut window = Window::new(Duration::from_secs(30));
        let at = fill(&mut window, Moment::START, &[(1024, Verdict::Normal); 30], false);
        assert!(window.rmssd().is_some());
        fill(&mut window, at + Duration::from_secs(8), &[(1024, Verdict::Normal); 6], false);
        assert_eq!(window.rmssd(), None);
        assert_eq!(window.heart_rate(), Some(60.0));
    }

    #[test]
    fn a_difference_of_just_over_20_or_50_ms_counts() {
        let pnn = |d: u16| {
            let mut window = Window::new(Duration::from_secs(30));
            fill(&mut window, Moment::START, &[(800, Verdict::Normal), (800 + d, Verdict::Normal)].repeat(25), false);
            (window.pnn20(), window.pnn50())
        };
        // 20 ticks are 19.53 ms, 21 are 20.51; 51 are 49.80 ms, 52 are 50.78.
        assert_eq!(
            [20, 21, 51, 52].map(pnn),
            [(0.0, 0.0), (100.0, 0.0), (100.0, 0.0), (100.0, 100.0)].map(|(a, b)| (Some(a), Some(b)))
        );
    }

    #[test]
    fn few_differences_are_no_share() {
        let mut window = Window::new(Duration::from_secs(30));
        fill(&mut window, Moment::START, &[(1100, Verdict::Normal); 28], false);
        assert_eq!((window.rmssd(), window.pnn50()), (Some(0.0), None));
    }

    #[test]
    fn a_flood_of_beats_does_not_grow_the_window() {
        let mut window = Window::new(Duration::from_secs(30));
        fill(&mut window, Moment::START, &vec![(0, Verdict::OutOfRange); 100_000], false);
        assert_eq!(window.entries.capacity(), Window::new(window.span).entries.capacity());
    }
}
