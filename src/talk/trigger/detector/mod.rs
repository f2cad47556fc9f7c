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
//! sd(m_d)² = CENTRE_OFF² + spread² · 2r (1 − r (1 − e^(−1/r))),    r = 4 s / d.
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
//! **Vetoes.** A strap does not measure movement, but a movement has a shape. A change of posture, a laugh or a cough
//! lifts the rate within about five seconds, and lets it fall again within about twenty. Arousal takes ten seconds and
//! more to rise, and stays. [`Detector::is_quick_rise`], [`Detector::stays_up`] and [`Detector::is_falling`] describe
//! the shape (`shape`); the vetoes and their constants are in `trigger/veto.rs`.
//!
//! **Decision.** The threshold is not from a table: the looks overlap, and the tails are heavier than Gaussian. It was
//! chosen on simulated couples of steady hearts (`trigger/watch/judging.rs`), a little higher for a variability that is
//! not learnt yet. Hearts as restless as some recorded ones get more false prompts: see `docs/detection.md`.
//!
//! Sums are whole hundredths of a bpm, so hours of adding leave no rounding error. The work of a second is constant.

use std::collections::VecDeque;

mod shape;

/// Durations over which means are taken, in seconds.
pub(crate) const DURATIONS_S: [usize; 6] = [5, 8, 12, 18, 27, 40];
/// A strap that sends only its own, late rate is judged by the durations from this index on.
const COARSE_FROM: usize = 2;
/// Index of the first duration that outlasts a movement.
const OUTLASTS_FROM: usize = 3;

/// Share of the seconds of a mean that must have a reading, as a fraction. Assumption. A larger share delays triggers
/// after lost notifications.
const READINGS: (usize, usize) = (2, 5);
/// Bound on the excess of one second in a mean, in hundredths of a bpm: no single second decides. Assumption.
const MOST: i32 = 2500;

/// How far off a baseline learnt in a minute may be, as a standard deviation in bpm. Assumption.
const CENTRE_OFF: f64 = 1.5;
/// Spread of the excess before any is measured, in bpm. Assumption.
const USUAL_SPREAD: f64 = 2.0;
/// Seconds of warm-up that [`USUAL_SPREAD`] weighs as much as. Assumption.
const USUAL_S: f64 = 60.0;
/// Correlation time of the AR(1) process that the variability begins as, in seconds. Assumption.
const CORRELATION_S: f64 = 4.0;
/// Seconds of talk that the beginning weighs as much as. Assumption. A larger value adapts later to a restless heart.
const BEGINNING_S: f64 = 120.0;
/// Time constant of the learning, in seconds of talk. Assumption.
const MEMORY_S: f64 = 1200.0;
/// A mean that is learnt from is clipped at this multiple of the variability. Assumption.
const CLIP: f64 = 2.5;
/// Factor that undoes the clipping, which takes away about a tenth of a mean square.
const UNCLIP: f64 = 1.1;
/// Seconds near a trigger that are left out of the learning, at most at once. Assumption.
const LEFT_OUT_S: f64 = 120.0;
/// Share of the time that may be left out of the learning. Assumption.
const LEFT_OUT_SHARE: f64 = 0.15;
/// Lower bound on the learnt variability, in bpm. Assumption. A lower bound gives the steadiest hearts more false
/// prompts.
const LEAST_VARIABILITY: f64 = 1.0;
/// How much higher the threshold is for a variability of which nothing is learnt yet, as a share. It falls with the
/// minutes of talk. Assumption.
const UNLEARNT: f64 = 0.2;

/// The excess of one heart, and its variability in calm talk.
#[derive(Debug)]
pub(crate) struct Detector {
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

/// What the last seconds say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Evidence {
    /// The largest mean, as a multiple of its variability.
    pub score: f64,
    /// The same among durations that outlast a movement.
    pub outlasting: f64,
}

impl Default for Detector {
    fn default() -> Self {
        let means = DURATIONS_S.map(|_| Mean { square: 1.0, ..Mean::default() });
        Self { recent: VecDeque::with_capacity(DURATIONS_S[5] + 1), means, seconds: 0, left_out_s: 0.0 }
    }
}

impl Detector {
    /// Whether nothing is learnt from calm talk yet.
    pub(crate) fn is_beginning(&self) -> bool {
        self.means[0].learnt_from == 0.0
    }

    /// Begins with the spread of the warm-up (bpm, and the seconds that it rests on), and with the variability that is
    /// known from talks before.
    pub(crate) fn begin(&mut self, (spread, measured_s): (f64, u32), known: Option<[f64; 6]>) {
        let share = f64::from(measured_s) / (f64::from(measured_s) + USUAL_S);
        let square = USUAL_SPREAD * USUAL_SPREAD + share * (spread * spread - USUAL_SPREAD * USUAL_SPREAD);
        for (i, (mean, seconds)) in self.means.iter_mut().zip(DURATIONS_S).enumerate() {
            if mean.learnt_from == 0.0 {
                let expected = expected_square(square, seconds as f64);
                mean.square = known.map_or(expected, |known| f64::midpoint(known[i].powi(2), expected));
            }
        }
    }

    /// Takes in one second: the excess in bpm; `None` without a reading.
    pub(crate) fn push(&mut self, excess: Option<f64>) {
        let now = excess.map(|x| (100.0 * x).round() as i32);
        let counts = |x: Option<i32>| x.unwrap_or(0).clamp(-MOST, MOST);
        for (mean, seconds) in self.means.iter_mut().zip(DURATIONS_S) {
            let leaves = self.recent.get(seconds - 1).copied().flatten();
            mean.sum += counts(now) - counts(leaves);
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
        let change = if is_near_pause { 1.0 } else { -LEFT_OUT_SHARE };
        self.left_out_s = (self.left_out_s + change).clamp(0.0, LEFT_OUT_S);
        if is_near_pause && self.left_out_s < LEFT_OUT_S {
            return;
        }
        for (mean, seconds) in self.means.iter_mut().zip(DURATIONS_S) {
            if !self.seconds.is_multiple_of(seconds as u64) {
                continue;
            }
            let Some(value) = mean.value(seconds) else { continue };
            let most = CLIP * mean.variability();
            let seconds = seconds as f64;
            mean.learnt_from = (mean.learnt_from + 1.0).min(MEMORY_S / seconds);
            mean.square +=
                (UNCLIP * value.clamp(-most, most).powi(2) - mean.square) / (BEGINNING_S / seconds + mean.learnt_from);
        }
    }

    /// What the last seconds say. Means below `floor` (bpm) count as none. `doubt` is how far off the baseline may be,
    /// as a standard deviation in bpm. `coarse` leaves out the short means.
    pub(crate) fn evidence(&self, floor: f64, doubt: f64, coarse: bool) -> Evidence {
        let mut evidence = Evidence::default();
        for (i, (mean, seconds)) in self.means.iter().zip(DURATIONS_S).enumerate() {
            let skipped = coarse && i < COARSE_FROM;
            let Some(value) = mean.value(seconds).filter(|value| !skipped && *value >= floor) else { continue };
            let seconds = seconds as f64;
            let unlearnt = 1.0 + UNLEARNT / (1.0 + mean.learnt_from * seconds / 60.0);
            let score = value / (mean.variability().hypot(doubt) * unlearnt);
            evidence.score = evidence.score.max(score);
            if i >= OUTLASTS_FROM {
                evidence.outlasting = evidence.outlasting.max(score);
            }
        }
        evidence
    }

    /// How far calm means of each duration vary: standard deviations, in bpm.
    pub(crate) fn variability(&self) -> [f64; 6] {
        self.means.map(|mean| mean.variability())
    }

    fn at(&self, seconds_ago: usize) -> Option<f64> {
        self.recent.get(seconds_ago).copied().flatten().map(|x| f64::from(x) / 100.0)
    }
}

impl Mean {
    fn value(&self, seconds: usize) -> Option<f64> {
        enough(self.readings, seconds).then(|| f64::from(self.sum) / 100.0 / self.readings as f64)
    }

    fn variability(&self) -> f64 {
        self.square.sqrt().max(LEAST_VARIABILITY)
    }
}

fn enough(readings: usize, seconds: usize) -> bool {
    readings * READINGS.1 >= seconds * READINGS.0
}

/// Mean square of the mean of an AR(1) process of this variance over `seconds`, around a baseline that is off.
fn expected_square(variance: f64, seconds: f64) -> f64 {
    let r = CORRELATION_S / seconds;
    CENTRE_OFF * CENTRE_OFF + variance * 2.0 * r * (1.0 - r * (1.0 - (-1.0 / r).exp()))
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // a variability that is kept is returned exactly
mod tests;
