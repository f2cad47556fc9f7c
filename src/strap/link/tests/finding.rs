//! From looking for a strap to a subscription.

use super::*;

#[test]
fn a_strap_in_range_is_found_connected_and_subscribed() {
    let bench = Bench::streaming();
    let started = [
        LinkStep::Open { renew: false },
        LinkStep::AwaitRadio,
        LinkStep::Find,
        LinkStep::Scan(secs(4)),
        LinkStep::Connect,
        LinkStep::Discover,
        LinkStep::Subscribe { epoch: 1, renew: false },
    ];
    assert_eq!(bench.steps, started);
    assert_eq!(bench.reports, [Link::Searching, Link::Connecting, Link::Subscribed]);
}

#[test]
fn the_radio_is_released_once_subscribed() {
    assert!(!Bench::subscribed().radio);
}

#[test]
fn the_only_strap_is_scanned_for_during_ten_seconds() {
    let mut bench = Bench::with(Policy::new(0, false, fastrand::Rng::with_seed(7)));
    bench.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::NotFound]);
    assert_eq!(bench.step(), LinkStep::Scan(secs(10)));
}

#[test]
fn a_strap_that_the_system_merely_remembers_must_advertise_first() {
    let mut bench = Bench::new();
    bench.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::Found { connected: false }]);
    assert_eq!(bench.step(), LinkStep::Scan(secs(4)));
    assert_eq!(bench.link(), Link::Searching);
}

#[test]
fn a_strap_that_is_still_connected_needs_no_scan() {
    let mut bench = Bench::new();
    bench.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::Found { connected: true }]);
    assert_eq!(bench.step(), LinkStep::Connect);
}

#[test]
fn an_absent_strap_is_looked_for_with_growing_waits_and_for_ever() {
    let mut bench = Bench::new();
    let nominal = [0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 5.0, 5.0, 5.0];
    for wait in nominal {
        bench.find_nothing();
        let waited = bench.wait_out().as_secs_f64();
        assert!((wait * 0.75..=wait * 1.25).contains(&waited), "{waited} is not near {wait}");
    }
    bench.pass(secs(120));
    for _ in 0..100 {
        bench.find_nothing();
        assert!((11.25..=18.75).contains(&bench.wait_out().as_secs_f64()));
    }
    assert_eq!(bench.reports, [Link::Searching]);
}

#[test]
fn a_wait_does_not_hold_the_radio() {
    let mut bench = Bench::new();
    bench.find_nothing();
    assert!(!bench.radio);
}

#[test]
fn a_failed_connect_is_always_followed_by_a_disconnect() {
    let mut bench = Bench::new();
    bench.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::NotFound, LinkEvent::AdvertReceived]);
    bench.send(LinkEvent::Failed(Failure::TimedOut));
    assert_eq!(bench.step(), LinkStep::Disconnect);
    assert!(bench.radio, "the other strap waits until the failed attempt has ended");
    bench.send(LinkEvent::Failed(Failure::TimedOut));
    assert!(!bench.radio);
}

#[test]
fn missing_services_are_discovered_again() {
    let mut bench = Bench::connected();
    bench.send(LinkEvent::Discovered { heart_rate: false });
    assert_eq!(bench.wait_out(), Duration::from_millis(500));
    assert_eq!(bench.step(), LinkStep::Discover);
    bench.send(LinkEvent::Discovered { heart_rate: false });
    assert_eq!(bench.wait_out(), secs(1));
    bench.send(LinkEvent::Discovered { heart_rate: true });
    assert_eq!(bench.step(), LinkStep::Subscribe { epoch: 1, renew: false });
}

#[test]
fn a_device_without_heart_rate_is_reported_so_and_stays_so() {
    let mut bench = Bench::new();
    for _ in 0..2 {
        bench.connect();
        for _ in 0..3 {
            bench.send(LinkEvent::Discovered { heart_rate: false });
            bench.pass(secs(1));
        }
        assert_eq!((bench.step(), bench.link()), (LinkStep::Disconnect, Link::NotAHeartStrap));
        bench.send(LinkEvent::Disconnected);
        bench.wait_out();
    }
    assert_eq!(bench.reports, [Link::Searching, Link::Connecting, Link::NotAHeartStrap]);
}
