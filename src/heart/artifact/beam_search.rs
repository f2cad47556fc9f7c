//! One heart's stories, told beat by beat and believed a fixed number of beats later.

use super::Verdict;
use super::expectation::{IntervalPredictor, ORDER};
use super::hypothesis::{Mark, RANGE, Rates, Stories};

/// How often each fault happens before any was seen, per beat.
const AT_FIRST: Rates = Rates { missed: 0.003, extra: 0.003, ectopic: 0.003, misplaced: 0.001 };
/// What a share of marked intervals says about the rate of a fault: most faults take two intervals.
const PER_MARK: f64 = 0.5;
/// The most a rate can be.
const AT_MOST: f64 = 0.2;
/// Beats over which the rates are learnt.
const RATE_BEATS: f64 = 256.0;
/// An interval is settled before its time when every story that disagrees is this much dearer, in nats.
const CLEAR: f64 = 6.0;
/// After this many missed, extra or odd intervals in a row the level itself is in doubt.
const LOST_AFTER: u32 = 8;
/// After so many of any kind but premature ones the rhythm is in doubt too.
const ASTRAY_AFTER: u32 = 48;
/// Intervals that must then agree, each within a fifth of the one before: a heart does not double its rate within a beat,
/// but a strap that counts T waves does.
const MUST_AGREE: u32 = 12;
const AGREE: f64 = 0.20;
/// How many agreeing intervals one counts for that is also at the level from before the doubt.
const AS_BEFORE: u32 = 2;
/// The most intervals that wait for their verdict.
pub(super) const LONGEST_LAG: usize = 5;

/// How often each fault was seen lately, as shares of marked intervals.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shares {
    pub(super) missed: f64,
    pub(super) extra: f64,
    pub(super) ectopic: f64,
    pub(super) misplaced: f64,
}

impl Shares {
    fn learn(&mut self, mark: Mark) {
        let kinds = [Mark::Missed, Mark::Extra, Mark::Ectopic, Mark::Misplaced];
        let shares = [&mut self.missed, &mut self.extra, &mut self.ectopic, &mut self.misplaced];
        for (share, kind) in shares.into_iter().zip(kinds) {
            *share += (f64::from(u8::from(mark == kind)) - *share) / RATE_BEATS;
        }
    }

    /// Rates, given what was seen. A sensor that misses beats or adds some misplaces some too.
    pub(super) fn rates(&self) -> Rates {
        let rate = |at_first: f64, share: f64| (at_first + PER_MARK * share).min(AT_MOST);
        Rates {
            missed: rate(AT_FIRST.missed, self.missed),
            extra: rate(AT_FIRST.extra, self.extra),
            ectopic: rate(AT_FIRST.ectopic, self.ectopic),
            misplaced: rate(AT_FIRST.misplaced, 1.2 * self.misplaced + 1.5 * (self.missed + self.extra)),
        }
    }
}

/// Judges a series of intervals in ms, constant work for each.
#[derive(Clone, Debug)]
pub(super) struct Judge {
    lag: usize,
    stories: Stories,
    rhythm: IntervalPredictor,
    shares: Shares,
    /// Intervals whose verdict waits, oldest first.
    waiting: [f64; LONGEST_LAG + 1],
    count: usize,
    /// The last accepted intervals in a row, newest first.
    accepted: [f64; ORDER + 2],
    in_row: usize,
    lost_in_row: u32,
    rejected_in_row: u32,
    /// How many intervals still have to agree, when the level is in doubt, and the last of them.
    must_agree: u32,
    last: f64,
    /// The level from before the doubt.
    before: f64,
}

impl Judge {
    /// Verdicts come at most `lag` intervals late.
    pub(super) fn new(lag: usize) -> Self {
        Self {
            lag: lag.min(LONGEST_LAG),
            stories: Stories::default(),
            rhythm: IntervalPredictor::default(),
            shares: Shares::default(),
            waiting: [0.0; LONGEST_LAG + 1],
            count: 0,
            accepted: [0.0; ORDER + 2],
            in_row: 0,
            lost_in_row: 0,
            rejected_in_row: 0,
            must_agree: 0,
            last: 0.0,
            before: 0.0,
        }
    }

    /// Takes an interval, finite and positive, and gives verdicts, oldest first, on those that can be judged now.
    pub(super) fn push(&mut self, rr: f64, mut judged: impl FnMut(Verdict)) {
        if self.must_agree > 0 {
            judged(self.settle(rr));
            return;
        }
        self.stories.push(rr, &self.rhythm.expectation(rr), &self.shares.rates());
        self.waiting[self.count] = rr;
        self.count += 1;
        while self.count > 0 && (self.count > self.lag || self.is_clear()) {
            judged(self.release());
        }
        if self.lost_in_row >= LOST_AFTER || self.rejected_in_row >= ASTRAY_AFTER {
            self.start_anew(&mut judged);
        }
    }

    /// Judges what waits with what is known, and forgets the level: no more beats come in this chain.
    pub(super) fn break_chain(&mut self, mut judged: impl FnMut(Verdict)) {
        while self.count > 0 {
            judged(self.release());
        }
        self.stories = Stories::default();
        self.in_row = 0;
        self.must_agree = 0;
    }

    fn is_clear(&self) -> bool {
        let back = self.count - 1;
        self.lag <= 2 && self.stories.mark(back) == Mark::Normal && self.stories.agree(back, CLEAR)
    }

    fn release(&mut self) -> Verdict {
        let rr = self.waiting[0];
        let mark = self.stories.mark(self.count - 1);
        self.waiting.copy_within(1..self.count, 0);
        self.count -= 1;
        self.shares.learn(mark);
        if mark == Mark::Normal {
            self.accept(rr);
        } else {
            self.reject(mark);
        }
        verdict(mark, rr, self.stories.has_level())
    }

    fn accept(&mut self, rr: f64) {
        self.accepted.copy_within(..=ORDER, 1);
        self.accepted[0] = rr;
        self.in_row = (self.in_row + 1).min(ORDER + 2);
        if self.in_row > 1 {
            self.rhythm.learn(&self.accepted[..self.in_row]);
        }
        self.lost_in_row = 0;
        self.rejected_in_row = 0;
    }

    fn reject(&mut self, mark: Mark) {
        self.in_row = 0;
        // Premature beats say nothing against the rhythm, and beats at the wrong time nothing against the level.
        self.rejected_in_row += u32::from(mark != Mark::Ectopic);
        self.lost_in_row += u32::from(!matches!(mark, Mark::Ectopic | Mark::Misplaced));
    }

    /// The heart, or the strap, may do something else by now: what was learnt is not held against it for ever.
    fn start_anew(&mut self, mut judged: impl FnMut(Verdict)) {
        let is_level_lost = self.lost_in_row >= LOST_AFTER;
        self.break_chain(&mut judged);
        self.before = self.rhythm.level();
        self.rhythm = IntervalPredictor::default();
        self.lost_in_row = 0;
        self.rejected_in_row = 0;
        self.must_agree = if is_level_lost { MUST_AGREE } else { 0 };
        self.last = 0.0;
    }

    fn settle(&mut self, rr: f64) -> Verdict {
        let is_near = |reference: f64| (rr - reference).abs() <= AGREE * reference;
        let counts = if is_near(self.before) { AS_BEFORE } else { 1 };
        self.must_agree = if is_near(self.last) { self.must_agree.saturating_sub(counts) } else { MUST_AGREE };
        self.last = rr;
        if (RANGE[0]..=RANGE[1]).contains(&rr) { Verdict::Unsettled } else { Verdict::OutOfRange }
    }
}

/// The mark as others see it.
pub(super) fn verdict(mark: Mark, rr: f64, has_level: bool) -> Verdict {
    match mark {
        Mark::Normal => Verdict::Normal,
        Mark::Missed => Verdict::Missed,
        Mark::Extra => Verdict::Extra,
        Mark::Ectopic => Verdict::Ectopic,
        Mark::Odd if !(RANGE[0]..=RANGE[1]).contains(&rr) => Verdict::OutOfRange,
        Mark::Odd if !has_level => Verdict::Unsettled,
        Mark::Misplaced | Mark::Odd => Verdict::Misplaced,
    }
}
