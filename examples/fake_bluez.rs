//! The fake `org.bluez` of the tests as a program, for scripts. `fake_bluez FOLDER` starts a message bus in FOLDER with
//! two straps A and B on the air. It obeys commands on standard input, one a line:
//!
//! ```text
//! drop A | vanish A | stall A | mute A | unmute A | away A | back A | battery A 9 | rate A 90 | send A 1646...
//! power off|on | unplug | plug hci1 | hang | release | crash | restart | refuse A N | quit
//! ```
//!
//! Standard output begins with the bus's address. Then comes a JSON line for every payload that a subscribed strap has
//! sent, and for every command done. Each has the wall clock's microseconds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

#[cfg(all(feature = "ble", target_os = "linux"))]
#[path = "../tests/support/bluez/mod.rs"]
mod bluez;

#[cfg(not(all(feature = "ble", target_os = "linux")))]
fn main() {
    println!("the fake needs Linux and the `ble` feature");
}

#[cfg(all(feature = "ble", target_os = "linux"))]
fn main() {
    fake::main();
}

#[cfg(all(feature = "ble", target_os = "linux"))]
mod fake {
    use std::io::BufRead as _;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use breathmark::event::input::Payload;

    use super::bluez::bus::{Bus, Policy};
    use super::bluez::talk::{A, B, two_straps};
    use super::bluez::{Bluez, Fault};

    pub(super) fn main() {
        let folder = std::env::args().nth(1).expect("the folder of the bus");
        let bus = Bus::start_in(folder.into(), Policy::Open).expect("dbus-daemon");
        let mut bluez = Bluez::start(&bus.address());
        two_straps(&mut bluez.world());
        println!("{}", bus.address());
        let commands = commands();
        loop {
            match commands.recv_timeout(Duration::from_millis(20)) {
                Ok(command) if command == "quit" => break,
                Ok(command) => {
                    obey(&mut bluez, &command);
                    println!("{{\"at\":{},\"did\":\"{command}\"}}", wall());
                }
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
            }
            print_sent(&bluez);
        }
    }

    fn wall() -> u128 {
        SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_micros()
    }

    fn commands() -> Receiver<String> {
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                if sender.send(line.trim().to_owned()).is_err() {
                    break;
                }
            }
        });
        receiver
    }

    /// Prints what was sent since the last time, and drops it, because a soak is long.
    fn print_sent(bluez: &Bluez) {
        let (now, world) = (wall(), &mut bluez.world());
        for sent in world.sent.drain(..) {
            let at = now - sent.at.elapsed().as_micros();
            let strap = if sent.address == A { "A" } else { "B" };
            println!("{{\"at\":{at},\"strap\":\"{strap}\",\"bytes\":\"{}\"}}", String::from(Payload(sent.bytes)));
        }
        world.calls.clear();
    }

    fn obey(bluez: &mut Bluez, command: &str) {
        let words: Vec<&str> = command.split_whitespace().collect();
        let strap = if words.get(1) == Some(&"B") { B } else { A };
        let number = || words.last().and_then(|word| word.parse::<f64>().ok()).expect("a number");
        match words[0] {
            "crash" => return bluez.kill(),
            "restart" => return bluez.restart(),
            _ => {}
        }
        let mut world = bluez.world();
        match words[0] {
            "drop" => world.drop_link(strap),
            "vanish" => world.forget(strap),
            "stall" => world.strap(strap).stalled = true,
            "mute" => world.strap(strap).mute = true,
            "unmute" => world.strap(strap).mute = false,
            "away" => {
                world.strap(strap).rssi = None;
                world.drop_link(strap);
            }
            "back" => world.strap(strap).rssi = Some(-60),
            "battery" => world.strap(strap).battery = Some(number() as u8),
            "rate" => world.strap(strap).heart.rate = number(),
            "send" => {
                let Payload(bytes) = words[2].to_owned().try_into().expect("hexadecimal");
                world.notify(strap, &bytes);
            }
            "twice" => {
                let Payload(bytes) = words[2].to_owned().try_into().expect("hexadecimal");
                world.notify(strap, &bytes);
                world.notify(strap, &bytes);
            }
            "power" => world.power(words[1] == "on"),
            "unplug" => world.unplug(),
            "plug" => world.plug(words[1]),
            "hang" => world.hung = true,
            "release" => world.release(),
            "refuse" => {
                let times = number() as u32;
                world.fault("Connect", Fault::Fail("org.bluez.Error.Failed", "le-connection-abort-by-local", times));
            }
            "late" => world.strap(strap).export_late = Some(Duration::from_millis(800)),
            other => eprintln!("what is {other}?"),
        }
    }
}
