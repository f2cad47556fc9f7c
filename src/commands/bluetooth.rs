//! What is wrong with Bluetooth, and what to do about it on the system that the program runs on.

use anyhow::{Error, anyhow};

use crate::strap::RadioError;
use crate::system::{Kind, Service, Services, System};
use crate::words::Words;
use crate::words::system::{BluetoothOnLinux, BluetoothOnMacOs, BluetoothOnWindows};

/// An error that says in a sentence what is wrong, and in another what to do.
pub(super) fn trouble(error: &RadioError, words: &Words) -> Error {
    anyhow!("{}", sentences(error, &crate::system::here(), words))
}

/// The same as text, for a system.
fn sentences(error: &RadioError, system: &System, words: &Words) -> String {
    format!("{}. {}.", capitalized(&wrong(error, system, words)), todo(error, system, words))
}

/// The text with a capital at its beginning; a name like macOS stays as it is.
fn capitalized(text: &str) -> String {
    let is_name = text.split(' ').next().is_some_and(|word| word.contains(char::is_uppercase));
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !is_name => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// What is wrong, as the rest of a line.
pub(super) fn wrong(error: &RadioError, system: &System, words: &Words) -> String {
    let wrong = &words.doctor.wrong;
    let text = match error {
        RadioError::NoBus => &wrong.bus,
        RadioError::NoService => &wrong.service,
        RadioError::NoAnswer => &wrong.no_answer,
        RadioError::NotAllowed if system.kind == Kind::MacOs => {
            return words.bluetooth.macos.refused.with(&[("terminal", &terminal(system, words))]);
        }
        RadioError::NotAllowed => &wrong.permission,
        RadioError::NoAdapter => &wrong.adapter,
        RadioError::Blocked => &wrong.blocked,
        RadioError::SwitchedOff => &wrong.off,
        RadioError::Other(problem) => return wrong.other.with(&[("problem", problem)]),
    };
    text.clone()
}

/// What to do about it, without a full stop.
pub(super) fn todo(error: &RadioError, system: &System, words: &Words) -> String {
    let there = &words.bluetooth;
    match &system.kind {
        Kind::MacOs => on_macos(error, system, &there.macos, words),
        Kind::Windows => on_windows(error, &there.windows).to_owned(),
        Kind::Linux(services) => on_linux(error, *services, &there.linux),
        // Where a sandbox hides the service, no command inside of it helps.
        Kind::Flatpak(application) if hidden(error) => there.linux.flatpak.with(&[("app", application)]),
        Kind::Container if hidden(error) => there.linux.container.clone(),
        Kind::Wsl if hidden(error) || *error == RadioError::NoAdapter => there.linux.wsl.clone(),
        Kind::Flatpak(_) | Kind::Container | Kind::Wsl => on_linux(error, Services::Unknown, &there.linux),
    }
}

/// Whether the error is that of a sandbox without the system's bus, or with one that lets nobody through.
fn hidden(error: &RadioError) -> bool {
    matches!(error, RadioError::NoBus | RadioError::NoService | RadioError::NotAllowed)
}

fn on_linux(error: &RadioError, services: Services, words: &BluetoothOnLinux) -> String {
    let with = |command: &str, phrase: &crate::words::text::Phrase| phrase.with(&[("command", &command)]);
    let text = match error {
        RadioError::NoBus => match services.start(Service::Bus) {
            Some(command) => return with(command, &words.start_bus),
            None => &words.start_bus_somehow,
        },
        RadioError::NoService => match services.start(Service::Bluetooth) {
            Some(command) => return with(command, &words.start_service),
            None => &words.start_service_somehow,
        },
        RadioError::NoAnswer | RadioError::Other(_) => match services.restart_bluetooth() {
            Some(command) => return with(command, &words.restart),
            None => &words.restart_somehow,
        },
        RadioError::NotAllowed => &words.permission,
        RadioError::NoAdapter => &words.adapter,
        RadioError::Blocked => &words.blocked,
        RadioError::SwitchedOff => &words.off,
    };
    text.clone()
}

fn on_windows<'a>(error: &RadioError, words: &'a BluetoothOnWindows) -> &'a str {
    match error {
        RadioError::NoService => &words.service,
        RadioError::NotAllowed => &words.permission,
        RadioError::NoAdapter => &words.adapter,
        RadioError::SwitchedOff | RadioError::Blocked => &words.off,
        RadioError::NoAnswer | RadioError::NoBus | RadioError::Other(_) => &words.again,
    }
}

fn on_macos(error: &RadioError, system: &System, there: &BluetoothOnMacOs, words: &Words) -> String {
    let text = match error {
        RadioError::NotAllowed | RadioError::NoAnswer if system.over_ssh => &there.at_the_mac,
        RadioError::NotAllowed => return there.permission.with(&[("terminal", &terminal(system, words))]),
        RadioError::NoAdapter => &there.adapter,
        RadioError::SwitchedOff | RadioError::Blocked => &there.off,
        RadioError::NoAnswer | RadioError::NoService | RadioError::NoBus | RadioError::Other(_) => &there.again,
    };
    text.clone()
}

fn terminal(system: &System, words: &Words) -> String {
    let name = system.terminal.as_ref().map(|name| crate::words::printable::shown(name, 40));
    name.unwrap_or_else(|| words.system.this_terminal.clone())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    /// Every error there is.
    fn errors() -> [RadioError; 8] {
        use RadioError::{Blocked, NoAdapter, NoAnswer, NoBus, NoService, NotAllowed, Other, SwitchedOff};
        [NoBus, NoService, NoAdapter, SwitchedOff, Blocked, NotAllowed, NoAnswer, Other("le-abort".to_owned())]
    }

    fn system(kind: Kind) -> System {
        System { kind, over_ssh: false, terminal: None }
    }

    /// Every kind of system.
    fn systems() -> Vec<System> {
        let services = [Services::Systemd, Services::OpenRc, Services::Runit, Services::Unknown];
        let linux = services.into_iter().map(Kind::Linux);
        let others = [Kind::Flatpak("org.example.Terminal".to_owned()), Kind::Wsl, Kind::Container];
        linux.chain(others).chain([Kind::MacOs, Kind::Windows]).map(system).collect()
    }

    fn said(error: &RadioError, kind: Kind) -> String {
        sentences(error, &system(kind), &Words::built_in("en").unwrap())
    }

    #[test]
    fn every_system_says_what_is_wrong_and_what_to_do_in_both_languages() {
        for code in ["en", "de"] {
            let words = Words::built_in(code).unwrap();
            for system in systems() {
                for error in errors() {
                    let said = sentences(&error, &system, &words);
                    assert!(said.ends_with('.') && !said.contains(".."), "{said}");
                    assert!(said.starts_with(char::is_uppercase) || said.starts_with("macOS"), "{said}");
                    assert!(todo(&error, &system, &words).len() > 20, "{said}");
                }
            }
        }
    }

    #[test]
    fn no_command_of_linux_is_named_on_windows_or_macos() {
        for kind in [Kind::Windows, Kind::MacOs] {
            for error in errors().into_iter().filter(|error| *error != RadioError::NoBus) {
                let said = said(&error, kind.clone());
                for of_linux in ["sudo", "systemctl", "rfkill", "bluetoothctl", "D-Bus", "bluez", "/etc", "dmesg"] {
                    assert!(!said.contains(of_linux), "{of_linux}: {said}");
                }
            }
        }
    }

    #[test]
    fn linux_names_the_command_of_what_starts_its_services() {
        for (services, command) in [
            (Services::Systemd, "`sudo systemctl start bluetooth`"),
            (Services::OpenRc, "`sudo rc-service bluetooth start`"),
            (Services::Runit, "`sudo ln -s /etc/sv/bluetoothd /var/service/`"),
            (Services::Unknown, "start its service bluetoothd"),
        ] {
            let said = said(&RadioError::NoService, Kind::Linux(services));
            assert!(said.contains(command), "{said}");
            assert_eq!(said.contains("systemctl"), services == Services::Systemd, "{said}");
        }
    }

    #[test]
    fn a_sandbox_says_how_to_get_out_of_it_instead_of_a_command_that_can_t_help() {
        for error in [RadioError::NoBus, RadioError::NoService, RadioError::NotAllowed] {
            let flatpak = said(&error, Kind::Flatpak("org.example.Terminal".to_owned()));
            assert!(flatpak.contains("talk-name=org.bluez org.example.Terminal"), "{flatpak}");
            assert!(said(&error, Kind::Wsl).contains("breathmark for Windows"));
            assert!(said(&error, Kind::Container).contains("on the computer itself"));
        }
    }

    #[test]
    fn macos_names_the_terminal_that_it_refuses_and_asks_nobody_over_ssh() {
        let words = Words::built_in("en").unwrap();
        let mut mac = System { terminal: Some("iTerm".to_owned()), ..system(Kind::MacOs) };
        let said = sentences(&RadioError::NotAllowed, &mac, &words);
        assert!(said.contains("let iTerm use") && said.contains("Allow iTerm in System Settings"), "{said}");
        mac.over_ssh = true;
        assert!(todo(&RadioError::NoAnswer, &mac, &words).contains("at the Mac itself"));
    }
}
