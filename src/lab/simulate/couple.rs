//! Two simulated people with straps in one conversation, and what happens to them.

use super::drives::Bump;
use super::heart::{Activity, SimulatedHeart};
use super::person::{Population, SimulatedBody};
use super::random::stream;
use super::strap::{Faults, SimulatedStrap};
use crate::event::seat::{Pair, Seat};

/// What both people do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Conversation {
    /// Who speaks; none while nobody does.
    pub speaker: Option<Seat>,
    /// Fullness of the pacer's breath, 0 to 1, while both breathe along.
    pub paced: Option<f64>,
}

/// Two people: their hearts, their straps, and the movements and laughs to come.
#[derive(Clone, Debug)]
pub(crate) struct Couple {
    /// The hearts.
    pub hearts: Pair<SimulatedHeart>,
    /// The straps.
    pub straps: Pair<SimulatedStrap>,
    /// The movements and laughs of each of them that are still to come, the last first.
    bumps: Pair<Vec<Bump>>,
    /// A lift of both hearts that comes slowly and stays, as after coffee.
    pub coffee: Option<Coffee>,
    /// How far each of them arrives above their later calm.
    pub arrival: Pair<Arrival>,
}

/// A lift of one heart that was there before the talk and passes: from stairs, or from nerves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Arrival {
    /// How much it adds when the talk begins, in bpm.
    pub lift: f64,
    /// The time constant with which it passes, in seconds.
    pub over_s: f64,
}

/// A slow lift of both hearts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Coffee {
    /// When it begins, in seconds of the talk.
    pub at_s: f64,
    /// How much it adds in the end, in bpm.
    pub lift: f64,
    /// Its time constant, in seconds.
    pub over_s: f64,
}

impl Couple {
    /// Draws two people; the same seed gives the same two. `waves` is a factor on the variability of their hearts, and 1
    /// is like recorded hearts.
    pub(crate) fn new(seed: u64, population: Population, faults: Faults, waves: f64) -> Self {
        let seed = seed ^ population.salt();
        let person = |seat| SimulatedBody::draw(&mut stream(seed, 1 + seat as u64), population).with_waves(waves);
        let hearts = Pair::from_fn(|seat| SimulatedHeart::new(person(seat), stream(seed, 11 + seat as u64)));
        let straps = Pair::from_fn(|seat| {
            SimulatedStrap::new(faults, hearts[seat].person.strap_delay_s, stream(seed, 21 + seat as u64))
        });
        Self { hearts, straps, bumps: Pair::default(), coffee: None, arrival: Pair::default() }
    }

    /// The same two people on an earlier day: other waves, and rates that differ as they do from day to day.
    pub(crate) fn on_an_earlier_day(seed: u64, population: Population, faults: Faults, waves: f64) -> Self {
        let mut couple = Self::new(seed, population, faults, waves);
        let seed = seed ^ population.salt();
        for seat in Seat::BOTH {
            let body = couple.hearts[seat].person.on_another_day(&mut stream(seed, 51 + seat as u64));
            couple.hearts[seat] = SimulatedHeart::new(body, stream(seed, 61 + seat as u64));
            couple.straps[seat] = SimulatedStrap::new(faults, body.strap_delay_s, stream(seed, 71 + seat as u64));
        }
        couple
    }

    /// Sets the movements and laughs of both, in order of time.
    pub(crate) fn plan_bumps(&mut self, bumps: &Pair<Vec<Bump>>) {
        self.bumps = bumps.map(|all| all.iter().rev().copied().collect());
    }

    /// Simulates one heart up to `until` seconds, and its strap on each beat.
    pub(crate) fn simulate(&mut self, seat: Seat, until: f64, scene: &Conversation) {
        while let Some(next) = self.bumps[seat].pop_if(|next| next.at_s < until) {
            self.hearts[seat].begin_bump(next);
        }
        let partner = self.hearts[seat.other()].arousal();
        let coffee = self.coffee.map_or(0.0, |coffee| coffee.lift_at(until));
        let heart = &mut self.hearts[seat];
        let activity = Activity {
            speaking: scene.speaker == Some(seat),
            listening: scene.speaker == Some(seat.other()),
            paced: scene.paced,
            led: None,
            drive: heart.person.contagion * partner + coffee + self.arrival[seat].lift_at(until),
        };
        let strap = &mut self.straps[seat];
        heart.simulate(until, &activity, |beat| strap.process_beat(beat));
    }
}

impl Arrival {
    fn lift_at(&self, t: f64) -> f64 {
        if self.lift > 0.0 { self.lift * (-t / self.over_s).exp() } else { 0.0 }
    }
}

impl Coffee {
    fn lift_at(&self, t: f64) -> f64 {
        if t < self.at_s { 0.0 } else { self.lift * (1.0 - (-(t - self.at_s) / self.over_s).exp()) }
    }
}
