//! The system, and the checks from it up to the adapter. The first failure explains everything after it, so the rest is
//! skipped.

use std::process::{Command, Stdio};

use super::check::DoctorCheck;
use crate::commands::bluetooth::{todo, wrong};
use crate::strap::RadioError;
use crate::system::{Kind, System};
use crate::words::Words;

/// One thing that Bluetooth needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Bus,
    Service,
    Permission,
    Adapter,
    Rfkill,
    Power,
}

/// What is checked with `BlueZ`, in order.
const WITH_BUS: &[Step] = &[Step::Bus, Step::Service, Step::Permission, Step::Adapter, Step::Rfkill, Step::Power];
/// What is checked on macOS: it looks for the adapter of those only whom it allows to.
const ON_MACOS: &[Step] = &[Step::Permission, Step::Adapter, Step::Power];
/// What is checked on Windows.
const ON_WINDOWS: &[Step] = &[Step::Adapter, Step::Permission, Step::Power];

impl Step {
    fn name(self, words: &Words) -> &str {
        let name = &words.doctor.name;
        match self {
            Self::Bus => &name.bus,
            Self::Service => &name.service,
            Self::Permission => &name.permission,
            Self::Adapter => &name.adapter,
            Self::Rfkill => &name.rfkill,
            Self::Power => &name.power,
        }
    }

    /// What is found if it works.
    fn found(self, words: &Words) -> String {
        let found = &words.doctor.found;
        match self {
            Self::Bus => found.bus.clone(),
            Self::Service => service_version()
                .map_or_else(|| found.service_unknown.clone(), |version| found.service.with(&[("version", &version)])),
            Self::Permission => found.permission.clone(),
            Self::Adapter => found.adapter.clone(),
            Self::Rfkill => found.rfkill.clone(),
            Self::Power => found.power.clone(),
        }
    }
}

/// The check that names the system. From another computer it is a warning.
pub(crate) fn system(system: &System, words: &Words) -> DoctorCheck {
    let there = &words.system;
    let kind = match &system.kind {
        Kind::Linux(services) => match services.name() {
            Some(name) => there.linux_with.with(&[("services", &name)]),
            None => there.linux.clone(),
        },
        Kind::Flatpak(_) => there.flatpak.clone(),
        Kind::Wsl => there.wsl.clone(),
        Kind::Container => there.container.clone(),
        Kind::MacOs => "macOS".to_owned(),
        Kind::Windows => "Windows".to_owned(),
    };
    if system.over_ssh {
        DoctorCheck::warn(&there.name, there.over_ssh.with(&[("system", &kind)]), &there.near)
    } else {
        DoctorCheck::ok(&there.name, kind)
    }
}

/// The checks, from the error with which an attempt to use the adapter ended.
pub(crate) fn checks(error: Option<&RadioError>, system: &System, words: &Words) -> Vec<DoctorCheck> {
    let steps = match system.kind {
        Kind::MacOs => ON_MACOS,
        Kind::Windows => ON_WINDOWS,
        _ => WITH_BUS,
    };
    let failed = error.map_or(steps.len(), |error| failed_step(error, steps));
    let fine = |step: &Step| DoctorCheck::ok(step.name(words), step.found(words));
    let mut checks: Vec<DoctorCheck> = steps[..failed].iter().map(fine).collect();
    if let (Some(step), Some(error)) = (steps.get(failed), error) {
        checks.push(DoctorCheck::fail(step.name(words), wrong(error, system, words), todo(error, system, words)));
        checks.extend(steps[failed + 1..].iter().map(|step| DoctorCheck::skipped(step.name(words), &words.doctor)));
    }
    checks
}

/// The index of the check in which an error arises. Where a system has no such check, nothing is known to be fine.
fn failed_step(error: &RadioError, steps: &[Step]) -> usize {
    let step = match error {
        RadioError::NoBus => Step::Bus,
        RadioError::NoService | RadioError::NoAnswer | RadioError::Other(_) => Step::Service,
        RadioError::NotAllowed => Step::Permission,
        RadioError::NoAdapter => Step::Adapter,
        RadioError::Blocked => Step::Rfkill,
        RadioError::SwitchedOff => Step::Power,
    };
    let index = |wanted: Step| steps.iter().position(|step| *step == wanted);
    index(step).unwrap_or(0)
}

/// The version of `BlueZ`, from its own tool, because the bus does not offer it.
fn service_version() -> Option<String> {
    let output = Command::new("bluetoothctl").arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output();
    let text = String::from_utf8(output.ok()?.stdout).ok()?;
    text.split_whitespace()
        .last()
        .filter(|version| version.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::super::check::CheckState::{Fail, Ok, Skipped, Warn};
    use super::*;
    use crate::system::Services;

    fn on(kind: Kind) -> System {
        System { kind, over_ssh: false, terminal: None }
    }

    /// The names and states of the checks on this system.
    fn checked(error: &RadioError, kind: Kind) -> Vec<(String, super::super::check::CheckState)> {
        let words = Words::built_in("en").unwrap();
        checks(Some(error), &on(kind), &words).into_iter().map(|check| (check.name, check.state)).collect()
    }

    #[test]
    fn checks_after_the_first_failure_are_skipped() {
        let states = |error| -> Vec<_> {
            checked(&error, Kind::Linux(Services::Systemd)).into_iter().map(|(_, state)| state).collect()
        };
        assert_eq!(states(RadioError::NoBus), [Fail, Skipped, Skipped, Skipped, Skipped, Skipped]);
        assert_eq!(states(RadioError::NotAllowed), [Ok, Ok, Fail, Skipped, Skipped, Skipped]);
        assert_eq!(states(RadioError::SwitchedOff), [Ok, Ok, Ok, Ok, Ok, Fail]);
        let words = Words::built_in("en").unwrap();
        assert!(checks(None, &on(Kind::Windows), &words).iter().all(|check| check.state == Ok));
    }

    #[test]
    fn windows_and_macos_have_no_lines_on_bus_service_and_rfkill() {
        let names = |kind: Kind, error: RadioError| -> Vec<String> {
            checked(&error, kind).into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names(Kind::Windows, RadioError::NoAdapter), ["adapter", "permission", "power"]);
        assert_eq!(names(Kind::MacOs, RadioError::NotAllowed), ["permission", "adapter", "power"]);
    }

    #[test]
    fn what_a_system_doesn_t_check_fails_at_its_first_check() {
        let failed = |kind: Kind, error: RadioError| {
            checked(&error, kind).into_iter().find(|(_, state)| *state == Fail).map(|(name, _)| name)
        };
        assert_eq!(failed(Kind::Windows, RadioError::NoService).as_deref(), Some("adapter"));
        assert_eq!(
            failed(Kind::MacOs, RadioError::NoAnswer).as_deref(),
            Some("permission"),
            "macOS may be waiting for an answer"
        );
    }

    #[test]
    fn the_system_has_a_line_and_a_far_computer_gets_a_warning() {
        let words = Words::built_in("en").unwrap();
        let near = system(&on(Kind::Linux(Services::OpenRc)), &words);
        assert_eq!((near.state, near.found.as_str()), (Ok, "Linux with OpenRC"));
        let far = system(&System { over_ssh: true, ..on(Kind::MacOs) }, &words);
        assert_eq!((far.state, far.found.as_str()), (Warn, "macOS, over ssh"));
        assert!(far.todo.unwrap().contains("straps must be near"));
    }
}
