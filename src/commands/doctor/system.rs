//! The checks from the message bus up to the adapter. The first failure explains everything after it, so the rest is skipped.

use std::process::{Command, Stdio};

use super::check::DoctorCheck;
use crate::strap::RadioError;
use crate::words::commands::{Doctor, DoctorFound, DoctorTodo, DoctorWrong};

/// The number of checks from the message bus to the adapter.
const STEPS: usize = 6;

/// The names of these checks in order, each with what is found if it works.
fn steps(words: &Doctor) -> [(&str, String); STEPS] {
    let (name, found) = (&words.name, &words.found);
    [
        (&*name.bus, found.bus.clone()),
        (&name.service, service(found)),
        (&name.permission, found.permission.clone()),
        (&name.adapter, found.adapter.clone()),
        (&name.rfkill, found.rfkill.clone()),
        (&name.power, found.power.clone()),
    ]
}

/// The checks, from the error with which an attempt to use the adapter ended.
pub(crate) fn checks(error: Option<&RadioError>, words: &Doctor) -> Vec<DoctorCheck> {
    let failed = error.map_or(STEPS, failed_step);
    let steps = steps(words);
    let mut checks: Vec<DoctorCheck> =
        steps[..failed].iter().map(|(name, found)| DoctorCheck::ok(name, found.as_str())).collect();
    if let (Some((name, _)), Some(error)) = (steps.get(failed), error) {
        checks.push(DoctorCheck::fail(name, wrong(error, &words.wrong), todo(error, &words.todo)));
        checks.extend(steps[failed + 1..].iter().map(|(name, _)| DoctorCheck::skipped(name, words)));
    }
    checks
}

/// The index of the check in which an error arises.
fn failed_step(error: &RadioError) -> usize {
    match error {
        RadioError::NoBus => 0,
        RadioError::NoService | RadioError::NoAnswer | RadioError::Other(_) => 1,
        RadioError::NotAllowed => 2,
        RadioError::NoAdapter => 3,
        RadioError::Blocked => 4,
        RadioError::SwitchedOff => 5,
    }
}

fn service(words: &DoctorFound) -> String {
    service_version().map_or_else(|| words.service_unknown.clone(), |v| words.service.with(&[("version", &v)]))
}

fn wrong<'a>(error: &'a RadioError, words: &'a DoctorWrong) -> &'a str {
    match error {
        RadioError::NoBus => &words.bus,
        RadioError::NoService => &words.service,
        RadioError::NoAnswer => &words.no_answer,
        RadioError::NotAllowed => &words.permission,
        RadioError::NoAdapter => &words.adapter,
        RadioError::Blocked => &words.blocked,
        RadioError::SwitchedOff => &words.off,
        RadioError::Other(words) => words,
    }
}

/// What to do about the error.
pub(crate) fn todo<'a>(error: &RadioError, words: &'a DoctorTodo) -> &'a str {
    match error {
        RadioError::NoBus => &words.bus,
        RadioError::NoService => &words.service,
        RadioError::NoAnswer | RadioError::Other(_) => &words.restart,
        RadioError::NotAllowed => &words.permission,
        RadioError::NoAdapter => &words.adapter,
        RadioError::Blocked => &words.blocked,
        RadioError::SwitchedOff => &words.off,
    }
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
mod tests {
    use super::super::check::CheckState::{Fail, Ok, Skipped};
    use super::*;
    use crate::words::Words;

    #[test]
    fn checks_after_the_first_failure_are_skipped() {
        let words = &Words::built_in("en").expect("our own words").doctor;
        let states = |error| checks(Some(error), words).into_iter().map(|check| check.state).collect::<Vec<_>>();
        assert_eq!(states(&RadioError::NoBus), [Fail, Skipped, Skipped, Skipped, Skipped, Skipped]);
        assert_eq!(states(&RadioError::NotAllowed), [Ok, Ok, Fail, Skipped, Skipped, Skipped]);
        assert_eq!(states(&RadioError::SwitchedOff), [Ok, Ok, Ok, Ok, Ok, Fail]);
        assert!(checks(None, words).iter().all(|check| check.state == Ok));
    }

    #[test]
    fn every_failure_says_what_to_do() {
        let words = &Words::built_in("en").expect("our own words").doctor;
        for error in [RadioError::NoBus, RadioError::NoService, RadioError::Blocked, RadioError::NoAdapter] {
            let check = checks(Some(&error), words).into_iter().find(|check| check.state == Fail);
            assert!(check.is_some_and(|check| check.todo.is_some_and(|todo| todo.len() > 10)), "{error:?}");
        }
    }
}
