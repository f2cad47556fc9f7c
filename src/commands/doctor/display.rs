//! The check whether the display stays awake during a talk.

use super::check::DoctorCheck;
use crate::app::awake::{Wakefulness, look};
use crate::words::Words;

/// The check; nothing on systems where the program doesn't ask for it.
pub(crate) fn check(words: &Words) -> Option<DoctorCheck> {
    let words = &words.awake;
    Some(match look()? {
        Wakefulness::Kept => DoctorCheck::ok(&words.name, words.stays_on.as_str()),
        Wakefulness::NotKept => DoctorCheck::warn(&words.name, words.may_go_dark.as_str(), words.set_longer.as_str()),
    })
}
