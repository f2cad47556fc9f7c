//! Which system the program runs on, and what belongs to it: how its services are started, and where its user is.
//!
//! [`look`] looks at the computer. [`System::of`] is a pure function of what was found, so that the words for every system
//! are tested on one.

mod kind;
mod look;

pub(crate) use kind::{Facts, Kind, Service, Services, System};

/// The system that this process runs on.
pub(crate) fn here() -> System {
    System::of(&Facts::of_this_computer())
}
