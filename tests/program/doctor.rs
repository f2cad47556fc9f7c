//! `breathmark doctor` with every trouble made for real: no bus, no service, no permission, no adapter, an adapter off or
//! blocked, no strap, a device that is no strap. The tests need `dbus-daemon`; without it they are skipped.
#![cfg(all(feature = "ble", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::fs;
use std::process::{Command, Stdio};

use crate::bluez::bus::{Bus, Policy};
use crate::bluez::heart::Heart;
use crate::bluez::talk::{A, B, two_straps};
use crate::bluez::{Bluez, Fault, Strap, World};
use crate::records::skip;
use crate::remember_both;

/// A bus of our own; without one the test is skipped.
fn bus(policy: Policy) -> Option<Bus> {
    let bus = Bus::start(policy);
    if bus.is_none() {
        skip("program doctor", "this machine has no dbus-daemon");
    }
    bus
}

/// The exit code of the doctor on this bus, and its standard output.
fn doctor(bus: &str, args: &[&str]) -> (Option<i32>, String) {
    run(bus, "C", &[&["doctor", "--seconds", "5"], args].concat())
}

/// The exit code of the program on a system of this language, and its standard output.
fn run(bus: &str, language: &str, args: &[&str]) -> (Option<i32>, String) {
    let home = std::env::temp_dir().join(format!("breathmark-doctor-{}", std::process::id()));
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command
        .args(args)
        .stdin(Stdio::null())
        .env_remove("SSH_CONNECTION")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", language);
    command.env("DBUS_SYSTEM_BUS_ADDRESS", bus).env("DBUS_SESSION_BUS_ADDRESS", bus).env("XDG_CONFIG_HOME", home);
    // Whoever runs the tests over ssh sees the same lines.
    command.env_remove("SSH_CONNECTION").env_remove("SSH_CLIENT").env_remove("SSH_TTY");
    let output = command.output().expect("the program starts");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The exit code and the output of the doctor over a fake service that `prepare` has changed.
fn doctor_with(prepare: impl FnOnce(&mut World), args: &[&str]) -> Option<(Option<i32>, String)> {
    let bus = bus(Policy::Open)?;
    let bluez = Bluez::start(&bus.address());
    prepare(&mut bluez.world());
    Some(doctor(&bus.address(), args))
}

/// The only line that says NO.
fn failure(said: &str) -> &str {
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("NO ")).collect();
    assert_eq!(lines.len(), 1, "one failure, one line:\n{said}");
    lines[0]
}

/// What to do on this machine: the command of systemd, or what stands in its place in a container. On other machines any
/// sentence will do here: the tests of `commands/bluetooth.rs` have those of every system.
fn todo<'a>(by_systemd: &'a str, in_container: &'a str) -> &'a str {
    let has = |path: &str| std::path::Path::new(path).exists();
    let is_wsl = fs::read_to_string("/proc/sys/kernel/osrelease").is_ok_and(|kernel| kernel.contains("icrosoft"));
    let traces = ["/.dockerenv", "/run/.containerenv", "/run/systemd/container"];
    if is_wsl || has("/.flatpak-info") {
        ". "
    } else if std::env::var_os("container").is_some() || traces.into_iter().any(has) {
        in_container
    } else if has("/run/systemd/system") {
        by_systemd
    } else {
        ". "
    }
}

#[test]
fn over_ssh_it_says_whose_bluetooth_it_uses() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.args(["doctor", "--seconds", "5"]).stdin(Stdio::null()).env("LC_ALL", "C");
    command.env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus").env("SSH_CONNECTION", "::1 5 ::1 22");
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let line = said.lines().find(|line| line.contains("over ssh")).expect(&said);
    assert!(line.starts_with("hm  system") && line.contains("the straps must be near it"), "{said}");
}

#[test]
fn without_a_bus_it_says_what_to_start() {
    let (code, said) = doctor("unix:path=/nonexistent/bus", &[]);
    assert_eq!(code, Some(1));
    assert!(
        failure(&said).starts_with("NO  bus")
            && failure(&said).contains(todo("systemctl start dbus", "on the computer itself")),
        "{said}"
    );
}

#[test]
fn without_a_service_it_says_what_to_start() {
    let Some(bus) = bus(Policy::Open) else { return };
    let (code, said) = doctor(&bus.address(), &[]);
    assert_eq!(code, Some(1));
    assert!(
        failure(&said).starts_with("NO  service")
            && failure(&said).contains(todo("start bluetooth", "on the computer itself")),
        "{said}"
    );
    assert!(said.contains("ok  bus"), "{said}");
}

#[test]
fn without_permission_it_says_what_is_not_allowed() {
    let Some(bus) = bus(Policy::NoBluetooth) else { return };
    let _bluez = Bluez::start(&bus.address());
    let (code, said) = doctor(&bus.address(), &[]);
    assert_eq!(code, Some(1));
    assert!(failure(&said).contains("may not use Bluetooth"), "{said}");
}

#[test]
fn without_an_adapter_it_asks_for_one() {
    let Some((code, said)) = doctor_with(|world| world.adapters.clear(), &[]) else { return };
    assert_eq!(code, Some(1));
    assert!(failure(&said).contains("Plug one in"), "{said}");
}

#[test]
fn an_adapter_that_is_off_stays_off() {
    let Some((code, said)) = doctor_with(|world| world.power(false), &[]) else { return };
    assert_eq!(code, Some(1));
    assert!(failure(&said).contains("power on"), "{said}");
}

#[test]
fn a_blocked_adapter_gets_the_command_that_releases_it() {
    let blocked = |world: &mut World| world.adapters[0].blocked = true;
    let Some((code, said)) = doctor_with(blocked, &[]) else { return };
    assert_eq!(code, Some(1));
    assert!(failure(&said).contains("rfkill unblock"), "{said}");
}

#[test]
fn a_service_that_hangs_is_reported_in_bounded_time() {
    let Some((code, said)) = doctor_with(|world| world.hung = true, &[]) else { return };
    assert_eq!(code, Some(1));
    assert!(failure(&said).contains(todo("restart bluetooth", "Restart the service bluetoothd")), "{said}");
    assert!(failure(&said).contains("doesn't answer"), "{said}");
}

#[test]
fn without_straps_it_says_how_to_wear_one() {
    let Some((code, said)) = doctor_with(|_| {}, &[]) else { return };
    assert_eq!(code, Some(1));
    assert!(failure(&said).contains("Wet the electrodes"), "{said}");
}

#[test]
fn a_device_without_a_heart_rate_fails() {
    let no_heart = |world: &mut World| {
        two_straps(world);
        world.strap(A).heart_rate = false;
    };
    let Some((code, said)) = doctor_with(no_heart, &["--strap", A]) else { return };
    assert_eq!(code, Some(1));
    assert!(failure(&said).contains("no heart rate"), "{said}");
}

#[test]
fn a_strap_that_a_phone_holds_fails_with_that_advice() {
    let held = |world: &mut World| {
        two_straps(world);
        world.fault("Connect", Fault::Fail("org.bluez.Error.Failed", "le-connection-abort-by-local", 9));
    };
    let Some((code, said)) = doctor_with(held, &["--strap", A]) else { return };
    assert_eq!(code, Some(1));
    assert!(failure(&said).contains("phone or a watch"), "{said}");
}

/// Two straps that no advert shows as such: one leaves the service out, the other is connected to this computer. Beside them
/// there are headphones, connected too.
fn unannounced(world: &mut World) {
    two_straps(world);
    world.strap(A).announces = false;
    let held = world.strap(B);
    (held.announces, held.rssi) = (false, None);
    (held.known, held.connected, held.resolved, held.exported) = (true, true, true, true);
    "TICKR B2B2".clone_into(&mut held.name);
    let mut headphones = Strap::new("C0:00:00:00:00:C3", "LE-Headphones", Heart::new(70.0, 0.0));
    headphones.heart_rate = false;
    (headphones.known, headphones.connected, headphones.resolved, headphones.exported) = (true, true, true, true);
    world.straps.push(headphones);
}

#[test]
fn a_strap_that_announces_no_heart_rate_is_found_by_its_name_or_its_link() {
    let Some(bus) = bus(Policy::Open) else { return };
    let bluez = Bluez::start(&bus.address());
    unannounced(&mut bluez.world());
    let (code, said) = run(&bus.address(), "C", &["straps", "--seconds", "4"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains(A) && said.contains(B) && !is_listed(&said, "Headphones"), "{said}");
    assert!(said.contains("Asking LE-Headphones whether it is a strap"), "{said}");
    assert_eq!(said.matches("every beat").count(), 2, "{said}");
    let (code, said) = doctor(&bus.address(), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Polar H10") && said.contains("TICKR") && !is_listed(&said, "Headphones"), "{said}");
}

/// Whether a device is named other than in what is being tried.
fn is_listed(said: &str, name: &str) -> bool {
    said.lines().any(|line| line.contains(name) && !line.starts_with("Asking"))
}

/// A strap without the service in its adverts, which something else holds, beside a loudspeaker with a name like a strap's.
#[test]
fn a_known_strap_that_is_held_is_listed_though_no_advert_shows_it_and_a_loudspeaker_is_not_asked() {
    let Some(bus) = bus(Policy::Open) else { return };
    let bluez = Bluez::start(&bus.address());
    {
        let mut world = bluez.world();
        two_straps(&mut world);
        world.straps.truncate(1);
        world.strap(A).announces = false;
        let mut loudspeaker = Strap::new("C0:00:00:00:00:C3", "JBL Pulse 5", Heart::new(70.0, 0.0));
        (loudspeaker.heart_rate, loudspeaker.announces) = (false, false);
        world.straps.push(loudspeaker);
        world.fault("Connect", Fault::Fail("org.bluez.Error.Failed", "le-connection-abort-by-local", 99));
    }
    let (code, said) = run(&bus.address(), "C", &["straps", "--seconds", "4"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(is_listed(&said, A) && said.contains("can't be connected") && said.contains("often held by"), "{said}");
    assert!(!said.contains("JBL"), "{said}");
    let (code, said) = run(&bus.address(), "C", &["straps", "--quick", "--seconds", "4"]);
    assert!(code == Some(0) && said.contains(A) && !said.contains("JBL"), "{said}");
}

#[test]
fn two_good_straps_pass_and_are_disconnected_afterwards() {
    let Some(bus) = bus(Policy::Open) else { return };
    let bluez = Bluez::start(&bus.address());
    two_straps(&mut bluez.world());
    let (code, said) = doctor(&bus.address(), &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("one JSON object");
    assert_eq!((code, &json["ok"]), (Some(0), &true.into()), "{said}");
    let figures: Vec<_> =
        json["checks"].as_array().unwrap().iter().filter(|check| check.get("figures").is_some()).collect();
    assert_eq!(figures.len(), 2, "{said}");
    for check in figures {
        let histogram = check["figures"]["histogram"].as_array().unwrap();
        let sum: u64 = histogram.iter().map(|bin| bin.as_u64().unwrap()).sum();
        assert_eq!(Some(sum), check["figures"]["received"].as_u64());
        assert_eq!(check["figures"]["missing"], 0, "{said}");
    }
    assert!(!bluez.world().strap(A).connected && !bluez.world().strap(B).connected);
}

#[test]
fn doctor_and_straps_print_german_but_json_stays_english() {
    let Some(bus) = bus(Policy::Open) else { return };
    let bluez = Bluez::start(&bus.address());
    two_straps(&mut bluez.world());
    bluez.world().strap(A).battery = Some(7);
    let german = |args: &[&str]| run(&bus.address(), "de_DE.UTF-8", args);
    let (code, said) = german(&["doctor", "--seconds", "5", "--strap", A]);
    assert_eq!(code, Some(0), "{said}");
    for words in ["gut Adapter", "ist da", "gut   sendet", "hm  Batterie", "Wechselt sie"] {
        let dense = |text: &str| text.split_whitespace().collect::<String>();
        assert!(dense(&said).contains(&dense(words)), "no {words:?} in\n{said}");
    }
    let (_, said) = german(&["straps", "--quick", "--seconds", "4"]);
    assert!(said.starts_with("Ich horche 4 s lang.") && said.contains("stark"), "{said}");
    let (_, said) = german(&["doctor", "--seconds", "5", "--strap", A, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("one JSON object");
    let checks = json["checks"].as_array().unwrap();
    assert_eq!((&checks[0]["check"], &checks[1]["check"]), (&"system".into(), &"bus".into()), "{said}");
    assert_eq!(&checks[4]["found"], &"there is one", "{said}");
    assert!(checks.iter().any(|check| check["check"] == "  battery" && check["found"] == "7 %"), "{said}");
}

/// Lets `strap` lose contact while the person on the left is asked to lift the pod. Returns the output and the saved straps.
fn lifted(strap: &str) -> Option<(String, String)> {
    let bus = bus(Policy::Open)?;
    let bluez = Bluez::start(&bus.address());
    two_straps(&mut bluez.world());
    let config = bus.folder().join("config");
    let file = remember_both(&config);
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command
        .args(["straps", "--check"])
        .env("LANG", "C")
        .env("DBUS_SYSTEM_BUS_ADDRESS", bus.address())
        .env("XDG_CONFIG_HOME", config);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(500));
        let mut world = bluez.world();
        let sent = |address: &str| world.sent.iter().filter(|sent| sent.address == address).count();
        if sent(A) >= 14 && sent(B) >= 14 {
            world.strap(strap).mute = true;
            world.notify(strap, &[0x04, 0]);
        }
    }
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Some((said, std::fs::read_to_string(&file).unwrap()))
}

#[test]
fn lifting_the_pod_confirms_who_wears_which_strap() {
    let Some((said, worn)) = lifted(A) else { return };
    assert!(said.contains("Right: each of you"), "{said}");
    assert!(worn.find(A) < worn.find(B));
}

#[test]
fn exchanged_straps_are_saved_the_right_way_round() {
    let Some((said, worn)) = lifted(B) else { return };
    assert!(said.contains("exchanged"), "{said}");
    assert!(worn.find(B) < worn.find(A), "{worn}");
}

#[test]
fn what_could_be_better_is_a_warning_and_no_failure() {
    let poor = |world: &mut World| {
        let mut strap = Strap::new(A, "TICKR FIT 12AB", Heart::new(70.0, 0.0));
        strap.rssi = Some(-88);
        strap.battery = Some(7);
        world.straps.push(strap);
    };
    let Some((code, said)) = doctor_with(poor, &[]) else { return };
    assert_eq!(code, Some(0), "{said}");
    let hints = said.lines().filter(|line| line.starts_with("hm ")).count();
    assert_eq!(hints, 4, "signal, make, battery, display:\n{said}");
}
