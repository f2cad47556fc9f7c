//! A link that is up: silence, probes, drops, and what follows them.

use super::*;

#[test]
fn a_silent_subscription_is_reported_renewed_and_ended() {
    let mut bench = Bench::subscribed();
    bench.pass(secs(5));
    assert_eq!(bench.link(), Link::Quiet);
    bench.pass(secs(5));
    assert_eq!(bench.step(), LinkStep::Subscribe { epoch: 2, renew: true });
    bench.send(LinkEvent::Subscribed);
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
    let mut bench = Bench::connected();
    bench.send(LinkEvent::Discovered { heart_rate: true });
    bench.measure();
    bench.send(LinkEvent::Subscribed);
    bench.measure_each_second(60);
    assert_eq!(bench.link(), Link::Subscribed);
}

#[test]
fn measurements_of_an_old_subscription_do_not_count() {
    let mut bench = Bench::subscribed();
    bench.pass(secs(5));
    bench.send(LinkEvent::Measured { epoch: 0 });
    assert_eq!(bench.link(), Link::Quiet);
}

#[test]
fn an_hour_of_good_streaming_starts_only_probes_and_battery_readings() {
    let mut bench = Bench::streaming();
    let before = bench.steps.len();
    bench.measure_each_second(3600);
    let started = &bench.steps[before..];
    assert_eq!(started.iter().filter(|&&step| step == LinkStep::ReadBattery).count(), 6);
    assert!(started.iter().all(|step| matches!(step, LinkStep::ReadBattery | LinkStep::Probe)));
    assert_eq!(bench.link(), Link::Subscribed);
}

#[test]
fn a_dropped_link_is_reported_and_connected_again_at_once_without_a_scan() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(40);
    bench.send(LinkEvent::Dropped);
    assert_eq!(bench.link(), Link::Lost);
    assert_eq!(bench.wait_out(), Duration::ZERO);
    bench.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::Found { connected: false }]);
    assert_eq!(bench.step(), LinkStep::Connect);
    assert_eq!(bench.link(), Link::Lost, "a try without a scan reports nothing");
    bench.send_all(&[LinkEvent::Connected, LinkEvent::Discovered { heart_rate: true }, LinkEvent::Subscribed]);
    assert_eq!(bench.step(), LinkStep::Subscribe { epoch: 2, renew: false });
}

#[test]
fn after_a_failed_connect_without_a_scan_the_strap_must_advertise() {
    let mut bench = Bench::streaming();
    bench.send(LinkEvent::Dropped);
    bench.wait_out();
    bench.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::Found { connected: false }]);
    bench.send_all(&[LinkEvent::Failed(Failure::TimedOut), LinkEvent::Disconnected]);
    bench.wait_out();
    bench.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::Found { connected: false }]);
    assert_eq!(bench.step(), LinkStep::Scan(secs(4)));
}

#[test]
fn thirty_seconds_of_good_streaming_reset_the_waits() {
    let mut bench = Bench::new();
    for _ in 0..6 {
        bench.find_nothing();
        bench.wait_out();
    }
    bench.connect();
    bench.subscribe();
    bench.measure();
    bench.measure_each_second(30);
    bench.send(LinkEvent::Dropped);
    assert_eq!(bench.wait_out(), Duration::ZERO);
}

#[test]
fn silence_over_a_live_link_is_probed_and_then_ends_it() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.pass(secs(6));
    assert_eq!(bench.step(), LinkStep::Probe);
    bench.send(LinkEvent::Alive(true));
    bench.pass(secs(5));
    assert_eq!(bench.step(), LinkStep::Probe);
    bench.send(LinkEvent::Alive(true));
    bench.pass(Duration::from_millis(999));
    assert_eq!(bench.link(), Link::Subscribed);
    bench.pass(Duration::from_millis(1));
    assert_eq!((bench.step(), bench.link()), (LinkStep::Disconnect, Link::Lost));
}

#[test]
fn a_probe_that_finds_the_link_down_counts_as_lost() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.pass(secs(6));
    bench.send(LinkEvent::Alive(false));
    assert_eq!(bench.link(), Link::Lost);
}

#[test]
fn two_unanswered_probes_open_a_new_connection_to_the_system() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.pass(secs(6));
    bench.send(LinkEvent::Failed(Failure::TimedOut));
    bench.pass(Duration::ZERO);
    assert_eq!(bench.step(), LinkStep::Probe);
    bench.pass(secs(2));
    bench.send(LinkEvent::Failed(Failure::TimedOut));
    assert_eq!(bench.link(), Link::NoBluetooth);
    bench.pass(Duration::ZERO);
    assert_eq!(bench.step(), LinkStep::Open { renew: true });
}

#[test]
fn twenty_reconnects_in_a_row_take_a_new_subscription_each_and_never_wait_for_long() {
    let mut bench = Bench::streaming();
    for reconnect in 1..=20 {
        bench.send(LinkEvent::Dropped);
        let waited = bench.wait_out();
        assert!(waited <= secs(7), "{waited:?} before reconnect {reconnect}");
        bench.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::Found { connected: true }]);
        bench.send_all(&[LinkEvent::Connected, LinkEvent::Discovered { heart_rate: true }, LinkEvent::Subscribed]);
        bench.measure();
        assert_eq!((bench.policy.epoch, bench.link()), (1 + reconnect, Link::Subscribed));
    }
}
