//! What is ordinary for this person, in this role, today.
//!
//! Talking alone lifts the heart rate by some beats: a baseline from sitting quietly would ring about eight times an
//! hour for nothing. So there is one for each role, learnt from the warm-up: median and robust spread
//! (1.4826 · MAD) of the heart rate over 10 s, sampled once a second. The histogram behind them has a fixed size.

use serde::{Deserialize, Serialize};

/// What the person is doing, as the program's own turns tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sitting quietly, both silent.
    Quiet,
    /// The other speaks.
    Listening,
    /// This person speaks.
    Speaking,
}

/// The ordinary value of a quantity and its spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ordinary {
    /// The median.
    pub centre: f64,
    /// The robust standard deviation.
    pub spread: f64,
}

/// One person's ordinary heart, by role.
#[derive(Debug, Default)]
pub struct Baseline {
    quiet: Learnt,
    listening: Learnt,
    speaking: Learnt,
}

/// Seconds of clean heart rate before a role counts as learnt, and before it stops learning.
const ENOUGH: u32 = 20;
const PLENTY: u32 = 120;
/// How much faster talking is taken to be while it has not been heard, in beats a minute. An assumption, and a wide
/// one: it errs towards silence.
const SPEECH_ALLOWANCE: f64 = 8.0;
/// The spread is never taken for less than this: half a minute of stillness is not a life.
const LEAST_RATE_SPREAD: f64 = 2.0;
const LEAST_LOG_SPREAD: f64 = 0.15;
/// The centre follows calm talking slowly (a time constant of about three minutes), and never further than this.
const DRIFT_RATE: f64 = 1.0 / 200.0;
const MOST_DRIFT: f64 = 5.0;

impl Baseline {
    /// Takes in one second of clean heart rate (beats a minute) and, if there is one, RMSSD (ms).
    pub fn learn(&mut self, role: Role, heart_rate: f64, rmssd: Option<f64>) {
        let learnt = self.of_mut(role);
        if learnt.rate.count < PLENTY {
            learnt.rate.add(heart_rate);
            if let Some(rmssd) = rmssd {
                learnt.log_rmssd.add(rmssd.max(1.0).ln());
            }
        }
    }

    /// Follows a slow drift of a calm heart rate.
    pub fn follow(&mut self, role: Role, heart_rate: f64) {
        let Some(ordinary) = self.heart_rate(role) else { return };
        let learnt = self.of_mut(role);
        let step = (heart_rate - ordinary.centre) * DRIFT_RATE;
        learnt.drift = (learnt.drift + step).clamp(-MOST_DRIFT, MOST_DRIFT);
    }

    /// Whether this role still has little behind it.
    pub fn is_learning(&self, role: Role) -> bool {
        self.of(role).rate.count < ENOUGH
    }

    /// The ordinary heart rate in this role. A role not heard yet borrows: one kind of talking from the other, talking
    /// from quiet with an allowance for speech; never quiet from talking, which would call excitement calm.
    pub fn heart_rate(&self, role: Role) -> Option<Ordinary> {
        let own = self.of(role).heart_rate();
        match role {
            Role::Quiet => own,
            Role::Listening => own.or_else(|| self.quiet.heart_rate().map(raised)),
            Role::Speaking => {
                own.or_else(|| self.listening.heart_rate().or_else(|| self.quiet.heart_rate()).map(raised))
            }
        }
    }

    /// The ordinary ln RMSSD in this role; nothing is borrowed.
    pub fn log_rmssd(&self, role: Role) -> Option<Ordinary> {
        let learnt = &self.of(role).log_rmssd;
        (learnt.count >= ENOUGH).then(|| learnt.ordinary(LEAST_LOG_SPREAD))
    }

    fn of(&self, role: Role) -> &Learnt {
        match role {
            Role::Quiet => &self.quiet,
            Role::Listening => &self.listening,
            Role::Speaking => &self.speaking,
        }
    }

    fn of_mut(&mut self, role: Role) -> &mut Learnt {
        match role {
            Role::Quiet => &mut self.quiet,
            Role::Listening => &mut self.listening,
            Role::Speaking => &mut self.speaking,
        }
    }
}

fn raised(quiet: Ordinary) -> Ordinary {
    Ordinary { centre: quiet.centre + SPEECH_ALLOWANCE, ..quiet }
}

#[derive(Debug)]
struct Learnt {
    rate: Histogram,
    log_rmssd: Histogram,
    drift: f64,
}

impl Default for Learnt {
    fn default() -> Self {
        Self { rate: Histogram::new(25.0, 0.5), log_rmssd: Histogram::new(0.0, 0.02), drift: 0.0 }
    }
}

impl Learnt {
    fn heart_rate(&self) -> Option<Ordinary> {
        let ordinary = (self.rate.count >= ENOUGH).then(|| self.rate.ordinary(LEAST_RATE_SPREAD))?;
        Some(Ordinary { centre: ordinary.centre + self.drift, ..ordinary })
    }
}

const BINS: usize = 400;

/// Values from `start` in steps of `width`; what lies outside counts at the edge.
#[derive(Debug)]
struct Histogram {
    start: f64,
    width: f64,
    bins: Box<[u32; BINS]>,
    count: u32,
}

impl Histogram {
    fn new(start: f64, width: f64) -> Self {
        Self { start, width, bins: Box::new([0; BINS]), count: 0 }
    }

    fn add(&mut self, value: f64) {
        let bin = ((value - self.start) / self.width).round().clamp(0.0, (BINS - 1) as f64) as usize;
        self.bins[bin] += 1;
        self.count += 1;
    }

    fn ordinary(&self, least_spread: f64) -> Ordinary {
        let centre = self.median_bin();
        let deviation = self.median_distance(centre);
        Ordinary {
            centre: self.start + centre as f64 * self.width,
            spread: (1.4826 * deviation as f64 * self.width).max(least_spread),
        }
    }

    fn median_bin(&self) -> usize {
        let mut below = 0;
        let reaches_half = |&n: &u32| {
            below += n;
            2 * below >= self.count
        };
        self.bins.iter().position(reaches_half).unwrap_or(0)
    }

    fn median_distance(&self, centre: usize) -> usize {
        let mut within = self.bins[centre];
        (0..BINS)
            .find(|&distance| {
                if distance > 0 {
                    let below = centre.checked_sub(distance).map_or(0, |i| self.bins[i]);
                    within += below + self.bins.get(centre + distance).unwrap_or(&0);
                }
                2 * within >= self.count
            })
            .unwrap_or(BINS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learnt(role: Role, rates: impl IntoIterator<Item = f64>) -> Baseline {
        let mut baseline = Baseline::default();
        rates.into_iter().for_each(|rate| baseline.learn(role, rate, Some(40.0)));
        baseline
    }

    #[test]
    fn the_centre_is_the_median_and_an_outlier_does_not_move_it() {
        let baseline = learnt(Role::Quiet, (0..40).map(|i| if i % 8 == 0 { 140.0 } else { 70.0 + f64::from(i % 3) }));
        assert_eq!(baseline.heart_rate(Role::Quiet), Some(Ordinary { centre: 71.0, spread: 2.0 }));
    }

    #[test]
    fn too_little_is_nothing() {
        assert_eq!(learnt(Role::Quiet, [70.0; 19]).heart_rate(Role::Quiet), None);
    }

    #[test]
    fn speaking_borrows_from_quiet_with_an_allowance_but_quiet_never_from_speaking() {
        let quiet = learnt(Role::Quiet, [70.0; 30]);
        assert_eq!(quiet.heart_rate(Role::Speaking).map(|o| o.centre), Some(78.0));
        assert_eq!(learnt(Role::Speaking, [80.0; 30]).heart_rate(Role::Quiet), None);
    }

    #[test]
    fn an_hour_of_drift_moves_the_centre_by_no_more_than_five_beats() {
        let mut baseline = learnt(Role::Listening, [70.0; 60]);
        (0..3600).for_each(|_| baseline.follow(Role::Listening, 90.0));
        assert_eq!(baseline.heart_rate(Role::Listening).map(|o| o.centre), Some(75.0));
    }
}
