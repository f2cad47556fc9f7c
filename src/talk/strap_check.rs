//! Does each of the two wear their own strap? The check is offered at the start of a talk in which two straps deliver.
//!
//! ```text
//! offered ─w→ asked ─ the asked one's own strap ──→ own straps ─→ on
//!    │          │ ╲── the other one's ──→ the other way round ─w→ exchanged ─→ on
//!    n          ╲ both, or neither ──→ unclear ─w→ asked
//!    └─→ on
//! ```
//!
//! Nobody has to do anything. Every page goes on by itself, but for a mismatch: that one waits for a decision.

use std::time::Duration;

use serde::Serialize;

use super::Talk;
use super::keys::KeyOutcome;
use super::lift_test::{LiftFinding, LiftTest};
use super::phase::Phase;
use super::step::Step;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::{Heart, Signal};

/// How long the offer stays, or the offer to try again. Assumption.
const OFFERED: Duration = Duration::from_secs(30);
/// How long a result stays. Assumption.
const ANSWERED: Duration = Duration::from_secs(5);
/// Seconds that the asked person has to lift the pod. Assumption.
const ASKED_S: u32 = 40;

/// How far the check has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StrapCheckState {
    /// Nobody has wanted it yet.
    #[default]
    Offered,
    /// Somebody is asked to lift the pod.
    Asked,
    /// Each wears their own.
    OwnStraps,
    /// Each wears the other's.
    OtherWayRound,
    /// Each wore the other's, and the seats of the straps are exchanged.
    Exchanged,
    /// Neither strap lost the skin, or both did.
    Unclear,
}

/// The check in progress.
#[derive(Debug, Default)]
pub(super) struct StrapCheck {
    so_far: StrapCheckState,
    lifting: LiftTest,
    asked_s: u32,
}

impl StrapCheck {
    /// How far the check has come.
    pub(super) fn so_far(&self) -> StrapCheckState {
        self.so_far
    }

    /// How long this page stays by itself.
    pub(super) fn stays(&self) -> Duration {
        match self.so_far {
            StrapCheckState::Offered | StrapCheckState::Unclear => OFFERED,
            StrapCheckState::OwnStraps | StrapCheckState::Exchanged => ANSWERED,
            StrapCheckState::Asked | StrapCheckState::OtherWayRound => Duration::MAX,
        }
    }

    /// Begins the test, where it is offered. Says whether it has begun.
    fn ask(&mut self) -> bool {
        let begins = matches!(self.so_far, StrapCheckState::Offered | StrapCheckState::Unclear);
        if begins {
            (self.so_far, self.asked_s) = (StrapCheckState::Asked, 0);
        }
        begins
    }

    /// Takes in one second in which this person lifts the pod. Says whether the check has come further.
    fn second(&mut self, lifts: Seat, signals: Pair<Signal>) -> bool {
        if self.so_far != StrapCheckState::Asked {
            self.lifting.before(signals);
            return false;
        }
        self.asked_s += 1;
        self.so_far = match self.lifting.second(signals) {
            Some(LiftFinding::Lifted(seat)) if seat == lifts => StrapCheckState::OwnStraps,
            Some(LiftFinding::Lifted(_)) => StrapCheckState::OtherWayRound,
            Some(LiftFinding::Both) => StrapCheckState::Unclear,
            None if self.asked_s >= ASKED_S => StrapCheckState::Unclear,
            None => StrapCheckState::Asked,
        };
        self.so_far != StrapCheckState::Asked
    }
}

impl Talk {
    /// Whether both straps deliver heartbeats: without them the check makes no sense.
    pub(super) fn both_straps_deliver(now: Moment, hearts: &Pair<Heart>) -> bool {
        hearts.all(|heart| heart.signal(now) == Signal::Good)
    }

    /// Lets somebody be asked to lift the pod.
    pub(super) fn ask_for_strap_check(&mut self, now: Moment) {
        let has_begun = self.strap_check.ask();
        self.show_strap_check(now, has_begun);
    }

    pub(super) fn second_of_strap_check(&mut self, now: Moment, hearts: &Pair<Heart>) {
        let changed = self.strap_check.second(self.first, hearts.map(|heart| heart.signal(now)));
        self.show_strap_check(now, changed);
    }

    /// Both want the straps exchanged. That counts only where the check has found them the other way round.
    pub(super) fn exchange_straps(&mut self, now: Moment) -> KeyOutcome {
        let is_due =
            self.phase.step() == Some(Step::StrapCheck) && self.strap_check.so_far == StrapCheckState::OtherWayRound;
        if !is_due {
            return KeyOutcome::Done;
        }
        self.strap_check.so_far = StrapCheckState::Exchanged;
        self.watch.straps_exchanged();
        self.show_strap_check(now, true);
        KeyOutcome::ExchangeStraps
    }

    fn show_strap_check(&mut self, now: Moment, changed: bool) {
        let stays = self.strap_check.stays();
        if let Phase::In(Step::StrapCheck, span) = &mut self.phase
            && changed
        {
            span.ends = now + stays;
        }
    }
}
