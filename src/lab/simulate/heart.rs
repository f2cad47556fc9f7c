//! A simulated heart: its rate in every step, and its beats.

use fastrand::Rng;

use super::breath::{Mayer, SimulatedBreathing};
use super::drives::{Bump, Episode, Paths};
use super::person::{DRIFT_S, SLOW_S, SimulatedBody};
use super::random::{noise, normal};
use super::resonance::{LedBreath, Resonance, SlowResponse};

/// Vagal withdrawal in bpm that makes the waves of breathing and blood pressure smaller by a factor of e. Fitted:
/// arousal of 20 bpm then leaves about two thirds of RMSSD (Glasgow recordings: mental arithmetic, +9 bpm,
/// RMSSD × 0.66). A smaller value lowers RMSSD further in arousal.
const WITHDRAWAL_BPM: f64 = 12.0;
/// Correlation time of the rate's variability within speech, in seconds: phrases and pauses. Assumption.
const PHRASE_S: f64 = 8.0;

/// What a person does now, as far as the heart responds to it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Activity {
    /// Whether they speak.
    pub speaking: bool,
    /// Whether they listen in a conversation.
    pub listening: bool,
    /// Fullness of the pacer's breath, 0 to 1, for a person who breathes along.
    pub paced: Option<f64>,
    /// The pacer's breath, for a person who practises and breathes along. A heart without a [`Resonance`] ignores it.
    pub led: Option<LedBreath>,
    /// Other drives, in bpm: the partner's arousal, coffee.
    pub drive: f64,
}

/// One heart.
#[derive(Clone, Debug)]
pub struct SimulatedHeart {
    /// The body that it belongs to.
    pub person: SimulatedBody,
    rng: Rng,
    /// Seconds simulated.
    t: f64,
    /// The rate at `t`, in beats a second.
    hz: f64,
    /// How far the integral of the rate is below the threshold of the next beat, in beats.
    to_threshold: f64,
    breath: SimulatedBreathing,
    /// How the heart answers a practice. A talk has none.
    slow_response: Option<SlowResponse>,
    mayer: Mayer,
    /// The slow waves and the drift.
    slow: [SlowNoise; 4],
    /// The variability within speech.
    phrase: SlowNoise,
    paths: Paths,
    /// The present episode, and the time constant of its drive while it rises, in seconds.
    episode: Option<(Episode, f64)>,
    /// The drive of arousal, in bpm.
    arousal: f64,
    bump: Option<Bump>,
}

/// Random noise with a correlation time: an Ornstein-Uhlenbeck process.
#[derive(Clone, Copy, Debug)]
struct SlowNoise {
    value: f64,
    /// What remains of the value after one step, 0 to 1.
    decay: f64,
    /// Standard deviation of the random push of one step.
    push: f64,
}

impl SlowNoise {
    fn new(sd: f64, correlation_s: f64, rng: &mut Rng) -> Self {
        let decay = (-Paths::STEP_S / correlation_s).exp();
        Self { value: sd * normal(rng), decay, push: sd * (1.0 - decay * decay).sqrt() }
    }

    fn step(&mut self, rng: &mut Rng) -> f64 {
        self.value = self.decay * self.value + self.push * noise(rng);
        self.value
    }
}

impl SimulatedHeart {
    /// Length of one step, in seconds: 0.25.
    pub const STEP_S: f64 = Paths::STEP_S;

    /// A heart at rest.
    pub fn new(person: SimulatedBody, mut rng: Rng) -> Self {
        let [a, b, c] = person.slow_sd;
        let [a_s, b_s, c_s] = SLOW_S;
        Self {
            person,
            t: 0.0,
            hz: person.resting / 60.0,
            to_threshold: rng.f64(),
            breath: SimulatedBreathing::new(&person, &mut rng),
            slow_response: None,
            mayer: Mayer::new(&person, &mut rng, Paths::STEP_S),
            slow: [(a, a_s), (b, b_s), (c, c_s), (person.drift_sd, DRIFT_S)]
                .map(|(sd, s)| SlowNoise::new(sd, s, &mut rng)),
            phrase: SlowNoise::new(person.speech_sd, PHRASE_S, &mut rng),
            paths: Paths::default(),
            episode: None,
            arousal: 0.0,
            bump: None,
            rng,
        }
    }

    /// The same heart, answering slow breathing with the pacer like this.
    #[must_use]
    pub fn with_resonance(self, resonance: Resonance) -> Self {
        Self { slow_response: Some(SlowResponse::new(resonance)), ..self }
    }

    /// An episode of arousal begins. It replaces an earlier one.
    pub(crate) fn begin_episode(&mut self, episode: Episode) {
        self.episode = Some((episode, episode.drive_s(&self.person)));
    }

    /// The drive of the present episode ends at `now` seconds, for instance because everybody breathes.
    pub(crate) fn end_episode(&mut self, now: f64) {
        if let Some((episode, _)) = &mut self.episode {
            episode.lasts_s = episode.lasts_s.min(now - episode.at_s);
        }
    }

    /// A movement or a laugh begins.
    pub(crate) fn begin_bump(&mut self, bump: Bump) {
        self.bump = Some(bump);
    }

    /// The drive of the present arousal, in bpm.
    pub(crate) fn arousal(&self) -> f64 {
        self.arousal
    }

    /// The rate at the end of the last step, in bpm, whether a beat shows it or not.
    pub fn rate(&self) -> f64 {
        60.0 * self.hz
    }

    /// Simulates up to `until` seconds, and calls `beat` with the time of each beat in seconds.
    pub fn simulate(&mut self, until: f64, activity: &Activity, mut beat: impl FnMut(f64)) {
        while self.t + Paths::STEP_S <= until {
            let before = self.hz;
            let hz = (self.next_rate(activity) / 60.0).clamp(0.5, 3.7);
            let mut from = 0.0;
            // The rate is linear within a step. Its integral reaches the threshold at the root of a quadratic.
            while let Some(at) = reaches(before, hz, from, self.to_threshold) {
                beat(self.t + at);
                from = at;
                self.to_threshold = 1.0 + self.person.jitter * noise(&mut self.rng);
            }
            self.to_threshold -= area(before, hz, from, Paths::STEP_S);
            self.hz = hz;
            self.t += Paths::STEP_S;
        }
    }

    /// The rate after another step, in bpm.
    fn next_rate(&mut self, activity: &Activity) -> f64 {
        let Self { person, rng, .. } = self;
        let talk = if activity.speaking {
            person.speech + self.phrase.step(rng)
        } else if activity.listening {
            person.listening
        } else {
            0.0
        };
        let arousal = self.step_arousal();
        let Self { person, rng, .. } = self;
        let (driven, vagal_withdrawal) = self.paths.step(person, talk + activity.drive, arousal);
        let waves_left = (-vagal_withdrawal / WITHDRAWAL_BPM).exp();
        let breath = self.breath.step(person, rng, Paths::STEP_S, activity.speaking, activity.paced);
        let breath = match &mut self.slow_response {
            Some(response) => response.step(Paths::STEP_S, activity.led, breath),
            None => breath,
        };
        let slow: f64 = self.slow.iter_mut().map(|wave| wave.step(rng)).sum();
        let mayer = self.mayer.step(rng) * self.slow_response.map_or(1.0, |response| response.own_wave());
        let bump = self.bump.map_or(0.0, |bump| bump.at(self.t));
        person.resting + driven + slow + waves_left * (breath + mayer) + bump
    }

    /// The drive of arousal after another step, in bpm.
    fn step_arousal(&mut self) -> f64 {
        let Some((episode, rise_s)) = self.episode else { return 0.0 };
        let since = self.t - episode.at_s;
        let (target, seconds) =
            if (0.0..episode.lasts_s).contains(&since) { (episode.size, rise_s) } else { (0.0, episode.fall_s) };
        self.arousal += (target - self.arousal) * (1.0 - (-Paths::STEP_S / seconds).exp());
        self.arousal
    }
}

/// The integral of a rate between two times of a step, within which the rate goes linearly from `before` to `after`.
fn area(before: f64, after: f64, from: f64, to: f64) -> f64 {
    let slope = (after - before) / Paths::STEP_S;
    (to - from) * (before + slope * (from + to) / 2.0)
}

/// The time of a step at which the integral from `from` on reaches `wanted`; none if that is after the step.
fn reaches(before: f64, after: f64, from: f64, wanted: f64) -> Option<f64> {
    if area(before, after, from, Paths::STEP_S) < wanted {
        return None;
    }
    let slope = (after - before) / Paths::STEP_S;
    let now = before + slope * from;
    let root = (now * now + 2.0 * slope * wanted).max(0.0).sqrt();
    Some(from + 2.0 * wanted / (now + root))
}
