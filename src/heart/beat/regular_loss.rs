//! Losses at regular times, which have a cause: something else uses the radio that often.
//!
//! Wi-Fi on the same chip looks for networks every 30 s while its signal is weak, and every two to five minutes otherwise
//! (`bgscan simple:30:-65:300` of `NetworkManager`). Other programs scan for Bluetooth devices every 30 s (`ioBroker.ble`
//! issue 421). Losses by chance are not regular.

use std::time::Duration;

use crate::event::moment::Moment;

/// Losses that are looked at. With a period below a minute they must be six, because fewer may look regular by chance;
/// with a longer one four.
const LOSSES: usize = 6;
const LOSSES_OF_SLOW: usize = 4;
const SLOW: Duration = Duration::from_mins(1);
/// The shortest period that is reported. With a shorter one, many losses look regular by chance. Assumption.
const SHORTEST: Duration = Duration::from_secs(10);
/// How far a loss may be from its regular time: one and a quarter notifications.
const NEAR: Duration = Duration::from_millis(1250);
/// A wait of more than this many usual ones, in halves, is a loss.
const LOST_HALVES: u32 = 3;
/// The usual wait before any was seen, and the share by which each changes it. Assumption.
const USUAL: Duration = Duration::from_secs(1);
const CHANGES: u32 = 8;
/// The shortest usual wait. A flood of notifications must not be taken for usual.
const LEAST_USUAL: Duration = Duration::from_millis(50);

/// The last losses of one strap.
#[derive(Clone, Copy, Debug)]
pub(super) struct RegularLoss {
    last: Option<Moment>,
    usual: Duration,
    /// When each of the last losses began, the newest last.
    losses: [Moment; LOSSES],
    count: usize,
    every: Option<Duration>,
}

impl Default for RegularLoss {
    fn default() -> Self {
        Self { last: None, usual: USUAL, losses: [Moment::START; LOSSES], count: 0, every: None }
    }
}

impl RegularLoss {
    /// Notes when a notification came.
    pub(super) fn take(&mut self, at: Moment) {
        let Some(last) = self.last.replace(at) else { return };
        let wait = at.since(last);
        if wait * 2 > self.usual * LOST_HALVES {
            self.note_loss(last);
        }
        let wait = wait.min(self.usual * 3 / 2);
        self.usual = ((self.usual * (CHANGES - 1) + wait) / CHANGES).max(LEAST_USUAL);
    }

    /// The connection begins anew: the time without one is no loss of a notification.
    pub(super) fn reconnect(&mut self) {
        self.last = None;
    }

    /// Notes a loss that began at `at`.
    pub(super) fn note_loss(&mut self, at: Moment) {
        self.losses.rotate_left(1);
        self.losses[LOSSES - 1] = at;
        self.count = (self.count + 1).min(LOSSES);
        self.every = self.steady(LOSSES_OF_SLOW).filter(|every| *every >= SLOW).or_else(|| self.steady(LOSSES));
    }

    /// The period of the last `count` losses, if they are regular.
    fn steady(&self, count: usize) -> Option<Duration> {
        if self.count < count {
            return None;
        }
        let losses = &self.losses[LOSSES - count..];
        let every = losses[count - 1].since(losses[0]) / (count as u32 - 1);
        let is_steady = losses.windows(2).all(|pair| pair[1].since(pair[0]).abs_diff(every) <= NEAR);
        (is_steady && every >= SHORTEST).then_some(every)
    }

    /// The period of the last losses, if they are regular.
    pub(super) fn every(&self) -> Option<Duration> {
        self.every
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The period found for a strap that loses the notifications of some seconds within half an hour, in whole seconds.
    fn every(mut is_lost: impl FnMut(u64) -> bool) -> Option<u64> {
        let mut loss = RegularLoss::default();
        let mut random = fastrand::Rng::with_seed(3);
        for second in (0..1800).filter(|second| !is_lost(*second)) {
            loss.take(Moment::from_micros(second * 1_000_000 + random.u64(0..200_000)));
        }
        loss.every().map(|every| every.as_millis().div_ceil(1000) as u64)
    }

    #[test]
    fn a_regular_loss_is_recognised() {
        for period in [15, 30, 60, 150, 300] {
            assert!(every(|second| second % period == 7).is_some_and(|found| found.abs_diff(period) <= 1), "{period}");
            assert!(every(|second| second % period < 3).is_some_and(|found| found.abs_diff(period) <= 1), "{period}");
        }
    }

    #[test]
    fn losses_by_chance_are_not_regular() {
        for seed in 0..40 {
            for share in [0.002, 0.01, 0.05, 0.2] {
                let mut random = fastrand::Rng::with_seed(seed);
                assert_eq!(every(|_| random.f64() < share), None, "{seed} {share}");
            }
        }
    }

    #[test]
    fn a_strap_that_loses_nothing_has_no_period() {
        assert_eq!(every(|_| false), None);
    }
}
