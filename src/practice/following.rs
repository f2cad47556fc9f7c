//! How the heart moves with the pacer's breath: least squares over the last minute.
//!
//! `HR(t) = a + b·t + c·cos θ + s·sin θ`, with `θ = 2π · breaths led until t`. Each beat is weighted with its interval and
//! stands in the middle of it.
//!
//! - **Fit**: the share of the variance about the line `a + b·t` that the wave explains (R²), 0 to 1.
//! - **Behind**: `atan2(s, c)` less the same angle of the breath's own fullness, in degrees. 0 means that the heart is
//!   fastest when the breath is fullest. Positive means later. A strap's delay is in it: one second late is 36° at six
//!   breaths a minute.
//! - **Swing**: highest less lowest rate of the wave with its first overtone, in beats a minute. Single highest and lowest
//!   beats of each breath would grow with noise (`docs/practice.md` has the figures).

use std::f64::consts::{PI, TAU};

use serde::{Deserialize, Serialize};

use super::least_squares::{Sums, fitted};
use crate::pacer::Pacer;

/// The seconds that are looked at. Six breaths at the usual pace.
pub(super) const WINDOW_S: f64 = 60.0;
/// The share of the time that clean beats must fill, 0 to 1. Assumption, as for RMSSD (`docs/metrics.md`).
const FILLED: f64 = 0.85;
/// The fewest breaths that a wave rests on. Assumption: one or two may be chance.
const FEWEST_BREATHS: f64 = 3.0;
/// The share of the variance that the wave must explain (R²) before its swing is said, 0 to 1. Assumption: below it the
/// heart moves for other reasons. A larger value says the sentence more rarely.
pub(super) const LEAST_FIT: f64 = 0.4;
/// Points at which a wave is looked at for its highest and lowest rate. With 120 the error is below 0.2 per cent.
const POINTS: u32 = 120;

/// One clean beat beside the breath that was led.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BeatInBreath {
    /// Seconds before now, of the middle of its interval.
    pub(super) ago_s: f64,
    /// The interval before it in seconds.
    pub(super) interval_s: f64,
    /// How many breaths had been led then.
    pub(super) breaths: f64,
}

impl BeatInBreath {
    /// The heart rate in beats a minute.
    pub(super) fn rate(&self) -> f64 {
        60.0 / self.interval_s
    }
}

/// The weighted squares about a line through these beats; `None` if they don't determine one.
pub(super) fn about_line(beats: &[BeatInBreath]) -> Option<f64> {
    let rows = beats.iter().map(|beat| ([1.0, beat.ago_s / WINDOW_S], beat.rate(), beat.interval_s));
    fitted(rows).map(|(_, left)| left)
}

/// A line and the sinusoid of this angle in radians: the offset, the slope, the cosine and the sine; and the squares that
/// they leave.
pub(super) fn sinusoid(beats: &[BeatInBreath], angle: impl Fn(&BeatInBreath) -> f64) -> Option<([f64; 4], f64)> {
    fitted(beats.iter().map(|beat| {
        let (sin, cos) = angle(beat).sin_cos();
        ([1.0, beat.ago_s / WINDOW_S, cos, sin], beat.rate(), beat.interval_s)
    }))
}

/// How the heart moves with the breath.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Following {
    /// Highest less lowest rate of the mean wave, in beats a minute.
    pub swing_bpm: f64,
    /// The share of the variance that the wave explains (R²), 0 to 1. Live it is that of the last half minute where that is
    /// below 0.4, so that it falls soon after somebody leaves the pacer.
    pub fit: f64,
    /// How far the heart is behind the breath, −180 to 180 degrees.
    pub behind_deg: f64,
}

/// The wave of the last minute; `None` unless the beats fill three breaths and 85 % of the time for which a breath has
/// been led, at most the whole minute.
pub(super) fn following(beats: &[BeatInBreath], pacer: Pacer, led_s: f64) -> Option<Following> {
    wave(beats, pacer, led_s.min(WINDOW_S))
}

/// The wave of `led_s` seconds, for which a breath was led.
pub(super) fn wave(beats: &[BeatInBreath], pacer: Pacer, led_s: f64) -> Option<Following> {
    let filled: f64 = beats.iter().map(|beat| beat.interval_s).sum();
    if filled < FILLED * led_s || led_s < FEWEST_BREATHS * pacer.length_s() {
        return None;
    }
    let (mut line, mut wave, mut overtone) = (Sums::<2>::default(), Sums::<4>::default(), Sums::<6>::default());
    for beat in beats {
        let (sin, cos) = (TAU * beat.breaths).sin_cos();
        let (sin2, cos2) = (2.0 * sin * cos, cos * cos - sin * sin);
        let t = beat.ago_s / led_s;
        line.add(&[1.0, t], beat.rate(), beat.interval_s);
        wave.add(&[1.0, t, cos, sin], beat.rate(), beat.interval_s);
        overtone.add(&[1.0, t, cos, sin, cos2, sin2], beat.rate(), beat.interval_s);
    }
    let about_line = line.left_over(&line.solve()?);
    let solved = wave.solve()?;
    let [_, _, cos, sin] = solved;
    let fit = if about_line > 0.0 { 1.0 - wave.left_over(&solved) / about_line } else { 0.0 };
    let behind = (sin.atan2(cos) - TAU * pacer.fullest()).to_degrees();
    let behind_deg = (behind + 180.0).rem_euclid(360.0) - 180.0;
    let swing_bpm = swing(&overtone.solve()?) / kept(beats, pacer);
    Some(Following { swing_bpm, fit: fit.clamp(0.0, 1.0), behind_deg })
}

/// The share of the wave that intervals show, 0 to 1: the rate of an interval is the mean over all of it.
fn kept(beats: &[BeatInBreath], pacer: Pacer) -> f64 {
    let (squares, sum) = beats
        .iter()
        .fold((0.0, 0.0), |(squares, sum), beat| (squares + beat.interval_s * beat.interval_s, sum + beat.interval_s));
    let half_angle = PI * squares / sum / pacer.length_s();
    half_angle.sin() / half_angle
}

/// Highest less lowest value of the two sinusoids.
fn swing([_, _, cos, sin, cos2, sin2]: &[f64; 6]) -> f64 {
    let value = |point: u32| {
        let angle = TAU * f64::from(point) / f64::from(POINTS);
        cos * angle.cos() + sin * angle.sin() + cos2 * (2.0 * angle).cos() + sin2 * (2.0 * angle).sin()
    };
    let (low, high) = (0..POINTS).map(value).fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    high - low
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beats of the last minute whose rate follows the breath `late_s` seconds later, `swing` beats a minute from
    /// highest to lowest.
    fn beats(pacer: Pacer, swing: f64, late_s: f64) -> Vec<BeatInBreath> {
        let (mut at, mut beats) = (0.0, Vec::new());
        while at < WINDOW_S {
            let fullness = pacer.at_phase(((at + 0.4 - late_s) / pacer.length_s()).rem_euclid(1.0)).fullness;
            let interval_s = 60.0 / (70.0 + swing * (fullness - 0.5));
            let middle = at + interval_s / 2.0;
            at += interval_s;
            beats.push(BeatInBreath { ago_s: WINDOW_S - middle, interval_s, breaths: middle / pacer.length_s() });
        }
        beats
    }

    #[test]
    fn a_heart_that_follows_is_as_far_behind_and_moves_as_far_as_it_does() {
        for (pacer, swing, late_s) in
            [(Pacer::LONGER_OUT, 14.0, 0.0), (Pacer::EVEN, 24.0, 1.0), (Pacer::SIGH, 8.0, -0.5)]
        {
            let Following { swing_bpm, fit, behind_deg } =
                following(&beats(pacer, swing, late_s), pacer, 60.0).unwrap();
            let late = 360.0 * late_s / pacer.length_s();
            assert!((swing_bpm - swing).abs() < 0.7, "{swing}: {swing_bpm}");
            assert!(fit > 0.85 && (behind_deg - late).abs() < 4.0, "{fit} {late}: {behind_deg}");
        }
    }

    #[test]
    fn too_few_beats_or_breaths_carry_no_wave() {
        let all = beats(Pacer::default(), 14.0, 0.0);
        let half: Vec<_> = all.iter().copied().step_by(2).collect();
        assert_eq!(following(&half, Pacer::default(), 60.0), None);
        assert_eq!(following(&all[all.len() - 30..], Pacer::default(), 25.0), None);
        assert_eq!(following(&[], Pacer::default(), 0.0), None);
    }
}
