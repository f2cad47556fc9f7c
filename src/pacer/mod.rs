//! The breathing pacer: a breath as a function of time.
//!
//! | file | holds |
//! |---|---|
//! | here | one breath: its parts, and how full it is at each moment |
//! | `course` | which breath is led when; the pace can change while it runs, without a jump |
//! | `limits` | which lengths are refused, and why |
//!
//! No part of a breath is a hold: holding frightens people who panic.

use std::f64::consts::{PI, TAU};
use std::time::Duration;

use serde::{Deserialize, Serialize};

mod course;
mod limits;

pub use course::Course;
pub(crate) use limits::{FASTEST, SLOWEST, Unsafe};

/// How full the first breath in makes the breath of a cyclic sigh, from 0 to 1. Assumption: the second one is small. A
/// larger share makes it smaller.
const FIRST_SHARE: f64 = 0.75;
/// Points at which the wave of a breath is looked at. With more its highest place moves by less than 0.001.
const POINTS: u32 = 120;

/// How long the parts of a breath last, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pacer {
    /// Breathing in.
    pub in_s: f64,
    /// A second, small breath in on top of the first, as in a cyclic sigh; 0 without one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub top_up_s: f64,
    /// Breathing out.
    pub out_s: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(seconds: &f64) -> bool {
    *seconds <= 0.0
}

impl Default for Pacer {
    fn default() -> Self {
        Self::LONGER_OUT
    }
}

/// Which way the breath goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// In.
    In,
    /// In once more, on top.
    TopUp,
    /// Out.
    Out,
}

/// A part of a breath, while it goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BreathPart {
    pub(crate) direction: Direction,
    /// For how many seconds it has gone on.
    pub(crate) age_s: f64,
    /// For how many seconds it will go on.
    pub(crate) left_s: f64,
}

/// A moment of a breath.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breath {
    /// Which way it goes.
    pub direction: Direction,
    /// How full the breath is, from 0 to 1. It turns softly at every end of a part.
    pub fullness: f64,
}

impl Pacer {
    /// Six breaths a minute, a little longer out than in.
    pub(crate) const LONGER_OUT: Self = Self::of(4.0, 6.0);
    /// Six breaths a minute, as long in as out.
    pub(crate) const EVEN: Self = Self::of(5.0, 5.0);
    /// The cyclic sigh: in, a little more in, and about twice as long out (Balban, Cell Rep Med 4:100895, 2023). The study
    /// names no seconds. These make six breaths a minute.
    pub(crate) const SIGH: Self = Self { in_s: 2.4, top_up_s: 0.9, out_s: 6.7 };

    /// A breath of two parts.
    pub(crate) const fn of(in_s: f64, out_s: f64) -> Self {
        Self { in_s, top_up_s: 0.0, out_s }
    }

    /// How long a breath lasts, in seconds.
    pub(crate) fn length_s(self) -> f64 {
        self.in_s + self.top_up_s + self.out_s
    }

    /// Breaths a minute.
    pub fn rate(self) -> f64 {
        60.0 / self.length_s()
    }

    /// A breath of the same shape at another rate, in breaths a minute.
    #[must_use]
    pub fn at_rate(self, rate: f64) -> Self {
        let times = self.rate() / rate;
        Self { in_s: self.in_s * times, top_up_s: self.top_up_s * times, out_s: self.out_s * times }
    }

    /// Whether both breaths have the same shape, however long they last.
    pub(crate) fn has_shape_of(self, other: Self) -> bool {
        let same = |a: f64, b: f64| (a / self.length_s() - b / other.length_s()).abs() < 1e-9;
        same(self.in_s, other.in_s) && same(self.top_up_s, other.top_up_s)
    }

    /// The breath `elapsed` after the pacer began. It begins empty.
    pub fn at(self, elapsed: Duration) -> Breath {
        self.at_second(elapsed.as_secs_f64() % self.length_s())
    }

    /// The breath at `phase` of its length, from 0 to 1.
    pub(crate) fn at_phase(self, phase: f64) -> Breath {
        self.at_second(phase * self.length_s())
    }

    /// Where in the breath its wave is highest, from 0 to 1: the phase of the sinusoid that fits its fullness best.
    pub fn fullest(self) -> f64 {
        let (mut cos, mut sin) = (0.0, 0.0);
        for point in 0..POINTS {
            let phase = (f64::from(point) + 0.5) / f64::from(POINTS);
            let fullness = self.at_phase(phase).fullness;
            cos += fullness * (TAU * phase).cos();
            sin += fullness * (TAU * phase).sin();
        }
        (f64::atan2(sin, cos) / TAU).rem_euclid(1.0)
    }

    fn at_second(self, t: f64) -> Breath {
        let BreathPart { direction, age_s, left_s } = self.part(t);
        let share = age_s / (age_s + left_s);
        let first = if self.top_up_s > 0.0 { FIRST_SHARE } else { 1.0 };
        let soft = |share: f64| (1.0 - (PI * share).cos()) / 2.0;
        let fullness = match direction {
            Direction::In => first * soft(share),
            Direction::TopUp => first + (1.0 - first) * soft(share),
            Direction::Out => soft(1.0 - share),
        };
        Breath { direction, fullness }
    }

    /// The part of the breath that is going on `t` seconds after it began.
    pub(crate) fn part(self, t: f64) -> BreathPart {
        let full = self.in_s + self.top_up_s;
        let (direction, from, to) = if t < self.in_s {
            (Direction::In, 0.0, self.in_s)
        } else if t < full {
            (Direction::TopUp, self.in_s, full)
        } else {
            (Direction::Out, full, self.length_s())
        };
        BreathPart { direction, age_s: t - from, left_s: to - t }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breath_is_empty_full_at_four_seconds_and_empty_again_at_ten() {
        let fullness = |s: f64| Pacer::default().at(Duration::from_secs_f64(s)).fullness;
        assert!(fullness(0.0) < 1e-9 && fullness(10.0) < 1e-9);
        assert!((fullness(4.0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn every_pattern_makes_six_breaths_a_minute_and_is_within_the_limits() {
        for pacer in [Pacer::LONGER_OUT, Pacer::EVEN, Pacer::SIGH] {
            assert!((pacer.rate() - 6.0).abs() < 1e-9 && pacer.is_safe().is_ok(), "{pacer:?}");
        }
    }

    #[test]
    fn a_breath_as_long_in_as_out_is_fullest_in_its_middle_and_a_longer_way_out_makes_it_sooner() {
        assert!((Pacer::EVEN.fullest() - 0.5).abs() < 1e-9);
        let longer_out = Pacer::LONGER_OUT.fullest();
        assert!((0.4..0.5).contains(&longer_out), "{longer_out}");
    }

    #[test]
    fn no_figure_ever_jumps() {
        for pacer in [Pacer::LONGER_OUT, Pacer::EVEN, Pacer::SIGH] {
            let at = |ms: u64| pacer.at(Duration::from_millis(ms)).fullness;
            assert!((0..20_000).all(|ms| (at(ms + 1) - at(ms)).abs() < 0.001), "{pacer:?}");
        }
    }

    #[test]
    fn a_sigh_goes_in_twice_and_once_out() {
        let directions: Vec<Direction> =
            (0..100).map(|tenth| Pacer::SIGH.at(Duration::from_millis(100 * tenth)).direction).collect();
        let parts: Vec<&Direction> = directions.chunk_by(|a, b| a == b).filter_map(<[Direction]>::first).collect();
        assert_eq!(parts, [&Direction::In, &Direction::TopUp, &Direction::Out]);
    }

    #[test]
    fn a_breath_without_a_top_up_is_written_as_ever() {
        assert_eq!(serde_json::to_string(&Pacer::default()).unwrap(), r#"{"in_s":4.0,"out_s":6.0}"#);
        let read: Pacer = serde_json::from_str(r#"{"in_s":5.0,"out_s":5.0}"#).unwrap();
        assert_eq!(read, Pacer::EVEN);
    }
}
