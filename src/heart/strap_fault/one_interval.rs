//! Does every notification hold exactly one interval, whatever the time? Then it is the last one, sampled.
//!
//! An honest strap sends as many as there were beats. Only at one beat a notification is that always one, and then the
//! intervals add up to the time. Here they do not: beats are left out, or sent again.

use super::us_since;
use crate::event::moment::Moment;
use crate::heart::measurement::Measurement;

/// Notifications in a row, and how far their intervals must be from the time, in µs. An honest strap is off by one
/// interval at most, and by the time that a notification may be late: assumption.
const ENOUGH: u32 = 15;
const APART_US: i64 = 2_500_000;
/// How much of the time the intervals may fall behind while the strap may send milliseconds: 24/1024 is 2.34 %. As in
/// `interval_unit`.
const MS_BEHIND_IN_1000: i64 = 28;
/// The usual wait before any was seen, in µs, and the share by which each changes it. Assumption.
const USUAL_US: i64 = 1_000_000;
const USUAL_CHANGES: i64 = 8;
/// Notifications in a row with another number of intervals after which the fault is over. Assumption.
const OVER: u8 = 5;
/// It is also over when the intervals have fitted the time for this long, in µs, to within the longest interval of most
/// hearts. Either one of the notifications had another number of intervals, or the stream is a new one. Assumption.
const FITS_FOR_US: i64 = 30_000_000;
const FITS_US: i64 = 1_800_000;
/// At one beat a notification no other number comes, and a last interval again and again hardly differs from every beat.
/// There it must have fitted for this long, in µs. Assumption.
const ONE_FITS_FOR_US: i64 = 180_000_000;

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
    trial: Trial,
    is_certain: bool,
}

/// How the intervals fit the time since a moment, once the fault is certain.
#[derive(Clone, Copy, Debug)]
struct Trial {
    began: Moment,
    sum_us: i64,
    /// Whether nothing speaks for the fault but the past: another number of intervals came, or a new connection.
    is_short: bool,
}

impl Trial {
    const fn begin(at: Moment, is_short: bool) -> Self {
        Self { began: at, sum_us: 0, is_short }
    }

    /// Whether the fault is over with these intervals.
    fn is_passed(&mut self, at: Moment, is_one: bool, sum_us: i64) -> bool {
        self.sum_us += sum_us;
        self.is_short |= !is_one;
        let passed = us_since(at, self.began);
        if (self.sum_us - passed).abs() > FITS_US {
            *self = Self::begin(at, false);
            return false;
        }
        passed >= if self.is_short { FITS_FOR_US } else { ONE_FITS_FOR_US }
    }
}

/// What is known of a notification beside its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// It is the first one of a connection.
    pub(super) resumes: bool,
    /// It comes in a burst, and so says nothing about when it was sent.
    pub(super) bursts: bool,
    /// Its intervals may be milliseconds, and then are longer than they look.
    pub(super) may_be_ms: bool,
}

impl Default for OneInterval {
    fn default() -> Self {
        Self {
            began: None,
            last: Moment::START,
            usual_us: USUAL_US,
            count: 0,
            sum_us: 0,
            others: 0,
            trial: Trial::begin(Moment::START, false),
            is_certain: false,
        }
    }
}

impl OneInterval {
    /// Processes a notification whose intervals are `sum_us` long.
    pub(super) fn take(&mut self, at: Moment, context: Context, measurement: &Measurement<'_>, sum_us: i64) {
        let is_one = measurement.intervals().count() == 1;
        let waited = us_since(at, std::mem::replace(&mut self.last, at));
        // One between them was lost, or the link catches up. The run begins anew.
        let is_usual = (self.usual_us / 2..self.usual_us * 3 / 2).contains(&waited);
        let change =
            if is_usual { waited - self.usual_us } else { (waited - self.usual_us).signum() * self.usual_us / 8 };
        self.usual_us += change / USUAL_CHANGES;
        self.others = if is_one { 0 } else { self.others.saturating_add(u8::from(measurement.has_contact())) };
        if context.resumes {
            self.trial = Trial::begin(at, true);
        } else if self.is_certain {
            self.is_certain = self.others < OVER && !self.trial.is_passed(at, is_one, sum_us);
        }
        let interrupted = context.resumes || context.bursts;
        let Some(began) = self.began.filter(|_| is_one && !interrupted && is_usual) else {
            (self.began, self.count, self.sum_us) = (is_one.then_some(at), 0, 0);
            return;
        };
        self.count = self.count.saturating_add(1);
        self.sum_us += sum_us;
        let passed = us_since(at, began);
        let (ahead, behind) = (self.sum_us - passed, passed - self.sum_us);
        let may_be_behind = if context.may_be_ms { passed * MS_BEHIND_IN_1000 / 1000 } else { 0 };
        let is_apart = ahead > APART_US || behind > APART_US + may_be_behind;
        if self.count >= ENOUGH && is_apart && !self.is_certain {
            self.is_certain = true;
            self.trial = Trial::begin(at, false);
        }
    }

    /// The intervals so far were read in a wrong unit: they show nothing.
    pub(super) fn forget(&mut self) {
        *self = Self { last: self.last, usual_us: self.usual_us, ..Self::default() };
    }

    pub(super) fn is_certain(&self) -> bool {
        self.is_certain
    }
}
