//! Does every notification hold exactly one interval, whatever the time? Then it is the last one, sampled.
//!
//! An honest strap sends as many as there were beats. Only at one beat a notification is that always one, and then the
//! intervals add up to the time. Here they do not: beats are left out, or sent again.

use super::{sum_us, us_since};
use crate::event::moment::Moment;
use crate::heart::measurement::Measurement;

/// Notifications in a row, and how far their intervals must be from the time, in µs. An honest strap is off by one
/// interval at most, and by the time that a notification may be late: assumption.
const ENOUGH: u32 = 15;
const APART_US: i64 = 2_500_000;
/// The usual wait before any was seen, in µs, and the share by which each changes it. Assumption.
const USUAL_US: i64 = 1_000_000;
const USUAL_CHANGES: i64 = 8;
/// Notifications with another number of intervals after which the fault is over. Assumption.
const OVER: u8 = 5;

/// A run of notifications with one interval each.
#[derive(Debug)]
pub(super) struct OneInterval {
    began: Option<Moment>,
    last: Moment,
    /// The usual wait for a notification, in µs.
    usual_us: i64,
    /// Notifications after the first of the run, and the sum of their intervals in µs.
    count: u32,
    sum_us: i64,
    others: u8,
    is_certain: bool,
}

impl Default for OneInterval {
    fn default() -> Self {
        Self { began: None, last: Moment::START, usual_us: USUAL_US, count: 0, sum_us: 0, others: 0, is_certain: false }
    }
}

impl OneInterval {
    pub(super) fn take(&mut self, at: Moment, interrupted: bool, measurement: &Measurement<'_>) {
        let is_one = measurement.intervals().count() == 1;
        let waited = us_since(at, std::mem::replace(&mut self.last, at));
        // One between them was lost, or the link catches up. The run begins anew.
        let is_usual = (self.usual_us / 2..self.usual_us * 3 / 2).contains(&waited);
        let change =
            if is_usual { waited - self.usual_us } else { (waited - self.usual_us).signum() * self.usual_us / 8 };
        self.usual_us += change / USUAL_CHANGES;
        self.others = if is_one { 0 } else { self.others.saturating_add(u8::from(measurement.has_contact())) };
        self.is_certain &= self.others < OVER;
        let Some(began) = self.began.filter(|_| is_one && !interrupted && is_usual) else {
            (self.began, self.count, self.sum_us) = (is_one.then_some(at), 0, 0);
            return;
        };
        self.count = self.count.saturating_add(1);
        self.sum_us += sum_us(measurement);
        let apart = (self.sum_us - us_since(at, began)).abs();
        self.is_certain |= self.count >= ENOUGH && apart > APART_US;
    }

    pub(super) fn is_certain(&self) -> bool {
        self.is_certain
    }
}
