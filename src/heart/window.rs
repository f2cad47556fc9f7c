//! A sliding window over one person's beats, with constant work for each beat.
//!
//! - Heart rate from RR intervals: `60000 · n / Σ RR`, the harmonic mean, in beats a minute.
//! - RMSSD: `sqrt(mean(d²))` in milliseconds, `d` the differences of successive *clean* intervals; a difference never
//!   crosses a gap or a rejected beat (Task Force of the ESC and NASPE, Circulation 93:1043, 1996).
//!
//! The sums are integers in 1/1024 s, so adding and subtracting for hours leaves no rounding error. The figures equal
//! those of [`super::hrv::time`] for the same beats (`tests/heart/live_windows.rs`). [`super::recent`] lists the windows
//! and says who uses each.

use std::collections::VecDeque;
use std::time::Duration;

use super::artifact::Verdict;
use super::beat::Beat;
use crate::event::moment::Moment;

/// Shares that an RMSSD needs: of the window's time filled with clean intervals, and of its beats that are clean. An
/// assumption (`docs/metrics.md`). A larger share shows fewer figures.
const CLEAN_SHARE: f64 = 0.85;
/// Share of the window's time that clean intervals must fill for a heart rate. An assumption (`docs/metrics.md`).
const RATE_SHARE: f64 = 0.5;
/// Share of the beats that must be clean for a heart rate. An assumption (`docs/metrics.md`).
const RATE_SHARE_OF_BEATS: f64 = 0.8;
/// Clean beats needed after a gap for any figure. An assumption (`docs/metrics.md`).
const RUN: u32 = 5;
/// Beats a second that the window has room for. No heart beats faster for long, and a flood of nonsense must not make
/// the memory grow.
const MOST_BEATS_A_SECOND: usize = 5;

/// A tick is the strap's unit, 1/1024 s.
const MS_PER_TICK: f64 = 1000.0 / 1024.0;

/// The beats of the last `span` of beat time.
#[derive(Debug)]
pub struct Window {
    span: Duration,
    entries: VecDeque<Entry>,
    clean: u64,
    clean_ticks: u64,
    differences: u64,
    squares: u64,
    /// Clean beats since the last gap.
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
    pub(crate) fn new(span: Duration) -> Self {
        Self {
            span,
            entries: VecDeque::with_capacity(MOST_BEATS_A_SECOND * span.as_secs() as usize),
            clean: 0,
            clean_ticks: 0,
            differences: 0,
            squares: 0,
            run: 0,
        }
    }

    /// Adds a beat with its verdict, and drops beats that are too old. After a gap it also drops beats that lie in the
    /// future: they were ahead of their arrival, and beat time was set back.
    pub(crate) fn push(&mut self, beat: &Beat, verdict: Verdict) {
        let clean = verdict == Verdict::Normal;
        let run = if beat.linked { self.run } else { 0 };
        self.run = run + u32::from(clean);
        if !beat.linked {
            self.drop_from(beat.at);
        }
        self.drop_until(beat.at - self.span);
        let before = self.entries.back().filter(|e| clean && beat.linked && e.clean);
        let difference = before.map(|e| i32::from(beat.rr.0) - i32::from(e.ticks));
        if self.entries.len() == self.entries.capacity() {
            self.drop_oldest();
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
        }
        self.count_difference(entry.difference, change);
    }

    fn count_difference(&mut self, difference: Option<i32>, mut change: impl FnMut(&mut u64, u64)) {
        let Some(d) = difference.map(i32::unsigned_abs) else { return };
        change(&mut self.differences, 1);
        change(&mut self.squares, u64::from(d).pow(2));
    }

    fn drop_until(&mut self, start: Moment) {
        while self.entries.front().is_some_and(|e| e.at <= start) {
            self.drop_oldest();
        }
    }

    fn drop_from(&mut self, end: Moment) {
        while let Some(late) = self.entries.pop_back_if(|e| e.at >= end) {
            self.count(&late, |sum, value| *sum -= value);
        }
    }

    /// Drops the oldest beat, and the difference to the beat after it.
    fn drop_oldest(&mut self) {
        if let Some(old) = self.entries.pop_front() {
            self.count(&old, |sum, value| *sum -= value);
        }
        let difference = self.entries.front_mut().and_then(|next| next.difference.take());
        self.count_difference(difference, |sum, value| *sum -= value);
    }

    /// The share of the window's time that clean intervals fill, 0 to 1; a little more when one begins before the window.
    pub(crate) fn clean_share(&self) -> f64 {
        self.clean_ticks as f64 / 1024.0 / self.span.as_secs_f64()
    }

    /// Heart rate in beats a minute. It is `None` without five clean beats since the last gap, half a window of them,
    /// and four of five beats clean. Among more bad beats those that look clean are no fair choice.
    pub fn heart_rate(&self) -> Option<f64> {
        let enough =
            self.run >= RUN && self.clean_share() >= RATE_SHARE && self.clean_share_of_beats() >= RATE_SHARE_OF_BEATS;
        enough.then(|| 60_000.0 / (self.clean_ticks as f64 / self.clean as f64 * MS_PER_TICK))
    }

    /// RMSSD in milliseconds; `None` unless 85 % of the window's time and of its beats are clean.
    pub fn rmssd(&self) -> Option<f64> {
        let enough = self.is_clean() && self.differences > 0;
        enough.then(|| (self.squares as f64 / self.differences as f64).sqrt() * MS_PER_TICK)
    }

    fn is_clean(&self) -> bool {
        self.run >= RUN && self.clean_share() >= CLEAN_SHARE && self.clean_share_of_beats() >= CLEAN_SHARE
    }

    fn clean_share_of_beats(&self) -> f64 {
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
    fn a_flood_of_beats_does_not_grow_the_window() {
        let mut window = Window::new(Duration::from_secs(30));
        fill(&mut window, Moment::START, &vec![(0, Verdict::OutOfRange); 100_000], false);
        assert_eq!(window.entries.capacity(), Window::new(window.span).entries.capacity());
    }
}
