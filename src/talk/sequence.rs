//! How one step leads to the next, how long each lasts, and the shared breath between them.
//!
//! ```text
//! (opening) → turn → answer (reflect, validate, empathise) → the other's turn → … until the limit
//!     → amends, offered or asked for: ×2 (harm, mend, change) → one step → summary → close
//! ```
//!
//! The pages before the first turn are those of `opening`, the offer of amends is `amends`.
//! Which keys end a step stands in [`Step::rules`]; `keys` takes them in.

use std::time::Duration;

use super::Talk;
use super::phase::{Phase, Span};
use super::step::{Amends, EndsBy, Lasts, Listening, Step};
use super::strap_check::StrapCheck;
use super::way_back::WayBack;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;
use crate::pacer::Pacer;

/// Seconds in and out of the shared breath at every change of turn.
pub(crate) const SHARED_BREATH_S: (u64, u64) = (2, 3);
/// The shared breath.
pub(crate) const SHARED_BREATH: Pacer = Pacer::of(SHARED_BREATH_S.0 as f64, SHARED_BREATH_S.1 as f64);
/// Its length.
const SHARED_BREATH_LENGTH: Duration = Duration::from_secs(SHARED_BREATH_S.0 + SHARED_BREATH_S.1);
/// Its length when a heart is raised: two breaths. It shows nothing of whose heart it is.
const LONG_BREATH: Duration = Duration::from_secs(2 * (SHARED_BREATH_S.0 + SHARED_BREATH_S.1));
/// What both can add to a turn, once.
pub(super) const HALF_MINUTE: Duration = Duration::from_secs(30);
/// A minute for each alone.
const MINUTE: Duration = Duration::from_mins(1);

impl Talk {
    /// When something ends by itself.
    pub(crate) fn next_deadline(&self) -> Moment {
        match &self.phase {
            Phase::In(_, span) if self.runs_over => span.ends + self.plan.overtime(),
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
        let (has_overtime, overtime) = (self.has_overtime(), self.overtime_now());
        match &mut self.phase {
            Phase::In(step, span)
                if span.ends <= now && !self.runs_over && has_overtime && step.rules().may_run_over =>
            {
                self.runs_over = true;
            }
            Phase::In(step, span) if span.ends + overtime <= now => {
                let step = *step;
                self.leave(now);
                self.follow(now, step, hearts);
                self.ended_by_itself(now, step);
            }
            Phase::Breath(span, step, left) if span.ends <= now => {
                let (step, left) = (*step, *left);
                self.enter(now, step, left);
            }
            Phase::Pause(pause) if pause.is_open(now) => {
                let long = pause.was_long(now);
                self.pauses_taken += 1;
                // On the way back somebody may still say "not yet".
                self.pauses_so_far += now.since(pause.began());
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
        let pauses = std::mem::take(&mut self.pauses_so_far);
        match self.back_to {
            Some((step, left)) => {
                self.settled.extend((!pauses.is_zero()).then_some(pauses));
                self.breathe(now, step, left);
            }
            None => self.phase = Phase::Closing { from_pause: false },
        }
    }

    /// Goes on to what comes after `step`.
    pub(super) fn follow(&mut self, now: Moment, step: Step, hearts: &Pair<Heart>) {
        match self.next_step(now, step, hearts) {
            Some(Step::StrapCheck) => {
                self.enter(now, Step::StrapCheck, Duration::MAX);
                self.second_of_strap_check(now, hearts);
            }
            Some(next) => self.go_to(now, next, hearts),
            None => self.close(),
        }
    }

    pub(super) fn go_to(&mut self, now: Moment, next: Step, hearts: &Pair<Heart>) {
        let length = self.length(now, next, hearts);
        if length.is_zero() && self.plan.opening.learns_while_reading() {
            // Nothing is missing that this step would teach.
            self.follow(now, next, hearts);
        } else if self.begins_with_way_back(next) {
            self.back_to = Some((next, length));
            self.phase = Phase::WayBack(WayBack::after(self.interruptions, false));
        } else if next.rules().begins_with_breath {
            self.breathe(now, next, length);
        } else {
            self.enter(now, next, length);
        }
    }

    /// The close, after everything.
    pub(super) fn close(&mut self) {
        self.back_to = None;
        self.phase = Phase::Closing { from_pause: false };
    }

    /// Both end the turns: the amends follow, or the close.
    pub(super) fn end_of_turns(&mut self, now: Moment, hearts: &Pair<Heart>) {
        match self.after_turns() {
            Some(next) => self.go_to(now, next, hearts),
            None => self.close(),
        }
    }

    /// What comes after `step`; nothing when that was the end.
    fn next_step(&mut self, now: Moment, step: Step, hearts: &Pair<Heart>) -> Option<Step> {
        let first = self.first;
        Some(match step {
            Step::Straps
            | Step::StrapCheck
            | Step::Agreements
            | Step::SameAgain
            | Step::Topic
            | Step::Arriving(_)
            | Step::Prepare(_)
            | Step::Settling
            | Step::WarmUp(_) => self.next_of_opening(now, step, hearts),
            Step::Turn(speaker) if self.plan.answer_s > 0 => Step::Answer(speaker, Listening::Reflect),
            Step::Answer(speaker, Listening::Reflect) => Step::Answer(speaker, Listening::Validate),
            Step::Answer(speaker, Listening::Validate) => Step::Answer(speaker, Listening::Empathise),
            Step::Turn(speaker) | Step::Answer(speaker, Listening::Empathise) => return self.after_turn(speaker),
            Step::Repair(who, Amends::Harm) => Step::Repair(who, Amends::Mend),
            Step::Repair(who, Amends::Mend) => Step::Repair(who, Amends::Change),
            Step::AmendsOffer(_) | Step::Repair(..) if self.plan.guide.offered => return self.after_amends(step),
            Step::Repair(who, Amends::Change) if who == first => Step::Repair(who.other(), Amends::Harm),
            Step::AmendsOffer(_) | Step::Repair(..) => Step::OneStep,
            Step::OneStep => Step::Summary,
            Step::Summary => {
                self.step_agreed = !self.without_step;
                return None;
            }
        })
    }

    /// The other one's turn, or the repair when the time, or the smaller goal, is reached.
    fn after_turn(&mut self, speaker: Seat) -> Option<Step> {
        self.turns_left = self.turns_left.map(|turns| turns.saturating_sub(1));
        let over = self.talked >= self.plan.limit() || self.turns_left == Some(0);
        if over { self.after_turns() } else { Some(Step::Turn(speaker.other())) }
    }

    /// What follows the last turn.
    pub(super) fn after_turns(&self) -> Option<Step> {
        let first =
            if self.plan.guide.offered { Step::AmendsOffer(None) } else { Step::Repair(self.first, Amends::Harm) };
        self.plan.guide.repair.then_some(first)
    }

    /// How long a step lasts by itself.
    fn length(&self, now: Moment, step: Step, hearts: &Pair<Heart>) -> Duration {
        match step.rules().lasts {
            Lasts::Quiet => self.at_most_what_is_missing(self.plan.quiet(), now, step, hearts),
            Lasts::WarmUpTurn => self.at_most_what_is_missing(self.plan.warm_up_turn(), now, step, hearts),
            Lasts::Minute => MINUTE,
            Lasts::Turn => self.plan.turn(),
            Lasts::AnswerPart => self.plan.answer_part(),
            Lasts::UntilEnded => Duration::MAX,
        }
    }

    pub(super) fn breathe(&mut self, now: Moment, step: Step, left: Duration) {
        let length = if std::mem::take(&mut self.long_breath) { LONG_BREATH } else { SHARED_BREATH_LENGTH };
        self.phase = Phase::Breath(Span { began: now, ends: now + length }, step, left);
    }

    pub(super) fn enter(&mut self, now: Moment, step: Step, left: Duration) {
        self.yes = Pair::default();
        (self.runs_over, self.had_half_minute, self.open_question) = (false, false, None);
        self.cards.clear();
        self.strap_check = StrapCheck::default();
        let left = if step == Step::StrapCheck { self.strap_check.stays() } else { left };
        self.phase = Phase::In(step, Span { began: now, ends: now + left });
    }

    /// Which keys end this step in this talk.
    pub(super) fn ends_by(&self, step: Step) -> EndsBy {
        match step {
            Step::Settling | Step::WarmUp(_) if self.plan.opening.learns_while_reading() => EndsBy::OneKey,
            Step::Repair(who, _) if self.plan.guide.offered => EndsBy::Person(who),
            _ => step.rules().ends_by,
        }
    }

    /// Whether the talk's turns may run past their time.
    pub(super) fn has_overtime(&self) -> bool {
        self.plan.overtime_s > 0
    }

    /// How long this turn goes on past its time.
    fn overtime_now(&self) -> Duration {
        if self.runs_over { self.plan.overtime() } else { Duration::ZERO }
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
