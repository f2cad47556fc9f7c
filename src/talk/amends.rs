//! Amends are offered after the turns. Whoever wants to begins; the other is asked after them; either may leave theirs for
//! another day, and may go back a part.

use std::time::Duration;

use super::Talk;
use super::step::{Amends, Step};
use crate::event::moment::Moment;
use crate::event::seat::Pair;
use crate::event::seat::Seat;
use crate::heart::Heart;

/// What became of one person's amends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum AmendsSaid {
    /// Nothing yet, or they did not want to.
    #[default]
    Nothing,
    /// They were made, aloud or in writing.
    Made,
    /// They are for another day.
    AnotherDay,
}

impl Talk {
    /// What became of each person's amends.
    pub(crate) fn amends(&self) -> Pair<AmendsSaid> {
        self.amends
    }

    /// Whether both go without the one step.
    pub(crate) fn is_without_step(&self) -> bool {
        self.without_step
    }

    /// This person wants to make amends.
    pub(super) fn volunteer(&mut self, now: Moment, seat: Seat) {
        self.enter(now, Step::Repair(seat, Amends::Harm), Duration::MAX);
    }

    /// What follows the offer, when nobody takes it, or somebody's last part.
    pub(super) fn after_amends(&mut self, step: Step) -> Option<Step> {
        match step {
            // Nobody wants to tonight: neither is anything else wanted of them.
            Step::AmendsOffer(None) => None,
            Step::Repair(who, _) => {
                if self.amends[who] == AmendsSaid::Nothing {
                    self.amends[who] = AmendsSaid::Made;
                }
                let other_was_asked = self.amends[who.other()] != AmendsSaid::Nothing;
                Some(if other_was_asked { Step::OneStep } else { Step::AmendsOffer(Some(who.other())) })
            }
            _ => Some(Step::OneStep),
        }
    }

    /// One's own amends, or the one step, are for another day.
    pub(super) fn leave_for_another_day(&mut self, now: Moment, hearts: &Pair<Heart>) {
        if !self.plan.guide.offered {
            return;
        }
        match self.phase.step() {
            Some(Step::Repair(who, _)) => {
                self.amends[who] = AmendsSaid::AnotherDay;
                self.leave(now);
                self.follow(now, Step::Repair(who, Amends::Change), hearts);
            }
            Some(Step::OneStep) => {
                self.without_step = true;
                self.leave(now);
                self.follow(now, Step::OneStep, hearts);
            }
            _ => {}
        }
    }

    /// One part of the amends back, or from the last page to the one step.
    pub(super) fn part_back(&mut self, now: Moment) {
        let before = match self.phase.step() {
            Some(Step::Repair(who, Amends::Mend)) => Step::Repair(who, Amends::Harm),
            Some(Step::Repair(who, Amends::Change)) => Step::Repair(who, Amends::Mend),
            Some(Step::Summary) => Step::OneStep,
            _ => return,
        };
        self.without_step = false;
        self.enter(now, before, Duration::MAX);
    }
}
