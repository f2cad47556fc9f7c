//! A simulated heart: its rate from moment to moment, and the beats that come of it.

use fastrand::Rng;

use super::breath::{Mayer, SimulatedBreathing};
use super::drives::{Bump, Episode, Paths};
use super::person::{DRIFT_S, SLOW_S, SimulatedBody};
use super::random::{noise, normal};

/// Vagal withdrawal by this many bpm takes breathing's swing down to 1/e: arousal of +20 then leaves some two thirds of
/// RMSSD (Glasgow recordings: mental arithmetic, +9 bpm, RMSSD × 0.66).
const WITHDRAWAL_BPM: f64 = 12.0;
/// Correlation time of the rate's wandering within speech: phrases and pauses (assumption).
const PHRASE_S: f64 = 8.0;

/// What somebody does now, as far as their heart is concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Doing {
    /// Talks.
    pub speaking: bool,
    /// Listens in a conversation.
    pub listening: bool,
    /// How full the pacer's breath is, for somebody who breathes along.
    pub paced: Option<f64>,
    /// What else asks for a faster heart, in bpm: the partner's arousal, coffee.
    pub drive: f64,
}

/// A heart that beats.
#[derive(Clone, Debug)]
pub struct SimulatedHeart {
    /// Whose it is.
    pub person: SimulatedBody,
    rng: Rng,
    /// Seconds lived.
    t: f64,
    /// Rate at `t`, in beats a second.
    hz: f64,
    /// How far the integral is from the next beat.
    to_go: f64,
    breath: SimulatedBreathing,
    mayer: Mayer,
    slow: [Wander; 4],
    phrase: Wander,
    paths: Paths,
    episode: Option<(Episode, f64)>,
    arousal: f64,
    bump: Option<Bump>,
}

/// Noise with a memory (Ornstein and Uhlenbeck).
#[derive(Clone, Copy, Debug)]
struct Wander {
    value: f64,
    keep: f64,
    push: f64,
}

impl Wander {
    fn new(sd: f64, seconds: f64, rng: &mut Rng) -> Self {
        let keep = (-Paths::STEP_S / seconds).exp();
        Self { value: sd * normal(rng), keep, push: sd * (1.0 - keep * keep).sqrt() }
    }

    fn step(&mut self, rng: &mut Rng) -> f64 {
        self.value = self.keep * self.value + self.push * noise(rng);
        self.value
    }
}

impl SimulatedHeart {
    /// A heart that has been beating quietly.
    pub fn new(person: SimulatedBody, mut rng: Rng) -> Self {
        let [a, b, c] = person.slow_sd;
        let [a_s, b_s, c_s] = SLOW_S;
        Self {
            person,
            t: 0.0,
            hz: person.resting / 60.0,
            to_go: rng.f64(),
            breath: SimulatedBreathing::new(&person, &mut rng),
            mayer: Mayer::new(&person, &mut rng, Paths::STEP_S),
            slow: [(a, a_s), (b, b_s), (c, c_s), (person.drift_sd, DRIFT_S)]
                .map(|(sd, s)| Wander::new(sd, s, &mut rng)),
            phrase: Wander::new(person.speech_sd, PHRASE_S, &mut rng),
            paths: Paths::default(),
            episode: None,
            arousal: 0.0,
            bump: None,
            rng,
        }
    }

    /// An episode begins, in the place of any other.
    pub fn arouse(&mut self, episode: Episode) {
        self.episode = Some((episode, episode.drive_s(&self.person)));
    }

    /// Whatever excited this heart is over, for instance because everybody breathes.
    pub fn let_go(&mut self, now: f64) {
        if let Some((episode, _)) = &mut self.episode {
            episode.lasts_s = episode.lasts_s.min(now - episode.at_s);
        }
    }

    /// A movement, or a laugh.
    pub fn bump(&mut self, bump: Bump) {
        self.bump = Some(bump);
    }

    /// The drive of its present arousal, in bpm.
    pub fn arousal(&self) -> f64 {
        self.arousal
    }

    /// The rate now, in beats a minute.
    pub fn rate(&self) -> f64 {
        60.0 * self.hz
    }

    /// Lives on up to `until`, in seconds, and says when it beats.
    pub fn live(&mut self, until: f64, doing: &Doing, mut beat: impl FnMut(f64)) {
        while self.t + Paths::STEP_S <= until {
            let before = self.hz;
            let hz = (self.next_rate(doing) / 60.0).clamp(0.5, 3.7);
            let mut from = 0.0;
            // The rate goes straight from one value to the next; its integral reaches the threshold at a root.
            while let Some(at) = reaches(before, hz, from, self.to_go) {
                beat(self.t + at);
                from = at;
                self.to_go = 1.0 + self.person.jitter * noise(&mut self.rng);
            }
            self.to_go -= area(before, hz, from, Paths::STEP_S);
            self.hz = hz;
            self.t += Paths::STEP_S;
        }
    }

    /// The rate one step on, in bpm.
    fn next_rate(&mut self, doing: &Doing) -> f64 {
        let Self { person, rng, .. } = self;
        let talk = if doing.speaking {
            person.speech + self.phrase.step(rng)
        } else if doing.listening {
            person.listening
        } else {
            0.0
        };
        let arousal = self.excite();
        let Self { person, rng, .. } = self;
        let (driven, withdrawn) = self.paths.step(person, talk + doing.drive, arousal);
        let swing = (-withdrawn / WITHDRAWAL_BPM).exp();
        let breath = self.breath.step(person, rng, Paths::STEP_S, doing.speaking, doing.paced);
        let waves: f64 = self.slow.iter_mut().map(|wave| wave.step(rng)).sum();
        let mayer = self.mayer.step(rng);
        let moved = self.bump.map_or(0.0, |bump| bump.at(self.t));
        person.resting + driven + waves + swing * (breath + mayer) + moved
    }

    /// The drive of arousal one step on.
    fn excite(&mut self) -> f64 {
        let Some((episode, rise_s)) = self.episode else { return 0.0 };
        let since = self.t - episode.at_s;
        let (target, seconds) =
            if (0.0..episode.lasts_s).contains(&since) { (episode.size, rise_s) } else { (0.0, episode.fall_s) };
        self.arousal += (target - self.arousal) * (1.0 - (-Paths::STEP_S / seconds).exp());
        self.arousal
    }
}

/// The integral of a rate that goes straight from `before` to `after` within a step, between two times of it.
fn area(before: f64, after: f64, from: f64, to: f64) -> f64 {
    let slope = (after - before) / Paths::STEP_S;
    (to - from) * (before + slope * (from + to) / 2.0)
}

/// When that integral from `from` on reaches `wanted`, if it does so within the step.
fn reaches(before: f64, after: f64, from: f64, wanted: f64) -> Option<f64> {
    if area(before, after, from, Paths::STEP_S) < wanted {
        return None;
    }
    let slope = (after - before) / Paths::STEP_S;
    let now = before + slope * from;
    let root = (now * now + 2.0 * slope * wanted).max(0.0).sqrt();
    Some(from + 2.0 * wanted / (now + root))
}
