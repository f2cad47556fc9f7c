//! Faults between the first advert and the first measurement.

use breathmark::event::seat::Seat;
use breathmark::screen::scene::StrapView as Shown;

use super::bluez::Fault;
use super::bluez::bus::Bus;
use super::bluez::talk::{A, Talk, two_straps};

const NEVER: u32 = u32::MAX;

pub fn a_connect_that_never_returns_is_cut_off_and_cleared_away(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let before = talk.world().count("Disconnect", "A1");
    talk.world().fault("Connect", Fault::Hang);
    talk.world().drop_link(A);
    talk.sees(Seat::Left, "lost", 2.0, |shown| matches!(shown, Shown::Lost(_)));
    let cut = talk.until(26.0, |talk| talk.world().count("Disconnect", "A1") > before).expect("a disconnect");
    talk.figures.push(format!("cut off after {cut:.1} s"));
    talk.world().faults.clear();
    talk.streams(Seat::Left, 20.0);
    talk.end()
}

pub fn every_error_of_connect_is_outlived(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let since = talk.now();
    let errors = [
        ("org.bluez.Error.Failed", "le-connection-abort-by-local"),
        ("org.bluez.Error.Failed", "br-connection-canceled"),
        ("org.bluez.Error.InProgress", "In Progress"),
        ("org.freedesktop.DBus.Error.NoReply", "Did not receive a reply"),
        ("org.freedesktop.DBus.Error.UnknownObject", "no such object"),
    ];
    talk.world().faults.insert("Connect".to_owned(), Fault::Series(errors.to_vec()));
    talk.world().drop_link(A);
    talk.streams(Seat::Left, 40.0);
    assert!(talk.world().faults.is_empty(), "each error was met");
    talk.is_undisturbed(Seat::Right, since);
    talk.end()
}

pub fn services_that_are_never_resolved_are_given_up_and_tried_again(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.world().strap(A).unresolved = true;
    let before = talk.world().count("Disconnect", "A1");
    talk.world().drop_link(A);
    talk.until(26.0, |talk| talk.world().count("Disconnect", "A1") > before).expect("it is given up");
    talk.world().strap(A).unresolved = false;
    talk.streams(Seat::Left, 25.0);
    talk.end()
}

pub fn services_that_are_resolved_before_they_are_shown_are_looked_for_again(bus: Bus) -> Vec<String> {
    let mut talk = Talk::going_on(bus, |world| {
        two_straps(world);
        world.strap(A).export_late = Some(std::time::Duration::from_millis(800));
    });
    talk.streams(Seat::Left, 15.0);
    assert_eq!(talk.world().count("Connect", "A1"), 1, "no second connection is needed");
    talk.end()
}

pub fn a_link_lost_during_discovery_is_tried_again(bus: Bus) -> Vec<String> {
    let mut talk = Talk::going_on(bus, |world| {
        two_straps(world);
        world.strap(A).export_late = Some(std::time::Duration::from_mins(1));
    });
    talk.until(10.0, |talk| talk.world().strap(A).connected).expect("connected");
    talk.world().drop_link(A);
    talk.world().strap(A).export_late = None;
    talk.streams(Seat::Left, 15.0);
    talk.end()
}

pub fn a_subscription_that_is_in_progress_goes_on(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    // The service says "in progress", and subscribes meanwhile.
    talk.world().fault("StartNotify", Fault::Fail("org.bluez.Error.InProgress", "In Progress", 1));
    talk.world().drop_link(A);
    talk.until(8.0, |talk| talk.world().strap(A).connected).expect("connected");
    talk.until(8.0, |talk| talk.world().count("StartNotify", "char0011") >= 3).expect("a subscription");
    talk.world().subscribe(A);
    talk.streams(Seat::Left, 5.0);
    assert_eq!(talk.world().strap(A).subscriptions, 2);
    talk.end()
}

pub fn a_subscription_that_another_program_holds_is_tried_again(bus: Bus) -> Vec<String> {
    subscription(bus, "org.bluez.Error.NotPermitted", "Notify acquired")
}

pub fn a_subscription_that_fails_is_tried_again(bus: Bus) -> Vec<String> {
    subscription(bus, "org.bluez.Error.Failed", "Software caused connection abort")
}

fn subscription(bus: Bus, name: &'static str, words: &'static str) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let since = talk.now();
    talk.world().fault("StartNotify", Fault::Fail(name, words, NEVER));
    talk.world().drop_link(A);
    talk.pass(3.0);
    assert!(matches!(talk.strap(Seat::Left), Shown::Lost(_)), "{:?}", talk.strap(Seat::Left));
    talk.world().faults.clear();
    talk.streams(Seat::Left, 15.0);
    talk.is_undisturbed(Seat::Right, since);
    talk.end()
}

pub fn a_strap_that_is_subscribed_but_silent_is_subscribed_again(bus: Bus) -> Vec<String> {
    let mut talk = Talk::fresh(bus, |world| {
        two_straps(world);
        world.strap(A).mute = true;
    });
    talk.sees(Seat::Left, "quiet", 12.0, |shown| shown == Shown::Quiet);
    let before = talk.world().strap(A).subscriptions;
    talk.until(12.0, |talk| talk.world().strap(A).subscriptions > before).expect("it is subscribed again");
    talk.world().strap(A).mute = false;
    talk.streams(Seat::Left, 5.0);
    // Two subscriptions must still give one stream.
    talk.pass(3.0);
    assert_eq!(talk.received(Seat::Left).duplicates, 0);
    talk.end()
}

pub fn something_without_a_heart_rate_is_named_so(bus: Bus) -> Vec<String> {
    let mut talk = Talk::fresh(bus, |world| {
        two_straps(world);
        world.strap(A).heart_rate = false;
    });
    talk.sees(Seat::Left, "named", 15.0, |shown| shown == Shown::NotAHeartStrap);
    talk.streams(Seat::Right, 20.0);
    talk.end()
}
