//! How notifications are delivered: one by one, or in bursts some seconds apart.
//!
//! A phone, a proxy or a congested link collects notifications and hands them over together (esp-idf issue 2685,
//! NimBLE-Arduino issue 414). Nothing is lost then, but everything is a few seconds old, and a silence of some seconds is
//! no silence. A burst is recognised by the intervals in it: they are as long as the wait before it. After a lost
//! notification they are shorter.

use std::time::Duration;

use crate::event::moment::Moment;

/// Notifications that follow within this time belong to one burst. Assumption: straps send about one a second.
const BURST: Duration = Duration::from_millis(500);
/// Bursts that are looked at together.
const BURSTS: usize = 4;
/// How many of them follow a long wait, and how long that is. One hold-up must not look like bursts. Assumption.
const LONG: usize = 3;
pub(crate) const LONG_WAIT: Duration = Duration::from_millis(1750);
/// How far the intervals of these bursts may be from their waits: one long interval, and one notification. Assumption.
const LEVEL: Duration = Duration::from_millis(1800);
/// No strap sends more seldom than this by itself. Assumption: a strap of two seconds is the slowest that is known.
const SELDOM: Duration = Duration::from_millis(2500);
/// The longest wait between two bursts that is believed. The link ends after a longer silence.
const LONGEST_WAIT: Duration = Duration::from_secs(12);

/// The last bursts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Delivery {
    last: Option<Moment>,
    /// The last bursts, newest last, and the one under way.
    bursts: [Burst; BURSTS],
    now: Burst,
    /// When the burst under way began.
    began: Moment,
    /// What the last bursts show. It changes only where a new one begins.
    hold: Option<Duration>,
    in_bursts: bool,
}

/// Notifications that came together.
#[derive(Clone, Copy, Debug, Default)]
struct Burst {
    /// The silence before it.
    silence: Duration,
    /// The time since the burst before it began. A link may spread a burst over a second: that is no part of the silence, and
    /// the strap measured all the same.
    wait: Duration,
    /// The sum of its intervals, and the number of its notifications.
    sum: Duration,
    count: u32,
}

impl Delivery {
    /// Processes a notification with intervals of this `sum`. The sum of the first one came before it, and doesn't count.
    pub(super) fn take(&mut self, at: Moment, sum: Duration) {
        let Some(last) = self.last.replace(at) else {
            (self.began, self.now.count) = (at, 1);
            return;
        };
        let silence = at.since(last);
        if silence >= BURST {
            self.bursts.rotate_left(1);
            self.bursts[BURSTS - 1] = self.now;
            let wait = at.since(std::mem::replace(&mut self.began, at));
            self.now = Burst { silence, wait, ..Burst::default() };
            self.judge();
        }
        self.now.sum += sum;
        self.now.count = self.now.count.saturating_add(1);
    }

    /// The longest wait between the bursts in which notifications come; none if they come one by one.
    pub(super) fn hold(&self) -> Option<Duration> {
        self.hold
    }

    /// Whether the arrival of a notification says nothing about when it was sent: several come in a burst, or one comes so
    /// seldom that a link must have merged them.
    pub(super) fn in_bursts(&self) -> bool {
        self.in_bursts
    }

    /// Judges the last bursts.
    fn judge(&mut self) {
        let several_or_seldom = self.are_most(|burst| burst.count > 1) || self.are_most(|burst| burst.silence > SELDOM);
        self.hold = self.longest_wait();
        self.in_bursts = self.hold.is_some() && several_or_seldom;
    }

    fn are_most(&self, is_so: impl Fn(&Burst) -> bool) -> bool {
        self.bursts.iter().filter(|burst| is_so(burst)).count() >= LONG
    }

    fn longest_wait(&self) -> Option<Duration> {
        let waits = self.bursts.map(|burst| burst.wait);
        if !self.are_most(|burst| burst.silence >= LONG_WAIT) || waits.iter().any(|wait| *wait > LONGEST_WAIT) {
            return None;
        }
        let (waited, sum): (Duration, Duration) = (waits.iter().sum(), self.bursts.iter().map(|burst| burst.sum).sum());
        // Without intervals nothing shows whether notifications are lost, and nothing depends on it.
        (sum.is_zero() || waited.abs_diff(sum) <= LEVEL).then(|| waits.into_iter().max().unwrap_or_default())
    }

    /// Whether a notification at `at` belongs to the burst before it.
    pub(super) fn is_in_burst(&self, at: Moment) -> bool {
        self.last.is_some_and(|last| at.since(last) < BURST)
    }
}
