//! How far, and how late, a simulated heart moves with slow breathing that a pacer leads.
//!
//! Slow breathing drives the blood pressure reflex, and the reflex resonates: at one pace of 4.5 to 6.5 breaths a minute
//! the heart rate moves furthest, and in phase with the breath (Vaschillo, Appl Psychophysiol Biofeedback 27:1, 2002 and
//! 31:129, 2006; Lehrer & Gevirtz, Front Psychol 5:756, 2014). The model is a resonator of second order, in its band-pass
//! form. That is an assumption: the sources plot some people's curves and give no formula.
//!
//! ```text
//! response = swing / (1 + j · quality · (pace / resonance − resonance / pace))
//! ```
//!
//! Faster breathing makes the heart come later, slower breathing sooner. [`Shape`] has other curves, so that an estimate
//! is not judged by this model alone. The response is one sinusoid: a real one has overtones too.

use std::f64::consts::TAU;

use fastrand::Rng;

use super::random::{around, between};

/// Time constant with which the response builds up, in breaths. Assumption: the heart needs some breaths to follow, and
/// tests of the resonance discard their first 30 to 60 s (Shaffer & Meehan 2020).
const BUILDS_UP_BREATHS: f64 = 2.0;
/// Time constant with which it dies away, in breaths. A resonator of quality 3 loses 63 % in `quality / π` cycles.
const DIES_AWAY_BREATHS: f64 = 1.0;
/// Time constant with which somebody leaves their own breath for the pacer's and goes back to it, in seconds. Assumption.
const FALLS_IN_S: f64 = 3.0;

/// How far the heart moves at each pace, and how late.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// A resonator.
    Resonator {
        /// How narrow it is, without unit. With 3 the heart moves 14 % less at half a breath a minute off.
        quality: f64,
    },
    /// A Gaussian in the logarithm of the response, equally late at every pace.
    Bump {
        /// Its standard deviation, in breaths a minute.
        width: f64,
    },
    /// A heart without a resonance: it moves less by this share for every breath a minute more, at every pace.
    Falling {
        /// 0 for a heart that moves equally far at every pace.
        share: f64,
    },
}

/// What slow breathing does to one heart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resonance {
    /// The pace at which the heart moves furthest, in breaths a minute.
    pub per_minute: f64,
    /// How far it moves then: highest less lowest rate, in beats a minute.
    pub swing_bpm: f64,
    /// How it moves at other paces.
    pub shape: Shape,
    /// The share of the heart's own 0.1 Hz wave that is left while somebody follows the pacer, 0 to 1.
    pub own_wave: f64,
}

impl Resonance {
    /// Draws a person's: 4.5 to 6.5 breaths a minute (Lehrer & Gevirtz 2014), of quality 3 ×÷ 1.3. The quality is an
    /// assumption: half a breath a minute off, the heart then moves 14 % less. `rsa_amplitude` is that of the body.
    pub fn draw(rng: &mut Rng, rsa_amplitude: f64) -> Self {
        let per_minute = between(rng, 4.5, 6.5);
        let quality = around(rng, 3.0, 1.3).clamp(1.5, 6.0);
        Self {
            per_minute,
            swing_bpm: SWING_PER_RSA * rsa_amplitude,
            shape: Shape::Resonator { quality },
            own_wave: OWN_WAVE,
        }
    }

    /// How far the heart moves at this pace once it follows, in beats a minute, and how late it is, in radians.
    pub fn at(&self, per_minute: f64) -> (f64, f64) {
        let off = per_minute - self.per_minute;
        let (share, late) = match self.shape {
            Shape::Resonator { quality } => {
                let detuned = quality * (per_minute / self.per_minute - self.per_minute / per_minute);
                (1.0 / detuned.hypot(1.0), detuned.atan())
            }
            Shape::Bump { width } => ((-(off / width).powi(2) / 2.0).exp(), 0.0),
            Shape::Falling { share } => ((-share * off).exp(), 0.0),
        };
        (self.swing_bpm * share, late)
    }
}

/// Slow breathing draws the heart's own 0.1 Hz wave into its rhythm (Bernardi, BMJ 323:1446, 2001). By how much is an
/// assumption. A larger share hides the resonance: `docs/resonance.md` has the figures for 1 and for 0.5.
const OWN_WAVE: f64 = 0.5;

/// How much further the heart moves at the resonance than half of it at 15 breaths a minute. The same body moves 2.5 times
/// as far at six breaths a minute (`SLOWEST_HZ` in `breath`), and the swing is twice the amplitude.
const SWING_PER_RSA: f64 = 5.0;

/// A breath that a pacer leads, and that somebody follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LedBreath {
    /// Its pace in breaths a minute.
    pub per_minute: f64,
    /// Where it stands, in turns since it was fullest.
    pub turns: f64,
}

/// The response of one heart, as it builds up and dies away.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlowResponse {
    resonance: Resonance,
    /// The breath that is followed, or was last.
    breath: LedBreath,
    /// The response in step with the breath, and a quarter of a turn later; in bpm.
    in_step: f64,
    later: f64,
    /// How much of the pacer's breath is followed now, 0 to 1.
    follows: f64,
}

impl SlowResponse {
    /// Of somebody who follows no pacer yet.
    pub(crate) fn new(resonance: Resonance) -> Self {
        let breath = LedBreath { per_minute: resonance.per_minute, turns: 0.0 };
        Self { resonance, breath, in_step: 0.0, later: 0.0, follows: 0.0 }
    }

    /// The share of the heart's own 0.1 Hz wave that is left now, 0 to 1.
    pub(crate) fn own_wave(&self) -> f64 {
        1.0 - (1.0 - self.resonance.own_wave) * self.follows
    }

    /// What breathing adds to the heart rate after another `dt` seconds, in bpm. `own` is what breathing without a pacer
    /// would add.
    pub(crate) fn step(&mut self, dt: f64, led: Option<LedBreath>, own: f64) -> f64 {
        let turned = LedBreath { turns: self.breath.turns + dt * self.breath.per_minute / 60.0, ..self.breath };
        self.breath = led.unwrap_or(turned);
        let (wanted, late) = led.map_or((0.0, 0.0), |breath| self.resonance.at(breath.per_minute));
        let breaths = if led.is_some() { BUILDS_UP_BREATHS } else { DIES_AWAY_BREATHS };
        let share = 1.0 - (-dt * self.breath.per_minute / 60.0 / breaths).exp();
        self.in_step += share * (wanted / 2.0 * late.cos() - self.in_step);
        self.later += share * (wanted / 2.0 * late.sin() - self.later);
        let follows = f64::from(u8::from(led.is_some()));
        self.follows += (follows - self.follows) * dt / FALLS_IN_S;
        let (sin, cos) = (TAU * self.breath.turns).sin_cos();
        self.in_step * cos + self.later * sin + (1.0 - self.follows) * own
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    const DT: f64 = 0.25;

    /// The highest response in the last breath of `seconds` with the pacer at this pace.
    fn highest_after(response: &mut SlowResponse, seconds: f64, per_minute: f64) -> f64 {
        let steps = (seconds / DT) as u32;
        let one = |step: u32| f64::from(step) * DT * per_minute / 60.0;
        let all: Vec<f64> =
            (0..steps).map(|step| response.step(DT, Some(LedBreath { per_minute, turns: one(step) }), 0.0)).collect();
        all.iter().rev().take((60.0 / per_minute / DT) as usize).copied().fold(f64::MIN, f64::max)
    }

    #[test]
    fn the_heart_moves_furthest_at_the_resonance_and_later_at_faster_paces() {
        let resonance =
            Resonance { per_minute: 5.4, swing_bpm: 16.0, shape: Shape::Resonator { quality: 3.0 }, own_wave: 1.0 };
        let (swing, late) = resonance.at(5.4);
        assert!((swing - 16.0).abs() < 1e-9 && late.abs() < 1e-9);
        assert!(resonance.at(6.4).0 < 13.0 && resonance.at(4.4).0 < 13.0);
        assert!(resonance.at(6.4).1 > 0.5 && resonance.at(4.4).1 < -0.5);
        assert!(resonance.at(6.4).1 < PI / 2.0);
    }

    #[test]
    fn the_response_builds_up_over_some_breaths_and_dies_away_without_the_pacer() {
        let resonance =
            Resonance { per_minute: 6.0, swing_bpm: 16.0, shape: Shape::Falling { share: 0.0 }, own_wave: 1.0 };
        let mut response = SlowResponse::new(resonance);
        let first = highest_after(&mut response, 10.0, 6.0);
        let later = highest_after(&mut response, 90.0, 6.0);
        assert!(first < 4.5 && later > 7.8, "{first} {later}");
        let alone: Vec<f64> = (0..160).map(|_| response.step(DT, None, 0.0)).collect();
        assert!(alone[120..].iter().all(|rate| rate.abs() < 0.5));
    }
}
