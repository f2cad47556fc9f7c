//! Two simulated hearts and the people who own them, for a first look without any hardware.
//!
//! The hearts are ordinary straps to the rest of the program: they send Heart Rate Measurements. They live in the
//! session's own time, so a seed repeats a demo exactly, however fast it runs. Rates, swings and time constants are
//! plausible assumptions for a show, not a model to study with.

use std::f64::consts::TAU;
use std::time::Duration;

use crate::heart::measurement::encode;
use crate::input::{Input, Key, Link, Payload, Stamped};
use crate::moment::Moment;
use crate::seat::{Pair, Seat};
use crate::session::Session;
use crate::talk::pause::{Breathing, Readiness};
use crate::talk::plan::{Guide, Plan};
use crate::talk::{Listening, Stage};

/// A warm-up and turns short enough for a demo; everything else keeps its real length.
pub const PLAN: Plan = Plan {
    quiet_s: 35,
    warm_up_turn_s: 35,
    turn_s: 60,
    limit_s: 30 * 60,
    answer_s: 45,
    first: Seat::Left,
    guide: Guide::WHOLE,
};

const PACKET_EVERY: Duration = Duration::from_secs(1);
/// How long after the start of the first turn a heart runs away, by how many beats a minute.
const RUNS_AWAY_AFTER: Duration = Duration::from_secs(24);
const RUNS_AWAY_BY: f64 = 28.0;
/// Rises are faster than falls.
const RISE_S: f64 = 8.0;
const FALL_S: f64 = 9.0;
/// After a real key press the demo keeps its hands off the keys for this long.
const HANDS_OFF: Duration = Duration::from_mins(1);

/// The demo: a source of inputs in the session's own time.
#[derive(Debug)]
pub struct Demo {
    hearts: Pair<Option<SimulatedHeart>>,
    excited: Seat,
    opening: Vec<Stamped>,
    stage: (Stage, Moment),
    pauses: u32,
    repaired: bool,
    next_key: Moment,
}

impl Demo {
    /// A talk of two hearts.
    pub fn talk(seed: u64) -> Self {
        let mut rng = fastrand::Rng::with_seed(seed);
        let excited = if rng.bool() { Seat::Left } else { Seat::Right };
        let heart = |seat| Some(SimulatedHeart::new(rng.fork(), seat));
        Self::new(Pair::from_fn(heart), excited)
    }

    /// One heart, practising.
    pub fn practice(seed: u64) -> Self {
        let left = Some(SimulatedHeart::new(fastrand::Rng::with_seed(seed), Seat::Left));
        Self::new(Pair { left, right: None }, Seat::Left)
    }

    fn new(hearts: Pair<Option<SimulatedHeart>>, excited: Seat) -> Self {
        let mut opening: Vec<Stamped> =
            hearts.iter().filter_map(|(seat, heart)| heart.as_ref().map(|_| seat)).flat_map(opening).collect();
        opening.sort_by_key(|stamped| std::cmp::Reverse(stamped.at));
        Self {
            hearts,
            excited,
            opening,
            stage: (Stage::Straps, Moment::START),
            pauses: 0,
            repaired: false,
            next_key: Moment::START,
        }
    }

    /// When the next input comes.
    pub fn next_at(&self) -> Moment {
        let opening = self.opening.last().map_or(Moment::NEVER, |stamped| stamped.at);
        let packet = |heart: &Option<SimulatedHeart>| heart.as_ref().map_or(Moment::NEVER, |heart| heart.next_packet);
        let Pair { left, right } = self.hearts.map(packet);
        opening.min(left).min(right)
    }

    /// The inputs that come at [`Demo::next_at`], to which the session has been brought already.
    pub fn take(&mut self, session: &Session) -> Vec<Input> {
        let now = self.next_at();
        self.notice_stage(now, session.stage());
        let mut inputs = Vec::new();
        while self.opening.last().is_some_and(|stamped| stamped.at == now) {
            inputs.extend(self.opening.pop().map(|stamped| stamped.input));
        }
        for seat in Seat::BOTH {
            let target = self.target(seat, now);
            let breath = self.breath(session, now);
            if let Some(heart) = self.hearts[seat].as_mut().filter(|heart| heart.next_packet == now) {
                let bytes = Payload(heart.packet(now, target, breath));
                inputs.push(Input::Notification { seat, epoch: 1, bytes });
            }
        }
        inputs.extend(self.key(now).map(|key| Input::Key { key }));
        inputs
    }

    /// A person pressed a key: they may want to play by themselves.
    pub fn hands_off(&mut self, now: Moment) {
        self.next_key = now + HANDS_OFF;
    }

    fn notice_stage(&mut self, now: Moment, stage: Stage) {
        let same = std::mem::discriminant(&stage) == std::mem::discriminant(&self.stage.0);
        if !same {
            self.pauses += u32::from(matches!(stage, Stage::Pause { .. }));
        }
        self.stage = (stage, if same { self.stage.1 } else { now });
    }

    /// How far above rest this heart is drawn, in beats a minute.
    fn target(&self, seat: Seat, now: Moment) -> f64 {
        let (stage, since) = self.stage;
        match stage {
            Stage::Turn { .. } if self.pauses == 0 && seat == self.excited && now.since(since) >= RUNS_AWAY_AFTER => {
                RUNS_AWAY_BY
            }
            Stage::WarmUp { speaker } | Stage::Turn { speaker } if speaker == seat => 4.0,
            Stage::Answer { speaker, .. } if speaker != seat => 4.0,
            Stage::WarmUp { .. } | Stage::Turn { .. } | Stage::Answer { .. } => 1.0,
            _ => 0.0,
        }
    }

    /// The paced breath's fullness, while everybody breathes with the pacer.
    fn breath(&self, session: &Session, now: Moment) -> Option<f64> {
        let paced = matches!(self.stage.0, Stage::Practice | Stage::Pause { breathing: Breathing::Paced, .. });
        paced.then(|| session.pacer().at(now.since(self.stage.1)).fullness)
    }

    /// The key that somebody would press now.
    fn key(&mut self, now: Moment) -> Option<Key> {
        if now < self.next_key {
            return None;
        }
        let (stage, since) = self.stage;
        let seconds = now.since(since).as_secs();
        let key = match stage {
            Stage::Agreements { yes } | Stage::Topic { yes, .. } | Stage::WayBack { yes, .. } => {
                yes_of(yes, seconds, 2)?
            }
            Stage::OneStep { yes } | Stage::Summary { yes } => yes_of(yes, seconds, 1)?,
            Stage::Arriving { .. } if seconds >= 1 => Key::Next,
            Stage::Repair { .. } if seconds >= 1 => Key::Next,
            Stage::Pause { ready, .. } if seconds >= 50 && ready.left == Readiness::Unsaid => Key::Ready(Seat::Left),
            Stage::Pause { ready, .. } if seconds >= 64 && ready.right == Readiness::Unsaid => Key::Ready(Seat::Right),
            Stage::Turn { .. } if self.pauses > 0 && seconds >= 12 => Key::Next,
            Stage::Answer { part: Listening::Empathise, .. } if seconds >= 24 => Key::Stop,
            Stage::Answer { part: Listening::Validate, .. } if seconds >= 16 => Key::Next,
            Stage::Answer { part: Listening::Reflect, .. } if seconds >= 8 => Key::Next,
            Stage::Closing { .. } if !self.repaired && seconds >= 2 => {
                self.repaired = true;
                Key::Repair
            }
            Stage::Closing { .. } if seconds >= 5 => Key::Stop,
            // Nobody may be there to end it.
            Stage::Practice if seconds >= 600 => Key::Stop,
            _ => return None,
        };
        self.next_key = now + Duration::from_secs(1);
        Some(key)
    }
}

/// Each says yes, the right one a second after the left one.
fn yes_of(yes: Pair<bool>, seconds: u64, after: u64) -> Option<Key> {
    match (yes.left, yes.right) {
        (false, _) if seconds >= after => Some(Key::Ready(Seat::Left)),
        (true, false) if seconds > after => Some(Key::Ready(Seat::Right)),
        _ => None,
    }
}

/// How the straps are found and connected.
fn opening(seat: Seat) -> [Stamped; 4] {
    let late = if seat == Seat::Right { 700_000 } else { 0 };
    let at = |micros: u64, input| Stamped { at: Moment::from_micros(micros + late), input };
    [
        Stamped { at: Moment::START, input: Input::Link { seat, link: Link::Searching } },
        at(1_500_000, Input::Link { seat, link: Link::Connecting }),
        at(2_300_000, Input::Link { seat, link: Link::Subscribed }),
        at(2_350_000, Input::Battery { seat, percent: 83 }),
    ]
}

/// A heart and the strap on it.
#[derive(Debug)]
struct SimulatedHeart {
    rng: fastrand::Rng,
    resting: f64,
    respiration_hz: f64,
    phase: f64,
    drawn: f64,
    last_beat: Moment,
    next_packet: Moment,
}

impl SimulatedHeart {
    fn new(mut rng: fastrand::Rng, seat: Seat) -> Self {
        let resting = 64.0 + 10.0 * rng.f64();
        let respiration_hz = 0.22 + 0.06 * rng.f64();
        let phase = rng.f64();
        let first = Moment::from_micros(if seat == Seat::Left { 3_010_000 } else { 3_640_000 });
        Self { rng, resting, respiration_hz, phase, drawn: 0.0, last_beat: first - PACKET_EVERY, next_packet: first }
    }

    /// The measurement of the last second.
    fn packet(&mut self, now: Moment, target: f64, breath: Option<f64>) -> Vec<u8> {
        let gap = target - self.drawn;
        self.drawn += gap * (1.0 - (-1.0 / if gap > 0.0 { RISE_S } else { FALL_S }).exp());
        let mut intervals = Vec::with_capacity(4);
        loop {
            let rr = 60.0 / self.rate(self.last_beat, breath);
            let beat = self.last_beat + Duration::from_secs_f64(rr);
            if beat > now {
                break;
            }
            self.last_beat = beat;
            intervals.push((rr * 1024.0).round() as u16);
        }
        self.next_packet = now + PACKET_EVERY;
        encode(self.rate(now, None).round() as u8, &intervals)
    }

    /// Beats a minute: rest, what draws it up, breathing (in: faster), slow waves, and a little of its own will.
    fn rate(&mut self, at: Moment, breath: Option<f64>) -> f64 {
        let t = at.secs();
        let respiration = match breath {
            Some(fullness) => 5.0 * (2.0 * fullness - 1.0),
            None => 3.0 * (TAU * (self.respiration_hz * t + self.phase)).sin(),
        };
        let slow = 1.2 * (TAU * (0.03 * t + self.phase)).sin();
        self.resting + self.drawn + respiration + slow + 1.2 * (self.rng.f64() - 0.5)
    }
}
