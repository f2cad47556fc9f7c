//! Which figures a session can have. A line with another one is broken, and none is written.

use std::ops::RangeInclusive;

use super::past::{PastPractice, PastReading, PastResonance, PastSession, PastTalk, ResonanceStep};

// The bounds below are assumptions: wider than any session, so that only damage falls outside. A narrower one would leave
// out true sessions.

/// The longest series of a practice: ten values show its course.
const LONGEST_SERIES: usize = 10;
/// The most rates of a resonance test.
const MOST_STEPS: usize = 1000;
/// The most pauses of a talk.
const MOST_PAUSES: u32 = 1000;
/// The lengths of a reading that ever were offered, in minutes. A file outlives the practice that wrote it.
const READINGS: [u8; 2] = [2, 5];
/// The longest session or pause, in seconds: a week, as for a journal.
const LONGEST_S: u32 = 7 * 24 * 60 * 60;
/// Beats a minute that a heart can have.
const HEART_RATE: RangeInclusive<f64> = 10.0..=300.0;
/// How far a heart rate can rise and fall with a breath, in beats a minute.
const SWING: RangeInclusive<f64> = 0.0..=200.0;
/// Milliseconds that RMSSD and SDNN can have.
const VARIABILITY: RangeInclusive<f64> = 0.0..=2000.0;
/// Breaths a minute. Nobody breathes faster at rest.
const BREATHING: RangeInclusive<f64> = 0.0..=60.0;
/// Seconds of a part of a breath.
const BREATH_PART: RangeInclusive<f64> = 0.0..=60.0;
/// Degrees that the heart can lag behind the breath, or lead it.
const BEHIND: RangeInclusive<f64> = -360.0..=360.0;
const SHARE: RangeInclusive<f64> = 0.0..=1.0;
/// The digits that stand for a strap.
const STRAP_DIGITS: usize = 4;
/// The scale of how it feels.
const FELT: RangeInclusive<u8> = 0..=9;

impl PastSession {
    /// Whether every figure is one that a session can have.
    pub fn is_possible(&self) -> bool {
        match self {
            Self::Practice(it) => it.is_possible(),
            Self::Reading(it) => it.is_possible(),
            Self::Resonance(it) => it.is_possible(),
            Self::Talk(it) => it.is_possible(),
        }
    }
}

impl PastPractice {
    fn is_possible(&self) -> bool {
        let swings = [self.swing_first_bpm, self.swing_last_bpm].into_iter().chain(self.swing_bpm.iter().copied());
        let parts = self.breath.iter().flat_map(|breath| [breath.in_s, breath.top_up_s, breath.out_s]);
        self.seconds <= LONGEST_S
            && self.swing_bpm.len() <= LONGEST_SERIES
            && parts.into_iter().all(|part| BREATH_PART.contains(&part))
            && swings.flatten().all(|swing| SWING.contains(&swing))
            && self.rmssd_ms.is_none_or(|ms| VARIABILITY.contains(&ms))
            && self.heart_rate_bpm.is_none_or(|rate| HEART_RATE.contains(&rate))
            && self.clean_share.is_none_or(|share| SHARE.contains(&share))
            && [self.felt_before, self.felt_after].into_iter().flatten().all(|felt| FELT.contains(&felt))
    }
}

impl PastReading {
    fn is_possible(&self) -> bool {
        READINGS.contains(&self.minutes)
            && is_strap(self.strap.as_ref())
            && [self.rmssd_ms, self.sdnn_ms].iter().all(|ms| VARIABILITY.contains(ms))
            && HEART_RATE.contains(&self.heart_rate_bpm)
            && self.breathing_per_minute.is_none_or(|rate| BREATHING.contains(&rate))
            && SHARE.contains(&self.clean_share)
    }
}

impl PastTalk {
    fn is_possible(&self) -> bool {
        // A pause leads back into the talk once at most.
        self.pauses <= MOST_PAUSES
            && self.pause_s.len() <= self.pauses as usize
            && self.pause_s.iter().all(|s| *s <= LONGEST_S)
    }
}

impl PastResonance {
    fn is_possible(&self) -> bool {
        let rates = [self.peak_per_minute, self.within_per_minute];
        is_strap(self.strap.as_ref())
            && self.steps.len() <= MOST_STEPS
            && self.steps.iter().all(ResonanceStep::is_possible)
            && rates.into_iter().flatten().all(|rate| BREATHING.contains(&rate))
    }
}

impl ResonanceStep {
    fn is_possible(&self) -> bool {
        BREATHING.contains(&self.per_minute)
            && SWING.contains(&self.swing_bpm)
            && SHARE.contains(&self.fit)
            && BEHIND.contains(&self.behind_deg)
            && self.felt.is_none_or(|felt| FELT.contains(&felt))
    }
}

/// Whether these are the digits of a strap, or there are none.
fn is_strap(digits: Option<&String>) -> bool {
    digits.is_none_or(|it| it.len() == STRAP_DIGITS && it.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
