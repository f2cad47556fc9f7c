//! Breathing rate from the live spectrum: the heart quickens as one breathes in (respiratory sinus arrhythmia).
//!
//! Two waves may be breathing. One below 0.15 Hz is breathing only when it holds nearly the whole rhythm, as in slow
//! paced breathing. Blood pressure has waves of its own there, around 0.1 Hz. One above 0.15 Hz is breathing when it
//! holds most of the power up there, and when it is no overtone of a slower wave. Else there is no rate.
//!
//! The gates are those of [`crate::heart::hrv`] for whole recordings, with other shares: one short window makes a wave
//! broader. `docs/breathing.md` says how they were chosen, and what else was tried.

use super::{BIN_HZ, RHYTHM_HZ, Transform};

/// Where slow breathing is looked for, in Hz: 3 to 9 breaths a minute.
const SLOW_HZ: [f64; 2] = [0.05, 0.15];
/// Where usual breathing is looked for, in Hz: 9 to 24 breaths a minute. HF of the Task Force.
const USUAL_HZ: [f64; 2] = [0.15, 0.40];
/// Half the width of a wave, in Hz: one and a half bins. A Hann window leaves 96 to 100 % of a pure wave in there. From
/// `docs/breathing.md`: with two bins, more waves of blood pressure pass for breathing.
const HALF_WIDTH_HZ: f64 = 1.5 * BIN_HZ;
/// Share of the rhythm that makes a slow wave breathing. From `docs/breathing.md`. A lower share shows more rates, and
/// more of them are waves of blood pressure.
const SLOW_SHARE: f64 = 0.88;
/// Share of the power in [`USUAL_HZ`] that makes a wave there breathing. From `docs/breathing.md`. A lower share shows
/// more rates of uneven breathing, and they err more.
const USUAL_SHARE: f64 = 0.7;
/// Share of the rhythm that such a wave must have. As in [`crate::heart::hrv`]: a weaker one may be anything.
const LEAST_SHARE: f64 = 0.1;
/// The least power of a wave, in ms². An assumption: below, it is of the size of the strap's unit, 1/1024 s.
const LEAST_MS2: f64 = 1.0;

impl Transform {
    /// Breaths a minute; `None` when no wave is surely breathing.
    pub(super) fn breathing_per_minute(&self) -> Option<f64> {
        let [low, high] = RHYTHM_HZ;
        let rhythm = self.power(low, high);
        let slow = self.crest_hz(SLOW_HZ).filter(|hz| self.is_breathing(*hz, SLOW_SHARE * rhythm));
        let usual = || self.crest_hz(USUAL_HZ).filter(|hz| self.is_usual_breathing(*hz, rhythm));
        slow.or_else(usual).map(|hz| 60.0 * hz)
    }

    fn is_usual_breathing(&self, hz: f64, rhythm: f64) -> bool {
        let [low, high] = USUAL_HZ;
        // The whole of a wave at the lower edge counts on both sides.
        let all = self.power(low.min(hz - HALF_WIDTH_HZ), high);
        let is_overtone = [2.0, 3.0].iter().any(|n| self.wave(hz / n) > self.wave(hz));
        self.is_breathing(hz, (USUAL_SHARE * all).max(LEAST_SHARE * rhythm)) && !is_overtone
    }

    fn is_breathing(&self, hz: f64, least: f64) -> bool {
        self.wave(hz) >= least.max(LEAST_MS2)
    }

    /// Power of the wave at a frequency, in ms².
    fn wave(&self, hz: f64) -> f64 {
        let [low, high] = RHYTHM_HZ;
        self.power((hz - HALF_WIDTH_HZ).max(low), (hz + HALF_WIDTH_HZ).min(high))
    }
}
