//! Whether somebody who followed the pacer breathes freely now, from the last breath.
//!
//! Free breathing is uneven, so it has no pace that could be found (`own_pace`), and in a window of half a minute the wave of
//! the last led breath dies away. So the wave of the seconds before is carried on, as it was then, and held against the
//! beats since. It has broken off if less than half of it goes on, and the pacer's rhythm explains less than half of what the
//! heart does instead. The second keeps a softer breath, or a later one, from looking like none.

use std::f64::consts::TAU;

use super::following::{BeatInBreath, LEAST_FIT, about_line, sinusoid};
use super::least_squares::fitted;
use crate::pacer::Pacer;

/// The breaths that are looked at. Chosen by simulation (`docs/practice.md`): of 300 people who leave the pacer and breathe
/// freely, 286 are noticed within 30 s, and 268 with one and a half. Less would hardly be a wave.
const BREATHS: f64 = 1.0;
/// The fewest breaths before them. Assumption: one may be chance.
const BREATHS_BEFORE: f64 = 2.0;
/// The share of the time that clean beats must fill, 0 to 1. Assumption, as for half a minute.
const FILLED: f64 = 0.8;
/// The share of the wave that goes on where somebody follows, and of the variance that the pacer's rhythm explains, 0 to 1.
/// With 0.6, 292 are noticed, and people who follow are said not to a third more often.
const HALF: f64 = 0.5;

/// Whether the wave of the minute has broken off. `minute` are its clean beats, the latest first.
pub(super) fn has_broken_off(minute: &[BeatInBreath], pacer: Pacer) -> bool {
    broken_off(minute, pacer).unwrap_or(false)
}

/// The same; `None` if the beats don't say.
fn broken_off(minute: &[BeatInBreath], pacer: Pacer) -> Option<bool> {
    let recent_s = BREATHS * pacer.length_s();
    let newest_s = minute.first()?.ago_s;
    let (recent, before) = minute.split_at(minute.iter().take_while(|beat| beat.ago_s <= newest_s + recent_s).count());
    let fills = |beats: &[BeatInBreath], s: f64| beats.iter().map(|beat| beat.interval_s).sum::<f64>() >= FILLED * s;
    if !fills(recent, recent_s) || !fills(before, BREATHS_BEFORE * pacer.length_s()) {
        return None;
    }
    let ([.., cos, sin], followed) = wave(before)?;
    if followed < LEAST_FIT {
        return None;
    }
    let carried_on = |beat: &BeatInBreath| {
        let (sin_now, cos_now) = (TAU * beat.breaths).sin_cos();
        ([1.0, beat.ago_s / recent_s, cos * cos_now + sin * sin_now], beat.rate(), beat.interval_s)
    };
    let ([_, _, goes_on], _) = fitted(recent.iter().map(carried_on))?;
    Some(goes_on < HALF && wave(recent)?.1 < HALF)
}

/// The pacer's wave, and the share of the variance about a line that it explains (R²), 0 to 1.
fn wave(beats: &[BeatInBreath]) -> Option<([f64; 4], f64)> {
    let about_line = about_line(beats).filter(|squares| *squares > 0.0)?;
    let (solved, left) = sinusoid(beats, |beat| TAU * beat.breaths)?;
    Some((solved, 1.0 - left / about_line))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A minute of a heart whose wave has this size in the last `s` seconds, and a wave of 14 breaths a minute then.
    fn minute(s: f64, size: f64, pacer: Pacer) -> Vec<BeatInBreath> {
        let (mut ago_s, mut beats) = (0.5, Vec::new());
        while ago_s < 60.0 {
            let breaths = 20.0 - ago_s / pacer.length_s();
            let (led, own) = if ago_s < s { (size, 1.0 - size) } else { (1.0, 0.0) };
            let rate = 70.0 + 6.0 * led * (TAU * breaths).sin() + 3.0 * own * (TAU * ago_s * 14.0 / 60.0).sin();
            beats.push(BeatInBreath { ago_s, interval_s: 60.0 / rate, breaths });
            ago_s += 60.0 / rate;
        }
        beats
    }

    #[test]
    fn a_wave_that_no_longer_goes_on_has_broken_off() {
        for pacer in [4.0, 5.5, 7.0].map(|rate| Pacer::default().at_rate(rate)) {
            let recent_s = BREATHS * pacer.length_s();
            assert!(has_broken_off(&minute(recent_s, 0.0, pacer), pacer), "{pacer:?}");
            assert!(!has_broken_off(&minute(0.0, 0.0, pacer), pacer), "{pacer:?}");
        }
    }

    #[test]
    fn a_softer_breath_in_step_with_the_pacer_has_not() {
        let pacer = Pacer::default();
        let mut softer = minute(15.0, 0.4, pacer);
        softer.iter_mut().filter(|beat| beat.ago_s < 15.0).for_each(|beat| {
            beat.interval_s = 60.0 / (70.0 + 2.4 * (TAU * beat.breaths).sin());
        });
        assert!(!has_broken_off(&softer, pacer));
    }

    #[test]
    fn too_few_beats_or_no_wave_before_say_nothing() {
        let pacer = Pacer::default();
        let left = minute(15.0, 0.0, pacer);
        let thin: Vec<_> = left.iter().copied().step_by(2).collect();
        assert_eq!(broken_off(&thin, pacer), None);
        assert_eq!(broken_off(&left[..30], pacer), None);
        assert_eq!(broken_off(&[], pacer), None);
        assert_eq!(broken_off(&minute(60.0, 0.0, pacer), pacer), None);
    }
}
