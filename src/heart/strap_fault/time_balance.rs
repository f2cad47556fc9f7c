//! Are the intervals longer than the time that passed? Then beats, or notifications, come twice.
//!
//! A strap sends a beat after it happened. So from one notification on, the sum of the intervals never gets ahead of the
//! time by more than what the first one was late. Lost beats only put it behind. A link that was held up catches up, and
//! is then level again.

use super::us_since;
use crate::event::moment::Moment;

/// How far ahead of the time the intervals are certainly more than it, in µs. Assumption: a link ends after 12 s of
/// silence, and a late first notification brings some of that at most. A lower value takes such a start for the fault.
const CERTAIN_US: i64 = 8_000_000;
/// After a longer wait than this the intervals are compared anew, in µs, as after a reconnect: the program stood still, and
/// what the link kept for it is not the whole wait. A link ends after 12 s of silence.
const ANEW_AFTER_US: i64 = 12_000_000;
/// How far ahead they give no RMSSD yet, in µs: one long interval. Assumption.
const DOUBT_US: i64 = 2_500_000;
/// The range in which the sum is followed, in µs. Losses must not hide what comes after them for long. Assumption.
const RANGE_US: std::ops::RangeInclusive<i64> = -10_000_000..=20_000_000;
/// By how much of the time the intervals may exceed it for good, as one part of this: 3 %, more than the error of any
/// clock, and more than a wrong unit (2.4 %).
const SLACK: i64 = 33;
/// Notifications that follow within this time of the first one belong to its burst, in µs. Assumption.
const BURST_US: i64 = 250_000;
/// Time after which the intervals are compared anew, in µs, and what they may exceed it by: one long interval. What was
/// ahead before is then forgiven. Assumption.
const SPAN_US: i64 = 30_000_000;
const LEVEL_US: i64 = 2_000_000;
/// Beats that come twice now and then are forgiven that way. So the sum is also followed without forgiving, in µs: from no
/// more behind than a link can be, to where it is certainly more. A late first notification brings 12 s at most.
const LEAST_LONG_US: i64 = -12_000_000;
const CERTAIN_LONG_US: i64 = 16_000_000;
/// Below this it is over: four and a half minutes of honest beats.
const OVER_LONG_US: i64 = 8_000_000;

/// The sum of the intervals against the time.
#[derive(Debug, Default)]
pub(super) struct TimeBalance {
    last: Option<Moment>,
    /// Whether only the burst of the first notification has come.
    begins: bool,
    /// How far the intervals are ahead of the time, in µs.
    ahead_us: i64,
    span_us: i64,
    /// How much longer the intervals of this span are than the span.
    surplus_us: i64,
    is_more: bool,
    /// How far the intervals are ahead without forgiving, and whether that is too far.
    long_us: i64,
    is_more_in_long: bool,
}

impl TimeBalance {
    /// Processes a notification whose intervals are `sum_us` long.
    pub(super) fn take(&mut self, at: Moment, resumes: bool, sum_us: i64) {
        let goes_on = |last: &Moment| !resumes && us_since(at, *last) <= ANEW_AFTER_US;
        let Some(last) = self.last.replace(at).filter(goes_on) else {
            (self.begins, self.ahead_us) = (true, 0);
            (self.span_us, self.surplus_us) = (0, 0);
            if resumes {
                (self.long_us, self.is_more_in_long) = (0, false);
            }
            return;
        };
        let passed = us_since(at, last);
        self.begins &= passed < BURST_US;
        if self.begins {
            return;
        }
        let more = sum_us - passed;
        self.ahead_us = (self.ahead_us + more - passed / SLACK).clamp(*RANGE_US.start(), *RANGE_US.end());
        if !self.is_more {
            // What is known already says nothing of the beats after it.
            self.long_us = (self.long_us + more - passed / SLACK).clamp(LEAST_LONG_US, CERTAIN_LONG_US);
        }
        self.is_more_in_long = self.long_us >= if self.is_more_in_long { OVER_LONG_US } else { CERTAIN_LONG_US };
        self.span_us += passed;
        self.surplus_us += more;
        self.is_more |= self.ahead_us > CERTAIN_US;
        if self.span_us >= SPAN_US {
            if self.surplus_us < LEVEL_US {
                self.is_more = false;
                self.ahead_us = self.ahead_us.min(0);
            }
            (self.span_us, self.surplus_us) = (0, 0);
        }
    }

    pub(super) fn is_more_than_time(&self) -> bool {
        self.is_more || self.is_more_in_long
    }

    pub(super) fn is_in_doubt(&self) -> bool {
        self.ahead_us > DOUBT_US
    }
}
