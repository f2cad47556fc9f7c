//! From what the hearts call for to what is done: the one place that decides when to pause.
//!
//! [`detector`] says whether a heart is up and stays up. Here stand the rules that hold whatever the hearts say: two
//! minutes of silence after a pause, twenty seconds after "I moved", four prompts in half an hour. When those are used
//! up, the program says so instead of falling silent unsaid.

use std::collections::VecDeque;
use std::time::Duration;

use serde::Serialize;

use crate::event::moment::Moment;

pub mod detector;
pub mod watch;

const AFTER_PAUSE: Duration = Duration::from_mins(2);
const AFTER_MOVEMENT: Duration = Duration::from_secs(20);
const MOST_PROMPTS: usize = 4;
const PROMPTS_WITHIN: Duration = Duration::from_mins(30);
/// A second call this soon after a pause: a longer break does more than another pause.
const SOON: Duration = Duration::from_mins(5);

/// What one heart asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeartLevel {
    /// Nothing.
    #[default]
    Calm,
    /// A longer breath at the next change of turn.
    Raised,
    /// The same; too near a pause to be learnt from as calm.
    Nearly,
    /// A pause, now.
    High,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Nothing.
    #[default]
    Nothing,
    /// A longer breath at the next change of turn, for both.
    LongBreath,
    /// A pause, now.
    Pause,
    /// A pause, and a longer break is to be suggested: the last one was minutes ago.
    Break,
    /// Say that the hearts call no more pauses for now. Said once.
    NoMore,
}

/// The rules about when to call.
#[derive(Debug, Default)]
pub struct Trigger {
    silent_until: Moment,
    prompts: VecDeque<Moment>,
    last_pause: Option<Moment>,
    used_up: bool,
}

impl Trigger {
    /// Whether nothing may be called now.
    pub fn is_silent(&self, now: Moment) -> bool {
        now < self.silent_until
    }

    /// What to do about the higher of two levels. A prompt is counted, and two minutes of silence follow it.
    pub fn call(&mut self, now: Moment, level: HeartLevel) -> Decision {
        while self.prompts.front().is_some_and(|then| now.since(*then) > PROMPTS_WITHIN) {
            self.prompts.pop_front();
            self.used_up = false;
        }
        match level {
            _ if self.is_silent(now) => Decision::Nothing,
            HeartLevel::Calm => Decision::Nothing,
            HeartLevel::Raised | HeartLevel::Nearly => Decision::LongBreath,
            HeartLevel::High if self.used_up => Decision::Nothing,
            HeartLevel::High if self.prompts.len() == MOST_PROMPTS => {
                self.used_up = true;
                Decision::NoMore
            }
            HeartLevel::High => self.prompt(now),
        }
    }

    fn prompt(&mut self, now: Moment) -> Decision {
        let soon = self.last_pause.is_some_and(|last| now.since(last) <= SOON);
        self.prompts.push_back(now);
        self.pause_ended(now);
        if soon { Decision::Break } else { Decision::Pause }
    }

    /// Whether the prompts of this half hour are used up and another was wanted.
    pub fn calls_no_more(&self) -> bool {
        self.used_up
    }

    /// A pause has ended.
    pub fn pause_ended(&mut self, now: Moment) {
        self.last_pause = Some(now);
        self.silent_until = self.silent_until.max(now + AFTER_PAUSE);
    }

    /// Somebody moved.
    pub fn moved(&mut self, now: Moment) {
        self.silent_until = self.silent_until.max(now + AFTER_MOVEMENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(at: impl IntoIterator<Item = u64>) -> Vec<Decision> {
        let mut trigger = Trigger::default();
        at.into_iter().map(|s| trigger.call(Moment::from_secs(s), HeartLevel::High)).collect()
    }

    #[test]
    fn two_minutes_follow_a_prompt_in_which_nothing_is_called() {
        assert_eq!(calls([10, 60, 129, 500]), [Decision::Pause, Decision::Nothing, Decision::Nothing, Decision::Pause]);
    }

    #[test]
    fn a_heart_that_is_up_again_within_five_minutes_calls_for_a_break() {
        assert_eq!(calls([10, 250]), [Decision::Pause, Decision::Break]);
    }

    #[test]
    fn the_fifth_prompt_in_half_an_hour_is_not_made_but_said_and_only_once() {
        let called = calls([0, 400, 800, 1200, 1600, 1700, 1801]);
        let expected = [
            Decision::Pause,
            Decision::Pause,
            Decision::Pause,
            Decision::Pause,
            Decision::NoMore,
            Decision::Nothing,
            Decision::Pause,
        ];
        assert_eq!(called, expected);
    }

    #[test]
    fn twenty_seconds_follow_a_movement_in_which_nothing_is_called() {
        let mut trigger = Trigger::default();
        trigger.moved(Moment::from_secs(100));
        assert_eq!(trigger.call(Moment::from_secs(119), HeartLevel::High), Decision::Nothing);
        assert_eq!(trigger.call(Moment::from_secs(120), HeartLevel::High), Decision::Pause);
    }

    #[test]
    fn a_raised_heart_only_lengthens_a_breath() {
        let mut trigger = Trigger::default();
        assert_eq!(trigger.call(Moment::from_secs(10), HeartLevel::Raised), Decision::LongBreath);
        assert!(!trigger.is_silent(Moment::from_secs(11)));
    }
}
