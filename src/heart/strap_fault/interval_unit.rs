//! Does the strap send milliseconds where the service has 1/1024 s?
//!
//! Read by the service, such intervals are 2.3 % too short. Nothing is lost, and yet they fall behind the time, by a third
//! of a second every quarter of a minute, steadily. A lost beat is a step instead. And their rate is 2.4 % above the
//! strap's own rate.

use super::{sum_us, us_since};
use crate::event::moment::Moment;
use crate::heart::measurement::Measurement;

/// The length of a block, in µs. In each, the notification that comes soonest after its last beat shows how far the
/// intervals are behind.
const BLOCK_US: i64 = 15_000_000;
/// How many times the intervals must fall further behind from one block to the next: a minute and a half. A heart that
/// keeps step with the strap puts them behind by one beat at most in that time; milliseconds by two seconds.
const BLOCKS: usize = 6;
/// How much of the time the intervals fall behind, as a share. 24/1024 is 2.34 %; the rest is the error of the mean.
const BEHIND: std::ops::RangeInclusive<f64> = 0.019..=0.028;
/// How far one fall may be from the mean, in seconds. The step of a lost beat is further.
const OFF_MEAN_S: f64 = 0.3;
/// A heart that nearly keeps step with the strap falls behind and catches up by turns, by a beat. There a whole run of this
/// length is looked at, in µs, and the share may be further off: by a beat in that time.
const LONG_RUN_US: i64 = 150_000_000;
const BEHIND_IN_RUN: std::ops::RangeInclusive<f64> = 0.017..=0.031;
/// The rate of the intervals over the strap's own rate: by more than this if the strap cuts off its decimals, which is half
/// a beat a minute; and by less than that. 24/1024 is 1.024.
const RATE_ABOVE: f64 = 1.004;
const CUT_OFF_BPM: f64 = 0.5;
const RATE_BELOW: f64 = 1.045;
/// The usual wait for a notification before any was seen, in µs, and the share by which each changes it. After one and a
/// half of them, one was lost. Assumption: a strap sends one a second.
const USUAL_US: i64 = 1_000_000;
const USUAL_CHANGES: i64 = 8;
/// The shortest usual wait, in µs. A flood of notifications must not be taken for usual.
const LEAST_USUAL_US: i64 = 50_000;
/// Intervals further apart than this: the strap lost beats, in µs. One is at most 2.5 s long.
const LOST_BEATS_US: i64 = 2_600_000;

/// How far the intervals fall behind the time.
#[derive(Debug, Default)]
pub(super) struct IntervalUnit {
    last: Option<Moment>,
    /// The usual wait for a notification, in µs; 0 before any was seen.
    usual_us: i64,
    last_beats: Moment,
    /// When the run of notifications without a loss began, and the sum of its intervals in µs.
    began: Moment,
    sum_us: i64,
    /// When the block under way began, in µs of the run, and the least that the intervals were behind in it.
    block_began_us: i64,
    least_us: i64,
    /// The same of the block before it, and of the first one of the run with its end.
    before_us: Option<i64>,
    first_us: Option<(i64, i64)>,
    /// How much further they fell behind from block to block, in seconds, the newest last.
    falls_s: [f64; BLOCKS],
    falls: usize,
    /// The sums of the rates of the intervals and of the strap, in beats a minute.
    rates: (f64, f64),
    /// The strap's first rate, and whether it ever was another. A rate that stands still is no witness.
    first_rate: u16,
    rate_moves: bool,
    is_milliseconds: bool,
}

impl IntervalUnit {
    pub(super) fn take(&mut self, at: Moment, interrupted: bool, measurement: &Measurement<'_>) {
        let waited = self.last.replace(at).map(|last| us_since(at, last));
        let is_whole = measurement.has_contact() && measurement.anomaly.is_none();
        let goes_on =
            waited.is_some_and(|waited| self.is_usual(waited)) && us_since(at, self.last_beats) < LOST_BEATS_US;
        if measurement.intervals().next().is_some() {
            self.last_beats = at;
        }
        if self.is_milliseconds || interrupted || !is_whole || !goes_on {
            (self.began, self.sum_us, self.before_us, self.first_us) = (at, 0, None, None);
            (self.block_began_us, self.least_us) = (0, 0);
            return;
        }
        if self.rates.1 <= 0.0 {
            self.first_rate = measurement.bpm;
        }
        self.rate_moves |= measurement.bpm != self.first_rate;
        for rr in measurement.intervals() {
            self.rates.0 += 61_440.0 / f64::from(rr);
            self.rates.1 += f64::from(measurement.bpm);
        }
        self.sum_us += sum_us(measurement);
        let passed = us_since(at, self.began);
        let behind = passed - self.sum_us;
        self.least_us = self.least_us.min(behind);
        if passed - self.block_began_us >= BLOCK_US {
            let floor = std::mem::replace(&mut self.least_us, behind);
            self.block_began_us = passed;
            if let Some(before) = self.before_us.replace(floor) {
                self.falls_s.rotate_left(1);
                self.falls_s[BLOCKS - 1] = (floor - before) as f64 / 1e6;
                self.falls = (self.falls + 1).min(BLOCKS);
            }
            let (first, end) = *self.first_us.get_or_insert((floor, passed));
            let in_run = passed - end;
            let falls = in_run >= LONG_RUN_US && BEHIND_IN_RUN.contains(&((floor - first) as f64 / in_run as f64));
            let rates_agree = self.rates_agree();
            let falls_steadily = self.falls_steadily();
            self.is_milliseconds = rates_agree && falls || falls_steadily && (rates_agree || !self.rate_moves);
        }
    }

    /// Whether this wait for a notification is no longer than usual: none was lost. Learns what is usual.
    fn is_usual(&mut self, waited: i64) -> bool {
        let usual = if self.usual_us == 0 { USUAL_US } else { self.usual_us };
        let is_usual = waited * 2 < usual * 3;
        let change = if is_usual { (waited - usual) / USUAL_CHANGES } else { usual / 64 };
        self.usual_us = (usual + change).max(LEAST_USUAL_US);
        is_usual
    }

    fn rates_agree(&self) -> bool {
        let above = RATE_ABOVE + CUT_OFF_BPM / f64::from(self.first_rate.max(1));
        (above..=RATE_BELOW).contains(&(self.rates.0 / self.rates.1))
    }

    fn falls_steadily(&self) -> bool {
        let mean = self.falls_s.iter().sum::<f64>() / BLOCKS as f64;
        self.falls == BLOCKS
            && self.falls_s.iter().all(|fall| (fall - mean).abs() <= OFF_MEAN_S)
            && BEHIND.contains(&(mean / (BLOCK_US as f64 / 1e6)))
    }

    /// Whether it is not known yet, and the strap's own rate doesn't speak against milliseconds.
    pub(super) fn may_be_milliseconds(&self) -> bool {
        !self.is_milliseconds && (self.rates_agree() || !self.rate_moves)
    }

    pub(super) fn is_milliseconds(&self) -> bool {
        self.is_milliseconds
    }
}
