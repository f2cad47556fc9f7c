//! The same simulated couples in a talk that nobody interrupts: turns and answers by the clock, alarms only
//! counted. Here the trigger and the simple rules hear exactly the same seconds.

use std::collections::BTreeMap;

use super::condition::{Condition, SIZES, USUAL_RISE_S};
use super::listener::StudyListener;
use super::rules::RULES;
use super::talk::{AFTERMATH_S, FOUND_WITHIN_S};
use super::tally::{Detection, Interrupted};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::baseline::Role;
use crate::lab::simulate::couple::{Conversation, Couple};
use crate::lab::simulate::drives::Episode;
use crate::lab::simulate::person::Population;
use crate::lab::simulate::random::{between, stream};

/// Listeners: the trigger, then the rules.
pub const LISTENERS: usize = 1 + RULES.len();
/// Margins between which people's answers can move the trigger: its operating curve. They listen last.
pub const MARGINS: [f64; 4] = [0.92, 1.1, 1.2, 1.3];
/// Sitting quietly, then a turn each of neutral talk.
const WARM_UP_S: u32 = 60;
/// A turn.
const TURN_S: u32 = 120;
/// The listener's answer to it.
const ANSWER_S: u32 = 90;
/// The breath before each of them.
const BREATH_S: u32 = 5;
/// The length of a talk after its warm-up.
const TALK_S: u32 = 1800;

/// What one listener made of a talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Alarms that no episode explains.
    pub false_alarms: u32,
    /// Size of each episode and the delay until its alarm, in seconds.
    pub episodes: Vec<(u32, Option<f64>)>,
}

/// What everybody who listened made of a talk.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// Seconds after the warm-up.
    pub talked_s: f64,
    /// The trigger first, then the rules in their order, then the trigger with other margins.
    pub listeners: Vec<Score>,
}

/// Runs a talk by the clock.
pub fn run(condition: &Condition, seed: u64, eventful: bool, population: Population) -> Scores {
    let mut couple = Couple::new(seed, population, condition.faults, condition.waves);
    let mut rng = stream(seed ^ population.salt(), 41);
    for seat in Seat::BOTH {
        couple.plan(seat, condition.bumps(&mut rng));
    }
    let mut ear = StudyListener::new(&Seat::BOTH, true);
    let mut moved = MARGINS.map(|factor| StudyListener::new(&Seat::BOTH, false).with_margin(factor));
    let mut scores = Scores { talked_s: 0.0, listeners: vec![Score::default(); LISTENERS + MARGINS.len()] };
    let mut onset = f64::NEG_INFINITY;
    let start = f64::from(3 * WARM_UP_S + 2 * BREATH_S);
    let mut next = if eventful { start + between(&mut rng, 60.0, 300.0) } else { f64::INFINITY };
    let mut bytes = Vec::new();
    for second in 1..=(start as u32 + TALK_S) {
        let now = f64::from(second);
        let (scene, roles) = part(second);
        if now >= next && scene.speaker.is_some() {
            let seat = if rng.bool() { Seat::Left } else { Seat::Right };
            let size = SIZES[rng.usize(..SIZES.len())];
            onset = now;
            // Nobody pauses, so one episode can cost two prompts; the cap of four in half an hour is not what is studied.
            next = now + between(&mut rng, 960.0, 1100.0);
            couple.hearts[seat].arouse(Episode {
                at_s: now,
                size: f64::from(size),
                rise_s: f64::from(USUAL_RISE_S),
                lasts_s: between(&mut rng, 90.0, 150.0),
                fall_s: between(&mut rng, 10.0, 30.0),
            });
            scores.listeners.iter_mut().for_each(|score| score.episodes.push((size, None)));
        }
        for seat in Seat::BOTH {
            let at = now + if seat == Seat::Left { 0.1 } else { 0.6 } + couple.straps[seat].jitter_s();
            couple.live(seat, at, &scene);
            if couple.straps[seat].notify(at, &mut bytes) {
                let at = Moment::from_micros((at * 1e6) as u64);
                std::iter::once(&mut ear).chain(&mut moved).for_each(|ear| ear.notify(at, seat, &bytes));
            }
        }
        let alarms = ear.second(Moment::from_secs(u64::from(second) + 1), roles);
        scores.talked_s += f64::from(u8::from(now > start));
        let heard = alarms.prompt.map(|_| 0).into_iter().chain(alarms.rules.into_iter().map(|rule| rule + 1));
        for listener in heard {
            scores.listeners[listener].hear(now + 1.0 - onset);
        }
        for (place, ear) in moved.iter_mut().enumerate() {
            if ear.second(Moment::from_secs(u64::from(second) + 1), roles).prompt.is_some() {
                scores.listeners[LISTENERS + place].hear(now + 1.0 - onset);
            }
        }
    }
    scores
}

/// What one listener made of many talks.
#[derive(Clone, Debug, Default)]
pub struct ScoreSum {
    /// Alarms that no episode explains, in talks without episodes.
    pub calm: Interrupted,
    /// Delays by the size of the rise: how many there were, and the delays of those that were found.
    pub by_size: BTreeMap<u32, Detection>,
}

impl ScoreSum {
    /// Adds a talk.
    pub fn add(&mut self, talked_s: f64, score: &Score) {
        if score.episodes.is_empty() {
            self.calm.hours += talked_s / 3600.0;
            self.calm.prompts += u64::from(score.false_alarms);
        }
        for (size, delay) in &score.episodes {
            let detection = self.by_size.entry(*size).or_default();
            detection.all += 1;
            if let Some(delay) = delay {
                let place = detection.delays_s.partition_point(|earlier| earlier < delay);
                detection.delays_s.insert(place, *delay);
            }
        }
    }
}

impl Score {
    /// An alarm, so long after the last episode's onset.
    fn hear(&mut self, since_onset: f64) {
        match self.episodes.last_mut() {
            Some((_, delay)) if since_onset <= FOUND_WITHIN_S => *delay = delay.or(Some(since_onset)),
            Some(_) if since_onset <= AFTERMATH_S => {}
            _ => self.false_alarms += 1,
        }
    }
}

/// Who does what in this second of the talk.
fn part(second: u32) -> (Conversation, Pair<Option<Role>>) {
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
