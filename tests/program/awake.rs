//! What the desktop is asked over a fake service on a message bus of its own: the display stays awake while a session runs, and
//! who begins the program without a terminal gets a notification.
#![cfg(all(feature = "ble", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use dbus::Message;
use dbus::channel::Channel;

use crate::bluez::bus::{Bus, Policy};
use crate::pty::{Terminal, home};
use crate::records::skip;

/// How long anything may take on a slow machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// What the service gives out for an inhibition.
const COOKIE: u32 = 4711;

/// A fake `org.freedesktop.ScreenSaver` and `org.freedesktop.Notifications`, and the calls they got.
struct Desktop {
    calls: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Desktop {
    /// Starts it; one that `hangs` never answers.
    fn start(bus: &Bus, hangs: bool) -> Self {
        let mut channel = Channel::open_private(&bus.address()).unwrap();
        channel.register().unwrap();
        for name in ["org.freedesktop.ScreenSaver", "org.freedesktop.Notifications"] {
            let call = Message::new_method_call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName");
            channel.send_with_reply_and_block(call.unwrap().append2(name, 4_u32), PATIENCE).unwrap();
        }
        let (calls, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (kept, stopping) = (Arc::clone(&calls), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            while !stopping.load(Ordering::Relaxed) {
                let _ = channel.read_write(Some(Duration::from_millis(5)));
                while let Some(message) = channel.pop_message() {
                    let Some(member) = message.member() else { continue };
                    let said = match &*member {
                        "Inhibit" => format!("{:?}", message.read2::<String, String>().unwrap()),
                        "Notify" => {
                            let said = message.read5::<String, u32, String, String, String>().unwrap();
                            format!("{}: {}", said.3, said.4)
                        }
                        "UnInhibit" => message.read1::<u32>().unwrap().to_string(),
                        _ => continue,
                    };
                    kept.lock().unwrap().push(format!("{member} {said}"));
                    let reply = message.method_return();
                    let reply = if &*member == "UnInhibit" { reply } else { reply.append1(COOKIE) };
                    if !hangs {
                        channel.send(reply).unwrap();
                    }
                }
            }
        });
        Self { calls, stop, thread: Some(thread) }
    }

    fn wait_for(&self, calls: &[&str]) {
        let began = Instant::now();
        while *self.calls.lock().unwrap() != calls {
            assert!(began.elapsed() < PATIENCE, "{:?}", self.calls.lock().unwrap());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

const ASKED: &str = "Inhibit (\"breathmark\", \"A talk or a practice is going on\")";

fn bus() -> Option<Bus> {
    let bus = Bus::start(Policy::Open);
    if bus.is_none() {
        skip("program awake", "this machine has no dbus-daemon");
    }
    bus
}

fn practice(bus: &Bus, name: &str) -> Terminal {
    let address = bus.address();
    let env = [("DBUS_SESSION_BUS_ADDRESS", address.as_str()), ("DBUS_SYSTEM_BUS_ADDRESS", address.as_str())];
    Terminal::run_in(80, 24, &home(name), &["practice", "--demo"], &env)
}

#[test]
fn the_display_stays_awake_as_long_as_a_practice_and_no_longer() {
    let Some(bus) = bus() else { return };
    let desktop = Desktop::start(&bus, false);
    let mut terminal = practice(&bus, "awake");
    desktop.wait_for(&[ASKED]);
    terminal.press("q");
    assert!(terminal.wait().success());
    assert!(!terminal.written().contains("display"), "nothing of it is said");
    // Where the program is quicker than its call, the end of its connection says the same.
    let calls = desktop.calls.lock().unwrap().clone();
    assert!(calls[1..].iter().all(|call| *call == format!("UnInhibit {COOKIE}")), "{calls:?}");
}

#[test]
fn a_desktop_that_hangs_delays_neither_the_start_nor_the_end() {
    let Some(bus) = bus() else { return };
    let desktop = Desktop::start(&bus, true);
    let mut terminal = practice(&bus, "awake-hung");
    terminal.wait_for("out");
    desktop.wait_for(&[ASKED]);
    terminal.press("q");
    assert!(terminal.wait().success());
}

#[test]
fn the_doctor_says_whether_the_display_stays_on() {
    let Some(bus) = bus() else { return };
    let said = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
        command.arg("doctor").env("DBUS_SESSION_BUS_ADDRESS", bus.address()).env("HOME", home("awake-doctor"));
        command.env("DBUS_SYSTEM_BUS_ADDRESS", bus.address()).env("LANG", "C").env_remove("LC_ALL");
        let output = command.env_remove("XDG_CONFIG_HOME").stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        said.lines().filter(|line| line.contains("display")).map(str::to_owned).collect::<Vec<_>>()
    };
    let dark = said();
    assert!(dark.len() == 1 && dark[0].starts_with("hm  display") && dark[0].contains("settings"), "{dark:?}");
    let desktop = Desktop::start(&bus, false);
    let bright = said();
    assert!(bright.len() == 1 && bright[0].starts_with("ok  display"), "{bright:?}");
    assert_eq!(desktop.calls.lock().unwrap()[0], ASKED);
}

/// The program as a file manager begins it: no input, and nobody who reads what it prints.
fn begun_by_a_file_manager(bus: &Bus, display: Option<&str>) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.stdin(Stdio::null()).env("HOME", home("awake-no-terminal")).env("LC_ALL", "C");
    command.env("DBUS_SESSION_BUS_ADDRESS", bus.address()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command.envs(display.map(|display| ("WAYLAND_DISPLAY", display)));
    let output = command.output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn who_begins_it_from_a_file_manager_is_told_by_the_desktop_that_it_needs_a_terminal() {
    let Some(bus) = bus() else { return };
    let desktop = Desktop::start(&bus, false);
    let sentence = "breathmark needs a terminal window. Open one and type: breathmark";
    let (ended_well, said) = begun_by_a_file_manager(&bus, Some("wayland-0"));
    assert!(ended_well && said.contains(sentence), "{said}");
    desktop.wait_for(&[&format!("Notify breathmark: {sentence}")]);
    let (ended_well, said) = begun_by_a_file_manager(&bus, None);
    assert!(ended_well && said.is_empty(), "without a desktop the short help is enough: {said}");
    assert_eq!(desktop.calls.lock().unwrap().len(), 1);
}
