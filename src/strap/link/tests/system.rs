//! Beneath the link: the adapter, the system, sleep, and events in any order.

use super::*;

#[test]
fn a_missing_adapter_is_looked_for_every_two_seconds() {
    let mut bench = Bench::new();
    for _ in 0..5 {
        bench.send(LinkEvent::Failed(Failure::NoAdapter));
        assert_eq!(bench.link(), Link::NoAdapter);
        assert_eq!(bench.wait_out(), secs(2));
        assert_eq!(bench.step(), LinkStep::Open { renew: false });
    }
    bench.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::NotFound]);
    assert_eq!(bench.link(), Link::Searching);
}

#[test]
fn an_adapter_switched_off_stops_every_step_until_it_is_back() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.send(LinkEvent::SwitchedOff);
    bench.send(LinkEvent::Dropped);
    assert_eq!(bench.link(), Link::NoAdapter);
    assert_eq!(bench.wait_out(), secs(2));
    assert_eq!(bench.step(), LinkStep::Open { renew: false });
}

#[test]
fn after_sleep_the_link_is_made_anew_at_once() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.send(LinkEvent::MachineSlept);
    assert_eq!((bench.step(), bench.link()), (LinkStep::Disconnect, Link::Lost));
    bench.send(LinkEvent::Disconnected);
    assert_eq!(bench.wait_out(), Duration::ZERO);
    bench.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::Found { connected: false }]);
    assert_eq!(bench.step(), LinkStep::Connect, "a strap that was here before sleep needs no scan");
}

#[test]
fn sleep_ends_a_long_wait() {
    let mut bench = Bench::new();
    for _ in 0..8 {
        bench.find_nothing();
        bench.wait_out();
    }
    bench.find_nothing();
    bench.send(LinkEvent::MachineSlept);
    assert_eq!(bench.wait_out(), Duration::ZERO);
}

#[test]
fn a_system_that_does_not_answer_gets_a_new_connection() {
    let mut bench = Bench::new();
    bench.send(LinkEvent::Failed(Failure::TimedOut));
    assert_eq!(bench.link(), Link::NoBluetooth);
    bench.wait_out();
    assert_eq!(bench.step(), LinkStep::Open { renew: true });
}

#[test]
fn a_radio_granted_too_late_is_released() {
    let mut bench = Bench::new();
    bench.send_all(&[LinkEvent::Opened, LinkEvent::SwitchedOff, LinkEvent::RadioGranted]);
    assert!(!bench.radio);
}

#[test]
fn epochs_go_on_where_an_earlier_policy_ended() {
    let mut bench = Bench::with(Policy::new(41, true, fastrand::Rng::with_seed(7)));
    bench.send_all(&[
        LinkEvent::Opened,
        LinkEvent::RadioGranted,
        LinkEvent::Found { connected: true },
        LinkEvent::Connected,
    ]);
    bench.send(LinkEvent::Discovered { heart_rate: true });
    assert_eq!(bench.step(), LinkStep::Subscribe { epoch: 42, renew: false });
}

#[test]
fn any_order_of_events_leaves_a_policy_that_goes_on() {
    let all = [
        LinkEvent::Opened,
        LinkEvent::RadioGranted,
        LinkEvent::Found { connected: true },
        LinkEvent::AdvertReceived,
        LinkEvent::NotFound,
        LinkEvent::Connected,
        LinkEvent::Discovered { heart_rate: true },
        LinkEvent::Discovered { heart_rate: false },
        LinkEvent::Subscribed,
        LinkEvent::Alive(true),
        LinkEvent::Alive(false),
        LinkEvent::BatteryRead,
        LinkEvent::Dropped,
        LinkEvent::SwitchedOff,
        LinkEvent::MachineSlept,
        LinkEvent::Disconnected,
        LinkEvent::Failed(Failure::TimedOut),
        LinkEvent::Failed(Failure::NoAdapter),
        LinkEvent::Failed(Failure::NoBluetooth),
        LinkEvent::Failed(Failure::Other),
    ];
    let mut rng = fastrand::Rng::with_seed(11);
    let mut bench = Bench::new();
    for _ in 0..50_000 {
        match rng.u8(0..4) {
            0 => bench.measure(),
            1 => bench.pass(Duration::from_millis(rng.u64(0..3_000))),
            _ => bench.send(all[rng.usize(..all.len())]),
        }
        let waits = bench.policy.next_wake() < Moment::NEVER;
        let answers = !matches!(
            bench.policy.state,
            LinkState::AwaitingFirst { .. } | LinkState::Waiting { .. } | LinkState::Streaming { .. }
        );
        assert!(waits || answers, "nothing will ever happen in {:?}", bench.policy.state);
    }
}
