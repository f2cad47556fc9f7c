//! How often each kind of fault occurs: the prior of the beam search. It follows what was seen in this heart lately.

use super::hypothesis::Mark;

/// How probable each kind of fault is at any beat.
#[derive(Clone, Copy, Debug)]
pub(super) struct FaultRates {
    pub(super) missed: f64,
    pub(super) extra: f64,
    pub(super) ectopic: f64,
    pub(super) misplaced: f64,
}

/// Rates before any fault was seen, per beat. Set by hand on the series in `docs/artifacts.md`. Higher rates find more
/// faults and reject more true beats.
const AT_FIRST: FaultRates = FaultRates { missed: 0.003, extra: 0.003, ectopic: 0.003, misplaced: 0.001 };
/// Faults per marked interval: most faults take two intervals.
const PER_MARK: f64 = 0.5;
/// The highest rate, per beat. Set by hand. A higher one would let a broken sensor make every interval a fault.
const AT_MOST: f64 = 0.2;
/// Beats over which the rates are learnt, as a time constant. Set by hand. Fewer follow a bad sensor sooner.
const RATE_BEATS: f64 = 256.0;

/// How much the faults that were seen add to the rate of misplaced beats: a sensor that misses beats displaces some too.
/// Set by hand. Higher values find more displaced beats, and reject more true beats where there are many faults.
#[derive(Clone, Copy, Debug)]
pub(super) struct Displacing {
    by_misplaced: f64,
    by_missed_and_extra: f64,
}

/// With two beats of look-ahead displaced beats are found only if many are expected.
pub(super) const LIVE: Displacing = Displacing { by_misplaced: 1.2, by_missed_and_extra: 1.5 };
/// With more look-ahead it is enough to expect nearly as many as there were faults of any kind.
pub(super) const OFFLINE: Displacing = Displacing { by_misplaced: 0.8, by_missed_and_extra: 0.8 };

/// How often each fault was seen lately, as shares of all intervals.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FaultShares {
    pub(super) missed: f64,
    pub(super) extra: f64,
    pub(super) ectopic: f64,
    pub(super) misplaced: f64,
}

impl FaultShares {
    pub(super) fn learn(&mut self, mark: Mark) {
        let kinds = [Mark::Missed, Mark::Extra, Mark::Ectopic, Mark::Misplaced];
        let shares = [&mut self.missed, &mut self.extra, &mut self.ectopic, &mut self.misplaced];
        for (share, kind) in shares.into_iter().zip(kinds) {
            *share += (f64::from(u8::from(mark == kind)) - *share) / RATE_BEATS;
        }
    }

    /// The rates that these shares speak for.
    pub(super) fn rates(&self, displacing: &Displacing) -> FaultRates {
        let rate = |at_first: f64, share: f64| (at_first + PER_MARK * share).min(AT_MOST);
        let misplaced =
            displacing.by_misplaced * self.misplaced + displacing.by_missed_and_extra * (self.missed + self.extra);
        FaultRates {
            missed: rate(AT_FIRST.missed, self.missed),
            extra: rate(AT_FIRST.extra, self.extra),
            ectopic: rate(AT_FIRST.ectopic, self.ectopic),
            misplaced: rate(AT_FIRST.misplaced, misplaced),
        }
    }
}
