//! What an alarm is worth, by the time since the onset of an episode.

/// An alarm this soon after an onset finds the episode, in seconds. Assumption; `docs/detection.md` gives it as the
/// meaning of "found". A longer time finds more episodes, and chance finds more of them.
pub(crate) const FOUND_WITHIN_S: f64 = 120.0;
/// An alarm later than [`FOUND_WITHIN_S`] and sooner than this is not counted at all, in seconds. Assumption: the heart
/// may still be up. A longer time makes fewer alarms false.
pub(crate) const AFTERMATH_S: f64 = 240.0;

/// What an alarm is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AlarmKind {
    /// It finds the episode, unless an earlier alarm did.
    Found,
    /// It comes too late to find the episode, and too soon to be false.
    Aftermath,
    /// No episode explains it.
    False,
}

impl AlarmKind {
    /// The kind of an alarm that comes `since_onset_s` after an onset. Without an episode that time is infinite.
    pub(crate) fn after(since_onset_s: f64) -> Self {
        match since_onset_s {
            ..=FOUND_WITHIN_S => Self::Found,
            ..=AFTERMATH_S => Self::Aftermath,
            _ => Self::False,
        }
    }
}
