//! Simulated days with planted stretches: how many are cued, and how many cues come beside them.

use breathmark::all_day::rule::Rule;
use breathmark::event::moment::Moment;
use breathmark::lab::simulate::day::{Bout, DayPlan, Doing, SimulatedDay};
use breathmark::lab::simulate::person::Population;
use breathmark::lab::simulate::random::stream;

use super::cues;

/// Hours of a day that a strap is worn.
const HOURS: f64 = 12.0;
/// When a planted bout begins, in hours.
const PLANTED_AT: f64 = 3.0;

fn run(rule: Rule, seed: u64, hours: f64, plan: DayPlan) -> Vec<u64> {
    let mut day = SimulatedDay::new(seed, Population::HeldOut, plan);
    cues(rule, (hours * 3600.0) as u64, |_: Moment| day.take())
}

/// Prints the shares of planted stretches that are cued, and the cues of days with nothing tense in them.
pub(crate) fn print(rule: Rule, days: u64) {
    for minutes in [8.0, 10.0, 12.0, 15.0, 20.0, 30.0] {
        println!("tense for {minutes} min: {} of {days} cued", planted(rule, days, Doing::Tense, minutes));
    }
    for (name, doing, minutes) in [
        ("walks of 10 min", Doing::Walking, 10.0),
        ("walks of 30 min", Doing::Walking, 30.0),
        ("stairs of 1 min", Doing::Stairs, 1.0),
        ("strolls of 15 min", Doing::Strolling, 15.0),
        ("standing for 20 min", Doing::Standing, 20.0),
        ("talking for 20 min", Doing::Talking, 20.0),
    ] {
        println!("{name}: {} of {days} cued", planted(rule, days, doing, minutes));
    }
    let everyday = [Doing::Talking, Doing::Standing, Doing::Walking, Doing::Stairs];
    for (name, kinds) in [("sitting only", &[][..]), ("everyday without tension", &everyday)] {
        let count: usize = (0..days).map(|seed| run(rule, seed, HOURS, everyday_plan(seed, kinds)).len()).sum();
        println!("{name}: {:.2} cues in {HOURS} h", count as f64 / days as f64);
    }
}

fn everyday_plan(seed: u64, kinds: &[Doing]) -> DayPlan {
    DayPlan::draw(&mut stream(seed, 401), HOURS, kinds)
}

/// Of how many of `days` a cue comes in a stretch, or in the five minutes after it. It begins after three
/// hours of sitting.
fn planted(rule: Rule, days: u64, doing: Doing, minutes: f64) -> usize {
    let (at_s, lasts_s) = (PLANTED_AT * 3600.0, 60.0 * minutes);
    let plan = DayPlan { bouts: vec![Bout { at_s, lasts_s, doing }], losses: Vec::new() };
    let within = at_s as u64..(at_s + lasts_s) as u64 + 300;
    (0..days)
        .filter(|seed| run(rule, *seed, PLANTED_AT + 1.0, plan.clone()).iter().any(|at| within.contains(at)))
        .count()
}
