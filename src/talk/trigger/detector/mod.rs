//! Whether a heart rate has risen and stays up: a sequential test on what is left of it when the ordinary is taken away.
//!
//! **The question.** Each second brings the excess `x`: heart rate over 5 s minus the ordinary of the role. Calm, `x`
//! wanders around 0; aroused, it goes up by an unknown amount at an unknown time and stays. Against "calm", the
//! generalised likelihood ratio of "up by `a` for the last `d` seconds", maximised over `a`, is for Gaussian noise
//! `exp(z_d² / 2)` with
//!
//! ```text
//! z_d = m_d / sd(m_d),    m_d = mean of x over the last d seconds,
//! ```
//!
//! and the test is to look at the largest `z_d` over all `d` each second, and to call when it passes a limit: a large
//! rise passes it with the short means, within seconds, a small one with the long means, later.
//!
//! **Autocorrelation.** Were the `x` independent, `sd(m_d)` would be `sd(x) / √d`. They are far from it: breathing, the
//! 0.1 Hz wave, phrases of speech and slow waves make the means of half a minute swing nearly as far as those of five
//! seconds, by how much differs from heart to heart, and a test that ignores it rings all the time (a CUSUM with textbook
//! limits: about 17 times an hour). So no model is trusted with it: `sd(m_d)`, the *swing* at each of six durations, is
//! learnt from the person's own calm talk, as the mean square of means that do not overlap. It begins as that of an AR(1)
//! process with the spread of the warm-up, a correlation time of 4 s, and a centre that may be off,
//!
//! ```text
//! sd(m_d)² = CENTRE_OFF² + spread² · 2r (1 − r (1 − e^(−1/r))),    r = 4 s / d,
//! ```
//!
//! weighs as much as two minutes of talk, and gives way to what is heard. A restless heart so gets wider limits, a steady
//! one narrower. What is clipped at 2.5 swings can't teach that excitement is calm, and seconds that come near a call
//! teach nothing at all, as long as they stay the exception: two minutes at once and a seventh of the time. Learnt from,
//! a single episode would widen the limits for the next ten minutes; left out without end, hearts that often go up would
//! ring as often.
//!
//! **The limit** is not from a table: looks overlap, tails are heavier than Gaussian. It was chosen on simulated couples
//! of steady hearts so that it rings about once in ten hours of calm talk, with a little more for swings that have
//! not been seen yet. Hearts as restless as some recorded ones ring more often: `docs/detection.md` says how often.
//!
//! **Movement** can't be seen by a heart-rate strap, but it has a shape: a change of posture, a laugh, a cough lift the
//! rate within about five seconds and let it fall again within about twenty, while arousal takes ten seconds and more to
//! rise and stays. So an excess most of which came within 6 s is not believed until the rate has stayed up, above half of
//! its highest, for longer than a movement does (18 s), unless the beat-to-beat record says that the heart is held
//! otherwise than before. The waves of a restless heart can make a quick rise look slower than it was; so the more it
//! swings, the less of a rise must have been quick. And nothing is called while the rate is falling.
//!
//! Sums are whole hundredths of a beat a minute, so hours of adding leave nothing behind. Constant work a second.

use std::collections::VecDeque;

/// Over how many seconds means are taken.
pub const DURATIONS_S: [usize; 6] = [5, 8, 12, 18, 27, 40];
/// The first of the durations that a strap which sends only its own, late rate is judged by.
const COARSE_FROM: usize = 2;
/// The first of the durations that outlast a movement.
const OUTLASTS_FROM: usize = 3;

/// Share of the seconds of a mean that must have been heard.
const HEARD: (usize, usize) = (2, 5);
/// An excess beyond this adds nothing to a mean: no single second decides. In hundredths of a beat a minute.
const MOST: i32 = 2500;
/// A rise beyond what a movement makes.
const BEYOND_MOVEMENT: f64 = 28.0;

/// How far a centre learnt in a minute may be off today.
const CENTRE_OFF: f64 = 1.5;
/// The spread that is expected before any is known, and how many seconds of the warm-up it weighs.
const USUAL_SPREAD: f64 = 2.0;
const USUAL_SECONDS: f64 = 60.0;
const CORRELATION_S: f64 = 4.0;
/// The swing at the beginning weighs as many seconds, and what was heard longer ago than this is forgotten.
const BEGINNING_S: f64 = 120.0;
const MEMORY_S: f64 = 1200.0;
const CLIP: f64 = 2.5;
/// Clipping takes away about a tenth of a mean square.
const UNCLIP: f64 = 1.1;
/// Seconds near a call are left out of the learning: at most so many at once, and such a share of the time.
const LEFT_OUT_S: f64 = 120.0;
const LEFT_OUT_SHARE: f64 = 0.15;
/// Nobody's heart is steadier, or more restless and still to be judged.
const LEAST_SWING: f64 = 1.0;

/// How much more a swing that was never seen must be passed by.
const UNSEEN: f64 = 0.2;

/// Shape of a movement: so much of the present excess, and at least so many beats a minute, within so many seconds; both
/// less so many of the shortest swings, because the heart's own waves make a movement look slower than it was, but no less
/// than one.
const QUICK_SHARE: f64 = 0.85;
const QUICK_RISE: f64 = 12.0;
const QUICK_DOUBT: f64 = 1.5;
const QUICK_S: usize = 6;
/// A gap this long does not hide it.
const LOST_S: usize = 4;
/// How long ago a quick rise still explains what is up.
const QUICK_WITHIN_S: usize = 24;
/// Up for longer than a movement is: for so many heard seconds above so much of the highest mean over so many.
const STAYS_S: usize = 18;
const STAYS_ABOVE: f64 = 0.5;
const TOP_S: usize = 8;
/// Falling: below so much of the highest of the last so many seconds.
const FALLEN_TO: f64 = 0.8;
const FALLEN_WITHIN_S: usize = 12;

/// The excess of one heart, and how far it swings when all is calm.
#[derive(Debug)]
pub struct Detector {
    /// Excess in hundredths, the latest first; nothing where nothing was heard.
    recent: VecDeque<Option<i32>>,
    means: [Mean; 6],
    seconds: u64,
    /// Seconds that were left out of the learning, less those that were earned since.
    left_out_s: f64,
}

/// The mean over one duration.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    sum: i32,
    heard: usize,
    /// Mean square of calm means, and how many of them it rests on.
    square: f64,
    seen: f64,
}

/// What the last seconds say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The largest mean, in swings.
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
    /// Whether no calm talk has been heard yet, so that it is still beginning.
    pub fn is_beginning(&self) -> bool {
        self.means[0].seen == 0.0
    }

    /// Sets out from the spread of so many seconds of warm-up, and from how far this heart is known to swing.
    pub fn begin(&mut self, (spread, heard_s): (f64, u32), known: Option<[f64; 6]>) {
        let share = f64::from(heard_s) / (f64::from(heard_s) + USUAL_SECONDS);
        let square = USUAL_SPREAD * USUAL_SPREAD + share * (spread * spread - USUAL_SPREAD * USUAL_SPREAD);
        for (i, (mean, seconds)) in self.means.iter_mut().zip(DURATIONS_S).enumerate() {
            if mean.seen == 0.0 {
                let expected = expected_square(square, seconds as f64);
                mean.square = known.map_or(expected, |known| f64::midpoint(known[i].powi(2), expected));
            }
        }
    }

    /// Takes in one second: the excess, or that nothing was heard.
    pub fn push(&mut self, excess: Option<f64>) {
        let now = excess.map(|x| (100.0 * x).round() as i32);
        let counts = |x: Option<i32>| x.unwrap_or(0).clamp(-MOST, MOST);
        for (mean, seconds) in self.means.iter_mut().zip(DURATIONS_S) {
            let leaves = self.recent.get(seconds - 1).copied().flatten();
            mean.sum += counts(now) - counts(leaves);
            mean.heard = mean.heard + usize::from(now.is_some()) - usize::from(leaves.is_some());
        }
        self.recent.truncate(DURATIONS_S[5]);
        self.recent.push_front(now);
        self.seconds += 1;
    }

    /// Forgets the last seconds, but not how far the rate swings.
    pub fn forget(&mut self) {
        self.recent.clear();
        for mean in &mut self.means {
            (mean.sum, mean.heard) = (0, 0);
        }
    }

    /// Learns from a second of talk how far means swing: each duration from means that do not overlap. A second that is
    /// `near_a_call` is left out while that is the exception.
    pub fn learn(&mut self, near_a_call: bool) {
        let change = if near_a_call { 1.0 } else { -LEFT_OUT_SHARE };
        self.left_out_s = (self.left_out_s + change).clamp(0.0, LEFT_OUT_S);
        if near_a_call && self.left_out_s < LEFT_OUT_S {
            return;
        }
        for (mean, seconds) in self.means.iter_mut().zip(DURATIONS_S) {
            if !self.seconds.is_multiple_of(seconds as u64) {
                continue;
            }
            let Some(value) = mean.value(seconds) else { continue };
            let most = CLIP * mean.swing();
            let seconds = seconds as f64;
            mean.seen = (mean.seen + 1.0).min(MEMORY_S / seconds);
            mean.square +=
                (UNCLIP * value.clamp(-most, most).powi(2) - mean.square) / (BEGINNING_S / seconds + mean.seen);
        }
    }

    /// What the last seconds say; means below `floor` beats a minute say nothing. `doubt` is how far off the centre may
    /// be, as a standard deviation.
    pub fn evidence(&self, floor: f64, doubt: f64, coarse: bool) -> Evidence {
        let mut evidence = Evidence::default();
        for (i, (mean, seconds)) in self.means.iter().zip(DURATIONS_S).enumerate() {
            let skipped = coarse && i < COARSE_FROM;
            let Some(value) = mean.value(seconds).filter(|value| !skipped && *value >= floor) else { continue };
            let seconds = seconds as f64;
            let unseen = 1.0 + UNSEEN / (1.0 + mean.seen * seconds / 60.0);
            let score = value / (mean.swing().hypot(doubt) * unseen);
            evidence.score = evidence.score.max(score);
            if i >= OUTLASTS_FROM {
                evidence.outlasting = evidence.outlasting.max(score);
            }
        }
        evidence
    }

    /// Whether the rise has the shape of a movement that may still be over soon.
    pub fn may_be_movement(&self) -> bool {
        let Some(now) = self.at(0).filter(|now| *now < BEYOND_MOVEMENT) else { return false };
        // What was lost between may have been quick, too.
        let before = |ago| (ago + QUICK_S..=ago + QUICK_S + LOST_S).find_map(|ago| self.at(ago));
        let rises = (0..QUICK_WITHIN_S).filter_map(|ago| Some(self.at(ago)? - before(ago)?));
        let quickest = rises.fold(0.0, f64::max);
        let swing = self.means[0].swing();
        quickest >= f64::max(f64::max(QUICK_RISE, QUICK_SHARE * now) - QUICK_DOUBT * swing, swing)
    }

    /// Whether the rate has stayed up for longer than a movement does.
    pub fn stays_up(&self) -> bool {
        let means = (0..STAYS_S).filter_map(|ago| self.mean_until(ago, TOP_S));
        let highest = means.fold(f64::NEG_INFINITY, f64::max);
        // Seconds that were not heard may have been down: they don't count.
        let heard = || (0..self.recent.len()).filter_map(|ago| self.at(ago)).take(STAYS_S);
        highest > 0.0 && heard().count() == STAYS_S && heard().all(|x| x > STAYS_ABOVE * highest)
    }

    /// Whether the rate is on its way down.
    pub fn is_falling(&self) -> bool {
        let highest = (0..FALLEN_WITHIN_S).filter_map(|ago| self.at(ago)).fold(0.0, f64::max);
        self.at(0).is_none_or(|now| now < FALLEN_TO * highest)
    }

    /// How far calm means of each duration swing.
    pub fn swings(&self) -> [f64; 6] {
        self.means.map(|mean| mean.swing())
    }

    /// The mean over the seconds up to `ago`, if enough of them were heard.
    fn mean_until(&self, ago: usize, seconds: usize) -> Option<f64> {
        let all = (ago..ago + seconds).filter_map(|ago| self.at(ago));
        let (sum, heard) = all.fold((0.0, 0), |(sum, heard), excess| (sum + excess, heard + 1));
        enough(heard, seconds).then(|| sum / heard as f64)
    }

    fn at(&self, seconds_ago: usize) -> Option<f64> {
        self.recent.get(seconds_ago).copied().flatten().map(|x| f64::from(x) / 100.0)
    }
}

impl Mean {
    fn value(&self, seconds: usize) -> Option<f64> {
        enough(self.heard, seconds).then(|| f64::from(self.sum) / 100.0 / self.heard as f64)
    }

    fn swing(&self) -> f64 {
        self.square.sqrt().max(LEAST_SWING)
    }
}

fn enough(heard: usize, seconds: usize) -> bool {
    heard * HEARD.1 >= seconds * HEARD.0
}

/// Mean square of the mean of an AR(1) process of this variance over `seconds`, around a centre that is off.
fn expected_square(variance: f64, seconds: f64) -> f64 {
    let r = CORRELATION_S / seconds;
    CENTRE_OFF * CENTRE_OFF + variance * 2.0 * r * (1.0 - r * (1.0 - (-1.0 / r).exp()))
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // what is kept is given back exactly
mod tests;
