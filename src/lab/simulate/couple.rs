//! Two simulated people with straps in one conversation, and what happens to them.

use super::drives::{Bump, Episode};
use super::heart::{Doing, SimulatedHeart};
use super::person::{Population, SimulatedBody};
use super::random::stream;
use super::strap::{Faults, SimulatedStrap};
use crate::event::seat::{Pair, Seat};

/// Something that happens to one of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Happening {
    /// Arousal.
    Episode(Episode),
    /// A change of posture, a laugh, a cough.
    Bump(Bump),
}

impl Happening {
    /// When it begins, in seconds.
    pub fn at_s(&self) -> f64 {
        match self {
            Self::Episode(episode) => episode.at_s,
            Self::Bump(bump) => bump.at_s,
        }
    }
}

/// What goes on around the two of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Conversation {
    /// Who speaks, if they are in a conversation.
    pub speaker: Option<Seat>,
    /// How full the pacer's breath is, while both breathe along.
    pub paced: Option<f64>,
}

/// Two hearts, two straps.
#[derive(Clone, Debug)]
pub struct Couple {
    /// The hearts.
    pub hearts: Pair<SimulatedHeart>,
    /// The straps on them.
    pub straps: Pair<SimulatedStrap>,
    /// What will happen, the last first.
    happenings: Pair<Vec<Happening>>,
    /// A lift that comes and stays, as after coffee: when, by how much, over what time constant; in seconds and bpm.
    pub coffee: Option<Coffee>,
}

/// A slow lift for both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coffee {
    /// From when.
    pub at_s: f64,
    /// How much in the end.
    pub lift: f64,
    /// Time constant.
    pub over_s: f64,
}

impl Couple {
    /// Draws two people. `seed` gives everything that is random about them; `waves` makes their hearts as restless as
    /// recorded ones (1) or calmer.
    pub fn new(seed: u64, population: Population, faults: Faults, waves: f64) -> Self {
        let seed = seed ^ population.salt();
        let person = |seat| SimulatedBody::draw(&mut stream(seed, 1 + seat as u64), population).with_waves(waves);
        let hearts = Pair::from_fn(|seat| SimulatedHeart::new(person(seat), stream(seed, 11 + seat as u64)));
        let straps = Pair::from_fn(|seat| {
            SimulatedStrap::new(faults, hearts[seat].person.strap_delay_s, stream(seed, 21 + seat as u64))
        });
        Self { hearts, straps, happenings: Pair::default(), coffee: None }
    }

    /// What will happen to one of them, in any order.
    pub fn plan(&mut self, seat: Seat, mut happenings: Vec<Happening>) {
        happenings.sort_by(|a, b| b.at_s().total_cmp(&a.at_s()));
        self.happenings[seat] = happenings;
    }

    /// One heart lives on up to `until` seconds, and its strap feels it.
    pub fn live(&mut self, seat: Seat, until: f64, scene: &Conversation) {
        while let Some(next) = self.happenings[seat].pop_if(|next| next.at_s() < until) {
            match next {
                Happening::Episode(episode) => self.hearts[seat].arouse(episode),
                Happening::Bump(bump) => self.hearts[seat].bump(bump),
            }
        }
        let partner = self.hearts[seat.other()].arousal();
        let coffee = self.coffee.map_or(0.0, |coffee| coffee.lift_at(until));
        let heart = &mut self.hearts[seat];
        let doing = Doing {
            speaking: scene.speaker == Some(seat),
            listening: scene.speaker == Some(seat.other()),
            paced: scene.paced,
            drive: heart.person.contagion * partner + coffee,
        };
        let strap = &mut self.straps[seat];
        heart.live(until, &doing, |beat| strap.feel(beat));
    }
}

impl Coffee {
    fn lift_at(&self, t: f64) -> f64 {
        if t < self.at_s { 0.0 } else { self.lift * (1.0 - (-(t - self.at_s) / self.over_s).exp()) }
    }
}
