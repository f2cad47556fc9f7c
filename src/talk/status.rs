//! Where a talk stands: the questions of the screen, the outputs and the files at home.

use std::time::Duration;

use super::Talk;
use super::cards::Card;
use super::phase::Phase;
use super::plan::Plan;
use super::stage::{Stage, TurnState};
use super::strap_check::StrapCheckState;
use super::trigger::watch::Watch;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;

/// How a talk went, for both together. It has no place for one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TalkOutcome {
    /// Both left in a pause, without a time to come back.
    pub broke_off: bool,
    /// How many pauses took longer than five minutes, or never let both go on.
    pub long_pauses: u32,
}

impl Talk {
    /// Where the talk is now.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// What it is made of.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Who has said yes to the page.
    pub(crate) fn yes(&self) -> Pair<bool> {
        self.yes
    }

    /// How far the strap check has come.
    pub(crate) fn strap_check(&self) -> StrapCheckState {
        self.strap_check.so_far()
    }

    /// Who begins, and lifts the pod in the strap check.
    pub(crate) fn first(&self) -> Seat {
        self.first
    }

    /// The open card.
    pub(crate) fn card(&self) -> Option<Card> {
        self.cards.open
    }

    /// Whether today's goal is the smaller one.
    pub(crate) fn has_smaller_goal(&self) -> bool {
        self.turns_left.is_some()
    }

    /// Time left of the whole talk; pauses do not count.
    pub(crate) fn time_left(&self, now: Moment) -> Duration {
        self.plan.limit().saturating_sub(self.talked(now))
    }

    /// How long both have talked by turns.
    pub fn talked(&self, now: Moment) -> Duration {
        match &self.phase {
            Phase::In(step, span) if step.rules().counts => self.talked + now.since(span.began),
            Phase::In(..)
            | Phase::Breath(..)
            | Phase::Pause(_)
            | Phase::ReturnOffer(..)
            | Phase::LongBreak(_)
            | Phase::WayBack(_)
            | Phase::Closing { .. }
            | Phase::Over => self.talked,
        }
    }

    /// How long both had talked when this step, or what interrupts it, began.
    pub(crate) fn talked_before(&self) -> Duration {
        self.talked
    }

    /// How many pauses have begun.
    pub fn pauses(&self) -> u32 {
        self.pauses
    }

    /// How long both needed each time that the talk went on after a pause: until both were ready, and no body spoke against
    /// it. After "not yet" on the way back, the next pause is added. A pause that became a break is not among them, and the
    /// machine's sleep doesn't count.
    pub fn settled(&self) -> &[Duration] {
        &self.settled
    }

    /// Whether both took at least one pause: it ended with both ready, or in a break that both agreed on. A pause that
    /// was stopped does not count.
    pub fn took_a_pause(&self) -> bool {
        self.pauses_taken > 0
    }

    /// Who wishes to see numbers; they are shown only when both do.
    pub(crate) fn numbers(&self) -> Pair<bool> {
        self.numbers
    }

    /// Whether the close came out of a pause.
    pub(crate) fn left_in_pause(&self) -> bool {
        self.left_in_pause || self.phase.closes_from_pause() == Some(true)
    }

    /// Seconds of talking that are still missing to know both hearts in a turn or an answer.
    pub(crate) fn still_learning(&self, hearts: &Pair<Heart>, now: Moment) -> u32 {
        let talking = self.phase.step().is_some_and(|step| step.rules().counts);
        if talking { Watch::still_learning(hearts, now) } else { 0 }
    }

    /// When both agreed to come back, and for when. Both moments count the machine's sleep.
    pub fn returns(&self) -> Option<(Moment, Moment)> {
        self.returns
    }

    /// Whether both said yes to the one step.
    pub(crate) fn step_agreed(&self) -> bool {
        self.step_agreed
    }

    /// The same moment on a clock that goes on while the machine sleeps, as a clock on the wall does. What people agree
    /// on goes by that clock. Turns, pauses and the limit go by the talk's own.
    pub fn by_the_wall(&self, now: Moment) -> Moment {
        now + self.slept
    }

    /// Whether "back" leads from the close to the pause, or the way back, that it came out of.
    pub(crate) fn can_go_back(&self) -> bool {
        self.returns.is_none() && self.left_phase.is_some()
    }

    /// Whether "go on" leads back from the close.
    pub(crate) fn can_go_on(&self) -> bool {
        let from_pause = self.phase.closes_from_pause() == Some(true);
        self.returns.is_none() && (from_pause || self.back_to.is_some())
    }

    /// Whether the close offers the repair. It does not after a pause: nobody repairs while they are upset.
    pub(crate) fn can_repair(&self) -> bool {
        let calm_close = self.phase.closes_from_pause() == Some(false);
        let talked = self.back_to.is_some_and(|(step, _)| step.rules().counts);
        calm_close && talked && self.plan.guide.repair && self.returns.is_none()
    }

    /// How the talk went. Ask at its end.
    pub(crate) fn outcome(&self) -> TalkOutcome {
        let in_pause = match self.phase {
            Phase::Pause(_) | Phase::ReturnOffer(..) => true,
            Phase::In(..)
            | Phase::Breath(..)
            | Phase::LongBreak(_)
            | Phase::WayBack(_)
            | Phase::Closing { .. }
            | Phase::Over => false,
        };
        let broke_off = (in_pause || self.left_in_pause()) && self.returns.is_none();
        TalkOutcome { broke_off, long_pauses: self.long_pauses }
    }

    /// The stage, as the outputs name it.
    pub(crate) fn stage(&self) -> Stage {
        match &self.phase {
            Phase::In(step, _) => {
                let now = TurnState { over: self.runs_over, asks: self.open_question() };
                Stage::of(*step, self.first, self.yes, self.strap_check.so_far(), now)
            }
            Phase::Closing { .. } => Stage::Closing { return_in_minutes: self.returns.map(minutes) },
            Phase::Breath(..) => Stage::Breath,
            Phase::Pause(pause) => {
                Stage::Pause { breathing: pause.breathing().0, way: pause.way(), ready: pause.ready() }
            }
            Phase::ReturnOffer(_, offer) => {
                Stage::ReturnOffer { minutes: offer.wait().as_secs() / 60, agreed: offer.agreed }
            }
            Phase::LongBreak(rest) => Stage::LongBreak {
                due: rest.due,
                breathing: rest.breathing_since().is_some(),
                ready: rest.ready,
                asks: self.open_question(),
            },
            Phase::WayBack(way) => Stage::WayBack { smaller: way.smaller, yes: way.yes },
            Phase::Over => Stage::Over,
        }
    }
}

fn minutes((agreed, returns): (Moment, Moment)) -> u64 {
    returns.since(agreed).as_secs() / 60
}
