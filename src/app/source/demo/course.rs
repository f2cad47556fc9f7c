//! The course of the demo's talk, page by page.
//!
//! ```text
//! what you agree on → topic → quiet, easy round ×2 → a calm turn and its answer
//!     → a turn in which a heart rises → a pause, breathing → the way back → the same turn: numbers, the key for a pause
//!     → a pause, looking around → the way back → the end, by both → amends, one step, summary → close
//! ```
//!
//! It goes by the page that the talk is on, not by the clock. So it goes on wherever somebody has left the talk, whose
//! keys it was for a minute.

use std::time::Duration;

use super::caption::Caption;
use super::page::{DemoPage, Hurry, sheet};
use crate::event::input::Key;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::session::{Script, Session};
use crate::talk::pause::{Breathing, Pause, Readiness, Way};
use crate::talk::{Amends, Listening, Phase, Question, Stage, TurnState};

/// How many times as fast as usual time runs in the quiet and the easy round, where nothing is to be seen but a clock.
const HURRIED_ROUND: u32 = 30;
/// The same for a shared breath that is not the first one. Assumption: it is still a breath.
const HURRIED_BREATH: u32 = 5;
/// A rise that has not led to a pause after this time has failed; then the course goes on without one. Assumption.
const RISE_FAILS_AFTER: Duration = Duration::from_secs(150);

const YES_LEFT: Key = Key::Ready(Seat::Left);
const YES_RIGHT: Key = Key::Ready(Seat::Right);

/// How far the course has come.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part of the course that is behind")]
pub(super) struct Progress {
    /// Whether both have shared a breath.
    breathed: bool,
    /// Whether an answer has been given.
    answered: bool,
    /// Since when a heart rises.
    rises_since: Option<Moment>,
    /// Whether there was a pause after that.
    calmed: bool,
    /// Whether the demo has called a pause by its key.
    called: bool,
    /// When the last pause began, and whether the rise of a heart did that.
    pub pause_began: Moment,
    by_heart: bool,
}

impl Progress {
    /// Another page has come. Says whether a pause has begun.
    pub(super) fn notice(&mut self, now: Moment, before: Stage, page: Stage) -> bool {
        let is_pause = |stage| matches!(stage, Stage::Pause { .. });
        self.breathed |= before == Stage::Breath;
        self.answered |= matches!(before, Stage::Answer { .. });
        let begins = is_pause(page) && !is_pause(before);
        if begins {
            self.pause_began = now;
            self.by_heart = self.rises_since.is_some() && !self.calmed;
            self.calmed |= self.by_heart;
        }
        begins
    }

    /// A heart is to rise. False if one has.
    pub(super) fn rises(&mut self, now: Moment) -> bool {
        let is_first = self.rises_since.is_none();
        self.rises_since = self.rises_since.or(Some(now));
        is_first
    }

    /// The demo has pressed a key.
    pub(super) fn pressed(&mut self, key: Key) {
        self.called |= key == Key::Pause;
    }

    /// The page that the talk is on. Every stage is named: one that nobody ends would last for ever.
    pub(super) fn page(&self, session: &Session, seconds: f64, now: Moment) -> DemoPage {
        match session.stage() {
            Stage::Agreements { .. } | Stage::SameAgain { .. } => {
                sheet(&[(0.0, Caption::Agree)], &[(4.0, YES_LEFT), (5.0, YES_RIGHT)])
            }
            Stage::Topic { .. } => sheet(&[(0.0, Caption::Topic)], &[(3.0, YES_LEFT), (4.0, YES_RIGHT)]),
            Stage::Straps | Stage::StrapCheck { .. } => sheet(&[(0.0, Caption::Straps)], &[(4.0, Key::Next)]),
            Stage::Arriving { .. } | Stage::Prepare { .. } => sheet(&[], &[(4.0, Key::Next)]),
            Stage::Settling => clock(&[(0.0, Caption::Quiet)], 3.5),
            Stage::WarmUp { speaker: Seat::Left } => clock(&[(0.0, Caption::EasyRound)], 4.0),
            Stage::WarmUp { speaker: Seat::Right } => clock(&[(0.0, Caption::EasyToo)], 1.0),
            Stage::Breath => self.breath(),
            Stage::Turn { now: turn, .. } => self.turn(turn, seconds, now),
            Stage::Answer { part, .. } => Self::answer(part),
            Stage::Pause { way, breathing, ready } => self.pause(session, (way, breathing), ready, seconds, now),
            Stage::ReturnOffer { .. } => sheet(&[], &[(4.0, Key::Back)]),
            Stage::LongBreak { .. } => sheet(&[], &[(4.0, YES_LEFT), (5.0, YES_RIGHT)]),
            Stage::WayBack { .. } => sheet(
                &[(0.0, Caption::WayBack)],
                if self.called { &[(2.0, YES_LEFT), (3.0, YES_RIGHT)] } else { &[(3.5, YES_LEFT), (4.5, YES_RIGHT)] },
            ),
            Stage::AmendsOffer { asked: None } => sheet(&[(0.0, Caption::Amends)], &[(3.5, YES_LEFT)]),
            Stage::AmendsOffer { asked: Some(_) } => sheet(&[(0.0, Caption::OtherAsked)], &[(3.0, Key::Next)]),
            Stage::Repair { part: Amends::Harm, .. } => sheet(&[(0.0, Caption::ThreeParts)], &[(3.5, Key::Next)]),
            Stage::Repair { .. } => sheet(&[(0.0, Caption::Aloud)], &[(2.3, Key::Next)]),
            Stage::OneStep { .. } => sheet(&[(0.0, Caption::OneStep)], &[(3.0, YES_LEFT), (4.0, YES_RIGHT)]),
            Stage::Summary { .. } => sheet(&[(0.0, Caption::Summary)], &[(3.0, YES_LEFT), (4.0, YES_RIGHT)]),
            Stage::Closing { return_in_minutes: None } => sheet(&[(0.0, Caption::Close)], &[(4.0, Key::Stop)]),
            Stage::Closing { .. } => sheet(&[], &[(5.5, Key::Stop)]),
            Stage::Practice { .. } | Stage::Over => DemoPage::default(),
        }
    }

    /// Each turn shows something else.
    fn turn(&self, turn: TurnState, seconds: f64, now: Moment) -> DemoPage {
        let failed = self.rises_since.is_some_and(|since| now.since(since) >= RISE_FAILS_AFTER);
        if self.called || turn.asks.is_some_and(|asks| asks.question == Question::End) {
            return sheet(&[(0.0, Caption::End)], &[(2.5, Key::End), (4.0, YES_LEFT), (5.0, YES_RIGHT)]);
        }
        if self.calmed || failed {
            return numbers_and_pause();
        }
        if self.answered {
            return rise(seconds);
        }
        let says = &[(0.0, Caption::Turn), (19.0, Caption::HandOver)];
        DemoPage { says, keys: &[(21.0, Key::Next)], hurries: Some(Hurry::between(3.5, 19.0)), ..DemoPage::default() }
    }

    /// Only the first shared breath takes its time.
    fn breath(&self) -> DemoPage {
        let hurry = Hurry { from_s: 0.5, until_s: f64::INFINITY, times: HURRIED_BREATH };
        let hurries = self.breathed.then_some(hurry);
        DemoPage { says: &[(0.0, Caption::Breath)], hurries, ..DemoPage::default() }
    }

    /// An answer, of which the beginning of each part is read.
    fn answer(part: Listening) -> DemoPage {
        let says = match part {
            Listening::Reflect => &[(0.0, Caption::Answer)],
            Listening::Validate | Listening::Empathise => &[(0.0, Caption::AnswerOn)],
        };
        let hurries = Hurry::between(if part == Listening::Reflect { 3.5 } else { 1.0 }, 12.0);
        DemoPage { says, keys: &[(12.0, Key::Next)], hurries: Some(hurries), ..DemoPage::default() }
    }

    /// A pause that a heart began is breathed through; in one that the demo called both look around.
    fn pause(
        &self,
        session: &Session,
        (way, breathing): (Way, Breathing),
        ready: Pair<Readiness>,
        seconds: f64,
        now: Moment,
    ) -> DemoPage {
        let whole_s = now.since(self.pause_began).as_secs_f64();
        let calm = pause_in(session).is_some_and(|pause| pause.bodies_are_calm(now));
        let ready_from_s = if self.called { 9.0 } else { 24.0 };
        let keys: &[(f64, Key)] = match (ready.left, ready.right) {
            _ if self.called && way == Way::Breath => &[(3.5, Key::Ground)],
            _ if self.called && way == Way::Senses && seconds < 4.4 => &[(3.5, Key::NextPrompt)],
            (left, _) if left != Readiness::Ready && whole_s >= ready_from_s => &[(0.0, YES_LEFT)],
            (Readiness::Ready, right) if right != Readiness::Ready && calm => &[(0.0, YES_RIGHT)],
            _ => &[],
        };
        let says: &[(f64, Caption)] = match (way, breathing) {
            (Way::Breath, Breathing::Paced) if !self.by_heart => &[(0.0, Caption::Called), (12.0, Caption::Breathe)],
            (Way::Breath, Breathing::Paced) => &[
                (0.0, Caption::Risen),
                (6.0, Caption::Sound),
                (11.0, Caption::Least),
                (17.0, Caption::Breathe),
                (24.0, Caption::BothReady),
            ],
            (Way::Breath, Breathing::Unpaced) => &[(0.0, Caption::Unpaced)],
            (Way::Senses | Way::Body, _) => &[(0.0, Caption::Ground)],
        };
        let from_s = if way == Way::Breath { 3.5 } else { 6.5 };
        let waits = breathing == Breathing::Unpaced && !calm && seconds >= from_s;
        let hurries = waits.then_some(Hurry::from(from_s));
        DemoPage { says, keys, hurries, by_what_was_said: true, ..DemoPage::default() }
    }
}

/// The quiet, or somebody's easy round, read for `reads_s` seconds.
fn clock(says: &'static [(f64, Caption)], reads_s: f64) -> DemoPage {
    let hurry = Hurry { from_s: reads_s, until_s: f64::INFINITY, times: HURRIED_ROUND };
    DemoPage { says, hurries: Some(hurry), ..DemoPage::default() }
}

/// The turn in which a heart rises: time slows down before it does.
fn rise(seconds: f64) -> DemoPage {
    let says = &[(0.0, Caption::OtherTurn), (14.0, Caption::Rises)];
    let hurries = if seconds < 14.0 { Hurry::between(2.0, 14.0) } else { Hurry::from(18.0) };
    DemoPage { says, hurries: Some(hurries), rises_at_s: Some(13.0), ..DemoPage::default() }
}

/// The turn after the pause: numbers for a moment, then somebody calls a pause.
fn numbers_and_pause() -> DemoPage {
    const NUMBERS_LEFT: Key = Key::Numbers(Seat::Left);
    const NUMBERS_RIGHT: Key = Key::Numbers(Seat::Right);
    let says = &[(0.0, Caption::Numbers), (6.5, Caption::CallPause)];
    let keys = &[(1.5, NUMBERS_LEFT), (2.5, NUMBERS_RIGHT), (5.5, NUMBERS_RIGHT), (7.5, Key::Pause)];
    sheet(says, keys)
}

fn pause_in(session: &Session) -> Option<&Pause> {
    match session.script() {
        Script::Talk(talk) => match talk.phase() {
            Phase::Pause(pause) => Some(pause),
            _ => None,
        },
        Script::Practice(_) => None,
    }
}

/// A stage without what both have said on it: the same page gives the same value.
pub(super) fn page_of(stage: Stage) -> Stage {
    let (yes, ready) = (Pair::default(), Pair::default());
    match stage {
        Stage::Agreements { .. } => Stage::Agreements { yes },
        Stage::SameAgain { .. } => Stage::SameAgain { yes },
        Stage::Topic { .. } => Stage::Topic { first: Seat::Left, yes },
        Stage::Turn { speaker, .. } => Stage::Turn { speaker, now: TurnState::default() },
        Stage::Answer { speaker, part, .. } => Stage::Answer { speaker, part, now: TurnState::default() },
        Stage::Pause { breathing, way, .. } => Stage::Pause { breathing, way, ready },
        Stage::ReturnOffer { .. } => Stage::ReturnOffer { minutes: 0, agreed: yes },
        Stage::LongBreak { .. } => Stage::LongBreak { due: false, breathing: false, ready, asks: None },
        Stage::WayBack { .. } => Stage::WayBack { smaller: false, yes },
        Stage::OneStep { .. } => Stage::OneStep { yes },
        Stage::Summary { .. } => Stage::Summary { yes },
        Stage::Straps
        | Stage::StrapCheck { .. }
        | Stage::Arriving { .. }
        | Stage::Prepare { .. }
        | Stage::Settling
        | Stage::WarmUp { .. }
        | Stage::Breath
        | Stage::AmendsOffer { .. }
        | Stage::Repair { .. }
        | Stage::Closing { .. }
        | Stage::Practice { .. }
        | Stage::Over => stage,
    }
}
