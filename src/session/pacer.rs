//! The pacer: a function from time to a breath. No holds, ever: they frighten people who panic.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::talk::sequence::SHARED_BREATH_S;

/// How long a breath goes in and out, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pacer {
    /// Breathing in.
    pub in_s: f64,
    /// Breathing out.
    pub out_s: f64,
}

impl Default for Pacer {
    /// Six breaths a minute, a little longer out than in.
    fn default() -> Self {
        Self { in_s: 4.0, out_s: 6.0 }
    }
}

/// Which way the breath goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// In.
    In,
    /// Out.
    Out,
}

/// A moment of a breath.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breath {
    /// Which way it goes.
    pub direction: Direction,
    /// How full the breath is, from 0 to 1. It turns softly at both ends.
    pub fullness: f64,
}

impl Pacer {
    /// The shared breath at a change of turn. Its length is the talk's: [`SHARED_BREATH_S`].
    pub(crate) const SHARED: Self = Self { in_s: SHARED_BREATH_S.0 as f64, out_s: SHARED_BREATH_S.1 as f64 };

    /// The breath `elapsed` after the pacer began. It begins empty.
    pub fn at(&self, elapsed: Duration) -> Breath {
        let t = elapsed.as_secs_f64() % (self.in_s + self.out_s);
        let soft = |share: f64| (1.0 - (std::f64::consts::PI * share).cos()) / 2.0;
        if t < self.in_s {
            Breath { direction: Direction::In, fullness: soft(t / self.in_s) }
        } else {
            Breath { direction: Direction::Out, fullness: soft(1.0 - (t - self.in_s) / self.out_s) }
        }
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
    fn the_default_is_six_breaths_a_minute() {
        let Pacer { in_s, out_s } = Pacer::default();
        assert!((60.0 / (in_s + out_s) - 6.0).abs() < 1e-9);
    }

    #[test]
    fn the_figure_never_jumps() {
        let at = |ms: u64| Pacer::default().at(Duration::from_millis(ms)).fullness;
        assert!((0..20_000).all(|ms| (at(ms + 1) - at(ms)).abs() < 0.001));
    }
}
