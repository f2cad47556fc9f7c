//! Links that go down, with and without an event, and straps that are out of range.

use breathmark::event::input::Link;
use breathmark::event::seat::Seat;
use breathmark::screen::scene::StrapView as Shown;

use super::bluez::bus::Bus;
use super::bluez::talk::{A, B, Talk, two_straps};

fn lost(shown: Shown) -> bool {
    matches!(shown, Shown::Lost(_))
}

pub fn a_link_loss_with_an_event_is_shown_at_once_and_the_strap_comes_back(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let since = talk.now();
    talk.world().drop_link(A);
    talk.sees(Seat::Left, "lost", 2.0, lost);
    talk.streams(Seat::Left, 10.0);
    talk.pass(3.0);
    // The strap may be back before a beat is missing. More than one gap is wrong.
    assert!(talk.gaps(Seat::Left) <= 1);
    talk.is_undisturbed(Seat::Right, since);
    talk.end()
}

pub fn a_link_loss_without_an_event_is_noticed_by_the_silence(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let since = talk.now();
    talk.world().strap(A).stalled = true;
    talk.sees(Seat::Left, "silent", 5.0, |shown| matches!(shown, Shown::Silent(_)));
    talk.sees(Seat::Left, "lost", 12.0, lost);
    talk.streams(Seat::Left, 10.0);
    talk.is_undisturbed(Seat::Right, since);
    talk.end()
}

pub fn a_device_object_that_vanishes_is_found_again(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.world().forget(A);
    talk.sees(Seat::Left, "silent or lost", 8.0, |shown| matches!(shown, Shown::Silent(_) | Shown::Lost(_)));
    talk.streams(Seat::Left, 20.0);
    talk.end()
}

pub fn a_strap_taken_off_shows_no_contact_then_a_lost_link_and_calls_nothing(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.pass(2.0);
    talk.world().strap(A).mute = true;
    // What a pod in the hand sends: no contact, a rising rate, no rate.
    for payload in [&[0x04, 120][..], &[0x14, 150, 0x80, 0x01], &[0x04, 0], &[0x04, 0], &[0x04, 0]] {
        talk.pass(1.0);
        talk.world().notify(A, payload);
    }
    talk.sees(Seat::Left, "without contact", 2.0, |shown| shown == Shown::NoContact);
    let scene = talk.strap(Seat::Left);
    assert_eq!(scene, Shown::NoContact);
    talk.world().strap(A).rssi = None;
    talk.world().drop_link(A);
    talk.sees(Seat::Left, "lost", 2.0, lost);
    talk.pass(3.0);
    talk.world().strap(A).rssi = Some(-60);
    talk.world().strap(A).mute = false;
    talk.streams(Seat::Left, 20.0);
    talk.end()
}

pub fn both_straps_gone_at_once_both_come_back(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    for strap in [A, B] {
        talk.world().strap(strap).rssi = None;
        talk.world().drop_link(strap);
    }
    talk.sees(Seat::Left, "left lost", 2.0, lost);
    talk.sees(Seat::Right, "right lost", 2.0, lost);
    talk.pass(4.0);
    for strap in [A, B] {
        talk.world().strap(strap).rssi = Some(-60);
    }
    talk.streams(Seat::Left, 25.0);
    talk.streams(Seat::Right, 25.0);
    talk.end()
}

/// The waits between reconnects grow to 5 s of real time. docs/faults.md says which tests make twenty.
pub fn six_reconnects_in_a_row_lose_and_double_nothing(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let since = talk.now();
    for _ in 0..6 {
        talk.world().drop_link(A);
        talk.streams(Seat::Left, 12.0);
    }
    assert_eq!(talk.world().strap(A).subscriptions, 7);
    assert_eq!(talk.received(Seat::Left).duplicates, 0);
    talk.is_undisturbed(Seat::Right, since);
    talk.end()
}

pub fn an_absent_strap_is_sought_in_slices_and_the_other_is_not_disturbed(bus: Bus) -> Vec<String> {
    let mut talk = Talk::fresh(bus, |world| {
        two_straps(world);
        world.strap(A).rssi = None;
    });
    talk.streams(Seat::Right, 20.0);
    let since = talk.now();
    talk.pass(16.0);
    let states = talk.states(Seat::Right, since);
    assert!(states.iter().all(|shown| matches!(shown, Shown::Settling | Shown::Good)), "{states:?}");
    assert_eq!(talk.strap(Seat::Left), Shown::Searching);
    let calls = talk.world().calls.clone();
    let times = |wanted: &str| -> Vec<_> { calls.iter().filter(|call| call.1 == wanted).map(|call| call.0).collect() };
    let slices: Vec<f64> = times("StartDiscovery")
        .iter()
        .filter_map(|start| times("StopDiscovery").into_iter().find(|stop| stop > start).map(|stop| stop - *start))
        .map(|slice| slice.as_secs_f64())
        .collect();
    let longest = slices.iter().copied().fold(0.0, f64::max);
    assert!(slices.len() >= 2 && longest < 5.0, "scans of {slices:?} s");
    talk.figures.push(format!("{} scans, the longest {longest:.1} s", slices.len()));
    talk.world().strap(A).rssi = Some(-70);
    talk.streams(Seat::Left, 20.0);
    talk.end()
}

pub fn a_dying_battery_is_told_before_the_link_goes(bus: Bus) -> Vec<String> {
    let mut talk = Talk::going_on(bus, |world| {
        two_straps(world);
        world.strap(A).battery = Some(9);
    });
    talk.streams(Seat::Left, 15.0);
    talk.until(4.0, |talk| talk.record.session.hearts()[Seat::Left].battery() == Some(9)).expect("the level is read");
    talk.world().strap(A).rssi = None;
    talk.world().drop_link(A);
    talk.sees(Seat::Left, "lost", 2.0, lost);
    talk.pass(1.0);
    assert!(talk.links(Seat::Left).contains(&Link::Lost));
    talk.end()
}

pub fn a_battery_that_cannot_be_is_unknown(bus: Bus) -> Vec<String> {
    let mut talk = Talk::fresh(bus, |world| {
        two_straps(world);
        world.strap(A).battery = Some(0xFF);
        world.strap(B).battery = None;
    });
    talk.streams(Seat::Left, 15.0);
    talk.streams(Seat::Right, 15.0);
    talk.pass(2.0);
    assert!(talk.world().count("ReadValue", "char0021") >= 2);
    assert!(talk.record.session.hearts().all(|heart| heart.battery().is_none()));
    talk.end()
}

/// The counterpart of all rows without a pause: after a reconnect, a real rise still triggers one.
pub fn a_heart_that_runs_away_after_a_reconnect_still_calls_a_pause(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.world().drop_link(A);
    talk.streams(Seat::Left, 10.0);
    // A real heart rate rises in steps.
    for _ in 0..6 {
        talk.world().strap(A).heart.rate += 5.0;
        talk.pass(1.0);
    }
    let took = talk.until(45.0, |talk| talk.pauses > 0).expect("a pause");
    talk.figures.push(format!("triggered after {took:.1} s"));
    let figures = std::mem::take(&mut talk.figures);
    talk.leave();
    figures
}
