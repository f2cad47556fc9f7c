//! Simulated people who wear a strap for hours: what brings a cue, and what doesn't.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use breathmark::all_day::allowance::{APART, Allowance, TIMES_A_DAY};
use breathmark::all_day::rule::Rule;
use breathmark::all_day::{AllDay, State};
use breathmark::event::moment::Moment;
use breathmark::event::seat::Seat;
use breathmark::lab::simulate::day::{Bout, DayPlan, Doing, SimulatedDay};
use breathmark::lab::simulate::person::Population;
use jiff::Zoned;

/// A person through some hours: their machine, and the seconds at which a cue came.
struct Worn {
    all_day: AllDay,
    day: SimulatedDay,
    began: Zoned,
    second: u64,
    cues: Vec<u64>,
}

impl Worn {
    fn new(seed: u64, began: &str, times_a_day: u8, plan: DayPlan) -> Self {
        let allowance = Allowance::new(times_a_day, APART);
        Self {
            all_day: AllDay::new(Seat::Left, Rule::default(), allowance, false),
            day: SimulatedDay::new(seed, Population::HeldOut, plan),
            began: began.parse().unwrap(),
            second: 0,
            cues: Vec::new(),
        }
    }

    fn run(&mut self, minutes: u64) -> &mut Self {
        for _ in 0..60 * minutes {
            self.second += 1;
            let now = Moment::from_secs(self.second);
            for stamped in self.day.take() {
                self.all_day.take(stamped.at, &stamped.input);
            }
            let local = self.local();
            if self.all_day.second(now, &local) {
                self.cues.push(self.second);
            }
        }
        self
    }

    fn local(&self) -> Zoned {
        self.began.saturating_add(Duration::from_secs(self.second))
    }

    fn state(&self) -> State {
        self.all_day.status(Moment::from_secs(self.second), &self.local()).state
    }
}

const MORNING: &str = "2026-11-29T08:00:00+01:00[Europe/Berlin]";

/// One bout after an hour of sitting.
fn one(doing: Doing, minutes: f64) -> DayPlan {
    let bouts = vec![Bout { at_s: 3600.0, lasts_s: 60.0 * minutes, doing }];
    DayPlan { bouts, losses: Vec::new() }
}

fn cued(doing: Doing, minutes: f64, people: u64) -> usize {
    let cues = |seed| Worn::new(seed, MORNING, TIMES_A_DAY, one(doing, minutes)).run(90).cues.clone();
    (0..people).filter(|seed| cues(*seed).iter().any(|at| *at >= 3600)).count()
}

#[test]
fn most_tense_stretches_bring_a_cue_and_walks_and_stairs_bring_none() {
    assert!(cued(Doing::Tense, 15.0, 4) >= 3);
    assert_eq!(cued(Doing::Walking, 15.0, 4), 0);
    assert_eq!(cued(Doing::Stairs, 1.0, 4), 0);
}

#[test]
fn no_cue_comes_before_half_an_hour_of_this_heart_is_known() {
    let bouts = vec![Bout { at_s: 600.0, lasts_s: 1500.0, doing: Doing::Tense }];
    let mut worn = Worn::new(1, MORNING, TIMES_A_DAY, DayPlan { bouts, losses: Vec::new() });
    worn.run(30);
    assert_eq!(worn.state(), State::Learning);
    assert!(worn.cues.is_empty());
}

#[test]
fn a_strap_that_is_gone_is_searched_and_its_heart_is_known_when_it_is_back() {
    let plan = DayPlan { bouts: Vec::new(), losses: vec![[3600.0, 4200.0]] };
    let mut worn = Worn::new(1, MORNING, TIMES_A_DAY, plan);
    assert_ne!(worn.run(60).state(), State::Searching);
    assert_eq!(worn.run(5).state(), State::Searching);
    let figures = |worn: &Worn| worn.all_day.status(Moment::from_secs(worn.second), &worn.local());
    assert_eq!((figures(&worn).heart_rate, figures(&worn).rmssd), (None, None));
    let back = worn.run(8).state();
    assert!(matches!(back, State::Usual | State::Fast | State::Moving), "{back:?}");
}

#[test]
fn zero_times_a_day_shows_the_status_and_never_cues() {
    let mut worn = Worn::new(1, MORNING, 0, one(Doing::Tense, 30.0));
    assert!(worn.run(90).cues.is_empty());
    assert_eq!(worn.all_day.allowance().given(), []);
}
