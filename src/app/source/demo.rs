//! Two simulated hearts and the people who own them, for a first look without any hardware.
//!
//! The hearts are ordinary straps to the rest of the program: they send Heart Rate Measurements. They live in the
//! session's own time, so a seed repeats a demo exactly, however fast it runs. They are those of [`crate::lab::simulate`], calmer
//! than most so that the show goes as planned.

use std::time::Duration;

use crate::event::input::{Input, Key, Link, Payload, Stamped};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::lab::simulate::drives::Episode;
use crate::lab::simulate::heart::{Doing, SimulatedHeart};
use crate::lab::simulate::person::{Population, SimulatedBody};
use crate::lab::simulate::random::stream;
use crate::lab::simulate::strap::{Faults, SimulatedStrap};
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
const RUNS_AWAY_BY: f64 = 30.0;
const RISE_S: f64 = 8.0;
const FALL_S: f64 = 9.0;
/// Longer than it takes to be noticed; the pause ends it.
const LASTS_S: f64 = 300.0;
/// How large the heart's own waves are, against most people's; and its rate at rest.
const CALMER: f64 = 0.4;
const RESTING: [f64; 2] = [60.0, 76.0];
const FAULTLESS: Faults = Faults { artifacts: 0.0, lost: 0.0, gaps_per_hour: 0.0, rate_only: false };
const STRAP_DELAY_S: f64 = 0.3;
/// After a real key press the demo keeps its hands off the keys for this long.
const HANDS_OFF: Duration = Duration::from_mins(1);

/// The demo: a source of inputs in the session's own time.
#[derive(Debug)]
pub struct Demo {
    people: Pair<Option<SimulatedPerson>>,
    excited: Seat,
    /// Whether that heart has run away already.
    runs_away: bool,
    opening: Vec<Stamped>,
    stage: (Stage, Moment),
    pauses: u32,
    repaired: bool,
    next_key: Moment,
}

impl Demo {
    /// A talk of two hearts.
    pub fn talk(seed: u64) -> Self {
        let excited = if stream(seed, 31).bool() { Seat::Left } else { Seat::Right };
        Self::new(Pair::from_fn(|seat| Some(SimulatedPerson::new(seed, seat))), excited)
    }

    /// One heart, practising.
    pub fn practice(seed: u64) -> Self {
        let left = Some(SimulatedPerson::new(seed, Seat::Left));
        Self::new(Pair { left, right: None }, Seat::Left)
    }

    fn new(people: Pair<Option<SimulatedPerson>>, excited: Seat) -> Self {
        let mut opening: Vec<Stamped> =
            people.iter().filter_map(|(seat, person)| person.as_ref().map(|_| seat)).flat_map(opening).collect();
        opening.sort_by_key(|stamped| std::cmp::Reverse(stamped.at));
        Self {
            people,
            excited,
            runs_away: false,
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
        let packet =
            |person: &Option<SimulatedPerson>| person.as_ref().map_or(Moment::NEVER, |person| person.next_packet);
        let Pair { left, right } = self.people.map(packet);
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
        self.run_away(now);
        for seat in Seat::BOTH {
            let doing = self.doing(seat, session, now);
            if let Some(person) = self.people[seat].as_mut().filter(|person| person.next_packet == now) {
                let bytes = Payload(person.packet(&doing));
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
        if !same && matches!(stage, Stage::Pause { .. }) {
            self.pauses += 1;
            if let Some(person) = &mut self.people[self.excited] {
                person.heart.let_go(now.secs());
            }
        }
        self.stage = (stage, if same { self.stage.1 } else { now });
    }

    /// Once, in the first turn, a heart runs away.
    fn run_away(&mut self, now: Moment) {
        let (stage, since) = self.stage;
        let due = matches!(stage, Stage::Turn { .. }) && now.since(since) >= RUNS_AWAY_AFTER;
        if !due || self.pauses > 0 || self.runs_away {
            return;
        }
        self.runs_away = true;
        if let Some(person) = &mut self.people[self.excited] {
            let at_s = now.secs();
            person.heart.arouse(Episode { at_s, size: RUNS_AWAY_BY, rise_s: RISE_S, lasts_s: LASTS_S, fall_s: FALL_S });
        }
    }

    /// What somebody does now. While everybody breathes with the pacer, they breathe along.
    fn doing(&self, seat: Seat, session: &Session, now: Moment) -> Doing {
        let speaker = self.stage.0.speaker();
        let is_paced = matches!(self.stage.0, Stage::Practice | Stage::Pause { breathing: Breathing::Paced, .. });
        Doing {
            speaking: speaker == Some(seat),
            listening: speaker == Some(seat.other()),
            paced: is_paced.then(|| session.pacer().at(now.since(self.stage.1)).fullness),
            drive: 0.0,
        }
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
            Stage::Whose { .. } if seconds >= 2 => Key::Next,
            Stage::Arriving { .. } | Stage::Repair { .. } if seconds >= 1 => Key::Next,
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
            Stage::Closing { .. } if seconds >= 4 => Key::Stop,
            // Nobody may be there to end it.
            Stage::Practice if seconds >= 600 => Key::Stop,
            // Time leads on, or a heart does.
            Stage::Straps
            | Stage::Whose { .. }
            | Stage::Arriving { .. }
            | Stage::Settling
            | Stage::WarmUp { .. }
            | Stage::Turn { .. }
            | Stage::Answer { .. }
            | Stage::Breath
            | Stage::Pause { .. }
            | Stage::Later { .. }
            | Stage::Rest { .. }
            | Stage::Repair { .. }
            | Stage::Closing { .. }
            | Stage::Practice
            | Stage::Over => return None,
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
struct SimulatedPerson {
    heart: SimulatedHeart,
    strap: SimulatedStrap,
    next_packet: Moment,
}

impl SimulatedPerson {
    fn new(seed: u64, seat: Seat) -> Self {
        let rng = |purpose| stream(seed, purpose + seat as u64);
        let drawn = SimulatedBody::draw(&mut rng(1), Population::Training).with_waves(CALMER);
        let [least, most] = RESTING;
        let person = SimulatedBody { resting: drawn.resting.clamp(least, most), ..drawn };
        let mut heart = SimulatedHeart::new(person, rng(11));
        let first = Moment::from_micros(if seat == Seat::Left { 3_010_000 } else { 3_640_000 });
        // What beats before the strap is on is not felt.
        heart.live((first - PACKET_EVERY).secs(), &Doing::default(), |_| {});
        Self { heart, strap: SimulatedStrap::new(FAULTLESS, STRAP_DELAY_S, rng(21)), next_packet: first }
    }

    /// The measurement of the last second.
    fn packet(&mut self, doing: &Doing) -> Vec<u8> {
        let now = self.next_packet.secs();
        let Self { heart, strap, .. } = self;
        heart.live(now, doing, |beat| strap.feel(beat));
        let mut bytes = Vec::new();
        strap.notify(now, &mut bytes);
        self.next_packet += PACKET_EVERY;
        bytes
    }
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::pacer::Pacer;
    use crate::session::{Kind, Setup};

    /// Plays a demo to its end; says when each pause began, in seconds.
    fn pauses(seed: u64) -> Vec<f64> {
        let mut session =
            Session::new(&Setup { kind: Kind::Talk, plan: PLAN, pacer: Pacer::default(), people: Pair::default() });
        let mut demo = Demo::talk(seed);
        let mut pauses = Vec::new();
        while session.stage() != Stage::Over && demo.next_at() < Moment::from_secs(1200) {
            let at = demo.next_at();
            session.advance(at);
            let before = session.stage();
            for input in demo.take(&session) {
                session.handle(at, &input);
            }
            let in_pause = |stage| matches!(stage, Stage::Pause { .. });
            if in_pause(session.stage()) && (!in_pause(before) || pauses.is_empty()) {
                pauses.push(at.secs());
            }
        }
        pauses
    }

    #[test]
    fn whatever_the_seed_a_heart_runs_away_in_the_first_turn_and_a_pause_comes() {
        for seed in 0..20 {
            let pauses = pauses(seed);
            assert!(pauses.first().is_some_and(|at| (120.0..400.0).contains(at)), "seed {seed}: {pauses:?}");
        }
    }
}
