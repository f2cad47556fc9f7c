//! One heart through a day, second by second.

use super::allowance::{APART, TIMES_A_DAY};
use super::*;
use crate::event::input::Payload;
use crate::heart::measurement::encode;

struct Worn {
    day: AllDay,
    second: u64,
    local: Zoned,
}

impl Worn {
    fn new(is_irregular: bool) -> Self {
        let allowance = Allowance::new(TIMES_A_DAY, APART);
        let mut day = AllDay::new(Seat::Left, Rule::default(), allowance, is_irregular);
        day.take(Moment::START, &Input::Link { seat: Seat::Left, link: Link::Subscribed });
        Self { day, second: 0, local: "2026-11-28T10:00:00+01:00[Europe/Berlin]".parse().unwrap() }
    }

    fn now(&self) -> Moment {
        Moment::from_secs(self.second)
    }

    /// Seconds, each with a beat after the interval that `interval` has for it, in 1/1024 s.
    fn beats(&mut self, seconds: u64, interval: impl Fn(u64) -> u16) -> Vec<Status> {
        let second = |_| {
            self.second += 1;
            self.local = self.local.saturating_add(Duration::from_secs(1));
            let bytes = Payload(encode(60, &[interval(self.second)]));
            self.day.take(self.now(), &Input::Notification { seat: Seat::Left, epoch: 1, bytes });
            self.day.second(self.now(), &self.local);
            self.status()
        };
        (0..seconds).map(second).collect()
    }

    fn status(&self) -> Status {
        self.day.status(self.now(), &self.local)
    }

    fn sleep(&mut self, seconds: u32) {
        self.day.take(self.now(), &Input::Away { seconds });
        self.local = self.local.saturating_add(Duration::from_secs(seconds.into()));
    }
}

fn steady(second: u64) -> u16 {
    1_000 + (second * 37 % 60) as u16
}

#[test]
fn an_irregular_heart_has_a_rate_and_one_state_as_long_as_its_strap_delivers() {
    let mut worn = Worn::new(true);
    // One beat a second on the average, and each interval far from the one before: none passes for clean.
    let fibrillating = |second: u64| [620, 1428, 850, 1198, 700, 1348][(second % 6) as usize];
    let statuses = worn.beats(180, fibrillating);
    assert!(statuses.iter().all(|status| status.state == State::RateOnly));
    assert!(statuses.iter().all(|status| status.rmssd.is_none()));
    let without_rate = statuses.iter().rposition(|status| status.heart_rate.is_none());
    assert!(without_rate < Some(30), "{without_rate:?}");
}

#[test]
fn a_cue_from_before_the_computer_slept_is_not_shown_as_one_of_now() {
    let mut worn = Worn::new(false);
    worn.beats(60, steady);
    assert!(worn.day.give(worn.now(), &worn.local));
    assert_eq!(worn.status().state, State::Cue);
    worn.sleep(8 * 3600);
    assert_ne!(worn.status().state, State::Cue);
}

#[test]
fn a_clock_that_is_set_back_brings_no_second_cue_and_sleep_counts_as_time_between_two() {
    let mut worn = Worn::new(false);
    assert!(worn.day.give(worn.now(), &worn.local));
    worn.local = worn.local.saturating_sub(Duration::from_hours(24));
    worn.beats(60, steady);
    assert!(worn.day.allowance().allows(&worn.local), "by the clock on the wall it may come");
    assert!(!worn.day.give(worn.now(), &worn.local));
    worn.sleep(2 * 3600);
    assert!(worn.day.give(worn.now(), &worn.local));
}

#[test]
fn what_another_run_gave_leaves_no_cue_for_this_one() {
    let mut worn = Worn::new(false);
    let other = worn.local.timestamp();
    worn.beats(60, steady);
    worn.day.add_given(&[other], &worn.local);
    assert!(!worn.day.give(worn.now(), &worn.local));
    assert_eq!(worn.status().cues_today, 1);
}

/// Seconds of a heart with these intervals in 1/1024 s, in turn. Its strap says nothing in seconds that `is_silent` names.
/// True if a cue came.
fn lives(worn: &mut Worn, beat_at: &mut f64, seconds: u64, intervals: [u16; 2], is_silent: fn(u64) -> bool) -> bool {
    let (mut comes, mut beats) = (false, 0);
    for _ in 0..seconds {
        worn.second += 1;
        let mut came = Vec::new();
        while *beat_at <= worn.second as f64 {
            beats += 1;
            came.push(intervals[beats % 2]);
            *beat_at += f64::from(intervals[(beats + 1) % 2]) / 1024.0;
        }
        if !is_silent(worn.second) {
            let bytes = Payload(encode(70, &came));
            worn.day.take(worn.now(), &Input::Notification { seat: Seat::Left, epoch: 1, bytes });
        }
        comes |= worn.day.wants_cue(worn.now());
    }
    comes
}

#[test]
fn a_cue_comes_only_in_a_second_with_a_heart_rate() {
    let tense = |is_silent: fn(u64) -> bool| {
        let (mut worn, mut beat_at) = (Worn::new(false), 1.0);
        assert!(!lives(&mut worn, &mut beat_at, 3600, [1000, 1040], |_| false));
        lives(&mut worn, &mut beat_at, 900, [740, 748], is_silent)
    };
    assert!(tense(|second| (26..=30).contains(&(second % 60))));
    // The strap is gone whenever a minute ends.
    assert!(!tense(|second| second % 60 >= 56 || second % 60 == 0));
}
