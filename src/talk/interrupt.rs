//! What comes over a step besides a pause: the long break, the stop, and the machine's sleep. For pauses see `pausing`.

use std::time::Duration;

use super::Talk;
use super::long_break::{LongBreak, ReturnOffer};
use super::pause::Readiness;
use super::phase::Phase;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;

/// After a sleep of this length in the middle of talking, both come back through a pause. Assumption.
const AWAY_FOR_LONG: Duration = Duration::from_mins(1);

impl Talk {
    pub(super) fn say_in_pause(&mut self, now: Moment, seat: Seat, said: Readiness) {
        let by_the_wall = self.by_the_wall(now);
        match &mut self.phase {
            Phase::Pause(pause) => pause.say(seat, said),
            Phase::LongBreak(rest) => rest.say(seat, said),
            Phase::ReturnOffer(pause, offer) => {
                let had_agreed = std::mem::replace(&mut offer.agreed[seat], said == Readiness::Ready);
                // Taking back a yes to a time says nothing about the pause. Journals of older versions: it did.
                if said == Readiness::NotReady && !(had_agreed && self.plan.guide.offered) {
                    pause.say(seat, said);
                }
                if offer.agreed.all(|agreed| *agreed) {
                    let rest = LongBreak::begin(by_the_wall, offer.wait());
                    self.long_pauses += u32::from(pause.was_long(now));
                    self.returns = Some((by_the_wall, rest.returns));
                    self.pauses_taken += 1;
                    // A break has no length, nor have the pauses that led to it.
                    self.pauses_so_far = Duration::ZERO;
                    self.open_question = None;
                    self.phase = Phase::LongBreak(rest);
                }
            }
            Phase::In(..) | Phase::Breath(..) | Phase::WayBack(_) | Phase::Closing { .. } | Phase::Over => {}
        }
    }

    /// Either may make a pause or a break longer.
    pub(super) fn lengthen(&mut self, now: Moment) {
        let by_the_wall = self.by_the_wall(now);
        match &mut self.phase {
            Phase::Pause(pause) => pause.lengthen(now),
            Phase::LongBreak(rest) => {
                rest.lengthen(by_the_wall);
                self.returns = self.returns.map(|(agreed, _)| (agreed, rest.returns));
            }
            Phase::In(..)
            | Phase::Breath(..)
            | Phase::ReturnOffer(..)
            | Phase::WayBack(_)
            | Phase::Closing { .. }
            | Phase::Over => {}
        }
    }

    /// Changes the pause to grounding, or to the next way of it, for both.
    pub(super) fn ground(&mut self, now: Moment) {
        if let Phase::Pause(pause) = &mut self.phase {
            pause.choose(now);
        }
    }

    /// Offers a time for a long break: in a pause, or through one.
    pub(super) fn offer_later(&mut self, now: Moment, hearts: &Pair<Heart>) {
        match &self.phase {
            Phase::In(..) | Phase::Breath(..) | Phase::WayBack(_) => self.pause(now, hearts),
            Phase::Pause(_) | Phase::ReturnOffer(..) | Phase::LongBreak(_) | Phase::Closing { .. } | Phase::Over => {}
        }
        self.phase = match std::mem::replace(&mut self.phase, Phase::Over) {
            Phase::Pause(pause) => Phase::ReturnOffer(pause, ReturnOffer::default()),
            Phase::ReturnOffer(pause, offer) => Phase::ReturnOffer(pause, offer.another()),
            other @ (Phase::In(..)
            | Phase::Breath(..)
            | Phase::LongBreak(_)
            | Phase::WayBack(_)
            | Phase::Closing { .. }
            | Phase::Over) => other,
        };
    }

    /// Back to what this page came from; from a calm close on with the talk.
    pub(super) fn back(&mut self, now: Moment, hearts: &Pair<Heart>) {
        match std::mem::replace(&mut self.phase, Phase::Over) {
            // What both have said of being ready stays: nothing has happened meanwhile.
            Phase::ReturnOffer(pause, _) => self.phase = Phase::Pause(pause),
            Phase::Closing { from_pause } => {
                self.phase = Phase::Closing { from_pause };
                if !self.back_from_close() {
                    self.next(now, hearts);
                }
            }
            other => self.phase = other,
        }
    }

    /// From the close to the pause, or the way back, that it came out of. False if it came out of neither.
    pub(super) fn back_from_close(&mut self) -> bool {
        let Some((mut phase, counted)) = self.left_phase.take() else { return false };
        self.long_pauses -= counted;
        // Whoever said "ready" before the close may be gone.
        match &mut phase {
            Phase::Pause(pause) => pause.ask_again(),
            Phase::WayBack(way) => way.yes = Pair::default(),
            _ => {}
        }
        self.phase = phase;
        true
    }

    /// The next prompt of grounding, for both.
    pub(super) fn next_prompt(&mut self) {
        if let Phase::Pause(pause) = &mut self.phase {
            pause.next_prompt();
        }
    }

    pub(super) fn stop(&mut self, now: Moment) {
        self.left_phase = match &self.phase {
            Phase::Pause(pause) | Phase::ReturnOffer(pause, _) => {
                Some((Phase::Pause(pause.clone()), u32::from(pause.was_long(now))))
            }
            Phase::WayBack(way) => Some((Phase::WayBack(*way), 0)),
            Phase::In(..) | Phase::Breath(..) | Phase::LongBreak(_) | Phase::Closing { .. } | Phase::Over => None,
        };
        match std::mem::replace(&mut self.phase, Phase::Over) {
            Phase::Closing { from_pause } => self.left_in_pause = from_pause,
            Phase::Over => {}
            Phase::Pause(pause) | Phase::ReturnOffer(pause, _) => {
                self.long_pauses += u32::from(pause.was_long(now));
                self.phase = Phase::Closing { from_pause: true };
            }
            Phase::LongBreak(rest) => {
                self.left_break = Some(rest);
                self.phase = Phase::Closing { from_pause: true };
            }
            Phase::WayBack(_) => self.phase = Phase::Closing { from_pause: true },
            interrupted @ (Phase::In(..) | Phase::Breath(..)) => {
                self.phase = interrupted;
                self.leave(now);
                self.phase = Phase::Closing { from_pause: false };
            }
        }
    }

    /// The machine slept for `away`. A break went on in that time. A turn goes on through a pause.
    pub(crate) fn passed_asleep(&mut self, now: Moment, away: Duration, hearts: &Pair<Heart>) {
        self.slept = self.slept.saturating_add(away);
        match &mut self.phase {
            Phase::Pause(pause) | Phase::ReturnOffer(pause, _) => pause.ask_again(),
            // Whoever said yes before the sleep may be gone.
            Phase::WayBack(way) if away >= AWAY_FOR_LONG => way.yes = Pair::default(),
            Phase::In(step, _) | Phase::Breath(_, step, _)
                if away >= AWAY_FOR_LONG && step.rules().speaker.is_some() =>
            {
                self.pause(now, hearts);
            }
            Phase::In(..)
            | Phase::Breath(..)
            | Phase::LongBreak(_)
            | Phase::WayBack(_)
            | Phase::Closing { .. }
            | Phase::Over => {}
        }
        self.reach(now, hearts);
    }
}
