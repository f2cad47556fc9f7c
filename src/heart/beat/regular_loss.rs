//! Losses at regular times, which have a cause: something else uses the radio that often.
//!
//! Wi-Fi on the same chip looks for networks every 30 s while its signal is weak, and every two to five minutes otherwise
//! (`bgscan simple:30:-65:300` of `NetworkManager`). Other programs scan for Bluetooth devices every 30 s (`ioBroker.ble`
//! issue 421). Losses by chance are not regular.
//!
//! A few losses with nothing between them are named at once, and only as long as they go on. Losses by chance beside them
//! need more evidence, in bits: the logarithm of how unlikely it is that chance puts one at each regular time. What is found
//! in that way was true for many minutes, and stays for the session.

use std::time::Duration;

use crate::event::moment::Moment;

/// Losses that are kept: eight regular ones among three times as many by chance.
const KEPT: usize = 32;
/// Losses in a row that are named at once. With a period below a minute they must be six, because fewer may look regular by
/// chance; with a longer one four.
const LOSSES: usize = 6;
const LOSSES_OF_SLOW: usize = 4;
const SLOW: Duration = Duration::from_mins(1);
/// The shortest period that is reported. With a shorter one, many losses look regular by chance. Assumption.
const SHORTEST: Duration = Duration::from_secs(10);
/// How far a loss may be from its regular time: one and a quarter notifications.
const NEAR: Duration = Duration::from_millis(1250);
/// The evidence from which losses are regular though others lie between them, in bits. Each loss is tried with
/// [`KEPT`] others, as the last and one of [`MULTIPLES`] before: in an hour with one notification in five lost, chance has
/// 90,000 trials, 2^17. Chance then is taken for a period in one of 500 such hours.
const CERTAIN_BITS: f32 = 26.0;
const MULTIPLES: i64 = 4;
/// What a regular time without a loss takes off, in bits, and how many in a row end it. Assumption: one in sixteen
/// notifications held no beat, so that nothing shows its loss.
const MISS_BITS: f32 = 4.0;
const MISSES: u32 = 2;
/// A wait of more than this many usual ones, in halves, is a loss.
const LOST_HALVES: u32 = 3;
/// The usual wait before any was seen, and the share by which each changes it. Assumption.
const USUAL: Duration = Duration::from_secs(1);
const CHANGES: u32 = 8;
/// The shortest usual wait. A flood of notifications must not be taken for usual.
const LEAST_USUAL: Duration = Duration::from_millis(50);

/// The last losses of one strap.
#[derive(Clone, Debug)]
pub(super) struct RegularLoss {
    last: Option<Moment>,
    usual: Duration,
    /// When each of the last losses began, the newest last.
    losses: Box<[Moment; KEPT]>,
    count: usize,
    /// A wait that may turn out to be a loss began then.
    pending: Option<Moment>,
    /// The period of the last losses, and the one with the most evidence so far, in bits. Its multiples have less.
    every: Option<Duration>,
    certain: Option<(f32, Duration)>,
}

impl Default for RegularLoss {
    fn default() -> Self {
        Self {
            last: None,
            usual: USUAL,
            losses: Box::new([Moment::START; KEPT]),
            count: 0,
            pending: None,
            every: None,
            certain: None,
        }
    }
}

impl RegularLoss {
    /// Notes when a notification came. A long wait is a loss only if [`Self::confirm`] follows: a link that was held up
    /// delivers everything later.
    pub(super) fn take(&mut self, at: Moment) {
        let Some(last) = self.last.replace(at) else { return };
        let wait = at.since(last);
        if wait * 2 > self.usual * LOST_HALVES {
            self.pending = Some(last);
        }
        let wait = wait.min(self.usual * 3 / 2);
        self.usual = ((self.usual * (CHANGES - 1) + wait) / CHANGES).max(LEAST_USUAL);
    }

    /// The connection begins anew: the time without one is no loss of a notification.
    pub(super) fn reconnect(&mut self) {
        (self.last, self.pending) = (None, None);
    }

    /// The last long wait was a loss.
    pub(super) fn confirm(&mut self) {
        if let Some(began) = self.pending.take() {
            self.note_loss(began);
        }
    }

    /// Notes a loss that began at `at`.
    pub(super) fn note_loss(&mut self, at: Moment) {
        self.losses.rotate_left(1);
        self.losses[KEPT - 1] = at;
        self.count = (self.count + 1).min(KEPT);
        self.look_among_others();
        self.every = self.steady(LOSSES_OF_SLOW).filter(|every| *every >= SLOW).or_else(|| self.steady(LOSSES));
    }

    /// The period of the last `count` losses, if they are regular.
    fn steady(&self, count: usize) -> Option<Duration> {
        if self.count < count {
            return None;
        }
        let losses = &self.losses[KEPT - count..];
        let every = losses[count - 1].since(losses[0]) / (count as u32 - 1);
        let is_steady = losses.windows(2).all(|pair| pair[1].since(pair[0]).abs_diff(every) <= NEAR);
        (is_steady && every >= SHORTEST).then_some(every)
    }

    /// Looks for a period to which the last loss belongs, with others between.
    fn look_among_others(&mut self) {
        let losses = self.losses.map(|loss| loss.micros().cast_signed());
        let last = losses[KEPT - 1];
        for other in &losses[KEPT - self.count..KEPT - 1] {
            for times in 1..=MULTIPLES {
                let every_us = (last - other) / times;
                if every_us < SHORTEST.as_micros() as i64 {
                    break;
                }
                let (bits, every_us) = self.evidence(last, every_us);
                if bits > self.certain.map_or(CERTAIN_BITS, |(most, _)| most) {
                    self.certain = Some((bits, Duration::from_micros(every_us.unsigned_abs())));
                }
            }
        }
    }

    /// The evidence in bits that losses come so often, backwards from the last one; and how often, more exactly.
    fn evidence(&self, last: i64, mut every_us: i64) -> (f32, i64) {
        let near = NEAR.as_micros() as i64;
        let mut losses =
            self.losses[KEPT - self.count..KEPT - 1].iter().rev().map(|loss| loss.micros().cast_signed()).peekable();
        let span = last - self.losses[KEPT - self.count].micros().cast_signed();
        let by_chance = (2 * near) as f32 * (self.count - 1) as f32 / span.max(1) as f32;
        let bits_of_one = -by_chance.min(0.5).log2();
        // The period itself is taken from one of them.
        let (mut bits, mut best, mut misses, mut misses_in_all) = (-bits_of_one, (0.0, every_us), 0, 0);
        for times in 1.. {
            let expected = last - times * every_us;
            while losses.next_if(|loss| *loss > expected + near).is_some() {}
            match losses.peek() {
                None => break,
                Some(loss) if *loss >= expected - near => {
                    every_us = (last - loss) / times;
                    (bits, misses) = (bits + bits_of_one, 0);
                }
                Some(_) => (bits, misses, misses_in_all) = (bits - MISS_BITS, misses + 1, misses_in_all + 1),
            }
            // With every other time missing, the period is twice as long.
            if bits > best.0 && misses_in_all * 4 <= times {
                best = (bits, every_us);
            }
            if misses == MISSES {
                break;
            }
        }
        best
    }

    /// The period of the losses, if they are regular.
    pub(super) fn every(&self) -> Option<Duration> {
        self.certain.map(|(_, every)| every).or(self.every)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The period found for a strap that loses the notifications of some seconds within half an hour, in whole seconds.
    fn every(is_lost: impl FnMut(u64) -> bool) -> Option<u64> {
        every_of(1800, is_lost)
    }

    fn every_of(seconds: u64, mut is_lost: impl FnMut(u64) -> bool) -> Option<u64> {
        let mut loss = RegularLoss::default();
        let mut random = fastrand::Rng::with_seed(3);
        for second in (0..seconds).filter(|second| !is_lost(*second)) {
            loss.take(Moment::from_micros(second * 1_000_000 + random.u64(0..200_000)));
            loss.confirm();
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
    fn a_regular_loss_is_kept_though_others_come_by_chance() {
        for share in [0.0, 0.002, 0.005, 0.01] {
            for period in [30, 150] {
                let is_found = |seed: &u64| {
                    let mut random = fastrand::Rng::with_seed(*seed);
                    every_of(3600, |second| second % period == 7 || random.f64() < share)
                        .is_some_and(|found| found.abs_diff(period) <= 1)
                };
                let found = (0..30).filter(is_found).count();
                assert!(found >= 29, "{share} {period}: {found}");
            }
        }
    }

    #[test]
    fn a_regular_loss_that_is_over_is_still_named() {
        assert!(every(|second| second % 30 == 7 && second < 900).is_some_and(|found| found.abs_diff(30) <= 1));
        assert!(every(|second| second % 30 == 7 && second < 900 || second == 1000).is_some());
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
