//! What the link policy asks for, and what comes back.

use std::time::Duration;

use crate::event::input::Link;

/// What the policy asks of the one who holds the radio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkCommand {
    /// Tell the session this state of the link.
    Report(Link),
    /// Begin a step; one that is still running is given up. Every step is answered by one [`LinkEvent`].
    Start(LinkStep),
    /// Hand the radio on to the other strap.
    ReleaseRadio,
}

/// Something that takes time. It is answered, or reported as [`Failure::TimedOut`], within its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStep {
    /// See that there is an adapter and that it is on; with `renew`, over a new connection to the system.
    Open {
        /// Whether the connection to the system has proved dead.
        renew: bool,
    },
    /// Wait for the radio: one strap at a time scans and connects.
    AwaitRadio,
    /// Look among the devices that the system knows.
    Find,
    /// Scan until the strap is heard, at most for this long, and stop scanning.
    Scan(Duration),
    /// Connect. While it waits, the system connects the moment the strap is back, which nothing else does as fast; and
    /// an attempt that is given up just then costs seconds, or on Linux even leaves a link behind that nobody knows of.
    /// So it is given long.
    Connect,
    /// Discover the services.
    Discover,
    /// Subscribe to the measurements.
    Subscribe {
        /// The number that the notifications of this subscription carry.
        epoch: u32,
        /// Whether to end the subscription that stands first.
        again: bool,
    },
    /// Ask whether the link is still up.
    Probe,
    /// Read the battery level.
    ReadBattery,
    /// Disconnect and see that the link is down.
    Disconnect,
}

impl LinkStep {
    /// How long the step may take; `None` if it may wait for ever.
    pub const fn limit(self) -> Option<Duration> {
        let secs = match self {
            Self::AwaitRadio => return None,
            Self::Scan(limit) => return Some(limit.saturating_add(Duration::from_secs(4))),
            Self::Connect => 20,
            Self::Discover | Self::Open { .. } => 10,
            Self::Find | Self::Subscribe { .. } | Self::ReadBattery | Self::Disconnect => 5,
            Self::Probe => 2,
        };
        Some(Duration::from_secs(secs))
    }
}

/// What the policy is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEvent {
    /// Time has passed; nothing else.
    Wake,
    /// There is an adapter, and it is on.
    Opened,
    /// The radio is this strap's until it is released.
    Granted,
    /// The strap is known to the system.
    Found {
        /// Whether a link to it is up already.
        connected: bool,
    },
    /// The strap is on the air: an advert has just been heard.
    Heard,
    /// Not known, or nothing heard.
    NotSeen,
    /// The link is up.
    Connected,
    /// The services have been discovered.
    Discovered {
        /// Whether the heart-rate measurement is among them.
        heart_rate: bool,
    },
    /// The strap has accepted the subscription.
    Subscribed,
    /// A measurement came that can be decoded.
    Measured {
        /// Of which subscription.
        epoch: u32,
    },
    /// The answer to a probe.
    Alive(bool),
    /// The battery was read, or has none to read.
    BatteryRead,
    /// The system says that the link went down.
    Dropped,
    /// The machine has slept: whatever link there was is gone, or as good as gone.
    Awoke,
    /// The system says that the adapter was switched off.
    SwitchedOff,
    /// The link is down, as asked.
    Disconnected,
    /// The step failed.
    Failed(Failure),
}

/// Why a step failed, as far as the policy needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It took longer than its limit.
    TimedOut,
    /// The adapter is missing, off or blocked.
    NoAdapter,
    /// The system's Bluetooth service does not answer.
    NoBluetooth,
    /// Anything else: try again.
    Other,
}
