//! How one step leads to the next, and what the people's keys do in it.
//!
//! ```text
//! straps → whose → agreements → topic → arriving ×2 → settling → warm-up ×2 ─┐
//!   ┌────────────────────────────────────────────────────────────────┘
//!   └→ turn → answer (reflect, validate, empathise) → the other's turn → … until the limit
//!        → repair ×2 (harm, mend, change) → one step → summary → close
//! ```
//!
//! A step that both share ends when both say yes, which is also how it is left out; a step of one person ends when that
//! person is done.

use std::time::Duration;

use super::pause::Readiness;
use super::phase::{Phase, Span};
use super::step::{Amends, EndsBy, Lasts, Listening, Step};
use super::strap_check::StrapCheck;
use super::{HELD_DOWN, Talk};
use crate::event::input::Key;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::{Heart, Signal};

/// A shared breath at every change of turn; longer when somebody's heart is up a little. It blames nobody.
const SHARED_BREATH: Duration = Duration::from_secs(5);
const LONG_BREATH: Duration = Duration::from_secs(10);

impl Talk {
    /// When something ends by itself.
    pub fn next_deadline(&self) -> Moment {
        match &self.phase {
            Phase::In(_, span) | Phase::Breath(span, ..) => span.ends,
            // What is agreed on is by the wall; this is not.
            Phase::Rest(rest) => rest.next_deadline() - self.slept,
            Phase::Pause(_) | Phase::Later(..) | Phase::WayBack(_) | Phase::Closing { .. } | Phase::Over => {
                Moment::NEVER
            }
        }
    }

    /// Does what is due: a step's time is up, a breath is over, the gate of the pause is open, a break has an end.
    pub fn reach(&mut self, now: Moment, hearts: &Pair<Heart>) {
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
            Phase::Rest(rest) if rest.is_open(by_the_wall) => self.end_pause(now, false),
            Phase::Rest(rest) => rest.reach(by_the_wall),
            Phase::In(..)
            | Phase::Breath(..)
            | Phase::Pause(_)
            | Phase::Later(..)
            | Phase::WayBack(_)
            | Phase::Closing { .. }
            | Phase::Over => {}
        }
    }

    /// Somebody said yes, or not yet.
    pub(super) fn say(&mut self, now: Moment, seat: Seat, said: Readiness, hearts: &Pair<Heart>) {
        match &mut self.phase {
            Phase::In(step, _) => {
                let step = *step;
                self.say_in_step(now, step, seat, said, hearts);
            }
            Phase::WayBack(way) => {
                way.yes[seat] = said == Readiness::Ready;
                if said == Readiness::NotReady {
                    self.pause_again(now, seat, hearts);
                } else if way.yes.all(|yes| *yes) {
                    if way.smaller {
                        self.turns_left = Some(super::way_back::SMALLER_TURNS);
                    }
                    // The words on the way back take as long as they take.
                    self.pause_is_over(now);
                    self.go_back(now);
                }
            }
            Phase::Breath(..)
            | Phase::Pause(_)
            | Phase::Later(..)
            | Phase::Rest(_)
            | Phase::Closing { .. }
            | Phase::Over => self.say_in_pause(now, seat, said),
        }
    }

    fn say_in_step(&mut self, now: Moment, step: Step, seat: Seat, said: Readiness, hearts: &Pair<Heart>) {
        match step.rules().ends_by {
            EndsBy::Person(who) if who == seat && said == Readiness::Ready => self.next(now, hearts),
            EndsBy::Both | EndsBy::OneKeyOrBoth => {
                self.yes[seat] = said == Readiness::Ready;
                if self.yes.all(|yes| *yes) {
                    self.leave(now);
                    self.follow(now, step.last_of_its_kind(self.first), hearts);
                }
            }
            EndsBy::OneKey | EndsBy::Person(_) => {}
        }
    }

    pub(super) fn next(&mut self, now: Moment, hearts: &Pair<Heart>) {
        match &self.phase {
            // A return that both have agreed on is not undone by one key; what undoes it is both "ready" in the break.
            Phase::Closing { .. } if self.returns.is_some() => {}
            Phase::Closing { from_pause: true } => self.pause(now, hearts),
            Phase::Closing { from_pause: false } => {
                self.watch.resumed();
                self.go_back(now);
            }
            Phase::In(step, _) if step.takes_one() => {
                let step = *step;
                self.leave(now);
                self.follow(now, step, hearts);
            }
            Phase::In(..)
            | Phase::Breath(..)
            | Phase::Pause(_)
            | Phase::Later(..)
            | Phase::Rest(_)
            | Phase::WayBack(_)
            | Phase::Over => {}
        }
    }

    /// One breath together, in the middle of anything.
    pub(super) fn breathe_now(&mut self, now: Moment) {
        if self.phase.step().is_some_and(|step| step.rules().can_breathe) {
            self.leave(now);
            if let Some((step, left)) = self.back_to {
                self.breathe(now, step, left);
            }
        }
    }

    /// The other choice of this screen.
    pub(super) fn choose(&mut self, now: Moment) {
        match &mut self.phase {
            Phase::In(step, _) => {
                let step = *step;
                self.choose_in_step(now, step);
            }
            Phase::WayBack(way) => way.choose(),
            Phase::Breath(..)
            | Phase::Pause(_)
            | Phase::Later(..)
            | Phase::Rest(_)
            | Phase::Closing { .. }
            | Phase::Over => {}
        }
    }

    fn choose_in_step(&mut self, now: Moment, step: Step) {
        match step {
            Step::Whose => self.ask_for_strap_check(now),
            Step::Topic => {
                self.first = self.first.other();
                self.yes = Pair::default();
            }
            Step::Straps
            | Step::Agreements
            | Step::Arriving(_)
            | Step::Settling
            | Step::WarmUp(_)
            | Step::Turn(_)
            | Step::Answer(..)
            | Step::Repair(..)
            | Step::OneStep
            | Step::Summary => {}
        }
    }

    pub(super) fn show_card(&mut self, key: Key) {
        if self.phase.step().is_some_and(|step| step.rules().counts) {
            self.cards.turn_up(key);
        }
    }

    /// The repair, from the close, though the talk ended early.
    pub(super) fn begin_repair(&mut self, now: Moment) {
        if self.can_repair() {
            self.back_to = None;
            self.enter(now, Step::Repair(self.first, Amends::Harm), Duration::MAX);
        }
    }

    /// Back to what was interrupted, or to the close if the talk had ended.
    pub(super) fn go_back(&mut self, now: Moment) {
        match self.back_to {
            Some((step, left)) => self.breathe(now, step, left),
            None => self.phase = Phase::Closing { from_pause: false },
        }
    }

    /// Whether the same key came less than a second ago: held down, it would stop twice or skip a step unseen. Who presses
    /// the stop again and again, or holds it for long, wants out: after a second it counts.
    pub(super) fn is_held_down(&mut self, now: Moment, key: Key) -> bool {
        let again = self.last_press.is_some_and(|(then, last)| last == key && now.since(then) < HELD_DOWN);
        let is_held = again && matches!(key, Key::Stop | Key::Next);
        if !is_held || key == Key::Next {
            self.last_press = Some((now, key));
        }
        is_held
    }

    /// Goes on to what comes after `step`.
    pub(super) fn follow(&mut self, now: Moment, step: Step, hearts: &Pair<Heart>) {
        let nobody_measured = hearts.all(|heart| heart.signal(now) == Signal::Absent);
        let checks_straps =
            step == Step::Straps && self.plan.guide.whose_strap && Self::both_straps_deliver(now, hearts);
        let next = if checks_straps { Some(Step::Whose) } else { self.after(step, nobody_measured) };
        match next {
            Some(Step::Whose) => {
                self.enter(now, Step::Whose, Duration::MAX);
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
    fn after(&mut self, step: Step, nobody_measured: bool) -> Option<Step> {
        let (first, guide) = (self.first, self.plan.guide);
        let opening = if nobody_measured { Step::Turn(first) } else { Step::Settling };
        Some(match step {
            Step::Straps | Step::Whose if guide.agreements => Step::Agreements,
            Step::Straps | Step::Whose | Step::Agreements if guide.arriving => Step::Topic,
            Step::Topic => Step::Arriving(first),
            Step::Arriving(who) if who == first => Step::Arriving(who.other()),
            Step::Straps | Step::Whose | Step::Agreements | Step::Arriving(_) => opening,
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
        let left = if step == Step::Whose { self.strap_check.stays() } else { left };
        self.phase = Phase::In(step, Span { began: now, ends: now + left });
    }

    /// Leaves a step or a breath: counts the time of a turn, and remembers what there is to come back to.
    pub(super) fn leave(&mut self, now: Moment) {
        self.talked = self.talked(now);
        self.back_to = match &self.phase {
            Phase::In(step, span) => Some((*step, span.ends.since(now))),
            Phase::Breath(_, step, left) => Some((*step, *left)),
            Phase::Pause(_)
            | Phase::Later(..)
            | Phase::Rest(_)
            | Phase::WayBack(_)
            | Phase::Closing { .. }
            | Phase::Over => self.back_to,
        };
    }
}

impl Step {
    /// What both leave behind when they say yes together: of a repair, all of it.
    fn last_of_its_kind(self, first: Seat) -> Self {
        match self {
            Self::Repair(..) => Self::Repair(first.other(), Amends::Change),
            Self::Straps
            | Self::Whose
            | Self::Agreements
            | Self::Topic
            | Self::Arriving(_)
            | Self::Settling
            | Self::WarmUp(_)
            | Self::Turn(_)
            | Self::Answer(..)
            | Self::OneStep
            | Self::Summary => self,
        }
    }
}
