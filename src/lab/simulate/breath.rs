//! When a simulated body breathes, and how deep: regular at rest, erratic in speech, along with a pacer in a pause.

use std::f64::consts::{PI, TAU};

use fastrand::Rng;

use super::person::SimulatedBody;
use super::random::{around, noise, normal};

/// Slower breaths swing the heart more, in inverse proportion, down to this frequency (Hirsch & Bishop, Am J Physiol
/// 241:H620, 1981).
const SLOWEST_HZ: f64 = 0.1;
/// The frequency at which a person's swing is given.
const REFERENCE_HZ: f64 = 0.25;
/// A breath group in speech: some 3.7 s, times or divided by 1.4; the inspiration is quick (Beda 2007: erratic, broadband).
const SPEECH_BREATH_S: f64 = 3.7;
const SPEECH_SPREAD: f64 = 1.4;
const SPEECH_INSPIRATION: f64 = 0.2;
const REST_INSPIRATION: f64 = 0.42;

/// The breathing of one body.
#[derive(Clone, Debug)]
pub struct SimulatedBreathing {
    /// Share of the present breath that has passed.
    phase: f64,
    hz: f64,
    inspiration: f64,
    /// Half the swing in bpm that this breath makes.
    swing: f64,
    paced: f64,
}

impl SimulatedBreathing {
    /// Somewhere in a breath.
    pub fn new(person: &SimulatedBody, rng: &mut Rng) -> Self {
        let hz = person.breath_hz;
        Self { phase: rng.f64(), hz, inspiration: REST_INSPIRATION, swing: swing(person.rsa, hz), paced: 0.0 }
    }

    /// What breathing adds to the rate after another `dt` seconds, in bpm. `paced` is how full the pacer's breath is.
    pub fn step(&mut self, person: &SimulatedBody, rng: &mut Rng, dt: f64, speaking: bool, paced: Option<f64>) -> f64 {
        self.phase += self.hz * dt;
        if self.phase >= 1.0 {
            self.phase -= 1.0;
            self.begin(person, rng, speaking);
        }
        let own = self.swing * wave(self.phase, self.inspiration);
        // Nobody falls in with a pacer, or out of it, at once.
        let along = if paced.is_some() { person.compliance } else { 0.0 };
        self.paced += (along - self.paced) * dt / 5.0;
        if self.paced < 0.01 {
            return own;
        }
        let with_pacer = paced.map_or(0.0, |full| swing(person.rsa, SLOWEST_HZ) * (2.0 * full - 1.0));
        self.paced * with_pacer + (1.0 - self.paced) * own
    }

    fn begin(&mut self, person: &SimulatedBody, rng: &mut Rng, speaking: bool) {
        (self.hz, self.inspiration) = if speaking {
            (1.0 / around(rng, SPEECH_BREATH_S, SPEECH_SPREAD), SPEECH_INSPIRATION)
        } else {
            (person.breath_hz * (1.0 + person.breath_cv * normal(rng)).clamp(0.5, 1.6), REST_INSPIRATION)
        };
        self.hz = self.hz.clamp(0.06, 0.8);
        let depth = (1.0 + if speaking { 0.35 } else { 0.15 } * normal(rng)).clamp(0.2, 2.0);
        self.swing = swing(person.rsa, self.hz) * depth;
    }
}

fn swing(rsa: f64, hz: f64) -> f64 {
    rsa * REFERENCE_HZ / hz.max(SLOWEST_HZ)
}

/// Up during inspiration, down during expiration, between −1 and 1.
fn wave(phase: f64, inspiration: f64) -> f64 {
    if phase < inspiration {
        -(PI * phase / inspiration).cos()
    } else {
        (PI * (phase - inspiration) / (1.0 - inspiration)).cos()
    }
}

/// A wave around one frequency that is pushed at random and dies away: the 0.1 Hz wave of blood pressure.
#[derive(Clone, Copy, Debug)]
pub struct Mayer {
    sine: f64,
    cosine: f64,
    turn: (f64, f64),
    keep: f64,
    push: f64,
}

/// How long the wave keeps its phase: about one wave, which makes the low-frequency power as broad as in the recordings.
const COHERENT_S: f64 = 10.0;

impl Mayer {
    /// A wave in its steady state, for steps of `dt` seconds.
    pub fn new(person: &SimulatedBody, rng: &mut Rng, dt: f64) -> Self {
        let angle = TAU * person.mayer_hz * dt;
        let keep = (-dt / COHERENT_S).exp();
        let push = person.mayer_sd * (1.0 - keep * keep).sqrt();
        let (sine, cosine) = (person.mayer_sd * normal(rng), person.mayer_sd * normal(rng));
        Self { sine, cosine, turn: angle.sin_cos(), keep, push }
    }

    /// The wave after another step, in bpm.
    pub fn step(&mut self, rng: &mut Rng) -> f64 {
        let (sin, cos) = self.turn;
        let sine = self.keep * (self.sine * cos + self.cosine * sin) + self.push * noise(rng);
        self.cosine = self.keep * (self.cosine * cos - self.sine * sin) + self.push * noise(rng);
        self.sine = sine;
        sine
    }
}
