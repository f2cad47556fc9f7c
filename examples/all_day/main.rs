//! Counts the cues of recorded and simulated days, for each of some rules: the tables of `docs/cue.md`.
//!
//! `BREATHMARK_DATA` names the folder of recordings. With the argument `rules`, other rules stand beside the one in use.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod recorded;
mod simulated;

use std::time::Duration;

use breathmark::all_day::AllDay;
use breathmark::all_day::allowance::{Allowance, MOST_TIMES_A_DAY};
use breathmark::all_day::rule::Rule;
use breathmark::event::input::Stamped;
use breathmark::event::moment::Moment;
use breathmark::event::seat::Seat;

/// Half an hour between two cues, to count situations and not minutes.
const SITUATION: Duration = Duration::from_mins(30);

/// Simulated days of each kind: for the rule in use, and for others.
const DAYS: [u64; 2] = [100, 40];

/// The seconds at which a cue comes, with as many as ten a day, half an hour apart. `day` gives what comes by each second.
fn cues(rule: Rule, seconds: u64, day: impl FnMut(Moment) -> Vec<Stamped>) -> Vec<u64> {
    cues_with(rule, Allowance::new(MOST_TIMES_A_DAY, SITUATION), seconds, day)
}

fn cues_with(rule: Rule, allowance: Allowance, seconds: u64, mut day: impl FnMut(Moment) -> Vec<Stamped>) -> Vec<u64> {
    let mut all_day = AllDay::new(Seat::Left, rule, allowance, false);
    let began = jiff::Timestamp::UNIX_EPOCH;
    let mut given = Vec::new();
    for second in 1..=seconds {
        let now = Moment::from_secs(second);
        for stamped in day(now) {
            all_day.take(stamped.at, &stamped.input);
        }
        let wall = began + Duration::from_secs(second);
        if all_day.second(now, &wall.to_zoned(jiff::tz::TimeZone::UTC)) {
            given.push(second);
        }
    }
    given
}

fn main() {
    let in_use = Rule::default();
    let mut rules = vec![("in use", in_use)];
    if std::env::args().nth(1).as_deref() == Some("rules") {
        // The other numbers were chosen beside 8 bpm and 10 %, the first guess.
        let first = Rule { faster_bpm: 8.0, faster_share: 0.1, ..in_use };
        rules.extend([
            ("faster by 8 bpm", first),
            ("13 of 29 minutes", Rule { window_minutes: 29, tight_minutes: 13, ..first }),
            ("12 of 15 minutes", Rule { window_minutes: 15, tight_minutes: 12, ..first }),
            ("6 of 8 minutes", Rule { window_minutes: 8, tight_minutes: 6, ..first }),
            ("own 2 h", Rule { own_minutes: 120, ..first }),
            ("own 6 h", Rule { own_minutes: 360, ..first }),
            ("less 0.25 SD", Rule { less_sd: 0.25, ..first }),
            ("less 1 SD", Rule { less_sd: 1.0, ..first }),
            ("faster by 6 bpm", Rule { faster_bpm: 6.0, faster_share: 0.075, ..first }),
            ("moving from 25 bpm", Rule { moving_bpm: 25.0, ..first }),
            ("moving from 40 bpm", Rule { moving_bpm: 40.0, ..first }),
            ("still 5 min", Rule { still_minutes: 5, ..first }),
            ("still 20 min", Rule { still_minutes: 20, ..first }),
        ]);
    }
    for (name, rule) in rules {
        println!("== {name}");
        recorded::print(rule);
        simulated::print(rule, if rule == in_use { DAYS[0] } else { DAYS[1] });
    }
}
