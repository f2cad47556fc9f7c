//! The conversation of two people: before, settling, a warm-up, turns, the pause, the way back, the repair, the close.
//!
//! A talk is a sequence of [`Step`]s with shared breaths between them (`opening`, `sequence`). A pause can come over any step
//! (`pausing`), and gives back exactly the time that was left. Keys come in through `keys`, hearts through [`trigger`].
//!
//! A talk knows where both are. It never knows what they say: words that are spoken, typed or chosen in private are no
//! part of it.

use std::time::Duration;

use self::pause::body::bodies;
use crate::event::input::Key;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::{Heart, Signal};

mod amends;
pub mod cards;
mod consent;
mod interrupt;
mod keys;
pub(crate) mod lift_test;
pub(crate) mod long_break;
pub(crate) mod margin;
mod opening;
pub mod outline;
pub mod pause;
pub(crate) mod pausing;
pub(crate) mod person;
pub(crate) mod phase;
pub mod plan;
pub(crate) mod sequence;
pub(crate) mod stage;
mod status;
pub(crate) mod step;
pub mod strap_check;
pub mod trigger;
pub(crate) mod way_back;

pub(crate) use self::amends::AmendsSaid;
use self::cards::CardDecks;
pub use self::consent::{OpenQuestion, Question};
pub(crate) use self::keys::KeyOutcome;
use self::long_break::LongBreak;
pub(crate) use self::status::TalkOutcome;
use self::strap_check::StrapCheck;
use self::trigger::watch::Watch;
use person::Person;
pub use phase::{Phase, Span};
use plan::Plan;
pub use stage::{SessionPart, Stage, TurnState};
pub use step::{Amends, Listening, Step};
use trigger::{Decision, Part};

/// A talk in progress.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Talk {
    plan: Plan,
    phase: Phase,
    watch: Watch,
    numbers: Pair<bool>,
    /// Who begins.
    first: Seat,
    /// Who has said yes to what is on the screen.
    yes: Pair<bool>,
    /// The check whether each wears their own strap.
    strap_check: StrapCheck,
    cards: CardDecks,
    /// The step that a pause, or a stop by mistake, comes back to, and the time that was left of it; nothing after the
    /// talk's limit.
    back_to: Option<(Step, Duration)>,
    /// The time of all turns that have ended or were interrupted.
    talked: Duration,
    pauses: u32,
    /// The same without those that follow a "not yet": how often it became too much.
    interruptions: u32,
    /// Pauses that ended with both ready, or in a break that both agreed on.
    pauses_taken: u32,
    /// How long both needed each time that the talk went on after a pause, without the machine's sleep.
    settled: Vec<Duration>,
    /// How long the pauses since the talk stopped took until both were ready. The talk has not gone on yet.
    pauses_so_far: Duration,
    /// Pauses of five minutes or more.
    long_pauses: u32,
    /// The end came out of a pause.
    left_in_pause: bool,
    /// The pause, or the way back, that the close came out of, and how many long pauses it was counted as. "Back" leads
    /// there.
    left_phase: Option<(Phase, u32)>,
    /// Whether the time of this turn is up, and it goes on for a moment.
    runs_over: bool,
    /// Whether this turn has had its half minute more.
    had_half_minute: bool,
    /// The question that both are asked.
    open_question: Option<OpenQuestion>,
    /// What became of each person's amends.
    amends: Pair<AmendsSaid>,
    /// Whether both go without the one step.
    without_step: bool,
    /// It counts the machine's sleep.
    last_pause_ended: Option<Moment>,
    /// Whether the next shared breath is the longer one.
    long_breath: bool,
    /// Turns that a smaller goal leaves; nothing without one.
    turns_left: Option<u32>,
    /// When both agreed to come back, and for when. Both moments count the machine's sleep.
    returns: Option<(Moment, Moment)>,
    /// The break that the close came out of.
    left_break: Option<LongBreak>,
    /// Whether both said yes to the summary, and the one step in it.
    step_agreed: bool,
    /// How long the machine has slept. A clock on the wall is ahead of the talk's own time by this.
    slept: Duration,
    /// The last press of a key that must not repeat itself while it is held down.
    last_press: Option<(Moment, Key)>,
}

impl Talk {
    /// A talk of these two, at its first page.
    pub(crate) fn new(plan: Plan, people: &Pair<Person>) -> Self {
        Self {
            plan,
            phase: Phase::In(Self::first_step(&plan), Span { began: Moment::START, ends: Moment::NEVER }),
            watch: Watch::new(people),
            numbers: Pair::default(),
            first: plan.first,
            yes: Pair::default(),
            strap_check: StrapCheck::default(),
            cards: CardDecks::default(),
            back_to: None,
            talked: Duration::ZERO,
            pauses: 0,
            interruptions: 0,
            pauses_taken: 0,
            settled: Vec::new(),
            pauses_so_far: Duration::ZERO,
            long_pauses: 0,
            left_in_pause: false,
            left_phase: None,
            runs_over: false,
            had_half_minute: false,
            open_question: None,
            amends: Pair::default(),
            without_step: false,
            last_pause_ended: None,
            long_breath: false,
            turns_left: None,
            returns: None,
            left_break: None,
            step_agreed: false,
            slept: Duration::ZERO,
            last_press: None,
        }
    }

    /// Takes in one second of both hearts.
    pub(crate) fn second(&mut self, now: Moment, hearts: &mut Pair<Heart>) {
        match &mut self.phase {
            Phase::In(step, _) => {
                let step = *step;
                self.second_of_step(now, step, hearts);
            }
            Phase::Pause(pause) | Phase::ReturnOffer(pause, _) => pause.second(now, bodies(now, hearts)),
            Phase::Breath(..) => self.watch_hearts(now, None, hearts),
            Phase::LongBreak(_) | Phase::WayBack(_) | Phase::Closing { .. } | Phase::Over => {}
        }
        self.reach(now, hearts);
    }

    /// The trigger, and what it has learnt of both hearts.
    pub(crate) fn watch(&self) -> &Watch {
        &self.watch
    }

    fn second_of_step(&mut self, now: Moment, step: Step, hearts: &mut Pair<Heart>) {
        match step {
            Step::Straps => {
                if self.plan.opening.learns_while_reading() {
                    self.watch_hearts(now, Some(step), hearts);
                }
                self.begin_when_straps_deliver(now, hearts);
            }
            Step::StrapCheck => self.second_of_strap_check(now, hearts),
            Step::Settling => {
                self.watch_hearts(now, Some(step), hearts);
                self.end_quiet_when_learnt(now, hearts);
            }
            Step::Agreements
            | Step::SameAgain
            | Step::Topic
            | Step::Arriving(_)
            | Step::Prepare(_)
            | Step::AmendsOffer(_)
            | Step::WarmUp(_)
            | Step::Turn(_)
            | Step::Answer(..)
            | Step::Repair(..)
            | Step::OneStep
            | Step::Summary => self.watch_hearts(now, Some(step), hearts),
        }
    }

    fn begin_when_straps_deliver(&mut self, now: Moment, hearts: &Pair<Heart>) {
        let has_strap = hearts.any(|heart| heart.signal(now) != Signal::Absent);
        if has_strap && Self::every_strap_delivers(now, hearts) {
            self.follow(now, Step::Straps, hearts);
        }
    }

    /// Whether every strap that somebody wears delivers. That holds without any, too.
    fn every_strap_delivers(now: Moment, hearts: &Pair<Heart>) -> bool {
        hearts.all(|heart| matches!(heart.signal(now), Signal::Absent | Signal::Good | Signal::RateOnly))
    }

    fn watch_hearts(&mut self, now: Moment, step: Option<Step>, hearts: &mut Pair<Heart>) {
        let part = |seat| {
            let step = step?;
            Some(Part { role: step.role(seat, self.plan.opening)?, warm_up: !step.rules().counts })
        };
        match self.watch.second(now, Pair::from_fn(part), hearts) {
            Decision::LongBreath => self.long_breath = true,
            Decision::Pause => self.pause(now, hearts),
            Decision::Nothing | Decision::NoMore => {}
        }
    }
}
