//! Questions in the middle of a turn or a break, to which both say yes: half a minute more, the end of the talk, a later
//! end of the break.
//!
//! The turn or the break goes on while a question is open. One "not yet" closes it, and so does the end of the step.

use std::time::Duration;

use serde::Serialize;

use super::Talk;
use super::long_break::LongBreak;
use super::pause::Readiness;
use super::phase::Phase;
use super::sequence::HALF_MINUTE;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;

/// What both are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Half a minute more for this turn.
    HalfMinute,
    /// The end of the talk.
    End,
    /// The end of the break, this many minutes later than it would be.
    PutOff {
        /// Minutes, counted from the agreed time or from now, whichever is later.
        minutes: u64,
    },
}

/// An open question, and who has said yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OpenQuestion {
    /// What is asked.
    pub question: Question,
    /// Who has said yes.
    pub yes: Pair<bool>,
}

impl Talk {
    /// The open question, if the talk is still where it was asked.
    pub(crate) fn open_question(&self) -> Option<OpenQuestion> {
        let is_of_break = |open: &OpenQuestion| matches!(open.question, Question::PutOff { .. });
        let in_break = match &self.phase {
            Phase::LongBreak(_) => true,
            Phase::In(..) => false,
            Phase::Breath(..)
            | Phase::Pause(_)
            | Phase::ReturnOffer(..)
            | Phase::WayBack(_)
            | Phase::Closing { .. }
            | Phase::Over => return None,
        };
        self.open_question.filter(|open| is_of_break(open) == in_break)
    }

    /// Somebody wants half a minute more for this turn. Once a turn; the same key again takes the wish back.
    pub(super) fn ask_half_minute(&mut self) {
        let may =
            self.phase.step().is_some_and(|step| step.rules().counts) && !self.had_half_minute && self.has_overtime();
        if may {
            self.ask(Question::HalfMinute);
        }
    }

    /// Somebody wants to end the talk. The same key again takes the wish back.
    pub(super) fn ask_end(&mut self) {
        if self.phase.step().is_some_and(|step| step.rules().counts) {
            self.ask(Question::End);
        }
    }

    /// Somebody wants the break to end later. After two times of ten minutes they agree on another time.
    pub(super) fn ask_put_off(&mut self) {
        let before = self.open_question().map(|open| open.question);
        if let Phase::LongBreak(long_break) = &self.phase {
            let minutes = long_break.put_off_by(match before {
                Some(Question::PutOff { minutes }) => Some(minutes),
                _ => None,
            });
            self.open_question = Some(OpenQuestion { question: Question::PutOff { minutes }, yes: Pair::default() });
        }
    }

    fn ask(&mut self, question: Question) {
        let again = self.open_question().is_some_and(|open| open.question == question);
        self.open_question = (!again).then_some(OpenQuestion { question, yes: Pair::default() });
    }

    /// Takes in a yes or a no. False if no question is open, so that the word means something else.
    pub(super) fn answer_question(&mut self, now: Moment, seat: Seat, said: Readiness, hearts: &Pair<Heart>) -> bool {
        let Some(mut open) = self.open_question() else { return false };
        open.yes[seat] = said == Readiness::Ready;
        let both = open.yes.all(|yes| *yes);
        self.open_question = (said == Readiness::Ready && !both).then_some(open);
        if both {
            self.do_what_both_want(now, open.question, hearts);
        }
        true
    }

    fn do_what_both_want(&mut self, now: Moment, question: Question, hearts: &Pair<Heart>) {
        let by_the_wall = self.by_the_wall(now);
        match (&mut self.phase, question) {
            (Phase::In(_, span), Question::HalfMinute) => {
                span.ends = span.ends.max(now) + HALF_MINUTE;
                (self.had_half_minute, self.runs_over) = (true, false);
            }
            (Phase::In(..), Question::End) => {
                self.leave(now);
                self.end_of_turns(now, hearts);
            }
            (Phase::LongBreak(long_break), Question::PutOff { minutes }) => {
                long_break.put_off(by_the_wall, Duration::from_mins(minutes));
                let returns = long_break.returns;
                self.returns = self.returns.map(|(agreed, _)| (agreed, returns));
            }
            _ => {}
        }
    }
}

impl LongBreak {
    /// By how many minutes the break would end later, where `before` was offered until now.
    fn put_off_by(&self, before: Option<u64>) -> u64 {
        if self.put_offs < MOST_PUT_OFFS {
            return MORE_MIN;
        }
        let next = before.and_then(|before| OTHER_TIMES_MIN.iter().position(|minutes| *minutes == before));
        OTHER_TIMES_MIN[next.map_or(0, |at| (at + 1) % OTHER_TIMES_MIN.len())]
    }
}

/// How often a break is put off by [`MORE_MIN`] before both agree on another time. Assumption: more, and the time that
/// both agreed on means nothing.
const MOST_PUT_OFFS: u8 = 2;
/// Minutes of one put-off.
const MORE_MIN: u64 = 10;
/// The other times that are offered then, in minutes from now.
const OTHER_TIMES_MIN: [u64; 4] = [60, 120, 12 * 60, 24 * 60];
