//! What a baseline learns, borrows, follows and leaves for the next talk.
#![allow(clippy::float_cmp)] // bounds are met exactly

use super::*;

fn learnt(role: Role, rates: impl IntoIterator<Item = f64>) -> Baseline {
    let mut baseline = Baseline::default();
    rates.into_iter().for_each(|rate| baseline.learn(role, rate, Some(3.7)));
    baseline
}

fn centre(baseline: &Baseline, role: Role) -> Option<f64> {
    baseline.heart_rate(role).map(|ordinary| ordinary.centre)
}

#[test]
fn the_centre_is_the_median_and_an_outlier_does_not_move_it() {
    let baseline = learnt(Role::Quiet, (0..48).map(|i| if i % 8 == 0 { 140.0 } else { 70.0 + f64::from(i % 3) }));
    let ordinary = baseline.heart_rate(Role::Quiet).unwrap();
    assert_eq!((ordinary.centre, ordinary.doubt), (71.0, 0.0));
    assert!(ordinary.spread < 2.0, "{ordinary:?}");
}

#[test]
fn what_rests_on_little_is_doubted_and_less_so_with_every_calm_second() {
    let mut baseline = learnt(Role::Speaking, [76.0; 20]);
    let mut before = f64::INFINITY;
    for missing in (1..=25).rev() {
        let doubt = baseline.heart_rate(Role::Speaking).unwrap().doubt;
        assert!(doubt > 0.0 && doubt < before, "{doubt}");
        assert_eq!(baseline.missing_s(Role::Speaking), missing);
        baseline.follow(Role::Speaking, 0.0);
        before = doubt;
    }
    assert_eq!(baseline.heart_rate(Role::Speaking).unwrap().doubt, 0.0);
    assert_eq!(baseline.missing_s(Role::Speaking), 0);
}

#[test]
fn too_little_is_nothing() {
    assert_eq!(learnt(Role::Quiet, [70.0; 19]).heart_rate(Role::Quiet), None);
}

#[test]
fn speaking_borrows_from_quiet_with_an_allowance_but_quiet_never_from_speaking() {
    let quiet = learnt(Role::Quiet, [70.0; 30]);
    let borrowed = quiet.heart_rate(Role::Speaking).unwrap();
    assert_eq!(borrowed.centre, 78.0);
    assert!(borrowed.doubt > 0.0, "what is borrowed is doubted");
    assert_eq!(learnt(Role::Speaking, [80.0; 30]).heart_rate(Role::Quiet), None);
}

#[test]
fn an_hour_of_drift_moves_the_centre_up_by_no_more_than_five_beats() {
    let mut baseline = learnt(Role::Listening, [70.0; 60]);
    (0..3600).for_each(|_| baseline.follow(Role::Listening, 20.0));
    assert_eq!(centre(&baseline, Role::Listening), Some(75.0));
}

#[test]
fn the_centre_of_somebody_who_arrived_hot_comes_down_as_far_as_they_do() {
    let mut baseline = learnt(Role::Listening, [88.0; 60]);
    for _ in 0..600 {
        let excess = 70.0 - centre(&baseline, Role::Listening).unwrap();
        baseline.follow(Role::Listening, excess);
    }
    assert!((70.0..71.0).contains(&centre(&baseline, Role::Listening).unwrap()));
}

#[test]
fn the_centre_of_sitting_quietly_comes_down_by_no_more_than_five_beats() {
    let mut baseline = learnt(Role::Quiet, [88.0; 60]);
    (0..600).for_each(|_| baseline.learn(Role::Listening, 88.0, None));
    (0..600).for_each(|_| baseline.follow(Role::Listening, -20.0));
    assert_eq!(centre(&baseline, Role::Quiet), Some(83.0), "a pause opens by it");
}

#[test]
fn a_drift_heard_in_one_role_moves_the_others_too() {
    let mut baseline = learnt(Role::Listening, [70.0; 60]);
    (0..60).for_each(|_| baseline.learn(Role::Speaking, 76.0, None));
    (0..30).for_each(|_| baseline.follow(Role::Listening, 4.0));
    let moved = centre(&baseline, Role::Speaking).unwrap() - 76.0;
    assert!((1.0..=2.0).contains(&moved), "{moved}");
}

#[test]
fn what_speaking_adds_is_known_in_the_next_talk_but_not_where_the_rate_stands() {
    let mut first = learnt(Role::Quiet, [62.0; 60]);
    (0..60).for_each(|_| first.learn(Role::Speaking, 73.0, None));
    let known = first.known_after([2.0; 6]).unwrap();
    assert_eq!((known.talks, known.speaking, known.listening), (1, Some(11.0), None));
    let mut second = Baseline::knowing(known);
    assert_eq!(second.heart_rate(Role::Speaking), None, "today's quiet comes first");
    (0..60).for_each(|_| second.learn(Role::Quiet, 75.0, None));
    assert_eq!(centre(&second, Role::Speaking), Some(86.0));
    let again = second.known_after([4.0; 6]).unwrap();
    assert_eq!((again.talks, again.speaking, again.swings[0]), (2, Some(11.0), 3.0));
}

#[test]
fn what_is_known_stays_within_the_bounds_that_it_is_read_with() {
    let known = Prior { talks: MOST_TALKS, listening: Some(-30.0), speaking: Some(60.0), swings: [60.0; 6] };
    let mut baseline = Baseline::knowing(known);
    for (role, rate) in [(Role::Quiet, 120.0), (Role::Listening, 30.0), (Role::Speaking, 220.0)] {
        (0..60).for_each(|_| baseline.learn(role, rate, None));
    }
    let after = baseline.known_after([500.0; 6]).unwrap();
    assert_eq!(after, known);
    let text = serde_json::to_string(&after).unwrap();
    assert_eq!(serde_json::from_str::<Prior>(&text).unwrap(), known);
    baseline.known = Some(Prior { talks: u32::MAX, ..known });
    assert_eq!(baseline.known_after([2.0; 6]).unwrap().talks, MOST_TALKS);
}
