//! From the message bus up to the adapter: the first thing that is wrong explains everything above it.

use std::process::{Command, Stdio};

use super::check::Check;
use crate::strap::RadioError;

/// What is looked at on the way from the system to the adapter, in that order.
const WAY: [&str; 6] = ["bus", "service", "permission", "adapter", "rfkill", "power"];

/// What the attempt to use the adapter says of each step on the way, given the error that it ended with.
pub(super) fn checks(error: Option<&RadioError>) -> Vec<Check> {
    let broken = error.map_or(WAY.len(), step);
    let fine = |name: &&str| Check::ok(name, found(name));
    let mut checks: Vec<Check> = WAY[..broken].iter().map(fine).collect();
    if let (Some(name), Some(error)) = (WAY.get(broken), error) {
        checks.push(Check::fail(name, wrong(error), todo(error)));
        checks.extend(WAY[broken + 1..].iter().map(|name| Check::skipped(name)));
    }
    checks
}

/// Where on the way an error arises.
fn step(error: &RadioError) -> usize {
    match error {
        RadioError::NoBus => 0,
        RadioError::NoService | RadioError::NoAnswer | RadioError::Other(_) => 1,
        RadioError::NotAllowed => 2,
        RadioError::NoAdapter => 3,
        RadioError::Blocked => 4,
        RadioError::SwitchedOff => 5,
    }
}

fn found(name: &str) -> String {
    match name {
        "bus" => "the system's message bus answers".to_owned(),
        "service" => service_version().map_or_else(|| "answers, version unknown".to_owned(), |v| format!("BlueZ {v}")),
        "permission" => "this user may use Bluetooth".to_owned(),
        "adapter" => "there is one".to_owned(),
        "rfkill" => "not blocked".to_owned(),
        _ => "on".to_owned(),
    }
}

fn wrong(error: &RadioError) -> String {
    match error {
        RadioError::NoBus => "the system's message bus (D-Bus) can't be reached".to_owned(),
        RadioError::NoService => "the Bluetooth service isn't running".to_owned(),
        RadioError::NoAnswer => "the Bluetooth service doesn't answer".to_owned(),
        RadioError::NotAllowed => "this user may not use Bluetooth".to_owned(),
        RadioError::NoAdapter => "no adapter that is ready".to_owned(),
        RadioError::Blocked => "Bluetooth is blocked".to_owned(),
        RadioError::SwitchedOff => "Bluetooth is switched off".to_owned(),
        RadioError::Other(words) => words.clone(),
    }
}

fn todo(error: &RadioError) -> &'static str {
    match error {
        RadioError::NoBus => "Start it: sudo systemctl start dbus",
        RadioError::NoService => {
            "Install the package bluez if it is missing, and start it: sudo systemctl start bluetooth"
        }
        RadioError::NoAnswer | RadioError::Other(_) => "Restart it: sudo systemctl restart bluetooth",
        RadioError::NotAllowed => "Try from the desktop's own session, or see hardware/linux.md",
        RadioError::NoAdapter => "Plug one in, or see hardware/linux.md if there is one inside",
        RadioError::Blocked => "Release it: rfkill unblock bluetooth, or the switch on the computer",
        RadioError::SwitchedOff => "Switch it on: bluetoothctl power on, or in the system's settings",
    }
}

/// The version of `BlueZ`, as its own tool tells it; it can't be asked for over the bus.
fn service_version() -> Option<String> {
    let output = Command::new("bluetoothctl").arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output();
    let text = String::from_utf8(output.ok()?.stdout).ok()?;
    text.split_whitespace()
        .last()
        .filter(|version| version.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::check::State::{Fail, Ok, Skipped};
    use super::*;

    #[test]
    fn what_is_above_the_first_trouble_is_not_judged() {
        let states = |error| checks(Some(error)).into_iter().map(|check| check.state).collect::<Vec<_>>();
        assert_eq!(states(&RadioError::NoBus), [Fail, Skipped, Skipped, Skipped, Skipped, Skipped]);
        assert_eq!(states(&RadioError::NotAllowed), [Ok, Ok, Fail, Skipped, Skipped, Skipped]);
        assert_eq!(states(&RadioError::SwitchedOff), [Ok, Ok, Ok, Ok, Ok, Fail]);
        assert!(checks(None).iter().all(|check| check.state == Ok));
    }

    #[test]
    fn every_trouble_says_what_to_do() {
        for error in [RadioError::NoBus, RadioError::NoService, RadioError::Blocked, RadioError::NoAdapter] {
            let check = checks(Some(&error)).into_iter().find(|check| check.state == Fail);
            assert!(check.is_some_and(|check| check.todo.is_some_and(|todo| todo.len() > 10)), "{error:?}");
        }
    }
}
