//! A day of one simulated person with a strap: sitting, talks, standing, walks, stairs, tense stretches, and a strap that
//! is gone for a while now and then.

use fastrand::Rng;

use super::drives::Episode;
use super::heart::{Activity, SimulatedHeart};
use super::person::{Population, SimulatedBody};
use super::random::{between, stream};
use super::strap::{Faults, SimulatedStrap};
use crate::event::input::{Input, Link, Payload, Stamped};
use crate::event::moment::Moment;
use crate::event::seat::Seat;

/// What a person does for some minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Talking, with the lift that speech has in this person.
    Talking,
    /// Standing and small errands: 4 to 12 bpm. Assumption.
    Standing,
    /// A walk at 30 to 50 bpm above sitting. Assumption.
    Walking,
    /// A stroll at 12 to 25 bpm above sitting. Assumption.
    Strolling,
    /// Some floors of stairs: 35 to 60 bpm for 30 to 90 s. Assumption.
    Stairs,
    /// Sitting, tense: 14 to 24 bpm. Assumption.
    Tense,
}

impl Doing {
    /// The bounds of the lift in beats a minute, and the time constants of rise and fall in seconds. Assumptions.
    fn lift(self) -> ([f64; 2], f64, f64) {
        match self {
            Self::Talking => ([0.0, 0.0], 1.0, 1.0),
            Self::Standing => ([4.0, 12.0], 20.0, 30.0),
            Self::Walking => ([30.0, 50.0], 30.0, 90.0),
            Self::Strolling => ([12.0, 25.0], 30.0, 60.0),
            Self::Stairs => ([35.0, 60.0], 25.0, 90.0),
            Self::Tense => ([14.0, 24.0], 40.0, 120.0),
        }
    }
}

/// Some minutes of a day that are not sitting quietly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bout {
    /// When it begins, in seconds of the day.
    pub at_s: f64,
    /// How long it lasts, in seconds.
    pub lasts_s: f64,
    /// What it is.
    pub doing: Doing,
}

/// The plan of a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayPlan {
    /// What is done, in order of time; two never overlap.
    pub bouts: Vec<Bout>,
    /// When the link of the strap is lost and when it is back, in seconds of the day, in order of time.
    pub losses: Vec<[f64; 2]>,
}

impl DayPlan {
    /// An everyday: sitting for 10 to 40 minutes, then a talk, standing, a walk or stairs, each as `kinds` has them. The strap
    /// is lost about once in two hours, for up to ten minutes. Assumptions.
    pub fn draw(rng: &mut Rng, hours: f64, kinds: &[Doing]) -> Self {
        let (mut plan, end) = (Self::default(), hours * 3600.0);
        let mut t = 60.0 * between(rng, 10.0, 40.0);
        while t < end && !kinds.is_empty() {
            let doing = kinds[rng.usize(..kinds.len())];
            let minutes = match doing {
                Doing::Stairs => between(rng, 0.5, 1.5),
                Doing::Tense => between(rng, 12.0, 30.0),
                Doing::Walking | Doing::Strolling => between(rng, 5.0, 30.0),
                Doing::Talking | Doing::Standing => between(rng, 2.0, 20.0),
            };
            plan.bouts.push(Bout { at_s: t, lasts_s: 60.0 * minutes, doing });
            t += 60.0 * (minutes + between(rng, 10.0, 40.0));
        }
        let mut lost = 3600.0 * between(rng, 0.5, 3.5);
        while lost < end {
            let back = lost + between(rng, 10.0, 600.0);
            plan.losses.push([lost, back]);
            lost = back + 3600.0 * between(rng, 0.5, 3.5);
        }
        plan
    }
}

/// The inputs of a day, a second each.
#[derive(Debug)]
pub struct SimulatedDay {
    heart: SimulatedHeart,
    strap: SimulatedStrap,
    rng: Rng,
    plan: DayPlan,
    /// How many of the plan's bouts and losses are over or going on.
    begun: [usize; 2],
    second: u64,
    epoch: u32,
    link: Link,
}

impl SimulatedDay {
    /// The day of the person with this number.
    pub fn new(seed: u64, population: Population, plan: DayPlan) -> Self {
        let rng = |purpose| stream(seed ^ population.salt(), purpose);
        let person = SimulatedBody::draw(&mut rng(301), population);
        let strap = SimulatedStrap::new(Faults::FEW, person.strap_delay_s, rng(303));
        let heart = SimulatedHeart::new(person, rng(302));
        Self { heart, strap, rng: rng(304), plan, begun: [0; 2], second: 0, epoch: 0, link: Link::Absent }
    }

    /// When the next second ends.
    pub fn next_at(&self) -> Moment {
        Moment::from_secs(self.second + 1)
    }

    /// What the next second brings: a change of the link, a notification, or nothing.
    pub fn take(&mut self) -> Vec<Stamped> {
        self.second += 1;
        let (now, at) = (self.second as f64, self.next_at() - std::time::Duration::from_secs(1));
        let activity = self.activity(now);
        let Self { heart, strap, .. } = self;
        heart.simulate(now, &activity, |beat| strap.process_beat(beat));
        let mut bytes = Vec::new();
        let arrives = self.strap.notify(now, &mut bytes);
        let is_lost = self.is_lost(now);
        let mut inputs = Vec::new();
        let link = if is_lost { Link::Lost } else { Link::Subscribed };
        if std::mem::replace(&mut self.link, link) != link {
            self.epoch += u32::from(link == Link::Subscribed);
            inputs.push(Input::Link { seat: Seat::Left, link });
        }
        if arrives && !is_lost {
            inputs.push(Input::Notification { seat: Seat::Left, epoch: self.epoch, bytes: Payload(bytes) });
        }
        inputs.into_iter().map(|input| Stamped { at, input }).collect()
    }

    fn activity(&mut self, now: f64) -> Activity {
        if let Some(bout) = self.plan.bouts.get(self.begun[0]).copied().filter(|bout| bout.at_s <= now) {
            self.begun[0] += 1;
            let ([least, most], rise_s, fall_s) = bout.doing.lift();
            let size = between(&mut self.rng, least, most);
            if size > 0.0 {
                self.heart.begin_episode(Episode { at_s: now, size, rise_s, lasts_s: bout.lasts_s, fall_s });
            }
        }
        let bout = self.begun[0].checked_sub(1).map(|last| self.plan.bouts[last]);
        let is_talking = bout.is_some_and(|bout| bout.doing == Doing::Talking && now < bout.at_s + bout.lasts_s);
        Activity { speaking: is_talking, ..Activity::default() }
    }

    fn is_lost(&mut self, now: f64) -> bool {
        while self.plan.losses.get(self.begun[1]).is_some_and(|[_, back]| *back <= now) {
            self.begun[1] += 1;
        }
        self.plan.losses.get(self.begun[1]).is_some_and(|[lost, _]| *lost <= now)
    }
}
