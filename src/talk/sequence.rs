//! How one step leads to the next, how long each lasts, and the shared breath between them.
//!
//! ```text
//! straps → whose → agreements → topic → arriving ×2 → settling → warm-up ×2 ─┐
//!   ┌────────────────────────────────────────────────────────────────┘
//!   └→ turn → answer (reflect, validate, empathise) → the other's turn → … until the limit
//!        → repair ×2 (harm, mend, change) → one step → summary → close
//! ```
//!
//! Which keys end a step stands in [`Step::rules`]; `keys` takes them in.

use std::time::Duration;

use super::Talk;
use super::phase::{Phase, Span};
use super::step::{Amends, Lasts, Listening, Step};
use super::strap_check::StrapCheck;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::{Heart, Signal};

/// Seconds in and out of the shared breath at every change of turn. `Pacer::SHARED` in `session/pacer.rs` draws it with
/// the same two numbers.
pub(crate) const SHARED_BREATH_S: (u64, u64) = (2, 3);
/// Length of the shared breath.
const SHARED_BREATH: Duration = Duration::from_secs(SHARED_BREATH_S.0 + SHARED_BREATH_S.1);
/// Its length when a heart is raised: two breaths. It shows nothing of whose heart it is.
const LONG_BREATH: Duration = Duration::from_secs(2 * (SHARED_BREATH_S.0 + SHARED_BREATH_S.1));

impl Talk {
    /// When something ends by itself.
    pub(crate) fn next_deadline(&self) -> Moment {
        match &self.phase {
            Phase::In(_, span) | Phase::Breath(span, ..) => span.ends,
            // What is agreed on is by the wall; this is not.
            Phase::LongBreak(rest) => rest.next_deadline() - self.slept,
            Phase::Pause(_) | Phase::ReturnOffer(..) | Phase::WayBack(_) | Phase::Closing { .. } | Phase::Over => {
                Moment::NEVER
            }
        }
    }

    /// Does what is due: a step's time is up, a breath is over, the gate of the pause is open, a break has an end.
    pub(crate) fn reach(&mut self, now: Moment, hearts: &Pair<Heart>) {
        let by_the_wall = self.by_the_wall(now);
        match &mut self.phase {
            Phase::In(step, span) if span.ends <= now => {
                let step = *step;
                self.leave(now);
                self.follow(now, step, hearts);
            }
            Phase::Breath(span, step, left) if span.ends <= now => {
                let (step, left) = (*step, *left);
                self.enter(now, step, left);
            }
            Phase::Pause(pause) if pause.is_open(now) => {
                let long = pause.was_long(now);
                self.pauses_taken += 1;
                self.end_pause(now, long);
            }
            Phase::LongBreak(rest) if rest.is_open(by_the_wall) => self.end_pause(now, false),
            Phase::LongBreak(rest) => rest.reach(by_the_wall),
            Phase::In(..)
            | Phase::Breath(..)
            | Phase::Pause(_)
            | Phase::ReturnOffer(..)
            | Phase::WayBack(_)
            | Phase::Closing { .. }
            | Phase::Over => {}
        }
    }

    /// Back to what was interrupted, or to the close if the talk had ended.
    pub(super) fn go_back(&mut self, now: Moment) {
        match self.back_to {
            Some((step, left)) => self.breathe(now, step, left),
            None => self.phase = Phase::Closing { from_pause: false },
        }
    }

    /// Goes on to what comes after `step`.
    pub(super) fn follow(&mut self, now: Moment, step: Step, hearts: &Pair<Heart>) {
        let nobody_measured = hearts.all(|heart| heart.signal(now) == Signal::Absent);
        let checks_straps =
            step == Step::Straps && self.plan.guide.whose_strap && Self::both_straps_deliver(now, hearts);
        let next = if checks_straps { Some(Step::StrapCheck) } else { self.next_step(step, nobody_measured) };
        match next {
            Some(Step::StrapCheck) => {
                self.enter(now, Step::StrapCheck, Duration::MAX);
                self.second_of_strap_check(now, hearts);
            }
            Some(next) if next.rules().begins_with_breath => self.breathe(now, next, self.length(next)),
            Some(next) => self.enter(now, next, self.length(next)),
            None => {
                self.back_to = None;
                self.phase = Phase::Closing { from_pause: false };
            }
        }
    }

    /// What comes after `step`; nothing when that was the end.
    fn next_step(&mut self, step: Step, nobody_measured: bool) -> Option<Step> {
        let (first, guide) = (self.first, self.plan.guide);
        let opening = if nobody_measured { Step::Turn(first) } else { Step::Settling };
        Some(match step {
            Step::Straps | Step::StrapCheck if guide.agreements => Step::Agreements,
            Step::Straps | Step::StrapCheck | Step::Agreements if guide.arriving => Step::Topic,
            Step::Topic => Step::Arriving(first),
            Step::Arriving(who) if who == first => Step::Arriving(who.other()),
            Step::Straps | Step::StrapCheck | Step::Agreements | Step::Arriving(_) => opening,
            Step::Settling => Step::WarmUp(first),
            Step::WarmUp(speaker) if speaker == first => Step::WarmUp(speaker.other()),
            Step::WarmUp(_) => Step::Turn(first),
            Step::Turn(speaker) if self.plan.answer_s > 0 => Step::Answer(speaker, Listening::Reflect),
            Step::Answer(speaker, Listening::Reflect) => Step::Answer(speaker, Listening::Validate),
            Step::Answer(speaker, Listening::Validate) => Step::Answer(speaker, Listening::Empathise),
            Step::Turn(speaker) | Step::Answer(speaker, Listening::Empathise) => return self.after_turn(speaker),
            Step::Repair(who, Amends::Harm) => Step::Repair(who, Amends::Mend),
            Step::Repair(who, Amends::Mend) => Step::Repair(who, Amends::Change),
            Step::Repair(who, Amends::Change) if who == first => Step::Repair(who.other(), Amends::Harm),
            Step::Repair(..) => Step::OneStep,
            Step::OneStep => Step::Summary,
            Step::Summary => {
                self.step_agreed = true;
                return None;
            }
        })
    }

    /// The other one's turn, or the repair when the time, or the smaller goal, is reached.
    fn after_turn(&mut self, speaker: Seat) -> Option<Step> {
        self.turns_left = self.turns_left.map(|turns| turns.saturating_sub(1));
        let over = self.talked >= self.plan.limit() || self.turns_left == Some(0);
        match over {
            false => Some(Step::Turn(speaker.other())),
            true if self.plan.guide.repair => Some(Step::Repair(self.first, Amends::Harm)),
            true => None,
        }
    }

    /// How long a step lasts by itself.
    fn length(&self, step: Step) -> Duration {
        match step.rules().lasts {
            Lasts::Quiet => self.plan.quiet(),
            Lasts::WarmUpTurn => self.plan.warm_up_turn(),
            Lasts::Turn => self.plan.turn(),
            Lasts::AnswerPart => self.plan.answer_part(),
            Lasts::UntilEnded => Duration::MAX,
        }
    }

    pub(super) fn breathe(&mut self, now: Moment, step: Step, left: Duration) {
        let length = if std::mem::take(&mut self.long_breath) { LONG_BREATH } else { SHARED_BREATH };
        self.phase = Phase::Breath(Span { began: now, ends: now + length }, step, left);
    }

    pub(super) fn enter(&mut self, now: Moment, step: Step, left: Duration) {
        self.yes = Pair::default();
        self.cards.clear();
        self.strap_check = StrapCheck::default();
        let left = if step == Step::StrapCheck { self.strap_check.stays() } else { left };
        self.phase = Phase::In(step, Span { began: now, ends: now + left });
    }

    /// Leaves a step or a breath: counts the time of a turn, and remembers what there is to come back to.
    pub(super) fn leave(&mut self, now: Moment) {
        self.talked = self.talked(now);
        self.back_to = match &self.phase {
            Phase::In(step, span) => Some((*step, span.ends.since(now))),
            Phase::Breath(_, step, left) => Some((*step, *left)),
            Phase::Pause(_)
            | Phase::ReturnOffer(..)
            | Phase::LongBreak(_)
            | Phase::WayBack(_)
            | Phase::Closing { .. }
            | Phase::Over => self.back_to,
        };
    }
}
