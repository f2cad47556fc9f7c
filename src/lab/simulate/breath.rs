//! The breathing of a simulated body, and what it adds to the heart rate.
//!
//! Breathing is regular at rest, erratic in speech, and follows the pacer in a pause.

use std::f64::consts::{PI, TAU};

use fastrand::Rng;

use super::person::SimulatedBody;
use super::random::{around, noise, normal};

/// Below this frequency a slower breath makes no larger wave in the heart rate, in hertz (Hirsch & Bishop, Am J Physiol
/// 241:H620, 1981). A lower value makes the wave of paced breathing larger.
const SLOWEST_HZ: f64 = 0.1;
/// The frequency for which a person's amplitude is given, in hertz.
const REFERENCE_HZ: f64 = 0.25;
/// Median length of a breath in speech, in seconds. Assumption: Beda 2007 says that it is erratic, and gives no number.
const SPEECH_BREATH_S: f64 = 3.7;
/// Factor by which two in three breaths in speech are at most longer or shorter. Assumption, as above.
const SPEECH_SPREAD: f64 = 1.4;
/// Share of a breath in speech that is inspiration. Assumption: it is quick.
const SPEECH_INSPIRATION: f64 = 0.2;
/// Share of a breath at rest that is inspiration. Assumption.
const REST_INSPIRATION: f64 = 0.42;
/// Time constant with which a person falls in with the pacer, or out of it, in seconds. Assumption.
const PACED_S: f64 = 5.0;

/// The breathing of one body.
#[derive(Clone, Debug)]
pub(crate) struct SimulatedBreathing {
    /// The part of the present breath that has passed, 0 to 1.
    phase: f64,
    hz: f64,
    inspiration: f64,
    /// Half of the difference between the highest and the lowest rate within this breath, in bpm.
    amplitude: f64,
    /// How much of the pacer this person follows now, 0 to 1.
    paced_share: f64,
}

impl SimulatedBreathing {
    /// Breathing at rest, at a random place of a breath.
    pub(crate) fn new(person: &SimulatedBody, rng: &mut Rng) -> Self {
        let hz = person.breath_hz;
        Self {
            phase: rng.f64(),
            hz,
            inspiration: REST_INSPIRATION,
            amplitude: amplitude(person.rsa_amplitude, hz),
            paced_share: 0.0,
        }
    }

    /// What breathing adds to the heart rate after another `dt` seconds, in bpm. `paced` is the fullness of the pacer's
    /// breath, 0 to 1, while the person breathes along.
    pub(crate) fn step(
        &mut self,
        person: &SimulatedBody,
        rng: &mut Rng,
        dt: f64,
        speaking: bool,
        paced: Option<f64>,
    ) -> f64 {
        self.phase += self.hz * dt;
        if self.phase >= 1.0 {
            self.phase -= 1.0;
            self.begin_breath(person, rng, speaking);
        }
        let own = self.amplitude * wave(self.phase, self.inspiration);
        let wanted_share = if paced.is_some() { person.compliance } else { 0.0 };
        self.paced_share += (wanted_share - self.paced_share) * dt / PACED_S;
        if self.paced_share < 0.01 {
            return own;
        }
        let with_pacer = paced.map_or(0.0, |full| amplitude(person.rsa_amplitude, SLOWEST_HZ) * (2.0 * full - 1.0));
        self.paced_share * with_pacer + (1.0 - self.paced_share) * own
    }

    fn begin_breath(&mut self, person: &SimulatedBody, rng: &mut Rng, speaking: bool) {
        (self.hz, self.inspiration) = if speaking {
            (1.0 / around(rng, SPEECH_BREATH_S, SPEECH_SPREAD), SPEECH_INSPIRATION)
        } else {
            (person.breath_hz * (1.0 + person.breath_cv * normal(rng)).clamp(0.5, 1.6), REST_INSPIRATION)
        };
        self.hz = self.hz.clamp(0.06, 0.8);
        let depth = (1.0 + if speaking { 0.35 } else { 0.15 } * normal(rng)).clamp(0.2, 2.0);
        self.amplitude = amplitude(person.rsa_amplitude, self.hz) * depth;
    }
}

/// The amplitude of a breath at this frequency, for a person with this amplitude at [`REFERENCE_HZ`].
fn amplitude(rsa_amplitude: f64, hz: f64) -> f64 {
    rsa_amplitude * REFERENCE_HZ / hz.max(SLOWEST_HZ)
}

/// The wave of one breath in the heart rate, −1 to 1: up during inspiration, down during expiration.
fn wave(phase: f64, inspiration: f64) -> f64 {
    if phase < inspiration {
        -(PI * phase / inspiration).cos()
    } else {
        (PI * (phase - inspiration) / (1.0 - inspiration)).cos()
    }
}

/// The 0.1 Hz wave of blood pressure (Mayer wave): an oscillation that is pushed at random and dies away.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mayer {
    sine: f64,
    cosine: f64,
    /// Sine and cosine of the angle of one step.
    rotation: (f64, f64),
    /// What remains of the wave after one step, 0 to 1.
    decay: f64,
    /// Standard deviation of the random push of one step, in bpm.
    push: f64,
}

/// Time constant with which the wave loses its phase, in seconds: about one wave. Fitted, so that the low-frequency
/// power is as broad as in the recordings. A longer one makes it narrower.
const COHERENCE_S: f64 = 10.0;

impl Mayer {
    /// A wave in its steady state. Each step takes `dt` seconds.
    pub(crate) fn new(person: &SimulatedBody, rng: &mut Rng, dt: f64) -> Self {
        let angle = TAU * person.mayer_hz * dt;
        let decay = (-dt / COHERENCE_S).exp();
        let push = person.mayer_sd * (1.0 - decay * decay).sqrt();
        let (sine, cosine) = (person.mayer_sd * normal(rng), person.mayer_sd * normal(rng));
        Self { sine, cosine, rotation: angle.sin_cos(), decay, push }
    }

    /// What the wave adds to the heart rate after another step, in bpm.
    pub(crate) fn step(&mut self, rng: &mut Rng) -> f64 {
        let (sin, cos) = self.rotation;
        let sine = self.decay * (self.sine * cos + self.cosine * sin) + self.push * noise(rng);
        self.cosine = self.decay * (self.cosine * cos - self.sine * sin) + self.push * noise(rng);
        self.sine = sine;
        sine
    }
}
