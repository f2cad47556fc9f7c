//! What can be wrong with Bluetooth, in sentences for people, and the one place that tells errors apart.

use super::link::Failure;

/// Why the radio cannot be used, or a step over it failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RadioError {
    /// The system bus cannot be reached.
    #[error(
        "Bluetooth can't be reached, because the system's message service (D-Bus) isn't running. \
         Start it with `sudo systemctl start dbus` and try again."
    )]
    NoBus,
    /// Nobody offers `org.bluez`.
    #[error(
        "The Bluetooth service isn't running. Install the package `bluez` if it is missing, start it with \
         `sudo systemctl start bluetooth`, and try again."
    )]
    NoService,
    /// There is no adapter.
    #[error("This computer has no Bluetooth adapter that is ready. Plug one in, or wait a moment, and try again.")]
    NoAdapter,
    /// The adapter is off. Only its owner switches it on.
    #[error(
        "Bluetooth is switched off. Switch it on in the system's settings, or with `bluetoothctl power on`, \
         and try again."
    )]
    SwitchedOff,
    /// rfkill blocks the adapter.
    #[error(
        "Bluetooth is blocked, by airplane mode or by a switch on the computer. Release it, for example with \
         `rfkill unblock bluetooth`, and try again."
    )]
    Blocked,
    /// The system refuses.
    #[error(
        "The system doesn't let this user use Bluetooth. Try from the desktop's own session, or see \
         hardware/linux.md for what must be allowed."
    )]
    NotAllowed,
    /// The Bluetooth service is there, but does not answer.
    #[error(
        "The Bluetooth service doesn't answer. Restart it, for example with `sudo systemctl restart bluetooth`, \
         and try again."
    )]
    NoAnswer,
    /// Anything else: the words of the system.
    #[error("Bluetooth reported a problem: {0}. Trying again often helps.")]
    Other(String),
}

impl RadioError {
    /// What the link policy makes of it.
    pub const fn failure(&self) -> Failure {
        match self {
            Self::NoBus | Self::NoService | Self::NotAllowed => Failure::NoBluetooth,
            Self::NoAdapter | Self::SwitchedOff | Self::Blocked => Failure::NoAdapter,
            Self::NoAnswer => Failure::TimedOut,
            Self::Other(_) => Failure::Other,
        }
    }
}

/// The words by which the system's errors are known. D-Bus names stay the same in every language.
const KNOWN: [(&str, RadioError); 17] = [
    ("org.bluez.Error.Blocked", RadioError::Blocked),
    ("rfkill", RadioError::Blocked),
    ("org.bluez.Error.NotReady", RadioError::SwitchedOff),
    ("org.freedesktop.DBus.Error.AccessDenied", RadioError::NotAllowed),
    ("org.freedesktop.DBus.Error.AuthFailed", RadioError::NotAllowed),
    ("org.freedesktop.DBus.Error.ServiceUnknown", RadioError::NoService),
    ("org.freedesktop.DBus.Error.NameHasNoOwner", RadioError::NoService),
    ("org.freedesktop.DBus.Error.Spawn", RadioError::NoService),
    ("org.freedesktop.systemd1", RadioError::NoService),
    ("org.freedesktop.DBus.Error.FileNotFound", RadioError::NoBus),
    ("org.freedesktop.DBus.Error.NoServer", RadioError::NoBus),
    ("org.freedesktop.DBus.Error.BadAddress", RadioError::NoBus),
    ("org.freedesktop.DBus.Error.Disconnected", RadioError::NoBus),
    ("org.freedesktop.DBus.Error.IOError", RadioError::NoBus),
    ("org.freedesktop.DBus.Error.NoReply", RadioError::NoAnswer),
    ("org.freedesktop.DBus.Error.Timeout", RadioError::NoAnswer),
    ("org.freedesktop.DBus.Error.TimedOut", RadioError::NoAnswer),
];

/// Tells errors apart by the system's own words: `details` with all names in it, `words` for people.
pub fn classify(details: &str, words: &str) -> RadioError {
    let known = KNOWN.iter().find(|(sign, _)| details.contains(sign)).map(|(_, error)| error.clone());
    known.unwrap_or_else(|| {
        RadioError::Other(crate::words::printable::shown(words, 120).trim_end_matches('.').to_owned())
    })
}

#[cfg(feature = "ble")]
impl From<btleplug::Error> for RadioError {
    fn from(error: btleplug::Error) -> Self {
        match error {
            btleplug::Error::PermissionDenied => Self::NotAllowed,
            btleplug::Error::NoAdapterAvailable => Self::NoAdapter,
            btleplug::Error::TimedOut(_) => Self::NoAnswer,
            // Only the debug form carries the name of a D-Bus error.
            _ => classify(&format!("{error:?}"), &error.to_string()),
        }
    }
}

/// Whether the system says that what was asked is being done, or has been done, already.
#[cfg(feature = "ble")]
pub(super) fn already(error: &btleplug::Error) -> bool {
    let details = format!("{error:?}");
    ["org.bluez.Error.InProgress", "org.bluez.Error.AlreadyConnected"].iter().any(|sign| details.contains(sign))
}

/// What can be wrong with the choice of straps.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StrapError {
    /// Both partners cannot wear one strap.
    #[error(
        "The strap {0} was given to both sides. Each of you needs one of your own: choose again with `breathmark straps`."
    )]
    SameForBoth(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_errors_are_told_apart_by_name() {
        let blocked = r"Other(DbusError(D-Bus error: Blocked through rfkill (org.bluez.Error.Blocked)))";
        assert_eq!(classify(blocked, "Blocked through rfkill"), RadioError::Blocked);
        let missing = "D-Bus error: (org.freedesktop.DBus.Error.ServiceUnknown)";
        assert_eq!(classify(missing, ""), RadioError::NoService);
    }

    #[test]
    fn an_unknown_error_keeps_the_systems_words() {
        let error = classify("Other(\"le-connection-abort-by-local\")", "le-connection-abort-by-local");
        assert_eq!(
            error.to_string(),
            "Bluetooth reported a problem: le-connection-abort-by-local. Trying again often helps."
        );
    }
}
