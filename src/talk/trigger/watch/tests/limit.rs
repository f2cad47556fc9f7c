//! A limit of a person's own, beside the trigger.

use super::*;

/// A person at 70 with this limit, and what they say of their heart beside it.
fn with_limit(limit_bpm: u8, profile: Profile) -> Listener {
    Listener::settled(Person { profile: Profile { limit_bpm: Some(limit_bpm), ..profile }, ..Person::default() })
}

#[test]
fn a_limit_of_their_own_triggers_a_pause_like_any_other() {
    // Five beats are below the floor: without the limit they trigger nothing.
    assert_eq!(first_pause(&Listener::settled(Person::default()).run(120, LISTENING, |_| 76.0)), None);
    let mut listener = with_limit(73, Profile::default());
    let decisions = listener.run(120, LISTENING, |_| 76.0);
    let pause = first_pause(&decisions);
    assert!(pause.is_some_and(|s| (20..=30).contains(&s)), "{decisions:?}");
    listener.watch.pause_ended(Moment::from_secs(listener.second));
    assert_eq!(first_pause(&listener.run(119, LISTENING, |_| 76.0)), None, "two minutes follow as after any pause");
    let mut listener = with_limit(73, Profile::default());
    assert_eq!(listener.run(120, Some((Role::Listening, true)), |_| 76.0), [], "the warm-up");
    assert_eq!(listener.run(120, None, |_| 76.0), [], "no role");
    listener.watch.moved(Moment::from_secs(listener.second));
    assert_eq!(first_pause(&listener.run(20, LISTENING, |_| 76.0)), None, "what was before a movement says nothing");
}

#[test]
fn without_a_limit_nothing_changes() {
    let decisions = |limit_bpm| {
        let profile = Profile { limit_bpm, ..Profile::default() };
        let mut listener = Listener::settled(Person { profile, ..Person::default() });
        let mut all = listener.run(300, LISTENING, |t| 71.0 + 3.0 * (t / 9.0).sin());
        all.extend(listener.run(120, LISTENING, rise(20.0)));
        all.extend(listener.run(400, SPEAKING, |t| 78.0 + 30.0 * (t / 70.0).sin()));
        all
    };
    assert!(first_pause(&decisions(None)).is_some());
    assert_eq!(decisions(None), decisions(Some(200)), "nor does a limit that no heart reaches");
}

#[test]
fn a_limit_counts_with_a_beta_blocker_and_without_a_baseline() {
    let profile = Profile { beta_blocker: true, ..Profile::default() };
    let mut without = Listener::settled(Person { profile, ..Person::default() });
    assert_eq!(first_pause(&without.run(120, LISTENING, |_| 76.0)), None);
    assert!(first_pause(&with_limit(73, profile).run(60, LISTENING, |_| 76.0)).is_some());
    for profile in [profile, Profile { irregular: true, ..Profile::default() }] {
        let profile = Profile { limit_bpm: Some(90), ..profile };
        let mut unknown = Listener::new(Person { profile, ..Person::default() });
        assert!(first_pause(&unknown.run(60, LISTENING, |_| 95.0)).is_some_and(|s| s >= 20), "{profile:?}");
    }
}

#[test]
fn a_limit_counts_whatever_is_usual() {
    // At 70, a limit of 65 is always passed.
    assert!(first_pause(&with_limit(65, Profile::default()).run(60, LISTENING, |_| 71.0)).is_some());
}

#[test]
fn a_rate_that_only_touches_the_limit_triggers_nothing() {
    let mut touches = with_limit(76, Profile::default());
    // Above it for fifteen seconds, then below it for four: never for long enough.
    let wave = |t: f64| if t % 19.0 < 15.0 { 77.5 } else { 70.0 };
    assert_eq!(first_pause(&touches.run(300, LISTENING, wave)), None);
    let mut below = with_limit(78, Profile::default());
    assert_eq!(first_pause(&below.run(300, LISTENING, |_| 76.0)), None);
}

#[test]
fn a_heart_that_stays_at_its_limit_triggers_no_second_time_until_it_has_been_below() {
    let pauses = |decisions: Vec<(u64, Decision)>| decisions.iter().filter(|(_, d)| *d == Decision::Pause).count();
    let mut listener = with_limit(73, Profile::default());
    assert_eq!(pauses(listener.run(600, LISTENING, |_| 76.0)), 1);
    assert_eq!(pauses(listener.run(20, LISTENING, |_| 71.0)), 0);
    assert_eq!(pauses(listener.run(60, LISTENING, |_| 76.0)), 1);
}

#[test]
fn the_seconds_of_the_warm_up_do_not_count_towards_the_limit() {
    let profile = Profile { limit_bpm: Some(73), ..Profile::default() };
    let mut listener = Listener::new(Person { profile, ..Person::default() });
    listener.run(60, Some((Role::Quiet, true)), |_| 76.0);
    listener.run(60, Some((Role::Listening, true)), |_| 76.0);
    let pause = first_pause(&listener.run(60, LISTENING, |_| 76.0));
    assert!(pause.is_some_and(|s| s >= 20), "{pause:?}");
}
