//! The commands of the link policy, the steps that take time, and the events that come back.

use std::time::Duration;

use crate::event::input::Link;

/// What the policy asks the task of its strap to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkCommand {
    /// Report this state of the link to the session.
    Report(Link),
    /// Start a step, and give up a running one. Every step is answered by one [`LinkEvent`].
    Start(LinkStep),
    /// Release the radio for the other strap.
    ReleaseRadio,
}

/// A step that takes time. It is answered within its limit, or it fails with [`Failure::TimedOut`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkStep {
    /// Check that there is an adapter and that it is on.
    Open {
        /// Whether to open a new connection to the system, because the old one is dead.
        renew: bool,
    },
    /// Wait for the radio: only one strap at a time scans and connects.
    AwaitRadio,
    /// Look for the strap among the devices that the system remembers.
    Find,
    /// Scan until the strap advertises, at most for this span, and stop scanning.
    Scan(Duration),
    /// Connect. A waiting system connects the moment the strap is back, faster than any new try. To give up at
    /// that moment costs seconds. On Linux it can also leave a link that the system does not know. The limit is therefore long.
    Connect,
    /// Discover the services.
    Discover,
    /// Subscribe to the measurements.
    Subscribe {
        /// The number that the notifications of this subscription carry.
        epoch: u32,
        /// Whether to end the present subscription first.
        renew: bool,
    },
    /// Ask whether the link is still up.
    Probe,
    /// Read the battery level.
    ReadBattery,
    /// Disconnect and see that the link is down.
    Disconnect,
}

impl LinkStep {
    /// How long the step may take; none if it may wait for ever.
    ///
    /// 20 s for a connect come from `scripts/real-stack --faults`: with 10 s, a strap that came back late took 4 to 9 s more.
    /// The other limits are assumptions: a healthy system needs far less, and a longer limit notices trouble later.
    pub(crate) const fn limit(self) -> Option<Duration> {
        let secs = match self {
            Self::AwaitRadio => return None,
            // Starting and stopping the scan takes time, too.
            Self::Scan(span) => return Some(span.saturating_add(Duration::from_secs(4))),
            Self::Connect => 20,
            Self::Discover | Self::Open { .. } => 10,
            Self::Find | Self::Subscribe { .. } | Self::ReadBattery | Self::Disconnect => 5,
            Self::Probe => 2,
        };
        Some(Duration::from_secs(secs))
    }
}

/// What happened to the link, for the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkEvent {
    /// Time has passed, and nothing else happened.
    Wake,
    /// There is an adapter, and it is on.
    Opened,
    /// The radio belongs to this strap until [`LinkCommand::ReleaseRadio`].
    RadioGranted,
    /// The system remembers the strap.
    Found {
        /// Whether a link to the strap is up already.
        connected: bool,
    },
    /// An advert of the strap has just been received.
    AdvertReceived,
    /// The system does not remember the strap, or no advert was received.
    NotFound,
    /// The link is up.
    Connected,
    /// The services have been discovered.
    Discovered {
        /// Whether the heart-rate measurement is among them.
        heart_rate: bool,
    },
    /// The strap has accepted the subscription.
    Subscribed,
    /// A measurement came, and it can be decoded.
    Measured {
        /// The number of its subscription.
        epoch: u32,
    },
    /// The answer to a probe: whether the link is up.
    Alive(bool),
    /// The battery was read, or the strap has no battery level.
    BatteryRead,
    /// The system reports that the link went down.
    Dropped,
    /// The machine has slept. A link from before is down, or soon will be.
    MachineSlept,
    /// The system reports that the adapter was switched off.
    SwitchedOff,
    /// The link is down, as commanded.
    Disconnected,
    /// The step failed.
    Failed(Failure),
}

/// Why a step failed, as far as the policy needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The step took longer than its limit.
    TimedOut,
    /// The adapter is missing, off or blocked.
    NoAdapter,
    /// The system's Bluetooth service does not answer.
    NoBluetooth,
    /// Any other error: try again.
    Other,
}
