//! A link that stands: silence, probes, drops and what comes after them.

use super::*;

#[test]
fn a_silent_subscription_is_told_renewed_and_given_up() {
    let mut bench = Bench::subscribed();
    bench.pass(secs(5));
    assert_eq!(bench.link(), Link::Quiet);
    bench.pass(secs(5));
    assert_eq!(bench.step(), LinkStep::Subscribe { epoch: 2, again: true });
    bench.tell(LinkEvent::Subscribed);
    assert_eq!(bench.link(), Link::Quiet);
    bench.pass(secs(10));
    assert_eq!((bench.step(), bench.link()), (LinkStep::Disconnect, Link::Lost));
}

#[test]
fn the_first_measurement_ends_the_quiet() {
    let mut bench = Bench::subscribed();
    bench.pass(secs(7));
    bench.measure();
    assert_eq!(bench.link(), Link::Subscribed);
}

#[test]
fn a_measurement_may_come_before_the_subscription_is_confirmed() {
    let mut bench = Bench::new();
    bench.tell_all(&[
        LinkEvent::Opened,
        LinkEvent::Granted,
        LinkEvent::NotSeen,
        LinkEvent::Heard,
        LinkEvent::Connected,
    ]);
    bench.tell(LinkEvent::Discovered { heart_rate: true });
    bench.measure();
    bench.tell(LinkEvent::Subscribed);
    bench.measure_each_second(60);
    assert_eq!(bench.link(), Link::Subscribed);
}

#[test]
fn measurements_of_an_old_subscription_do_not_count() {
    let mut bench = Bench::subscribed();
    bench.pass(secs(5));
    bench.tell(LinkEvent::Measured { epoch: 0 });
    assert_eq!(bench.link(), Link::Quiet);
}

#[test]
fn an_hour_of_good_streaming_asks_for_nothing_but_probes_and_battery() {
    let mut bench = Bench::streaming();
    let before = bench.steps.len();
    bench.measure_each_second(3600);
    let asked = &bench.steps[before..];
    assert_eq!(asked.iter().filter(|&&step| step == LinkStep::ReadBattery).count(), 6);
    assert!(asked.iter().all(|step| matches!(step, LinkStep::ReadBattery | LinkStep::Probe)));
    assert_eq!(bench.link(), Link::Subscribed);
}

#[test]
fn a_dropped_link_is_reported_and_tried_again_at_once_without_a_scan() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(40);
    bench.tell(LinkEvent::Dropped);
    assert_eq!(bench.link(), Link::Lost);
    assert_eq!(bench.rest(), Duration::ZERO);
    bench.tell_all(&[LinkEvent::Opened, LinkEvent::Granted, LinkEvent::Found { connected: false }]);
    assert_eq!(bench.step(), LinkStep::Connect);
    assert_eq!(bench.link(), Link::Lost, "a blind attempt is no news");
    bench.tell_all(&[LinkEvent::Connected, LinkEvent::Discovered { heart_rate: true }, LinkEvent::Subscribed]);
    assert_eq!(bench.step(), LinkStep::Subscribe { epoch: 2, again: false });
}

#[test]
fn after_a_blind_attempt_has_failed_the_strap_must_be_heard() {
    let mut bench = Bench::streaming();
    bench.tell(LinkEvent::Dropped);
    bench.rest();
    bench.tell_all(&[LinkEvent::Opened, LinkEvent::Granted, LinkEvent::Found { connected: false }]);
    bench.tell_all(&[LinkEvent::Failed(Failure::TimedOut), LinkEvent::Disconnected]);
    bench.rest();
    bench.tell_all(&[LinkEvent::Opened, LinkEvent::Granted, LinkEvent::Found { connected: false }]);
    assert_eq!(bench.step(), LinkStep::Scan(secs(4)));
}

#[test]
fn thirty_seconds_of_good_streaming_clear_the_waits() {
    let mut bench = Bench::new();
    for _ in 0..6 {
        bench.miss();
        bench.rest();
    }
    bench.tell_all(&[
        LinkEvent::Opened,
        LinkEvent::Granted,
        LinkEvent::NotSeen,
        LinkEvent::Heard,
        LinkEvent::Connected,
    ]);
    bench.tell_all(&[LinkEvent::Discovered { heart_rate: true }, LinkEvent::Subscribed]);
    bench.measure();
    bench.measure_each_second(30);
    bench.tell(LinkEvent::Dropped);
    assert_eq!(bench.rest(), Duration::ZERO);
}

#[test]
fn silence_over_a_live_link_is_probed_and_then_ends_it() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.pass(secs(6));
    assert_eq!(bench.step(), LinkStep::Probe);
    bench.tell(LinkEvent::Alive(true));
    bench.pass(Duration::from_millis(3_999));
    assert_eq!(bench.link(), Link::Subscribed);
    bench.pass(Duration::from_millis(1));
    assert_eq!((bench.step(), bench.link()), (LinkStep::Disconnect, Link::Lost));
}

#[test]
fn a_probe_that_finds_the_link_down_counts_as_lost() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.pass(secs(6));
    bench.tell(LinkEvent::Alive(false));
    assert_eq!(bench.link(), Link::Lost);
}

#[test]
fn two_unanswered_probes_renew_the_connection_to_the_system() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.pass(secs(6));
    bench.tell(LinkEvent::Failed(Failure::TimedOut));
    bench.pass(Duration::ZERO);
    assert_eq!(bench.step(), LinkStep::Probe);
    bench.pass(secs(2));
    bench.tell(LinkEvent::Failed(Failure::TimedOut));
    assert_eq!(bench.link(), Link::NoBluetooth);
    bench.pass(Duration::ZERO);
    assert_eq!(bench.step(), LinkStep::Open { renew: true });
}

#[test]
fn twenty_reconnects_in_a_row_take_a_new_subscription_each_and_never_wait_for_long() {
    let mut bench = Bench::streaming();
    for reconnect in 1..=20 {
        bench.tell(LinkEvent::Dropped);
        let waited = bench.rest();
        assert!(waited <= secs(7), "{waited:?} before reconnect {reconnect}");
        bench.tell_all(&[LinkEvent::Opened, LinkEvent::Granted, LinkEvent::Found { connected: true }]);
        bench.tell_all(&[LinkEvent::Connected, LinkEvent::Discovered { heart_rate: true }, LinkEvent::Subscribed]);
        bench.measure();
        assert_eq!((bench.policy.epoch, bench.link()), (1 + reconnect, Link::Subscribed));
    }
}
