//! From looking for a strap to a subscription.

use super::*;

#[test]
fn a_strap_on_the_air_is_found_connected_and_subscribed() {
    let bench = Bench::streaming();
    let asked = [
        LinkStep::Open { renew: false },
        LinkStep::AwaitRadio,
        LinkStep::Find,
        LinkStep::Scan(secs(4)),
        LinkStep::Connect,
        LinkStep::Discover,
        LinkStep::Subscribe { epoch: 1, again: false },
    ];
    assert_eq!(bench.steps, asked);
    assert_eq!(bench.reports, [Link::Searching, Link::Connecting, Link::Subscribed]);
}

#[test]
fn the_radio_is_handed_on_once_subscribed() {
    assert!(!Bench::subscribed().radio);
}

#[test]
fn alone_it_scans_for_ten_seconds() {
    let mut bench = Bench::with(Policy::new(0, false, fastrand::Rng::with_seed(7)));
    bench.tell_all(&[LinkEvent::Opened, LinkEvent::Granted, LinkEvent::NotSeen]);
    assert_eq!(bench.step(), LinkStep::Scan(secs(10)));
}

#[test]
fn a_strap_that_the_system_merely_remembers_must_be_heard_first() {
    let mut bench = Bench::new();
    bench.tell_all(&[LinkEvent::Opened, LinkEvent::Granted, LinkEvent::Found { connected: false }]);
    assert_eq!(bench.step(), LinkStep::Scan(secs(4)));
    assert_eq!(bench.link(), Link::Searching);
}

#[test]
fn a_strap_that_the_system_still_holds_is_taken_at_once() {
    let mut bench = Bench::new();
    bench.tell_all(&[LinkEvent::Opened, LinkEvent::Granted, LinkEvent::Found { connected: true }]);
    assert_eq!(bench.step(), LinkStep::Connect);
}

#[test]
fn an_absent_strap_is_looked_for_with_growing_waits_and_for_ever() {
    let mut bench = Bench::new();
    let nominal = [0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 5.0, 5.0, 5.0];
    for wait in nominal {
        bench.miss();
        let rest = bench.rest().as_secs_f64();
        assert!((wait * 0.75..=wait * 1.25).contains(&rest), "{rest} is not near {wait}");
    }
    bench.pass(secs(120));
    for _ in 0..100 {
        bench.miss();
        assert!((11.25..=18.75).contains(&bench.rest().as_secs_f64()));
    }
    assert_eq!(bench.reports, [Link::Searching]);
}

#[test]
fn waiting_does_not_hold_the_radio() {
    let mut bench = Bench::new();
    bench.miss();
    assert!(!bench.radio);
}

#[test]
fn a_failed_connect_is_always_followed_by_a_disconnect() {
    let mut bench = Bench::new();
    bench.tell_all(&[LinkEvent::Opened, LinkEvent::Granted, LinkEvent::NotSeen, LinkEvent::Heard]);
    bench.tell(LinkEvent::Failed(Failure::TimedOut));
    assert_eq!(bench.step(), LinkStep::Disconnect);
    assert!(bench.radio, "the other strap waits until the failed attempt is cleared away");
    bench.tell(LinkEvent::Failed(Failure::TimedOut));
    assert!(!bench.radio);
}

#[test]
fn services_that_come_late_are_looked_for_again() {
    let mut bench = Bench::new();
    bench.tell_all(&[
        LinkEvent::Opened,
        LinkEvent::Granted,
        LinkEvent::NotSeen,
        LinkEvent::Heard,
        LinkEvent::Connected,
    ]);
    bench.tell(LinkEvent::Discovered { heart_rate: false });
    assert_eq!(bench.rest(), Duration::from_millis(500));
    assert_eq!(bench.step(), LinkStep::Discover);
    bench.tell(LinkEvent::Discovered { heart_rate: false });
    assert_eq!(bench.rest(), secs(1));
    bench.tell(LinkEvent::Discovered { heart_rate: true });
    assert_eq!(bench.step(), LinkStep::Subscribe { epoch: 1, again: false });
}

#[test]
fn something_without_heart_rate_is_named_so_and_stays_so() {
    let mut bench = Bench::new();
    for _ in 0..2 {
        bench.tell_all(&[
            LinkEvent::Opened,
            LinkEvent::Granted,
            LinkEvent::NotSeen,
            LinkEvent::Heard,
            LinkEvent::Connected,
        ]);
        for _ in 0..3 {
            bench.tell(LinkEvent::Discovered { heart_rate: false });
            bench.pass(secs(1));
        }
        assert_eq!((bench.step(), bench.link()), (LinkStep::Disconnect, Link::NotAHeartStrap));
        bench.tell(LinkEvent::Disconnected);
        bench.rest();
    }
    assert_eq!(bench.reports, [Link::Searching, Link::Connecting, Link::NotAHeartStrap]);
}
