//! Faults of the system: adapter, bluetoothd, message bus, and a program that cannot keep up.

use breathmark::event::seat::Seat;
use breathmark::heart::measurement::encode;
use breathmark::screen::scene::StrapView as Shown;

use super::bluez::bus::Bus;
use super::bluez::talk::{A, B, Talk};

/// Whether the screen shows a strap without data.
fn gone(shown: Shown) -> bool {
    matches!(shown, Shown::Lost(_) | Shown::NoAdapter | Shown::NoBluetooth)
}

fn both_are_gone(talk: &mut Talk, within: f64) {
    talk.sees(Seat::Left, "left gone", within, gone);
    talk.sees(Seat::Right, "right gone", within, gone);
}

fn both_come_back(talk: &mut Talk, within: f64) {
    talk.streams(Seat::Left, within);
    talk.streams(Seat::Right, within);
}

pub fn an_adapter_unplugged_and_plugged_in_under_another_name_is_used_again(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.world().unplug();
    both_are_gone(&mut talk, 12.0);
    talk.sees(Seat::Left, "told missing", 8.0, |shown| shown == Shown::NoAdapter);
    talk.world().plug("hci1");
    both_come_back(&mut talk, 25.0);
    talk.end()
}

pub fn an_adapter_switched_off_is_told_and_left_alone_until_it_is_on(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.world().power(false);
    talk.sees(Seat::Left, "told off", 3.0, |shown| shown == Shown::NoAdapter);
    let calls = talk.world().calls.len();
    talk.pass(5.0);
    let switched_on = talk.world().calls[calls..].iter().any(|call| call.1 == "Set" || call.1 == "StartDiscovery");
    assert!(!switched_on, "only its owner switches an adapter on");
    let asked = talk.world().calls.len() - calls;
    assert!(asked < 40, "{asked} calls in 5 s is spinning");
    talk.world().power(true);
    both_come_back(&mut talk, 20.0);
    talk.end()
}

pub fn an_adapter_blocked_by_rfkill_is_told_and_left_alone(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.world().power(false);
    talk.world().adapters[0].blocked = true;
    talk.sees(Seat::Left, "told off", 3.0, |shown| shown == Shown::NoAdapter);
    talk.pass(4.0);
    assert_eq!(talk.strap(Seat::Left), Shown::NoAdapter);
    talk.world().adapters[0].blocked = false;
    talk.world().power(true);
    both_come_back(&mut talk, 20.0);
    talk.end()
}

pub fn a_crashed_bluetoothd_is_noticed_and_outlived(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.bluez.kill();
    both_are_gone(&mut talk, 12.0);
    talk.pass(1.0);
    talk.bluez.restart();
    both_come_back(&mut talk, 25.0);
    talk.end()
}

/// The number of sockets of this process. Connections to the bus are among them, and a user may have only a few hundred.
fn sockets() -> usize {
    let files = std::fs::read_dir("/proc/self/fd").expect("Linux").flatten();
    let is_socket = |file: &std::fs::DirEntry| {
        std::fs::read_link(file.path()).is_ok_and(|to| to.to_string_lossy().starts_with("socket:"))
    };
    files.filter(is_socket).count()
}

pub fn a_bluetoothd_that_stays_away_is_waited_for_without_piling_up_connections(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let before = sockets();
    talk.bluez.kill();
    both_are_gone(&mut talk, 12.0);
    talk.pass(11.0);
    talk.bluez.restart();
    both_come_back(&mut talk, 25.0);
    talk.pass(3.0);
    let after = sockets();
    talk.figures.push(format!("{before} sockets before, {after} after"));
    assert!(after <= before + 2, "{before} sockets before, {after} after");
    talk.end()
}

pub fn a_hung_bluetoothd_is_noticed_and_outlived(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.deaf();
    talk.world().hung = true;
    both_are_gone(&mut talk, 15.0);
    talk.pass(3.0);
    talk.world().release();
    both_come_back(&mut talk, 30.0);
    talk.hears();
    talk.end()
}

pub fn a_dead_message_bus_is_noticed_and_outlived(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.deaf();
    talk.bluez.kill();
    talk.bus.kill();
    both_are_gone(&mut talk, 15.0);
    talk.sees(Seat::Left, "told", 12.0, |shown| shown == Shown::NoBluetooth);
    talk.bus.restart();
    talk.bluez.restart();
    both_come_back(&mut talk, 30.0);
    talk.hears();
    talk.end()
}

pub fn a_program_that_stood_still_loses_nothing(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    Talk::stand_still(8.0);
    talk.pass(4.0);
    for seat in Seat::BOTH {
        assert_eq!(talk.gaps(seat), 0, "what came late is not lost");
    }
    talk.end()
}

pub fn a_machine_that_slept_makes_both_links_anew_at_once(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.radio().has_slept(std::time::Duration::from_secs(20));
    both_are_gone(&mut talk, 2.0);
    both_come_back(&mut talk, 10.0);
    talk.pass(2.0);
    assert_eq!(talk.inputs(|input| matches!(input, breathmark::event::input::Input::Away { seconds: 20 })), 1);
    // The strap may be back before a beat is missing.
    assert!(Seat::BOTH.iter().all(|seat| talk.gaps(*seat) <= 1));
    talk.end()
}

pub fn a_burst_of_ten_thousand_loses_nothing(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let since = talk.now();
    for n in 0..10_000_u16 {
        talk.world().notify(A, &encode(70, &[800 + n % 200]));
    }
    talk.until(20.0, |talk| arrived(talk) >= 10_000).expect("all of them");
    // By then the late beats stand in their places on the timeline.
    talk.pass(6.0);
    talk.keeps_its_link(Seat::Right, since);
    talk.end()
}

pub fn a_flood_of_a_thousand_a_second_loses_nothing(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let since = talk.now();
    let mut sent = 0_u32;
    while talk.now() < since + 4.0 {
        let due = ((talk.now() - since) * 1000.0) as u32;
        for n in sent..due {
            talk.world().notify(A, &encode(70, &[800 + (n % 200) as u16]));
        }
        sent = due;
        talk.pass(0.02);
    }
    talk.until(10.0, |talk| arrived(talk) >= u64::from(sent)).expect("all of them");
    talk.keeps_its_link(Seat::Right, since);
    talk.figures.push(format!("{sent} sent"));
    assert!(talk.world().strap(B).connected);
    // A device that floods has no heart, so it may trigger nothing.
    talk.end()
}

/// The number of notifications from the left strap.
fn arrived(talk: &Talk) -> u64 {
    let received = talk.received(Seat::Left);
    received.notifications + received.duplicates
}

/// Limits the size of every file of this process to this number of bytes; none removes the limit.
fn room_for(bytes: Option<u64>) {
    let soft = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
    let mut command = std::process::Command::new("prlimit");
    command.args(["--pid", &std::process::id().to_string(), &format!("--fsize={soft}:")]);
    assert!(command.status().is_ok_and(|status| status.success()), "prlimit is part of every Linux system");
}

pub fn a_full_disk_is_told_and_what_waited_is_written_when_there_is_room(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let since = talk.now();
    room_for(Some(talk.journal_len() + 200));
    let full = |talk: &Talk| talk.note().is_some_and(|note| note.contains("The disk is full"));
    let took = talk.until(5.0, full).expect("it is told");
    talk.figures.push(format!("told after {took:.1} s"));
    talk.pass(5.0);
    let before = talk.journal_len();
    room_for(None);
    talk.until(3.0, |talk| talk.note().is_none()).expect("there is room again");
    assert!(talk.journal_len() > before + 500, "what waited is written at once");
    talk.is_undisturbed(Seat::Left, since);
    talk.is_undisturbed(Seat::Right, since);
    talk.end()
}
