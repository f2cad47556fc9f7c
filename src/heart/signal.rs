//! What the signal of a strap allows, and when a figure is too old to be shown.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::event::input::Link;

/// After this time without a notification no figure is shown. Two and a half of a strap's usual seconds: an assumption. A
/// longer time shows a figure that may be wrong, a shorter one makes figures flicker.
pub const STALE_AFTER: Duration = Duration::from_millis(2500);

/// After this time without a clean beat no figure is shown, though notifications come. Two beats may wait for their
/// verdict, and a notification may hold beats of some seconds ago. An assumption.
pub const BEATLESS_AFTER: Duration = Duration::from_secs(5);

/// After this time without a notification no figure is shown, on a link that delivers in bursts: a quarter more than the
/// longest wait between two of them. An assumption.
pub(super) fn stale_after(hold: Option<Duration>) -> Duration {
    hold.map_or(STALE_AFTER, |hold| STALE_AFTER.max(hold * 5 / 4))
}

/// After this time without a clean beat no figure is shown, on such a link.
pub(super) fn beatless_after(hold: Option<Duration>) -> Duration {
    BEATLESS_AFTER + hold.filter(|hold| *hold > STALE_AFTER).unwrap_or_default()
}

/// What the signal of a strap allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// No strap at this seat.
    #[default]
    Absent,
    /// A strap that is not (or no longer) delivering. The link says why.
    Waiting,
    /// Delivering, but not enough clean beats yet.
    Settling,
    /// Enough clean beats.
    Good,
    /// Heart rate only: this strap sends no RR intervals, or none that are heartbeats.
    RateOnly,
    /// The strap does not feel skin.
    NoContact,
    /// Nothing came for a while, though it should.
    Silent,
}

/// What the signal depends on.
pub(super) struct SignalState {
    pub(super) link: Link,
    /// How long no notification has come, if any ever came.
    pub(super) silence: Option<Duration>,
    /// The longest silence of a strap that delivers.
    pub(super) stale_after: Duration,
    pub(super) has_contact: bool,
    pub(super) has_heart_rate: bool,
    /// Whether the strap sends no RR intervals, or none that are heartbeats.
    pub(super) is_rate_only: bool,
}

/// Whether notifications come over a link on which they should.
pub(super) fn is_delivering(link: Link, silence: Option<Duration>, stale_after: Duration) -> bool {
    matches!(link, Link::Subscribed | Link::Quiet) && silence.is_some_and(|silence| silence < stale_after)
}

impl Signal {
    pub(super) fn of(state: &SignalState) -> Self {
        match state.link {
            Link::Absent => Self::Absent,
            link if is_delivering(link, state.silence, state.stale_after) => Self::of_delivering(state),
            Link::Subscribed if state.silence.is_some() => Self::Silent,
            _ => Self::Waiting,
        }
    }

    fn of_delivering(state: &SignalState) -> Self {
        if !state.has_contact {
            Self::NoContact
        } else if !state.has_heart_rate {
            Self::Settling
        } else if state.is_rate_only {
            Self::RateOnly
        } else {
            Self::Good
        }
    }
}
