//! What can be wrong with Bluetooth, in sentences for people, and the only place that classifies the system's errors.

use super::link::Failure;

/// Why Bluetooth cannot be used, or why a step failed. Every sentence ends with what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RadioError {
    /// The message bus cannot be reached.
    #[error(
        "Bluetooth can't be reached, because the system's message service (D-Bus) isn't running. \
         Start it with `sudo systemctl start dbus` and try again."
    )]
    NoBus,
    /// No program offers `org.bluez` on the bus.
    #[error(
        "The Bluetooth service isn't running. Install the package `bluez` if it is missing, start it with \
         `sudo systemctl start bluetooth`, and try again."
    )]
    NoService,
    /// The computer has no adapter.
    #[error("This computer has no Bluetooth adapter that is ready. Plug one in, or wait a moment, and try again.")]
    NoAdapter,
    /// The adapter is off. The program never switches it on.
    #[error(
        "Bluetooth is switched off. Switch it on in the system's settings, or with `bluetoothctl power on`, \
         and try again."
    )]
    SwitchedOff,
    /// The kernel (rfkill) blocks the adapter.
    #[error(
        "Bluetooth is blocked, by airplane mode or by a switch on the computer. Release it, for example with \
         `rfkill unblock bluetooth`, and try again."
    )]
    Blocked,
    /// The system refuses this user.
    #[error(
        "The system doesn't let this user use Bluetooth. Try from the desktop's own session, or see \
         hardware/linux.md for what must be allowed."
    )]
    NotAllowed,
    /// The Bluetooth service runs, but does not answer.
    #[error(
        "The Bluetooth service doesn't answer. Restart it, for example with `sudo systemctl restart bluetooth`, \
         and try again."
    )]
    NoAnswer,
    /// Any other error, in the words of the system.
    #[error(
        "Bluetooth reported a problem: {0}. Try again. If that doesn't help, switch Bluetooth off and on, \
         and run `breathmark doctor`."
    )]
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

/// Parts of the system's errors that name their cause. The names of D-Bus errors are the same in every language.
const CAUSES: [(&str, RadioError); 17] = [
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
    fn an_unknown_error_keeps_the_words_of_the_system_and_says_what_to_do() {
        let error = classify("Other(\"le-connection-abort-by-local\")", "le-connection-abort-by-local");
        assert_eq!(
            error.to_string(),
            "Bluetooth reported a problem: le-connection-abort-by-local. Try again. If that doesn't help, switch \
             Bluetooth off and on, and run `breathmark doctor`."
        );
    }
}
