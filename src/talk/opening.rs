//! The pages before the first turn.
//!
//! ```text
//! first:      agreements → topic ─────┐
//! again:      the same again → topic ─┤     ┌ straps → whose strap ┐
//! go on:      topic ──────────────────┴─────┴──────────────────────┴→ quiet → easy round ×2 → (way back) → turn
//! every page: straps → whose → agreements → topic → arriving ×2 → quiet → warm-up ×2 → turn
//! ```
//!
//! "Every page" is the opening of old journals. In the others the straps connect, and the hearts are learnt, while both
//! read. So the quiet and the easy round last only as long as something is missing. Feelings and a minute of preparation
//! are offered on the page of the topic and lead back to it.

use std::time::Duration;

use super::Talk;
use super::plan::{Opening, Plan};
use super::step::Step;
use super::trigger::watch::NOT_YET_IN_ROLE;
use crate::event::moment::Moment;
use crate::event::seat::Pair;
use crate::heart::{Heart, Signal};

impl Talk {
    /// The first page of a talk.
    pub(super) fn first_step(plan: &Plan) -> Step {
        match plan.opening {
            Opening::First if plan.guide.agreements => Step::Agreements,
            Opening::Again if plan.guide.agreements => Step::SameAgain,
            Opening::First | Opening::Again | Opening::GoOn if plan.guide.arriving => Step::Topic,
            Opening::EveryPage | Opening::First | Opening::Again | Opening::GoOn => Step::Straps,
        }
    }

    /// What comes after a step of the opening.
    pub(super) fn next_of_opening(&self, now: Moment, step: Step, hearts: &Pair<Heart>) -> Step {
        let first = self.first;
        match step {
            Step::Settling => Step::WarmUp(first),
            Step::WarmUp(speaker) if speaker == first => Step::WarmUp(speaker.other()),
            Step::WarmUp(_) => Step::Turn(first),
            Step::Straps if self.checks_straps(now, hearts) => Step::StrapCheck,
            _ if self.plan.opening == Opening::EveryPage => self.next_of_every_page(now, step, hearts),
            Step::Arriving(who) | Step::Prepare(who) if who != first => Step::Topic,
            Step::Arriving(who) => Step::Arriving(who.other()),
            Step::Prepare(who) => Step::Prepare(who.other()),
            Step::Agreements | Step::SameAgain if self.plan.guide.arriving => Step::Topic,
            Step::Straps | Step::StrapCheck => self.first_with_hearts(now, hearts),
            _ if Self::every_strap_delivers(now, hearts) && !self.checks_straps(now, hearts) => {
                self.first_with_hearts(now, hearts)
            }
            _ => Step::Straps,
        }
    }

    fn next_of_every_page(&self, now: Moment, step: Step, hearts: &Pair<Heart>) -> Step {
        let (first, guide) = (self.first, self.plan.guide);
        match step {
            Step::Straps | Step::StrapCheck if guide.agreements => Step::Agreements,
            Step::Straps | Step::StrapCheck | Step::Agreements if guide.arriving => Step::Topic,
            Step::Topic => Step::Arriving(first),
            Step::Arriving(who) if who == first => Step::Arriving(who.other()),
            _ => self.first_with_hearts(now, hearts),
        }
    }

    /// The quiet, or the first turn where nobody's heart is read.
    fn first_with_hearts(&self, now: Moment, hearts: &Pair<Heart>) -> Step {
        let nobody_measured = hearts.all(|heart| heart.signal(now) == Signal::Absent);
        if nobody_measured { Step::Turn(self.first) } else { Step::Settling }
    }

    /// Two people who have talked before know their straps.
    fn checks_straps(&self, now: Moment, hearts: &Pair<Heart>) -> bool {
        let may_be_mistaken = matches!(self.plan.opening, Opening::EveryPage | Opening::First);
        may_be_mistaken && self.plan.guide.whose_strap && Self::both_straps_deliver(now, hearts)
    }

    /// Whether the words of the way back lead into this step: a talk goes on at the agreed time.
    pub(super) fn begins_with_way_back(&self, next: Step) -> bool {
        let is_first_turn = self.talked.is_zero() && next == Step::Turn(self.first);
        is_first_turn && self.plan.opening == Opening::GoOn && self.plan.guide.way_back
    }

    /// The plan's length, or less if less is missing to know the hearts in this step.
    pub(super) fn at_most_what_is_missing(
        &self,
        planned: Duration,
        now: Moment,
        step: Step,
        hearts: &Pair<Heart>,
    ) -> Duration {
        if !self.plan.opening.learns_while_reading() {
            return planned;
        }
        let missing = hearts.iter().filter(|(_, heart)| heart.signal(now) != Signal::Absent).map(|(seat, heart)| {
            let missing_s = step.role(seat, self.plan.opening).map_or(0, |role| heart.baseline().missing_s(role));
            Duration::from_secs(missing_s.into())
        });
        let missing = missing.max().unwrap_or_default();
        let is_learnt = missing.is_zero();
        if is_learnt { Duration::ZERO } else { planned.min(missing + NOT_YET_IN_ROLE) }
    }

    /// The quiet is over as soon as nothing is missing. Both have read for a while by then, in the same role. So the
    /// first seconds, which teach nothing, have mostly passed before the quiet began.
    pub(super) fn end_quiet_when_learnt(&mut self, now: Moment, hearts: &Pair<Heart>) {
        let missing = self.at_most_what_is_missing(self.plan.quiet(), now, Step::Settling, hearts);
        if self.plan.opening.learns_while_reading() && missing.is_zero() {
            self.leave(now);
            self.follow(now, Step::Settling, hearts);
        }
    }
}
