//! The pause and the gate back into the talk.
//!
//! A pause knows neither whose heart nor whose key called it: there is no place here to keep it. It breathes with a
//! pacer for at least a minute, then lets both breathe as they like, and opens when both bodies have been near calm
//! for a minute (the last half of it unpaced, because paced breathing moves the heart by itself) *and* both people
//! have said "ready". A person's "not ready" outranks every sensor and every clock. A seat without a usable signal is
//! judged by its person alone.
//!
//! Breathing is not for everybody. Either can turn the pause, for both, into grounding through the senses or a reset of
//! the body; there is no pacer then, so the whole pause counts as unpaced.

pub mod body;

use std::time::Duration;

use serde::Serialize;

use self::body::{Body, BodyState};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};

/// No pause is shorter.
pub const LEAST: Duration = Duration::from_mins(1);
const CALM_FOR: Duration = Duration::from_mins(1);
const CALM_BEFORE_UNPACED: Duration = Duration::from_secs(30);
const UNPACED_FOR: Duration = Duration::from_secs(30);
/// Unpaced and restless for this long: back to the pacer.
const RESTLESS_FOR: Duration = Duration::from_secs(10);
const OFFER_BREAK_AFTER: Duration = Duration::from_mins(5);
const MORE: Duration = Duration::from_mins(1);
/// A key held down must not lock both in.
const MOST_MORE: Duration = Duration::from_mins(5);

/// What a person has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Readiness {
    /// Nothing yet.
    #[default]
    Unsaid,
    /// "I'm ready."
    Ready,
    /// "I'm not ready."
    NotReady,
}

impl Readiness {
    /// Whoever was ready is asked again; a "not ready" stays.
    #[must_use]
    pub fn asked_again(self) -> Self {
        if self == Self::Ready { Self::Unsaid } else { self }
    }
}

/// How both breathe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Breathing {
    /// With the pacer.
    Paced,
    /// As they like, while the hearts show whether the calm is theirs.
    Unpaced,
}

/// What both do in the pause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Breathe slowly.
    #[default]
    Breath,
    /// Look, listen, touch.
    Senses,
    /// Stand up, shake it out.
    Body,
}

impl Way {
    /// The next one.
    #[must_use]
    pub fn another(self) -> Self {
        match self {
            Self::Breath => Self::Senses,
            Self::Senses => Self::Body,
            Self::Body => Self::Breath,
        }
    }
}

/// A pause in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    began: Moment,
    way: Way,
    not_before: Moment,
    breathing: Breathing,
    breathing_since: Moment,
    bodies: Pair<BodyState>,
    ready: Pair<Readiness>,
    soon_after_another: bool,
}

impl Pause {
    /// Begins a pause. `bodies` says who can be measured now; `soon_after_another` whether one ended minutes ago.
    pub fn begin(now: Moment, bodies: Pair<Body>, soon_after_another: bool) -> Self {
        Self {
            began: now,
            way: Way::default(),
            not_before: now + LEAST,
            breathing: Breathing::Paced,
            breathing_since: now,
            bodies: bodies.map(|body| BodyState::begin(now, *body)),
            ready: Pair::default(),
            soon_after_another,
        }
    }

    /// Takes in one second of both bodies.
    pub fn second(&mut self, now: Moment, bodies: Pair<Body>) {
        for seat in Seat::BOTH {
            self.bodies[seat].take_in(now, bodies[seat]);
        }
        match (self.way, self.breathing) {
            (Way::Breath, Breathing::Paced) if self.may_breathe_freely(now) => self.breathe(now, Breathing::Unpaced),
            (Way::Breath, Breathing::Unpaced) if self.is_restless(now) => self.breathe(now, Breathing::Paced),
            _ => {}
        }
    }

    /// Somebody said something about being ready.
    pub fn say(&mut self, seat: Seat, readiness: Readiness) {
        self.ready[seat] = readiness;
    }

    /// Somebody wants a minute more, from the start of what they do.
    pub fn lengthen(&mut self, now: Moment) {
        self.not_before = (self.not_before.max(now) + MORE).min(now + MOST_MORE);
        self.start_over(now);
    }

    /// Somebody chose something else to do, for both.
    pub fn choose(&mut self, now: Moment) {
        self.way = self.way.another();
        self.start_over(now);
    }

    /// Whoever was ready is asked again: somebody wants the pause, or both have been away. A "not ready" stays.
    pub fn ask_again(&mut self) {
        self.ready = self.ready.map(|said| said.asked_again());
    }

    fn start_over(&mut self, now: Moment) {
        let breathing = if self.way == Way::Breath { Breathing::Paced } else { Breathing::Unpaced };
        self.breathe(now, breathing);
    }

    /// Whether the talk may go on.
    pub fn is_open(&self, now: Moment) -> bool {
        now >= self.not_before && self.ready.all(|r| *r == Readiness::Ready) && self.bodies_are_calm(now)
    }

    /// Whether the time is up and nothing measured speaks against going on; what remains is for the people to say.
    pub fn bodies_are_calm(&self, now: Moment) -> bool {
        let unpaced = self.breathing == Breathing::Unpaced && now.since(self.breathing_since) >= UNPACED_FOR;
        let nobody_measured = self.bodies.all(|b| b.is_blind(now));
        now >= self.not_before && (nobody_measured || unpaced && self.bodies.all(|b| b.allows(now, CALM_FOR)))
    }

    /// Whether a longer break would do more than more of this.
    pub fn suggests_break(&self, now: Moment) -> bool {
        self.soon_after_another || self.was_long(now)
    }

    /// Whether it went on for so long that a break would have done more.
    pub fn was_long(&self, now: Moment) -> bool {
        now.since(self.began) >= OFFER_BREAK_AFTER
    }

    /// What both do.
    pub fn way(&self) -> Way {
        self.way
    }

    /// Time left of the least length, zero when it is over.
    pub fn least_left(&self, now: Moment) -> Duration {
        self.not_before.since(now)
    }

    /// How both breathe now, and since when.
    pub fn breathing(&self) -> (Breathing, Moment) {
        (self.breathing, self.breathing_since)
    }

    /// What each has said.
    pub fn ready(&self) -> Pair<Readiness> {
        self.ready
    }

    fn may_breathe_freely(&self, now: Moment) -> bool {
        let somebody_measured = self.bodies.any(|b| !b.is_blind(now));
        somebody_measured && now >= self.not_before && self.bodies.all(|b| b.allows(now, CALM_BEFORE_UNPACED))
    }

    fn is_restless(&self, now: Moment) -> bool {
        self.bodies.any(|b| b.is_restless(now, RESTLESS_FOR))
    }

    fn breathe(&mut self, now: Moment, breathing: Breathing) {
        self.breathing = breathing;
        self.breathing_since = now;
    }
}

#[cfg(test)]
mod tests;
