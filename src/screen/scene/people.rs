//! The two people and their straps, as a scene shows them.

use crate::heart::strap_fault::StrapFault;

/// One person, as far as the screen shows them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonView {
    /// Their name.
    pub name: String,
    /// Their strap.
    pub strap: StrapView,
    /// The battery level in per cent, when it is low.
    pub low_battery: Option<u8>,
    /// Whether this person wishes to see numbers.
    pub wants_numbers: bool,
    /// The numbers, rounded, when both wish to see them.
    pub numbers: Option<Numbers>,
}

/// Numbers for the screen, in whole beats a minute and milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Heart rate over 10 s.
    pub heart_rate: Option<u16>,
    /// RMSSD over 30 s.
    pub rmssd: Option<u16>,
}

/// The state of a strap, in the screen's terms. Seconds are whole, so a scene changes once a second at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StrapView {
    /// None at this seat.
    #[default]
    Absent,
    /// Being looked for.
    Searching,
    /// Found, connecting.
    Connecting,
    /// Connected; nothing has come yet.
    Quiet,
    /// Delivering; not enough clean beats yet.
    Settling,
    /// Enough clean beats.
    Good,
    /// Delivering a heart rate only.
    RateOnly,
    /// Delivering, but it does this wrong.
    Faulty(StrapFault),
    /// It reports no skin contact.
    NoContact,
    /// It reports no skin contact, but measures well.
    ContactDoubted,
    /// It delivered before, and has been silent for this many seconds.
    Silent(u64),
    /// The link is gone since this many seconds. The program reconnects by itself.
    Lost(u64),
    /// The device is no heart-rate strap.
    NotAHeartStrap,
    /// No Bluetooth adapter, or it is off.
    NoAdapter,
    /// The Bluetooth service does not answer.
    NoBluetooth,
}
