//! The pause, and the gate that leads back into the talk.
//!
//! A pause has no place for whose heart or whose key began it. Both breathe with a pacer for at least a minute, then as
//! they like. The gate opens when two things hold:
//!
//! - Both bodies have been near calm for a minute. Half of that minute is unpaced, because paced breathing moves the
//!   heart by itself. (A demo's plan has less than a minute.)
//! - Both people have said "ready". A "not ready" outranks every sensor and every clock.
//!
//! A seat without a usable signal is judged by its person alone.
//!
//! Breathing is not for everybody. Either person can turn the pause into grounding, for both: through the senses, or by
//! moving the body. Grounding has no pacer, so the whole pause counts as unpaced.

pub(crate) mod body;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use self::body::{Body, BodyState};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};

/// A body that is restless for this long without the pacer brings the pacer back. Assumption.
const RESTLESS_FOR: Duration = Duration::from_secs(10);
/// A pause of this length suggests a longer break. Assumption.
const OFFER_BREAK_AFTER: Duration = Duration::from_mins(5);
/// What one press of the key for more time adds.
const MORE: Duration = Duration::from_mins(1);
/// A prompt of grounding stays for this long. Assumption. Longer leaves more time for each sense.
pub(crate) const PROMPT: Duration = Duration::from_secs(24);
/// More time than this is never ahead: a key held down must not lock both in.
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
    /// Takes a "ready" back. A "not ready" stays.
    #[must_use]
    pub(crate) fn asked_again(self) -> Self {
        if self == Self::Ready { Self::Unsaid } else { self }
    }
}

/// How both breathe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Breathing {
    /// With the pacer.
    Paced,
    /// As they like. Their hearts show whether the calm lasts without the pacer.
    Unpaced,
}

/// What both do in the pause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    pub(crate) fn another(self) -> Self {
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
    /// The least length: a minute, in all but a demo.
    least: Duration,
    breathing: Breathing,
    breathing_since: Moment,
    bodies: Pair<BodyState>,
    ready: Pair<Readiness>,
    /// Whether it suggests a longer break from its beginning on.
    suggests_break: bool,
    /// How many prompts of grounding somebody has gone on from.
    skipped_prompts: u32,
}

impl Pause {
    /// Begins a pause of `least` or more. `bodies` says who can be measured now; `suggests_break` whether it suggests a
    /// longer break at once.
    pub(crate) fn begin(now: Moment, least: Duration, bodies: Pair<Body>, suggests_break: bool) -> Self {
        Self {
            began: now,
            way: Way::default(),
            not_before: now + least,
            least,
            breathing: Breathing::Paced,
            breathing_since: now,
            bodies: bodies.map(|body| BodyState::begin(now, *body)),
            ready: Pair::default(),
            suggests_break,
            skipped_prompts: 0,
        }
    }

    /// Takes in one second of both bodies.
    pub(crate) fn second(&mut self, now: Moment, bodies: Pair<Body>) {
        for seat in Seat::BOTH {
            self.bodies[seat].take_in(now, bodies[seat]);
        }
        match (self.way, self.breathing) {
            (Way::Breath, Breathing::Paced) if self.may_leave_the_pacer(now) => self.breathe(now, Breathing::Unpaced),
            (Way::Breath, Breathing::Unpaced) if self.is_restless(now) => self.breathe(now, Breathing::Paced),
            _ => {}
        }
    }

    /// When it began.
    pub(crate) fn began(&self) -> Moment {
        self.began
    }

    /// Takes in what this person says about being ready.
    pub(crate) fn say(&mut self, seat: Seat, readiness: Readiness) {
        self.ready[seat] = readiness;
    }

    /// Somebody wants a minute more. Breathing, or grounding, begins anew.
    pub(crate) fn lengthen(&mut self, now: Moment) {
        self.not_before = (self.not_before.max(now) + MORE).min(now + MOST_MORE);
        self.start_over(now);
    }

    /// Changes, for both, to the next way of spending the pause.
    pub(crate) fn choose(&mut self, now: Moment) {
        self.way = self.way.another();
        self.start_over(now);
    }

    /// Goes on to the next prompt of grounding.
    pub(crate) fn next_prompt(&mut self) {
        if self.way != Way::Breath {
            self.skipped_prompts = self.skipped_prompts.wrapping_add(1);
        }
    }

    /// How many prompts of grounding somebody has gone on from.
    pub(crate) fn skipped_prompts(&self) -> u32 {
        self.skipped_prompts
    }

    /// Takes every "ready" back: somebody wants the pause, or both have been away. A "not ready" stays.
    pub(crate) fn ask_again(&mut self) {
        self.ready = self.ready.map(|said| said.asked_again());
    }

    fn start_over(&mut self, now: Moment) {
        let breathing = if self.way == Way::Breath { Breathing::Paced } else { Breathing::Unpaced };
        self.breathe(now, breathing);
    }

    /// Whether the talk may go on.
    pub(crate) fn is_open(&self, now: Moment) -> bool {
        now >= self.not_before && self.ready.all(|r| *r == Readiness::Ready) && self.bodies_are_calm(now)
    }

    /// Whether the time is up, and no body speaks against going on. What is then missing is for the people to say.
    pub(crate) fn bodies_are_calm(&self, now: Moment) -> bool {
        let unpaced = self.breathing == Breathing::Unpaced && now.since(self.breathing_since) >= self.half();
        let nobody_measured = self.bodies.all(|body| body.is_blind(now));
        now >= self.not_before && (nobody_measured || unpaced && self.bodies.all(|body| body.allows(now, self.least)))
    }

    /// Whether the page suggests a longer break.
    pub fn suggests_break(&self, now: Moment) -> bool {
        self.suggests_break || self.was_long(now)
    }

    /// Whether it has lasted for five minutes or more.
    pub(crate) fn was_long(&self, now: Moment) -> bool {
        now.since(self.began) >= OFFER_BREAK_AFTER
    }

    /// What both do.
    pub(crate) fn way(&self) -> Way {
        self.way
    }

    /// Time left of the least length; zero when that is over.
    pub(crate) fn least_left(&self, now: Moment) -> Duration {
        self.not_before.since(now)
    }

    /// How both breathe now, and since when.
    pub(crate) fn breathing(&self) -> (Breathing, Moment) {
        (self.breathing, self.breathing_since)
    }

    /// What each has said.
    pub(crate) fn ready(&self) -> Pair<Readiness> {
        self.ready
    }

    fn may_leave_the_pacer(&self, now: Moment) -> bool {
        let somebody_measured = self.bodies.any(|body| !body.is_blind(now));
        somebody_measured && now >= self.not_before && self.bodies.all(|body| body.allows(now, self.half()))
    }

    /// Half of the least length. Both bodies must be near calm for this long before the pacer stops, and stay so for
    /// this long without it. Assumption. A shorter time takes the pacer's effect for calm.
    fn half(&self) -> Duration {
        self.least / 2
    }

    fn is_restless(&self, now: Moment) -> bool {
        self.bodies.any(|body| body.is_restless(now, RESTLESS_FOR))
    }

    fn breathe(&mut self, now: Moment, breathing: Breathing) {
        self.breathing = breathing;
        self.breathing_since = now;
    }
}

#[cfg(test)]
mod tests;
