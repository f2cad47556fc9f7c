//! A simulated talk that nobody interrupts: turns and answers by the clock, and alarms that are only counted.
//!
//! The trigger and the simple rules receive exactly the same seconds here. A pause would change what comes after it.

use fastrand::Rng;

use super::condition::{CONDITIONS, SIZES, USUAL_RISE_S, episode};
use super::detectors::{DETECTORS, Detectors};
use super::job::Job;
use super::score::{Score, Scores};
use super::variant::VARIANTS;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::baseline::Role;
use crate::lab::simulate::couple::{Conversation, Couple};
use crate::lab::simulate::person::Population;
use crate::lab::simulate::random::{between, stream};

/// Sitting quietly, and each warm-up turn, in seconds.
const WARM_UP_S: u32 = 60;
/// Length of a turn in seconds: that of the plan of two people who have set nothing.
const TURN_S: u32 = 120;
/// Length of the answer to a turn in seconds, from the same plan.
const ANSWER_S: u32 = 90;
/// Length of the breath before a turn or an answer, in seconds.
const BREATH_S: u32 = 5;
/// Where the first turn begins, in seconds of the talk.
const START_S: u32 = 3 * WARM_UP_S + 2 * BREATH_S;
/// Length of a talk after its warm-up, in seconds. Assumption. A longer one holds more episodes.
const TALK_S: u32 = 1800;
/// Time from the start of the first turn to the first onset, in seconds. Assumption.
const FIRST_EPISODE_S: (f64, f64) = (60.0, 300.0);
/// Time from one onset to the next, in seconds. Nobody pauses, so one episode can cost two prompts. With less time the
/// trigger would reach its cap of four prompts in half an hour.
const BETWEEN_EPISODES_S: (f64, f64) = (540.0, 900.0);
/// When in each second the two straps send, in seconds. Apart, so that one notification follows the other.
const SENDS_AT_S: Pair<f64> = Pair { left: 0.1, right: 0.6 };

/// Runs one talk and scores the trigger, the rules, and the trigger as each of [`VARIANTS`] on it.
pub(crate) fn run(job: &Job, population: Population) -> Scores {
    let variants = VARIANTS.map(Detectors::of_variant);
    let all = std::iter::once(Detectors::new(&Seat::BOTH, true)).chain(variants);
    score(job, population, all.collect(), DETECTORS)
}

/// Runs one talk and scores all of these on it. The first has `of_first` detectors, the others have the trigger alone.
pub(crate) fn score(job: &Job, population: Population, all: Vec<Detectors>, of_first: usize) -> Scores {
    let mut talk = UninterruptedTalk::new(job, population, all, of_first);
    for second in 1..=START_S + TALK_S {
        talk.process_second(second);
    }
    talk.scores
}

struct UninterruptedTalk {
    couple: Couple,
    rng: Rng,
    all: Vec<Detectors>,
    /// How many detectors the first has.
    of_first: usize,
    scores: Scores,
    last_onset_s: f64,
    next_onset_s: f64,
    bytes: Vec<u8>,
}

impl UninterruptedTalk {
    fn new(job: &Job, population: Population, all: Vec<Detectors>, of_first: usize) -> Self {
        let Job { seed, eventful, .. } = *job;
        let condition = &CONDITIONS[job.condition];
        let mut couple = Couple::new(seed, population, condition.faults, condition.waves);
        let mut rng = stream(seed ^ population.salt(), 41);
        couple.plan_bumps(&condition.bumps(&mut rng));
        couple.arrival = condition.arrival(&mut rng);
        let (from, to) = FIRST_EPISODE_S;
        let next_onset_s = if eventful { f64::from(START_S) + between(&mut rng, from, to) } else { f64::INFINITY };
        Self {
            couple,
            rng,
            scores: Scores { talked_s: 0.0, detectors: vec![Score::default(); of_first + all.len() - 1] },
            all,
            of_first,
            last_onset_s: f64::NEG_INFINITY,
            next_onset_s,
            bytes: Vec::new(),
        }
    }

    fn process_second(&mut self, second: u32) {
        let now_s = f64::from(second);
        let (scene, roles) = schedule(second);
        if now_s >= self.next_onset_s && scene.speaker.is_some() {
            self.begin_episode(now_s);
        }
        for seat in Seat::BOTH {
            self.send(seat, now_s, &scene);
        }
        self.count_alarms(second, roles);
        self.scores.talked_s += f64::from(u8::from(second > START_S));
    }

    fn begin_episode(&mut self, now_s: f64) {
        let rng = &mut self.rng;
        let seat = if rng.bool() { Seat::Left } else { Seat::Right };
        let size = SIZES[rng.usize(..SIZES.len())];
        let (from, to) = BETWEEN_EPISODES_S;
        self.last_onset_s = now_s;
        self.next_onset_s = now_s + between(rng, from, to);
        self.couple.hearts[seat].begin_episode(episode(rng, now_s, size, USUAL_RISE_S));
        self.scores.detectors.iter_mut().for_each(|score| score.episodes.push((size, None)));
    }

    /// Simulates one heart until its strap sends, and gives the notification to every detector.
    fn send(&mut self, seat: Seat, now_s: f64, scene: &Conversation) {
        let at_s = now_s + SENDS_AT_S[seat] + self.couple.straps[seat].jitter_s();
        self.couple.simulate(seat, at_s, scene);
        if self.couple.straps[seat].notify(at_s, &mut self.bytes) {
            let at = Moment::from_micros((at_s * 1e6) as u64);
            self.all.iter_mut().for_each(|detectors| detectors.notify(at, seat, &self.bytes));
        }
    }

    fn count_alarms(&mut self, second: u32, roles: Pair<Option<Role>>) {
        let now = Moment::from_secs(u64::from(second) + 1);
        let since_onset_s = now.secs() - self.last_onset_s;
        for (place, detectors) in self.all.iter_mut().enumerate() {
            let first = if place == 0 { 0 } else { self.of_first + place - 1 };
            for detector in detectors.process_second(now, roles).detectors() {
                self.scores.detectors[first + detector].add_alarm(since_onset_s);
            }
        }
    }
}

/// Who does what in this second of the talk.
fn schedule(second: u32) -> (Conversation, Pair<Option<Role>>) {
    let speaking = |speaker| {
        let role = |seat| Some(if seat == speaker { Role::Speaking } else { Role::Listening });
        (Conversation { speaker: Some(speaker), paced: None }, Pair::from_fn(role))
    };
    let breath = (Conversation::default(), Pair::default());
    let Some(talking) = second.checked_sub(WARM_UP_S) else {
        return (Conversation::default(), Pair::from_fn(|_| Some(Role::Quiet)));
    };
    let warm_up = WARM_UP_S + BREATH_S;
    if talking < 2 * warm_up {
        let speaker = if talking < warm_up { Seat::Left } else { Seat::Right };
        return if talking % warm_up < BREATH_S { breath } else { speaking(speaker) };
    }
    let (turn, round) = (BREATH_S + TURN_S, 2 * BREATH_S + TURN_S + ANSWER_S);
    let talked = talking - 2 * warm_up;
    let speaker = if (talked / round).is_multiple_of(2) { Seat::Left } else { Seat::Right };
    match talked % round {
        second if second % turn < BREATH_S => breath,
        second if second < turn => speaking(speaker),
        _ => speaking(speaker.other()),
    }
}
