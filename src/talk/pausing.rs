//! How a pause begins and ends. `Talk::begin_pause` is the only function that makes a `Pause`.
//!
//! | what begins a pause | where it is noticed | comes through |
//! |---|---|---|
//! | the key, from anywhere | `keys.rs` | `Talk::pause` |
//! | a heart, in a turn or an answer | `mod.rs`, from `trigger` | `Talk::pause` |
//! | the machine's sleep, in the middle of talking | `interrupt.rs` | `Talk::pause` |
//! | a longer break, asked for outside a pause | `interrupt.rs` | `Talk::pause` |
//! | going on, or the key, at a close that came out of a pause | `keys.rs` | `Talk::pause` |
//! | "not yet" on the way back | `keys.rs` | `Talk::pause_again` |
//!
//! None of them is written down: every pause looks alike, whoever or whatever began it.

use super::Talk;
use super::long_break::LongBreak;
use super::pause::body::bodies;
use super::pause::{Pause, Readiness};
use super::phase::Phase;
use super::trigger::EPISODE;
use super::way_back::WayBack;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;

/// Whether a pause that begins at `now` suggests a longer break, because another one ended minutes ago. Both moments
/// count the machine's sleep: a night with the lid closed is no five minutes.
pub(crate) fn suggests_break(now: Moment, last_ended: Option<Moment>) -> bool {
    last_ended.is_some_and(|ended| now.since(ended) <= EPISODE)
}

/// The one difference between pauses. It says nothing of who or what began one.
#[derive(Clone, Copy)]
enum Begins {
    /// It interrupts something, or follows a close. It suggests a longer break if another pause ended minutes ago.
    Anew,
    /// It goes on where the pause before was not enough. Nothing was interrupted, and it always suggests a longer
    /// break.
    AfterNotYet,
}

impl Talk {
    /// Somebody or something asks for a pause. A pause or a break that both are in already goes on.
    pub(super) fn pause(&mut self, now: Moment, hearts: &Pair<Heart>) {
        match std::mem::replace(&mut self.phase, Phase::Over) {
            Phase::Pause(mut pause) | Phase::ReturnOffer(mut pause, _) => {
                pause.ask_again();
                self.phase = Phase::Pause(pause);
            }
            Phase::Over => {}
            // What both agreed on stays: there is nothing to pause, and time to breathe.
            Phase::LongBreak(long_break) => self.breathe_in_break(long_break, now),
            // The same pause goes on: closing was no way out of it, and is no new one.
            Phase::Closing { .. }
                if self.plan.guide.offered && matches!(self.left_phase, Some((Phase::Pause(_), _))) =>
            {
                self.back_from_close();
            }
            Phase::Closing { from_pause } => match self.left_break.take() {
                Some(long_break) => self.breathe_in_break(long_break, now),
                None => self.begin_pause(Phase::Closing { from_pause }, now, hearts, Begins::Anew),
            },
            interrupted @ (Phase::In(..) | Phase::Breath(..) | Phase::WayBack(_)) => {
                self.begin_pause(interrupted, now, hearts, Begins::Anew);
            }
        }
    }

    /// Somebody says "not yet" on the way back. It outranks what both said in the pause before.
    pub(super) fn pause_again(&mut self, now: Moment, seat: Seat, hearts: &Pair<Heart>) {
        let interrupted = std::mem::replace(&mut self.phase, Phase::Over);
        self.begin_pause(interrupted, now, hearts, Begins::AfterNotYet);
        self.say_in_pause(now, seat, Readiness::NotReady);
    }

    /// Begins every pause: keeps the time that is left of what it interrupts, counts the pause, and starts it.
    fn begin_pause(&mut self, interrupted: Phase, now: Moment, hearts: &Pair<Heart>, begins: Begins) {
        self.phase = interrupted;
        self.leave(now);
        self.pauses += 1;
        let suggests_break = match begins {
            Begins::Anew => {
                self.interruptions += 1;
                suggests_break(self.by_the_wall(now), self.last_pause_ended)
            }
            Begins::AfterNotYet => true,
        };
        // The breath on the way back must not tell whether a heart was up before.
        self.long_breath = false;
        self.watch.pause_begins(now);
        self.phase = Phase::Pause(Pause::begin(now, self.plan.pause(), bodies(now, hearts), suggests_break));
    }

    fn breathe_in_break(&mut self, mut long_break: LongBreak, now: Moment) {
        // The page of the breath shows no question, so a "ready" there must not answer one.
        self.open_question = None;
        // Journals of older versions: "ready" was to be said again.
        long_break.breathe(self.by_the_wall(now), self.plan.guide.offered);
        self.phase = Phase::LongBreak(long_break);
    }

    /// The gate of the pause is open, or the break has ended. The words on the way back follow, if a turn or a repair
    /// was interrupted.
    pub(super) fn end_pause(&mut self, now: Moment, was_long: bool) {
        self.pause_is_over(now);
        self.returns = None;
        self.long_pauses += u32::from(was_long);
        let has_way_back = self.back_to.is_some_and(|(step, _)| step.rules().has_way_back);
        if has_way_back && self.plan.guide.way_back {
            self.phase = Phase::WayBack(WayBack::after(self.interruptions, self.turns_left.is_some()));
        } else {
            self.go_back(now);
        }
    }

    /// Two times begin here: the one in which no heart triggers another pause, and the one in which another pause
    /// suggests a longer break.
    pub(super) fn pause_is_over(&mut self, now: Moment) {
        self.last_pause_ended = Some(self.by_the_wall(now));
        self.watch.pause_ended(now);
    }
}
