//! Hearts whose baseline is missing, borrowed, or known from a talk before.

use super::*;

/// Seconds that are missing to know this heart, speaking and listening.
fn still_learning(listener: &Listener) -> u32 {
    Watch::still_learning(&listener.hearts, Moment::from_secs(listener.second))
}

#[test]
fn without_a_baseline_only_a_rate_that_is_high_for_anybody_triggers() {
    let mut listener = Listener::new(Person::default());
    assert_eq!(listener.run(60, SPEAKING, |_| 85.0), [], "high for some, ordinary for others");
    assert!(still_learning(&listener) > 0);
    assert_eq!(still_learning(&Listener::settled(Person::default())), 0);
}

#[test]
fn without_a_baseline_or_a_rate_that_is_high_for_anybody_only_keys_begin_a_pause() {
    let profile = Profile { beta_blocker: true, ..Profile::default() };
    for rate in [60.0, 90.0, 130.0, 180.0] {
        let mut listener = Listener::new(Person { profile, ..Person::default() });
        assert_eq!(listener.run(25, LISTENING, |_| rate), [], "{rate}");
    }
}

#[test]
fn what_is_missing_is_counted_down_by_calm_seconds_alone_and_never_grows() {
    let mut listener = Listener::new(Person::default());
    listener.run(60, Some((Role::Quiet, true)), |_| 70.0);
    assert_eq!(still_learning(&listener), 90, "45 s in each role");
    listener.run(40, LISTENING, rise(15.0));
    let excited = still_learning(&listener);
    assert!(excited >= 60, "excitement is not learnt as calm: {excited}");
    let mut before = excited;
    for part in [LISTENING, SPEAKING, LISTENING, SPEAKING] {
        for _ in 0..60 {
            listener.run(1, part, |_| 72.0);
            let missing = still_learning(&listener);
            assert!(missing <= before, "{missing} s after {before} s");
            before = missing;
        }
    }
    assert_eq!(before, 0);
}

#[test]
fn somebody_without_a_strap_has_nothing_to_learn() {
    assert_eq!(Watch::still_learning(&Pair::from_fn(|_| Heart::default()), Moment::START), 0);
}

#[test]
fn a_role_without_a_baseline_borrows_one() {
    let mut listener = Listener::new(Person::default());
    listener.run(60, Some((Role::Quiet, true)), |_| 70.0);
    assert_eq!(listener.run(120, SPEAKING, |_| 78.0), []);
}

#[test]
fn a_borrowed_baseline_raises_the_threshold() {
    let triggered_at = |speaking: u64, size: f64| {
        let mut listener = Listener::new(Person::default());
        listener.run(60, Some((Role::Quiet, true)), |_| 70.0);
        // What is borrowed is quiet and eight more; what is learnt here is the same.
        listener.run(speaking, Some((Role::Speaking, true)), |_| 78.0);
        first_pause(&listener.run(60, SPEAKING, |t| 78.0 + size * (1.0 - (-t / 12.0).exp()))).unwrap_or(u64::MAX)
    };
    for size in [8.0, 10.0, 12.0, 15.0, 20.0, 25.0] {
        assert!(
            triggered_at(0, size) >= triggered_at(60, size),
            "+{size}: {} {}",
            triggered_at(0, size),
            triggered_at(60, size)
        );
    }
    assert!(triggered_at(0, 12.0) > triggered_at(60, 12.0));
}

#[test]
fn without_a_baseline_the_absolute_limit_outlasts_a_movement_and_follows_the_profile() {
    let first = |profile: Profile, rate: f64| {
        let mut listener = Listener::new(Person { profile, ..Person::default() });
        first_pause(&listener.run(120, LISTENING, |_| rate))
    };
    let plain = Profile::default();
    assert!(first(plain, 106.0).is_some_and(|s| s >= 25));
    assert_eq!(first(plain, 90.0), None);
    assert_eq!(first(Profile { beta_blocker: true, ..plain }, 106.0), None);
    assert_eq!(first(Profile { irregular: true, ..plain }, 106.0), None);
    assert!(first(Profile { endurance_trained: true, ..plain }, 90.0).is_some());
}

#[test]
fn a_known_person_is_judged_after_half_a_minute_of_quiet() {
    let mut first = Listener::settled(Person::default());
    first.run(300, LISTENING, |_| 71.0);
    let known = first.watch.known_after(LEFT, &first.hearts[LEFT]).unwrap();
    assert!((4.0..=8.0).contains(&known.speaking.unwrap()), "{known:?}");
    let mut second = Listener::new(Person { known: Some(known), ..Person::default() });
    second.run(40, Some((Role::Quiet, true)), |_| 64.0);
    assert_eq!(second.run(120, SPEAKING, |_| 70.0), []);
    let pause = first_pause(&second.run(60, SPEAKING, |t| 70.0 + 20.0 * (1.0 - (-t / 12.0).exp())));
    assert!(pause.is_some_and(|s| s <= 25), "{pause:?}");
}
