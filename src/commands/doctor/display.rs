//! The check whether the display stays awake during a talk.

use super::check::DoctorCheck;
use crate::app::awake::{Wakefulness, look};
use crate::system::{Kind, System};
use crate::words::Words;

/// The check. Where the program can't ask for it, the display goes dark as the system's settings say.
pub(crate) fn check(system: &System, words: &Words) -> DoctorCheck {
    let words = &words.awake;
    let set_longer = match system.kind {
        Kind::MacOs => &words.set_longer_on_macos,
        Kind::Windows => &words.set_longer_on_windows,
        _ => &words.set_longer,
    };
    match look() {
        Some(Wakefulness::Kept) => DoctorCheck::ok(&words.name, words.stays_on.as_str()),
        Some(Wakefulness::NotKept) | None => DoctorCheck::warn(&words.name, words.may_go_dark.as_str(), set_longer),
    }
}
