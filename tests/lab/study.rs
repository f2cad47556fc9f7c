//! The study in small, with fixed seeds: a change that makes the trigger worse fails here.
//!
//! The bounds are on rates and delays in simulated time. They are wide enough for these few hours; `docs/detection.md`
//! has the figures of many hours.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use breathmark::lab::simulate::person::Population;
use breathmark::lab::study::Study;
use breathmark::lab::study::condition::{CONDITIONS, USUAL_RISE_S};
use breathmark::lab::study::job::Job;
use breathmark::lab::study::result::StudyResult;
use breathmark::lab::study::series::evaluate::evaluate;
use breathmark::lab::study::series::{RecordedTalk, SeriesBeat, SeriesEvent};
use breathmark::lab::study::tally::Tally;

const STUDY: Study = Study { hours: 40.0, seed: 20, population: Population::HeldOut };

/// The first talks of a condition: as many as `talks` says.
fn run(key: &str, eventful: bool, talks: usize) -> Tally {
    let place = CONDITIONS.iter().position(|condition| condition.key == key).unwrap();
    let mut result = StudyResult::default();
    let jobs: Vec<Job> = Study { hours: 2000.0, ..STUDY }.jobs();
    let wanted = jobs.iter().filter(|job| job.condition == place && job.eventful == eventful).take(talks);
    wanted.for_each(|job| result.add(job, &STUDY.run(job)));
    result.tallies[place].clone()
}

#[test]
fn steady_couples_are_seldom_interrupted() {
    let calm = run("steady", false, 10).calm;
    println!("{} false prompts in {:.1} h", calm.count, calm.hours);
    assert!(calm.hours > 4.5 && calm.count <= 1, "{calm:?}");
}

#[test]
fn couples_who_laugh_are_seldom_interrupted() {
    let calm = run("steady_laughter", false, 16).calm;
    println!("{} false prompts in {:.1} h of talk with laughs", calm.count, calm.hours);
    assert!(calm.hours > 7.0 && calm.count <= 2, "{calm:?}");
}

#[test]
fn a_change_of_posture_seldom_interrupts() {
    let calm = run("steady_posture", false, 16).calm;
    println!("{} false prompts in {:.1} h of talk with changes of posture", calm.count, calm.hours);
    assert!(calm.hours > 7.0 && calm.count <= 5, "{calm:?}");
}

#[test]
fn whoever_arrives_hot_is_noticed_later() {
    let tally = run("steady_hot", true, 14);
    let rises = tally.detection(|episode| episode.size >= 15 && episode.rise_s == USUAL_RISE_S);
    println!("{} of {} found after a hot arrival", rises.delays_s.len(), rises.all);
    assert!(rises.all >= 8 && 10 * rises.delays_s.len() as u64 >= 8 * rises.all, "{rises:?}");
}

#[test]
fn a_heart_that_runs_away_is_noticed() {
    let tally = run("steady", true, 10);
    let large = tally.detection(|episode| episode.size >= 20 && episode.rise_s == USUAL_RISE_S);
    let median = large.delay(0.5).unwrap().value;
    println!("{} of {} found, median delay {median:.1} s", large.delays_s.len(), large.all);
    assert!(large.all >= 4 && large.delays_s.len() as u64 + 1 >= large.all, "{large:?}");
    assert!(median < 20.0, "{large:?}");
}

#[test]
fn the_same_seed_gives_the_same_study() {
    let job = STUDY.jobs()[0];
    assert_eq!(STUDY.run(&job), STUDY.run(&job));
    assert_ne!(STUDY.run(&job), Study { population: Population::Training, ..STUDY }.run(&job));
}

/// Half an hour of one heart that rests, and goes up by 25 at 1200 s.
fn series(event: f64) -> RecordedTalk {
    let mut t = 0.0;
    let mut rng = fastrand::Rng::with_seed(3);
    let mut beats = Vec::new();
    while t < 1800.0 {
        let up = match t - event {
            since if since < 0.0 => 0.0,
            since if since < 100.0 => 25.0 * (1.0 - (-since / 12.0).exp()),
            since => 25.0 * (-(since - 100.0) / 20.0).exp(),
        };
        let rate = 68.0 + up + 3.0 * (1.6 * t).sin() + 1.5 * (0.6 * t).sin() + (rng.f64() - 0.5);
        let rr_ms = 60_000.0 / rate;
        t += rr_ms / 1000.0;
        let seat = breathmark::event::seat::Seat::Right;
        beats.push(SeriesBeat { t_s: t, seat, rr_ms, role: breathmark::heart::baseline::Role::Quiet });
    }
    let size_bpm = 25.0;
    RecordedTalk {
        beats,
        events: Some(vec![SeriesEvent { t_s: event, seat: breathmark::event::seat::Seat::Right, size_bpm }]),
    }
}

#[test]
fn a_rise_in_a_series_of_one_person_is_found() {
    let result = evaluate(&series(1200.0), true).unwrap();
    let delay = result.trigger.delays_s[0].expect("found");
    assert!(delay < 30.0 && result.trigger.false_alarms == Some(0), "{result:?}");
    assert!(result.rules.len() > 5 && result.hours > 0.4);
}

#[test]
fn the_end_of_an_episode_triggers_nothing() {
    let result = evaluate(&series(900.0), false).unwrap();
    assert_eq!(result.prompts.len(), 1, "{result:?}");
}

#[test]
fn without_events_there_are_only_prompts() {
    let talk = RecordedTalk { events: None, ..series(1200.0) };
    let result = evaluate(&talk, false).unwrap();
    assert!(!result.prompts.is_empty() && result.trigger.false_alarms.is_none());
}

#[test]
fn a_series_too_short_to_learn_from_is_refused() {
    let mut talk = series(1200.0);
    talk.beats.truncate(20);
    let refused = evaluate(&talk, false).unwrap_err().to_string();
    assert!(refused.contains("nothing could be learnt"), "{refused}");
}
