//! From both hearts' levels to one decision, with what the vetoes need to remember of the couple.

use std::collections::VecDeque;
use std::time::Duration;

use super::constants::TriggerConstants;
use super::veto::{CoupleFacts, Veto};
use super::{Decision, HeartLevel};
use crate::event::moment::Moment;

/// An episode begins when a heart triggers a pause, and lasts until this long after the last pause. The second prompt of
/// an episode suggests a longer break, and takes nothing of what hearts may ask for in half an hour. It is the same
/// rise, or what it left. Assumption. A longer time suggests the break more often. The suggestion counts the machine's
/// sleep, the episode does not.
pub(crate) const EPISODE: Duration = Duration::from_mins(5);

/// A heart's level after the vetoes, and the first veto that holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct JudgedHeart {
    pub(super) level: HeartLevel,
    pub(super) veto: Option<Veto>,
}

/// What has happened to both, as far as it holds their hearts back.
#[derive(Debug, Default)]
pub(super) struct CoupleTrigger {
    constants: TriggerConstants,
    last_pause: Option<Moment>,
    last_movement: Option<Moment>,
    /// When hearts began their last episodes, the oldest first.
    episodes: VecDeque<Moment>,
    /// Whether an episode has begun that has had no second prompt.
    is_second_left: bool,
    has_said_no_more: bool,
}

impl CoupleTrigger {
    pub(super) fn new(constants: &TriggerConstants) -> Self {
        let episodes = VecDeque::with_capacity(constants.most_prompts as usize);
        Self { constants: *constants, episodes, ..Self::default() }
    }

    /// What the vetoes need to know of the couple in this second. Episodes of more than half an hour ago are dropped.
    pub(super) fn facts(&mut self, now: Moment) -> CoupleFacts {
        let TriggerConstants { prompts_within_s, most_prompts, .. } = self.constants;
        while self.episodes.front().is_some_and(|then| now.since(*then).as_secs_f64() > prompts_within_s) {
            self.episodes.pop_front();
            self.has_said_no_more = false;
        }
        self.is_second_left = self.would_be_second(now);
        CoupleFacts {
            since_pause: self.last_pause.map(|then| now.since(then)),
            since_movement: self.last_movement.map(|then| now.since(then)),
            are_used_up: self.episodes.len() as f64 >= most_prompts && !self.would_be_second(now),
        }
    }

    /// Whether a prompt would be the second one of an episode.
    fn would_be_second(&self, now: Moment) -> bool {
        self.is_second_left && self.last_pause.is_some_and(|then| now.since(then) <= EPISODE)
    }

    /// What to do about the heart whose level is higher.
    pub(super) fn decide(&mut self, now: Moment, higher: JudgedHeart) -> Decision {
        match higher.level {
            HeartLevel::Calm => Decision::Nothing,
            HeartLevel::Raised | HeartLevel::Nearly => Decision::LongBreath,
            HeartLevel::High if higher.veto == Some(Veto::PromptsUsedUp) => {
                let is_said = std::mem::replace(&mut self.has_said_no_more, true);
                if is_said { Decision::Nothing } else { Decision::NoMore }
            }
            HeartLevel::High => {
                self.is_second_left = !self.would_be_second(now);
                if self.is_second_left {
                    self.episodes.push_back(now);
                }
                self.begin_refractory_period(now);
                Decision::Pause
            }
        }
    }

    /// Whether the prompts of this half hour are used up and another was wanted.
    pub(super) fn triggers_no_more(&self) -> bool {
        self.has_said_no_more
    }

    pub(super) fn begin_refractory_period(&mut self, now: Moment) {
        self.last_pause = Some(now);
    }

    pub(super) fn moved(&mut self, now: Moment) {
        self.last_movement = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::super::veto::{HeartFacts, RiseFacts};
    use super::*;
    use crate::heart::baseline::Role;

    /// What both vetoes and decision make of a heart at this level, at this second.
    fn decide(trigger: &mut CoupleTrigger, second: u64, level: HeartLevel) -> Decision {
        let now = Moment::from_secs(second);
        let heart = HeartFacts {
            part: Some(Part { role: Role::Listening, warm_up: false }),
            is_rate_high: false,
            rise: RiseFacts::default(),
            is_still_up: false,
            is_stuck: false,
        };
        let veto = Veto::first(&trigger.facts(now), heart, &TriggerConstants::default());
        let level = veto.map_or(level, |veto| level.min(veto.leaves()));
        trigger.decide(now, JudgedHeart { level, veto })
    }

    fn decisions(at: impl IntoIterator<Item = u64>) -> Vec<Decision> {
        let mut trigger = CoupleTrigger::default();
        at.into_iter().map(|second| decide(&mut trigger, second, HeartLevel::High)).collect()
    }

    #[test]
    fn two_minutes_follow_a_prompt_in_which_no_heart_triggers() {
        let expected = [Decision::Pause, Decision::Nothing, Decision::Nothing, Decision::Pause];
        assert_eq!(decisions([10, 60, 129, 500]), expected);
    }

    #[test]
    fn the_fifth_prompt_in_half_an_hour_is_not_made_but_said_and_only_once() {
        let expected = [
            Decision::Pause,
            Decision::Pause,
            Decision::Pause,
            Decision::Pause,
            Decision::NoMore,
            Decision::Nothing,
            Decision::Pause,
        ];
        assert_eq!(decisions([0, 400, 800, 1200, 1600, 1700, 1801]), expected);
    }

    #[test]
    fn the_second_prompt_of_an_episode_takes_nothing_of_the_four_and_the_third_does() {
        let seconds = [10, 200, 600, 790, 1100, 1290, 1500, 1690];
        assert_eq!(decisions(seconds), [Decision::Pause; 8], "four episodes of two prompts");
        let expected = [[Decision::Pause; 5].as_slice(), &[Decision::NoMore]].concat();
        assert_eq!(decisions([10, 200, 390, 580, 1000, 1310]), [Decision::Pause; 6], "three pairs of prompts");
        assert_eq!(decisions([0, 400, 800, 1200, 1390, 1580]), expected, "a third prompt begins a new episode");
    }

    #[test]
    fn a_pause_by_key_gives_hearts_no_prompt_that_is_not_counted() {
        let mut trigger = CoupleTrigger::default();
        for second in [0, 400, 800, 1200] {
            assert_eq!(decide(&mut trigger, second, HeartLevel::High), Decision::Pause);
        }
        assert_eq!(decide(&mut trigger, 1600, HeartLevel::High), Decision::NoMore);
        trigger.begin_refractory_period(Moment::from_secs(1650));
        assert_eq!(decide(&mut trigger, 1790, HeartLevel::High), Decision::Nothing);
        assert!(trigger.triggers_no_more());
    }

    #[test]
    fn twenty_seconds_follow_a_movement_in_which_no_heart_triggers() {
        let mut trigger = CoupleTrigger::default();
        trigger.moved(Moment::from_secs(100));
        assert_eq!(decide(&mut trigger, 119, HeartLevel::High), Decision::Nothing);
        assert_eq!(decide(&mut trigger, 120, HeartLevel::High), Decision::Pause);
    }

    #[test]
    fn a_raised_heart_only_lengthens_a_breath() {
        let mut trigger = CoupleTrigger::default();
        assert_eq!(decide(&mut trigger, 10, HeartLevel::Raised), Decision::LongBreath);
        assert!(!trigger.facts(Moment::from_secs(11)).is_silent(&TriggerConstants::default()));
    }
}
