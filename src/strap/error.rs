//! What can be wrong with Bluetooth, and the only place that classifies the system's errors.

use super::link::Failure;

/// Why Bluetooth cannot be used, or why a step failed. What to say of it depends on the system and the language, so it has no
/// text of its own: `commands::bluetooth` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RadioError {
    /// The message bus cannot be reached.
    NoBus,
    /// The Bluetooth service does not run: on Linux no program offers `org.bluez` on the bus.
    NoService,
    /// The computer has no adapter.
    NoAdapter,
    /// The adapter is off. The program never switches it on.
    SwitchedOff,
    /// The kernel of Linux (rfkill) blocks the adapter.
    Blocked,
    /// The system refuses this user, or this terminal.
    NotAllowed,
    /// The Bluetooth service runs, but does not answer.
    NoAnswer,
    /// Any other error, in the words of the system.
    Other(String),
}

impl RadioError {
    /// The failure that the link policy sees.
    pub(crate) const fn failure(&self) -> Failure {
        match self {
            Self::NoBus | Self::NoService | Self::NotAllowed => Failure::NoBluetooth,
            Self::NoAdapter | Self::SwitchedOff | Self::Blocked => Failure::NoAdapter,
            Self::NoAnswer => Failure::TimedOut,
            Self::Other(_) => Failure::Other,
        }
    }
}

/// Parts of the system's errors that name their cause: names of D-Bus errors, and numbers of Windows errors (`WinError.h`).
/// Both are the same in every language.
const CAUSES: [(&str, RadioError); 22] = [
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
    // Access is denied; the service is disabled, missing or not active; the device is not available, as with Bluetooth off.
    ("0x80070005", RadioError::NotAllowed),
    ("0x80070422", RadioError::NoService),
    ("0x80070424", RadioError::NoService),
    ("0x80070426", RadioError::NoService),
    ("0x800710DF", RadioError::SwitchedOff),
];

/// The error that the system's text names. `details` contains the names of D-Bus errors; `words` is the text for people.
pub(crate) fn classify(details: &str, words: &str) -> RadioError {
    let named = CAUSES.iter().find(|(name, _)| details.contains(name)).map(|(_, error)| error.clone());
    named.unwrap_or_else(|| {
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
            // Only the debug form contains the name of a D-Bus error.
            _ => classify(&format!("{error:?}"), &error.to_string()),
        }
    }
}

/// Whether the system says that the call is being carried out, or has been carried out, already.
#[cfg(feature = "ble")]
pub(super) fn is_already_done(error: &btleplug::Error) -> bool {
    let details = format!("{error:?}");
    ["org.bluez.Error.InProgress", "org.bluez.Error.AlreadyConnected"].iter().any(|name| details.contains(name))
}

/// Why a choice of straps cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum StrapError {
    /// Both sides were given the same strap.
    #[error(
        "The strap {0} was given to both sides. Each of you needs one of your own: choose again with `breathmark straps`."
    )]
    SameForBoth(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_system_are_classified_by_name() {
        let blocked = r"Other(DbusError(D-Bus error: Blocked through rfkill (org.bluez.Error.Blocked)))";
        assert_eq!(classify(blocked, "Blocked through rfkill"), RadioError::Blocked);
        let missing = "D-Bus error: (org.freedesktop.DBus.Error.ServiceUnknown)";
        assert_eq!(classify(missing, ""), RadioError::NoService);
    }

    #[test]
    fn errors_of_windows_are_classified_by_number() {
        let off =
            r#"Other("Error { code: HRESULT(0x800710DF), message: \"Das Gerät kann nicht verwendet werden.\" }")"#;
        assert_eq!(classify(off, ""), RadioError::SwitchedOff);
    }

    #[test]
    fn an_unknown_error_keeps_the_words_of_the_system() {
        let error = classify("Other(\"le-connection-abort-by-local\")", "le-connection-abort-by-local.");
        assert_eq!(error, RadioError::Other("le-connection-abort-by-local".to_owned()));
    }
}
