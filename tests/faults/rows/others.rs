//! Other people's straps, straps that a phone holds, and hostile names.

use breathmark::event::input::{Input, Key};
use breathmark::event::seat::Seat;
use breathmark::screen::scene::StrapView as Shown;
use breathmark::talk::Stage;
use breathmark::talk::strap_check::StrapCheckState;

use super::bluez::bus::Bus;
use super::bluez::heart::Heart;
use super::bluez::talk::{A, B, Talk, two_straps};
use super::bluez::{Strap, World};

const STRANGER: &str = "C0:00:00:00:00:FF";

fn stranger(world: &mut World, name: &str, rssi: i16) {
    let mut strap = Strap::new(STRANGER, name, Heart::new(120.0, 0.2));
    strap.rssi = Some(rssi);
    world.straps.push(strap);
}

pub fn two_straps_of_one_name_are_told_apart(bus: Bus) -> Vec<String> {
    let mut talk = Talk::going_on(bus, |world| {
        two_straps(world);
        world.straps.iter_mut().for_each(|strap| strap.name = String::from("HRM"));
    });
    talk.streams(Seat::Left, 15.0);
    talk.streams(Seat::Right, 15.0);
    talk.pass(2.0);
    talk.end()
}

pub fn a_neighbours_strap_is_never_touched(bus: Bus) -> Vec<String> {
    let mut talk = Talk::going_on(bus, |world| {
        two_straps(world);
        stranger(world, "Polar H10 A1A1A1A1", -30);
    });
    talk.streams(Seat::Left, 15.0);
    talk.world().strap(A).rssi = None;
    talk.world().drop_link(A);
    talk.pass(8.0);
    assert_eq!(talk.world().count("Connect", "FF"), 0);
    talk.world().strap(A).rssi = Some(-85);
    talk.streams(Seat::Left, 20.0);
    assert_eq!(talk.world().count("Connect", "FF"), 0);
    talk.end()
}

/// The person on the left lifts the pod, and the strap of the right seat loses contact.
pub fn straps_worn_the_other_way_round_are_found_by_lifting_a_pod_and_exchanged(bus: Bus) -> Vec<String> {
    let mut talk = Talk::fresh(bus, two_straps);
    let is = |so_far: StrapCheckState| move |talk: &Talk| talk.record.session.stage() == Stage::StrapCheck { so_far };
    talk.until(40.0, is(StrapCheckState::Offered)).expect("it is offered");
    talk.press(Key::Choose);
    talk.pass(1.5);
    talk.world().strap(B).mute = true;
    let lifted = talk.now();
    let told = (0..8).any(|_| {
        talk.world().notify(B, &[0x04, 0]);
        talk.until(1.0, is(StrapCheckState::OtherWayRound)).is_some()
    });
    assert!(told, "{:?}", talk.record.session.stage());
    talk.figures.push(format!("found after {:.1} s", talk.now() - lifted));
    talk.world().strap(B).mute = false;
    talk.press(Key::Exchange);
    assert_eq!(talk.record.session.stage(), Stage::StrapCheck { so_far: StrapCheckState::Exchanged });
    let rate = |talk: &Talk, seat: Seat| {
        let session = &talk.record.session;
        session.hearts()[seat].reading(session.now()).heart_rate.map_or(0.0, f64::round)
    };
    // The hearts beat 70 and 64 times a minute in the straps of the left and the right seat.
    let by_name = |talk: &Talk| rate(talk, Seat::Left) < 67.0 && rate(talk, Seat::Right) > 67.0;
    talk.until(20.0, |talk| rate(talk, Seat::Left) > 60.0 && by_name(talk)).expect("each heart by its own name");
    talk.world().strap(B).rssi = None;
    talk.world().drop_link(B);
    talk.sees(Seat::Left, "lost", 2.0, |shown| matches!(shown, Shown::Lost(_)));
    assert_eq!(talk.inputs(|input| matches!(input, Input::Key { key: Key::Exchange })), 1);
    talk.end()
}

/// One strap stops and another one begins. The program can't know whose it is.
pub fn a_strap_swapped_in_is_refused(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.world().strap(A).rssi = None;
    talk.world().drop_link(A);
    stranger(&mut talk.world(), "Polar H10 C3C3C3C3", -50);
    talk.pass(10.0);
    assert!(matches!(talk.strap(Seat::Left), Shown::Lost(_)));
    assert_eq!(talk.world().count("Connect", "FF"), 0);
    talk.end()
}

pub fn a_strap_held_by_a_phone_is_taken_when_it_is_free(bus: Bus) -> Vec<String> {
    let mut talk = Talk::fresh(bus, |world| {
        two_straps(world);
        world.strap(A).rssi = None;
    });
    talk.streams(Seat::Right, 20.0);
    talk.pass(3.0);
    assert_eq!(talk.strap(Seat::Left), Shown::Searching);
    talk.world().strap(A).rssi = Some(-60);
    talk.streams(Seat::Left, 20.0);
    talk.end()
}

pub fn an_address_that_changes_is_another_device(bus: Bus) -> Vec<String> {
    let mut talk = Talk::fresh(bus, |world| {
        two_straps(world);
        let name = world.strap(A).name.clone();
        stranger(world, &name, -40);
        world.strap(A).rssi = None;
    });
    talk.streams(Seat::Right, 20.0);
    talk.pass(5.0);
    assert_eq!(talk.strap(Seat::Left), Shown::Searching);
    assert_eq!(talk.world().count("Connect", "FF"), 0);
    talk.end()
}

pub fn a_hostile_name_and_an_absurd_location_do_no_harm(bus: Bus) -> Vec<String> {
    let mut talk = Talk::going_on(bus, |world| {
        two_straps(world);
        world.strap(A).name = String::from("\u{1b}[2J\u{7}\u{202e}H10\r\n");
        world.strap(B).name = "ñ".repeat(124);
        world.strap(A).location = 255;
        stranger(world, "", -40);
    });
    talk.streams(Seat::Left, 15.0);
    talk.streams(Seat::Right, 15.0);
    talk.end()
}
