//! Whether a heart rate has risen and stays up: a sequential test on the excess over the baseline.
//!
//! **The question.** Each second brings the excess `x`: the heart rate over 5 s minus what is expected in the role. In
//! calm talk `x` wanders around 0. In arousal it rises by an unknown amount, at an unknown time, and stays. Against
//! "calm", take the generalised likelihood ratio of "up by `a` for the last `d` seconds", maximised over `a`. For
//! Gaussian noise it is `exp(z_d² / 2)` with
//!
//! ```text
//! z_d = m_d / sd(m_d),    m_d = mean of x over the last d seconds.
//! ```
//!
//! The test takes the largest `z_d` over all `d` each second, and triggers when that score passes a threshold. The
//! short means find a large rise within seconds; the long means find a small one later.
//!
//! **Evidence.** Were the `x` independent, `sd(m_d)` would be `sd(x) / √d`. But breathing, the 0.1 Hz wave, phrases of
//! speech and slow waves make the means of half a minute vary nearly as far as those of five seconds. How much differs
//! from heart to heart. A test without that gives many false prompts: a CUSUM with textbook limits about 17 an hour.
//!
//! So no model supplies `sd(m_d)`, the *variability* at each of six durations. It is learnt from the person's own calm
//! talk, as the mean square of means that do not overlap. It begins as that of an AR(1) process with the spread of the
//! warm-up, a correlation time of 4 s, and a baseline that may be off:
//!
//! ```text
//! sd(m_d)² = centre_off² + spread² · 2r (1 − r (1 − e^(−1/r))),    r = 4 s / d.
//! ```
//!
//! That beginning weighs as much as two minutes of talk, and gives way to what is measured. A restless heart thus gets
//! a higher threshold in bpm, a steady one a lower.
//!
//! A mean that is learnt from is clipped at 2.5 variabilities: excitement cannot teach that it is calm. Seconds near a
//! trigger are not learnt from at all, within two limits: two minutes at once, and a seventh of the time. Without that
//! exception one episode would raise the threshold for the next ten minutes. Without its limits, hearts that often rise
//! would trigger as often.
//!
//! **What is waited for.** In a talk there is a third hypothesis beside calm and arousal: a *bump*. A laugh, a cough or
//! a change of posture lifts the rate and lets it fall again within seconds. While it is up, no mean tells it from an
//! onset of arousal; what tells them apart is that it ends. So a rise that passes the threshold must also have stayed up
//! for as long as a bump of its size may last ([`Detector::outlasts_a_bump`]). Small bumps are common, and large ones
//! are rare: several laughs an hour reach 4 to 9 bpm, few reach 15. So the wait is longest just above the floor, and
//! nothing is waited for from `wait_below` on. Large bumps are movements. They are known by how quickly they rise: they
//! must stay up for `movement_s`, whatever their size.
//!
//! "Stayed up" looks at single seconds, and not at a mean: in a mean the top of a bump makes up for its end. The wait
//! begins where the rise passes 55 % of its own height, and not at the threshold. So much of it is over when an arousal
//! of 15 bpm and more passes the threshold, and a bump has fallen by then. A rate on its way down
//! ([`Detector::is_falling`]) triggers nothing.
//!
//! What the wait saves, beside a higher threshold alone, is in `docs/detection.md`.
//!
//! **Decision.** The threshold is not from a table: the looks overlap, and the tails are heavier than Gaussian. It was
//! chosen on simulated couples of steady hearts (`triggers`). Hearts as restless as some recorded ones get more false prompts: see `docs/detection.md`.
//!
//! Sums are whole hundredths of a bpm, so hours of adding leave no rounding error. The work of a second is constant.

use std::collections::VecDeque;

mod shape;

use super::constants::TriggerConstants;

/// Durations over which means are taken, in seconds.
pub(crate) const DURATIONS_S: [usize; 6] = [5, 8, 12, 18, 27, 40];
/// A strap that sends only its own, late rate is judged by the durations from this index on.
const COARSE_FROM: usize = 2;
/// The duration of the mean that says whether a heart has come down: 18 s. A single low second is no coming down, and
/// the rest of the same rise would trigger again.
const COME_DOWN: usize = 3;

/// The excess of one heart, and its variability in calm talk.
#[derive(Debug)]
pub(crate) struct Detector {
    constants: TriggerConstants,
    /// Excess in hundredths of a bpm, the latest first; `None` where there was no reading.
    recent: VecDeque<Option<i32>>,
    means: [Mean; 6],
    seconds: u64,
    /// Seconds left out of the learning, less those that were earned since.
    left_out_s: f64,
}

/// The mean over one duration.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    sum: i32,
    /// Seconds with a reading.
    readings: usize,
    /// Mean square of calm means, in bpm².
    square: f64,
    /// How many calm means that rests on.
    learnt_from: f64,
}

impl Default for Detector {
    fn default() -> Self {
        Self::new(&TriggerConstants::default())
    }
}

impl Detector {
    pub(crate) fn new(constants: &TriggerConstants) -> Self {
        let means = DURATIONS_S.map(|_| Mean { square: 1.0, ..Mean::default() });
        Self {
            constants: *constants,
            recent: VecDeque::with_capacity(DURATIONS_S[5] + 1),
            means,
            seconds: 0,
            left_out_s: 0.0,
        }
    }

    /// Whether nothing is learnt from calm talk yet.
    pub(crate) fn is_beginning(&self) -> bool {
        self.means[0].learnt_from == 0.0
    }

    /// Begins with the spread of the warm-up in bpm, and with the variability that is known from talks before.
    pub(crate) fn begin(&mut self, spread: f64, known: Option<[f64; 6]>) {
        for (i, (mean, seconds)) in self.means.iter_mut().zip(DURATIONS_S).enumerate() {
            if mean.learnt_from == 0.0 {
                let expected = expected_square(spread.powi(2), seconds as f64, &self.constants);
                mean.square = known.map_or(expected, |known| f64::midpoint(known[i].powi(2), expected));
            }
        }
    }

    /// Takes in one second: the excess in bpm; `None` without a reading.
    pub(crate) fn push(&mut self, excess: Option<f64>) {
        let now = excess.map(|x| (100.0 * x).round() as i32);
        for (mean, seconds) in self.means.iter_mut().zip(DURATIONS_S) {
            let leaves = self.recent.get(seconds - 1).copied().flatten();
            mean.sum += now.unwrap_or(0) - leaves.unwrap_or(0);
            mean.readings = mean.readings + usize::from(now.is_some()) - usize::from(leaves.is_some());
        }
        self.recent.truncate(DURATIONS_S[5]);
        self.recent.push_front(now);
        self.seconds += 1;
    }

    /// Drops the last seconds. The learnt variability stays.
    pub(crate) fn reset(&mut self) {
        self.recent.clear();
        for mean in &mut self.means {
            (mean.sum, mean.readings) = (0, 0);
        }
    }

    /// Learns the variability from a second of talk: each duration from means that do not overlap. A second that
    /// `is_near_pause` is left out, as long as such seconds are the exception.
    pub(crate) fn learn(&mut self, is_near_pause: bool) {
        let TriggerConstants { left_out_s, left_out_share, not_calm, beginning_s, .. } = self.constants;
        let change = if is_near_pause { 1.0 } else { -left_out_share };
        self.left_out_s = (self.left_out_s + change).clamp(0.0, left_out_s);
        if is_near_pause && self.left_out_s < left_out_s {
            return;
        }
        let values = self.values();
        for ((mean, value), seconds) in self.means.iter_mut().zip(values).zip(DURATIONS_S) {
            let Some(value) = value.filter(|_| self.seconds.is_multiple_of(seconds as u64)) else { continue };
            let most = not_calm * mean.variability();
            mean.learnt_from += 1.0;
            let weight = beginning_s / seconds as f64 + mean.learnt_from;
            mean.square += (value.clamp(-most, most).powi(2) - mean.square) / weight;
        }
    }

    /// The largest mean, as a multiple of its variability. Means below `floor` (bpm) count as none. `doubt` is how far
    /// off the baseline may be, as a standard deviation in bpm. `coarse` leaves out the short means.
    pub(crate) fn score(&self, floor: f64, doubt: f64, coarse: bool) -> f64 {
        let from = if coarse { COARSE_FROM } else { 0 };
        let means = self.means.iter().zip(self.values()).skip(from);
        let scores = means.filter_map(|(mean, value)| {
            let value = value.filter(|value| *value >= floor)?;
            Some(value / mean.variability().hypot(doubt))
        });
        scores.fold(0.0, f64::max)
    }

    /// How far calm means of each duration vary: standard deviations, in bpm.
    pub(crate) fn variability(&self) -> [f64; 6] {
        self.means.map(|mean| mean.variability())
    }

    /// The mean over each duration, in bpm; none without a reading in half of its seconds.
    fn values(&self) -> [Option<f64>; 6] {
        std::array::from_fn(|i| {
            let Mean { sum, readings, .. } = self.means[i];
            (2 * readings >= DURATIONS_S[i]).then(|| f64::from(sum) / 100.0 / readings as f64)
        })
    }

    /// The mean by which a heart has come down after a trigger or not, in bpm.
    pub(crate) fn lately(&self) -> Option<f64> {
        self.values()[COME_DOWN]
    }

    fn at(&self, seconds_ago: usize) -> Option<f64> {
        self.recent.get(seconds_ago).copied().flatten().map(|x| f64::from(x) / 100.0)
    }
}

impl Mean {
    fn variability(&self) -> f64 {
        self.square.sqrt()
    }
}

/// Mean square of the mean of an AR(1) process of this variance over `seconds`, around a baseline that is off.
fn expected_square(variance: f64, seconds: f64, constants: &TriggerConstants) -> f64 {
    let r = constants.correlation_s / seconds;
    constants.centre_off.powi(2) + variance * 2.0 * r * (1.0 - r * (1.0 - (-1.0 / r).exp()))
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // a variability that is kept is returned exactly
mod tests;
