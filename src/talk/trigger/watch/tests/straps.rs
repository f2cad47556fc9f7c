//! Straps that send less than every beat in time: only a rate, or bursts.

use super::*;

#[test]
fn a_strap_that_sends_only_its_rate_must_show_it_for_longer() {
    let heard = |rate_only, size| {
        let mut listener = Listener::new(Person::default());
        listener.rate_only = rate_only;
        let mut listener = listener.warmed_up();
        listener.run(60, LISTENING, |_| 71.0);
        first_pause(&listener.run(90, LISTENING, rise(size)))
    };
    for size in [10.0, 12.0, 15.0, 20.0] {
        let (rate_only, intervals) = (heard(true, size).unwrap(), heard(false, size).unwrap());
        assert!(rate_only >= intervals + 3, "+{size}: {rate_only} {intervals}");
    }
}

#[test]
fn a_rate_without_beats_that_freezes_after_a_rise_triggers_nothing() {
    let mut listener = Listener::new(Person::default());
    listener.rate_only = true;
    let mut listener = listener.warmed_up();
    listener.run(60, LISTENING, |_| 72.0);
    // Its wearer gets up: the rate rises for five seconds, and the device repeats the last one for five minutes.
    assert_eq!(first_pause(&listener.run(5, LISTENING, |t| 72.0 + 9.2 * t)), None);
    listener.frozen = Some(118);
    assert_eq!(first_pause(&listener.run(320, LISTENING, |_| 72.0)), None);
    listener.frozen = None;
    assert_eq!(first_pause(&listener.run(60, LISTENING, |_| 72.0)), None);
    // It is learnt again what is usual, and a true rise is found.
    listener.run(120, LISTENING, |_| 72.0);
    assert!(first_pause(&listener.run(90, LISTENING, |t| 72.0 + (3.0 * t).min(40.0))).is_some());
}

#[test]
fn a_movement_in_bursts_is_no_longer_than_it_was() {
    for hold in [3, 5, 7, 10] {
        for begins in 0..hold {
            let mut listener = Listener::new(Person::default());
            listener.hold = Some(hold);
            let mut listener = listener.warmed_up();
            listener.run(120 + begins, LISTENING, |_| 71.0);
            let edge = |t: f64| (t / 1.5).clamp(0.0, 1.0) * ((12.0 - t) / 1.5).clamp(0.0, 1.0);
            let decisions = listener.run(60, LISTENING, |t| 71.0 + 20.0 * edge(t));
            assert_eq!(first_pause(&decisions), None, "{hold} {begins}");
            // A heart that runs away is still found.
            assert!(first_pause(&listener.run(120, LISTENING, rise(25.0))).is_some(), "{hold} {begins}");
        }
    }
}
