//! What a strap does wrong, as far as its notifications show it: never by its name.
//!
//! | fault | recognised by | what is used instead |
//! |---|---|---|
//! | [`StrapFault::MoreThanTime`] | its intervals are longer than the time that passed (`time_balance`) | its own rate |
//! | [`StrapFault::OneInterval`] | one interval in every notification, whatever the time (`one_interval`) | its own rate |
//! | [`StrapFault::MadeFromRate`] | every interval follows from its own rate (`made_from_rate`) | its own rate |
//! | [`StrapFault::Smoothed`] | the beats hardly differ though the rate moves (`smoothed`) | its own rate |
//! | [`StrapFault::Milliseconds`] | intervals and time are 2.3 % apart (`interval_unit`) | the intervals, read as milliseconds |
//! | [`StrapFault::RateStandsStill`] | its own rate never changes (`still_rate`) | the intervals or their mean, or nothing |
//! | [`StrapFault::Padded`] | unused places for intervals hold zeros | the intervals |
//! | [`StrapFault::Bursts`] | notifications come in bursts (`beat::delivery`) | the intervals, some seconds late |
//!
//! Each notification costs the same, and memory does not grow.

mod interval_unit;
mod made_from_rate;
mod one_interval;
mod smoothed;
mod still_rate;
mod time_balance;

use serde::Serialize;

use super::measurement::{Contact, Measurement, PLAUSIBLE};
use super::skin_contact::ContactDoubt;
use crate::event::moment::Moment;
use interval_unit::IntervalUnit;
use made_from_rate::MadeFromRate;
use one_interval::{Context, OneInterval};
use smoothed::Smoothed;
use still_rate::{Intervals, StillRate};
use time_balance::TimeBalance;

/// What a strap does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StrapFault {
    /// Its intervals are longer than the time that passed: it sends every beat, or every notification, twice.
    MoreThanTime,
    /// It sends one interval in every notification, whether none, one or several beats came since the last.
    OneInterval,
    /// Its intervals follow from its own rate.
    MadeFromRate,
    /// Its intervals are smoothed.
    Smoothed,
    /// It sends milliseconds where the service has 1/1024 s.
    Milliseconds,
    /// Its own rate stands still.
    RateStandsStill,
    /// It fills unused places for intervals with zeros.
    Padded,
    /// Its notifications come in bursts, some seconds apart.
    Bursts,
}

impl StrapFault {
    /// All of them. The first that holds is the one that the screen names.
    pub const ALL: [Self; 8] = [
        Self::MoreThanTime,
        Self::OneInterval,
        Self::MadeFromRate,
        Self::Smoothed,
        Self::Milliseconds,
        Self::RateStandsStill,
        Self::Bursts,
        Self::Padded,
    ];

    /// Whether its intervals are no heartbeats, so that only its own rate is used.
    pub(crate) const fn spoils_intervals(self) -> bool {
        SPOILING.has(self)
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The faults with which the intervals are no heartbeats.
const SPOILING: FaultSet = FaultSet(
    StrapFault::MoreThanTime.bit()
        | StrapFault::OneInterval.bit()
        | StrapFault::MadeFromRate.bit()
        | StrapFault::Smoothed.bit(),
);

/// Some faults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FaultSet(u8);

impl FaultSet {
    /// Whether `fault` is among them.
    pub const fn has(self, fault: StrapFault) -> bool {
        self.0 & fault.bit() != 0
    }

    /// The faults, those that spoil most first.
    pub fn iter(self) -> impl Iterator<Item = StrapFault> {
        StrapFault::ALL.into_iter().filter(move |fault| self.has(*fault))
    }

    pub(crate) const fn add(&mut self, fault: StrapFault) {
        self.0 |= fault.bit();
    }

    /// Those that are not in `other`.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) const fn spoil_intervals(self) -> bool {
        self.0 & SPOILING.0 != 0
    }
}

/// Notifications with a zero in a place for an interval, besides a true one, until a strap counts as one that pads.
/// Assumption: a dry strap sends a zero now and then.
const PADDED: u8 = 5;

/// Watches one strap for its faults.
#[derive(Debug, Default)]
pub struct FaultWatch {
    balance: TimeBalance,
    one_interval: OneInterval,
    made_from_rate: MadeFromRate,
    smoothed: Smoothed,
    unit: IntervalUnit,
    still_rate: StillRate,
    padded: u8,
    contact_doubt: ContactDoubt,
    contact_is_wrong: bool,
}

impl FaultWatch {
    /// Processes one measurement that came at `at`. `resumes` says that it is the first of its connection. In `bursts` a
    /// notification does not come when it was sent.
    pub fn take(&mut self, at: Moment, resumes: bool, bursts: bool, measurement: &Measurement<'_>) {
        self.contact_is_wrong = self.contact_doubt.overrules(at, measurement);
        let mut measurement = *measurement;
        if self.contact_doubt.is_likely(at) {
            measurement.contact = Contact::Unsupported;
        }
        let measurement = &measurement;
        self.padded = self.padded.saturating_add(u8::from(is_padded(measurement)));
        let was_in_ms = self.unit.is_milliseconds();
        self.unit.take(at, resumes || bursts, measurement);
        let in_ms = self.unit.is_milliseconds();
        if in_ms && !was_in_ms {
            self.one_interval.forget();
        }
        let sum_us = if in_ms { sum_us(measurement) * 1024 / 1000 } else { sum_us(measurement) };
        self.balance.take(at, resumes, sum_us);
        let context = Context { resumes, bursts, may_be_ms: self.unit.may_be_milliseconds() };
        self.one_interval.take(at, context, measurement, sum_us);
        self.made_from_rate.take(at, measurement);
        self.smoothed.take(measurement);
        self.still_rate.take(at, measurement, self.intervals());
    }

    /// What the intervals are, as far as is known.
    fn intervals(&self) -> Intervals {
        if self.made_from_rate.is_certain() {
            Intervals::Made
        } else if self.balance.is_more_than_time() || self.one_interval.is_certain() {
            Intervals::OfTrueMean
        } else {
            Intervals::True
        }
    }

    /// Whether the heart may be paced, so that its rate may stand still.
    pub(crate) fn expect_pacing(&mut self, may_be_paced: bool) {
        self.still_rate.expect_pacing(may_be_paced);
    }

    pub(crate) fn expects_pacing(&self) -> bool {
        self.still_rate.expects_pacing()
    }

    /// What the strap does wrong now.
    pub fn faults(&self) -> FaultSet {
        let mut found = FaultSet::default();
        for (fault, holds) in [
            (StrapFault::MoreThanTime, self.balance.is_more_than_time()),
            (StrapFault::OneInterval, self.one_interval.is_certain()),
            (StrapFault::MadeFromRate, self.made_from_rate.is_certain()),
            (StrapFault::Smoothed, self.smoothed.is_certain()),
            (StrapFault::Milliseconds, self.unit.is_milliseconds()),
            (StrapFault::RateStandsStill, self.still_rate.is_certain()),
            (StrapFault::Padded, self.padded >= PADDED),
        ] {
            if holds {
                found.add(fault);
            }
        }
        found
    }

    /// Whether the intervals may turn out to be no heartbeats, so that there is no RMSSD yet.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.balance.is_in_doubt() || self.made_from_rate.is_in_doubt()
    }

    /// Whether the strap says that it feels no skin, and measures so well that it must.
    pub(crate) fn contact_is_wrong(&self) -> bool {
        self.contact_is_wrong
    }

    /// Whether the strap's own rate may be one that was measured some time ago.
    pub(crate) fn rate_may_be_stuck(&self) -> bool {
        self.still_rate.may_be_stuck()
    }

    /// Whether the strap's own rate has shown that it measures nothing.
    pub(crate) fn rate_is_dead(&self) -> bool {
        self.still_rate.is_dead()
    }
}

fn is_padded(measurement: &Measurement<'_>) -> bool {
    let intervals = measurement.intervals().count();
    intervals > 0 && intervals < measurement.rr_1024().len()
}

/// The sum of the intervals of a measurement in µs. None counts for more than a heart can wait: a dry strap sends much
/// longer ones.
fn sum_us(measurement: &Measurement<'_>) -> i64 {
    let ticks: i64 = measurement.intervals().map(|rr| i64::from(rr.min(*PLAUSIBLE.end()))).sum();
    ticks * 1_000_000 / 1024
}

/// How long after `earlier`, in µs.
fn us_since(at: Moment, earlier: Moment) -> i64 {
    at.since(earlier).as_micros().min(i64::MAX as u128) as i64
}
