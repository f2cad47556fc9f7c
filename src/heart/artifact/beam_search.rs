//! The beam search, interval by interval: here a beat is accepted or rejected ([`BeamSearch::decide`]).
//!
//! Each interval extends every hypothesis in every possible way. The cheapest hypotheses stay in the beam. What the best
//! of them takes an interval for is decided at most [`BeamSearch::new`]'s `lag` intervals later. It is decided sooner
//! when every hypothesis within [`CLEAR_MARGIN`] of the best takes the interval for normal.
//!
//! After [`LOST_AFTER`] lost intervals in a row the level itself is in doubt. Then every beat is
//! [`Verdict::Unsettled`] until [`MUST_AGREE`] intervals agree.
//!
//! The constants were set by hand, on the public series and half of the held-out ones in `docs/artifacts.md`.

use super::beam::Beam;
use super::continuations::{CHANGE, extend};
use super::cost::in_range;
use super::expectation::{IntervalPredictor, ORDER};
use super::fault_rates::{Displacing, FaultShares, LIVE, OFFLINE};
use super::hypothesis::Mark;
use super::verdict::Verdict;

/// The margin for an early decision, in nats: every hypothesis that disagrees must be this much dearer. A larger margin
/// makes more verdicts wait for the next beats.
const CLEAR_MARGIN: f64 = 6.0;
/// After this many missed, extra or odd intervals in a row the level itself is in doubt.
const LOST_AFTER: u32 = 8;
/// After this many rejected intervals in a row, premature ones not counted, the rhythm is in doubt too.
const ASTRAY_AFTER: u32 = 48;
/// Above this share of missed, extra and odd intervals the rhythm is in doubt too, and so is what was learnt of the sensor.
/// The share is a mean over so many beats. A slow heart that breathes deeply can look like one at half its rate. Set by
/// `cargo test --test heart kept_beats`: a higher share, or more beats, lose more of its beats. Counting displaced
/// intervals too would lose fewer, and find 3 % fewer premature beats in patients who have many.
const LOST_SHARE: f64 = 0.5;
const LOST_SHARE_BEATS: f64 = 24.0;
/// Intervals that must then agree, and by how much one may differ from the one before, as a share of it. Those that differ
/// by more don't count, as in a deep breath. One that differs by more than a heart can ([`CHANGE`]) begins the count anew:
/// a heart does not double its rate within a beat, but a strap that counts T waves does.
const MUST_AGREE: u32 = 12;
const AGREE: f64 = 0.20;
/// How many agreeing intervals one counts for that is also at the level from before the doubt.
const AS_BEFORE: u32 = 2;
/// The most intervals that wait for their verdict.
pub(super) const LONGEST_LAG: usize = 5;
/// The lag of a session, in intervals. Only with this lag or a shorter one can a verdict come early.
pub(super) const LIVE_LAG: usize = 2;

/// Decides about a series of intervals in ms, with constant work for each.
#[derive(Clone, Debug)]
pub(super) struct BeamSearch {
    lag: usize,
    displacing: Displacing,
    beam: Beam,
    predictor: IntervalPredictor,
    fault_shares: FaultShares,
    /// Intervals whose verdict waits, oldest first, in ms.
    waiting: [f64; LONGEST_LAG + 1],
    count: usize,
    /// The last accepted intervals in a row, newest first, in ms.
    accepted: [f64; ORDER + 2],
    in_row: usize,
    lost_in_row: u32,
    rejected_in_row: u32,
    /// The share of missed, extra and odd intervals lately.
    lost_share: f64,
    /// How many intervals must still agree when the level is in doubt, and the last of them in ms.
    must_agree: u32,
    last: f64,
    /// The level from before the doubt, in ms.
    level_before: f64,
}

impl BeamSearch {
    /// Verdicts come at most `lag` intervals late.
    pub(super) fn new(lag: usize) -> Self {
        Self {
            lag: lag.min(LONGEST_LAG),
            displacing: if lag <= LIVE_LAG { LIVE } else { OFFLINE },
            beam: Beam::default(),
            predictor: IntervalPredictor::default(),
            fault_shares: FaultShares::default(),
            waiting: [0.0; LONGEST_LAG + 1],
            count: 0,
            accepted: [0.0; ORDER + 2],
            in_row: 0,
            lost_in_row: 0,
            rejected_in_row: 0,
            lost_share: 0.0,
            must_agree: 0,
            last: 0.0,
            level_before: 0.0,
        }
    }

    /// Takes an interval, finite and positive, and gives verdicts, oldest first, on those that can be decided now.
    pub(super) fn push(&mut self, rr: f64, mut decided: impl FnMut(Verdict)) {
        if self.must_agree > 0 {
            decided(self.await_agreement(rr));
            return;
        }
        extend(&mut self.beam, rr, &self.predictor.expectation(rr), &self.fault_shares.rates(&self.displacing));
        self.waiting[self.count] = rr;
        self.count += 1;
        while self.count > 0 && (self.count > self.lag || self.is_clear()) {
            decided(self.decide());
        }
        let is_level_lost = self.lost_in_row >= LOST_AFTER;
        if is_level_lost || self.rejected_in_row >= ASTRAY_AFTER || self.lost_share >= LOST_SHARE {
            self.start_anew(&mut decided);
        }
    }

    /// Decides about what waits with what is known, and resets the beam: no more beats come in this chain.
    pub(super) fn break_chain(&mut self, mut decided: impl FnMut(Verdict)) {
        while self.count > 0 {
            decided(self.decide());
        }
        self.beam = Beam::default();
        self.in_row = 0;
        self.must_agree = 0;
    }

    fn is_clear(&self) -> bool {
        let back = self.count - 1;
        self.lag <= LIVE_LAG && self.beam.mark(back) == Mark::Normal && self.beam.agree(back, CLEAR_MARGIN)
    }

    /// Decides about the oldest interval that waits: it is accepted if the best hypothesis takes it for normal.
    fn decide(&mut self) -> Verdict {
        let rr = self.waiting[0];
        let mark = self.beam.mark(self.count - 1);
        self.waiting.copy_within(1..self.count, 0);
        self.count -= 1;
        self.fault_shares.learn(mark);
        let is_lost = !matches!(mark, Mark::Normal | Mark::Ectopic | Mark::Misplaced);
        self.lost_share += (f64::from(u8::from(is_lost)) - self.lost_share) / LOST_SHARE_BEATS;
        if mark == Mark::Normal {
            self.accept(rr);
        } else {
            self.reject(mark);
        }
        verdict(mark, rr, self.beam.has_level())
    }

    fn accept(&mut self, rr: f64) {
        self.accepted.copy_within(..=ORDER, 1);
        self.accepted[0] = rr;
        self.in_row = (self.in_row + 1).min(ORDER + 2);
        if self.in_row > 1 {
            self.predictor.learn(&self.accepted[..self.in_row]);
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

    /// Resets what was learnt: by now the heart, or the strap, may do something else.
    fn start_anew(&mut self, mut decided: impl FnMut(Verdict)) {
        let is_level_lost = self.lost_in_row >= LOST_AFTER;
        self.break_chain(&mut decided);
        self.level_before = self.predictor.level();
        self.predictor = IntervalPredictor::default();
        self.lost_in_row = 0;
        self.rejected_in_row = 0;
        if self.lost_share >= LOST_SHARE {
            self.fault_shares = FaultShares::default();
            self.lost_share = 0.0;
        }
        self.must_agree = if is_level_lost { MUST_AGREE } else { 0 };
        self.last = 0.0;
    }

    /// The verdict on an interval while the level is in doubt.
    fn await_agreement(&mut self, rr: f64) -> Verdict {
        let is_near = |reference: f64| (rr - reference).abs() <= AGREE * reference;
        let counts = if is_near(self.level_before) { AS_BEFORE } else { 1 };
        if is_near(self.last) {
            self.must_agree = self.must_agree.saturating_sub(counts);
        } else if !(CHANGE[0]..=CHANGE[1]).contains(&(rr / self.last)) {
            self.must_agree = MUST_AGREE;
        }
        self.last = rr;
        if in_range(rr) { Verdict::Unsettled } else { Verdict::OutOfRange }
    }
}

/// A mark as a verdict on an interval of `rr` ms.
pub(super) fn verdict(mark: Mark, rr: f64, has_level: bool) -> Verdict {
    match mark {
        Mark::Normal => Verdict::Normal,
        Mark::Missed => Verdict::Missed,
        Mark::Extra => Verdict::Extra,
        Mark::Ectopic => Verdict::Ectopic,
        Mark::Odd if !in_range(rr) => Verdict::OutOfRange,
        Mark::Odd if !has_level => Verdict::Unsettled,
        Mark::Misplaced | Mark::Odd => Verdict::Misplaced,
    }
}
