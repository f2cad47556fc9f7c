//! Every way in which a hypothesis can explain one more interval.
//!
//! Intervals are in ms, costs in nats. The constants were set by hand, as those of [`super::cost`].

use super::beam::Beam;
use super::cost::{
    ANOTHER_MISSED, ANY_MS, Costs, DEVIATES, LATE, LEAST, MODE, ODD, OUT_OF_RANGE, PLACE_MS, RESETS, in_range, surprise,
};
use super::expectation::{Expectation, ORDER};
use super::expected_beats::ExpectedBeats;
use super::fault_rates::FaultRates;
use super::hypothesis::{Hypothesis, Mark};

/// A beat earlier than expected by more than this is premature rather than displaced: in ms, and as a share of the
/// interval. The smaller of the two counts.
const PREMATURE_MS: f64 = 150.0;
const PREMATURE: f64 = 0.25;
/// The most that a true interval changes by from one beat to the next, as ratios. After a fault it may change by more,
/// but a doubled rate is still no true one.
pub(super) const CHANGE: [f64; 2] = [0.6, 1.6];
const CHANGE_AFTER_FAULT: [f64; 2] = [0.55, 1.8];
/// The most intervals that one fault takes, and the most beats in it.
const MOST_INTERVALS: u8 = 4;
const MOST_BEATS: f64 = 4.0;
/// A true interval within this many spreads of the expectation needs no explanation as a single deviation.
const DEVIATES_FROM: f64 = 2.0;
/// Late and early single deviations: the most by which one is off, and the scale of its Laplace distribution. Both are
/// shares of the expected interval.
const DEVIATES_LATE: [f64; 2] = [0.6, 0.12];
const DEVIATES_EARLY: [f64; 2] = [0.25, 0.06];
/// The share of a single deviation that stays in the next expectation.
const DEVIATION_STAYS: f64 = 0.3;
/// A premature beat that resets the rhythm. The first bound is of the interval before it, as a share of the expected
/// one. The others are of the interval after it, as shares of the last true one.
const RESET_FIRST: f64 = 0.88;
const RESET_SECOND: [f64; 2] = [0.75, 1.9];
/// Width of the flat density of the interval after a reset, as a share of the last.
const RESET_WIDTH: f64 = 0.6;

/// Extends every hypothesis of a beam by one interval.
pub(super) fn extend(beam: &mut Beam, rr: f64, expected: &Expectation, rates: &FaultRates) {
    let costs = Costs::of(rates, expected);
    let least = LEAST.min(costs.spread + MODE);
    beam.advance(least, |hypothesis, beam| hypothesis.extend(rr, expected, &costs, beam));
}

impl Hypothesis {
    /// Puts all ways to go on into the beam.
    fn extend(&self, rr: f64, expected: &Expectation, costs: &Costs, beam: &mut Beam) {
        // The likely ones come first. Then the others can be given up before they are worked out.
        if let Some(last) = self.last {
            // `round()` without the call that it is where the processor has no instruction for it.
            let beats = f64::from(((self.open_sum + rr) / last + 0.5) as u32).clamp(1.0, MOST_BEATS);
            let ahead = ExpectedBeats::of(last, &self.changes, expected, beats);
            self.closed(rr, last, &ahead, expected, costs, beam).into_iter().for_each(|next| beam.keep(next));
            if (rr - ahead.rr[0]).abs() > DEVIATES_FROM * expected.spread {
                self.deviating(rr, last, &ahead).into_iter().for_each(|next| beam.keep(next));
            }
            self.reset(rr, last, &ahead, costs).into_iter().for_each(|next| beam.keep(next));
        } else {
            self.begun(rr, costs, |next| beam.keep(next));
        }
        if self.open + 1 < MOST_INTERVALS && beam.has_room(self.cost + (PLACE_MS.ln() + costs.open)) {
            beam.keep(self.opened(rr, costs));
        }
        if self.open == 0 && beam.has_room(self.cost + (OUT_OF_RANGE + ANY_MS.ln())) {
            beam.keep(self.odd(rr));
        }
    }

    /// A true interval that deviates alone: a pause, or a beat a little early. The heart then goes on nearly as before.
    fn deviating(&self, rr: f64, last: f64, ahead: &ExpectedBeats) -> Option<Hypothesis> {
        let usual = ahead.rr[0];
        let off = rr / usual - 1.0;
        let [most, width] = if off > 0.0 { DEVIATES_LATE } else { DEVIATES_EARLY };
        let is_one = self.open == 0 && in_range(rr) && off.abs() < most;
        let last = last + DEVIATION_STAYS * (rr - last);
        let next = Self { last: Some(last), changes: [0.0; ORDER], inferred: self.one_more_inferred(), ..*self };
        is_one.then(|| next.complete(DEVIATES + off.abs() / width + (2.0 * width * usual).ln(), Mark::Normal))
    }

    /// The interval fits nothing.
    fn odd(&self, rr: f64) -> Hypothesis {
        let rare = if in_range(rr) { ODD } else { OUT_OF_RANGE };
        let next = Self { changes: [0.0; ORDER], inferred: self.one_more_inferred(), ..*self };
        next.complete(rare + ANY_MS.ln(), Mark::Odd)
    }

    /// The interval belongs to a fault that is not complete yet.
    fn opened(&self, rr: f64, costs: &Costs) -> Hypothesis {
        let first_open = if self.open == 0 { rr } else { self.first_open };
        let marked = self.complete(PLACE_MS.ln() + costs.open, Mark::Misplaced);
        Self { open: self.open + 1, open_sum: self.open_sum + rr, first_open, ..marked }
    }

    /// The first intervals of all: normal, or a fault that was one beat or as many beats as intervals.
    fn begun(&self, rr: f64, costs: &Costs, mut keep: impl FnMut(Hypothesis)) {
        let (sum, intervals) = (self.open_sum + rr, f64::from(self.open + 1));
        let mut begin = |beats: f64, rare: f64, mark| {
            let next = Self { last: Some(sum / beats), inferred: u8::from(beats > 1.0), ..*self };
            keep(next.complete(ANY_MS.ln() + rare, mark));
        };
        if self.open == 0 {
            if in_range(rr) {
                begin(1.0, 0.0, Mark::Normal);
            }
            begin(2.0, costs.missed, Mark::Missed);
        } else {
            begin(1.0, costs.extra - costs.open, Mark::Extra);
            begin(intervals, costs.misplaced - costs.open, Mark::Misplaced);
        }
    }

    /// The intervals since the last true one are complete. They are `ahead.beats` beats, the nearest whole number.
    fn closed(
        &self,
        rr: f64,
        last: f64,
        ahead: &ExpectedBeats,
        expected: &Expectation,
        costs: &Costs,
        beam: &Beam,
    ) -> Option<Hypothesis> {
        let (sum, beats) = (self.open_sum + rr, ahead.beats);
        let intervals = f64::from(self.open + 1);
        let (mark, rare) = self.name(intervals, beats, rr / last, ahead, costs)?;
        if mark == Mark::Normal && !in_range(rr) {
            return None;
        }
        // Too dear even if the sum hits the mode.
        let has_room = |spread: f64| beam.has_room(self.cost + (rare + spread + MODE));
        if !has_room(costs.spread) {
            return None;
        }
        let (predicted, wider) = ahead.sum(beats);
        let is_widened = self.inferred > 0 || wider > 1.0;
        let spread = expected.spread * (1.0 + f64::from(self.inferred)).sqrt() * wider;
        let width = if is_widened { spread.ln() } else { costs.spread };
        if !has_room(width) {
            return None;
        }
        let error = sum - predicted;
        let (next_last, changes) = ahead.share_out(last, &self.changes, beats, error, wider);
        let next = Self { last: Some(next_last), changes, inferred: u8::from(beats > 1.0), ..*self };
        Some(next.complete(rare + surprise(error / spread) + width + MODE, mark))
    }

    /// What so many intervals for so many beats are, and the cost of how rare that is.
    fn name(
        &self,
        intervals: f64,
        beats: f64,
        ratio: f64,
        ahead: &ExpectedBeats,
        costs: &Costs,
    ) -> Option<(Mark, f64)> {
        if self.open == 0 && beats < 1.5 {
            let widest = if self.inferred == 0 { CHANGE } else { CHANGE_AFTER_FAULT };
            return (widest[0]..=widest[1]).contains(&ratio).then_some((Mark::Normal, 0.0));
        }
        if beats > intervals + 2.0 {
            return None;
        }
        if beats > intervals {
            return Some((Mark::Missed, costs.missed + ANOTHER_MISSED * (beats - intervals - 1.0)));
        }
        if beats < intervals {
            return Some((Mark::Extra, costs.extra - costs.open));
        }
        let late = self.first_open - ahead.rr[0];
        Some(match late {
            _ if late.abs() < PREMATURE_MS.min(PREMATURE * ahead.rr[0]) => {
                (Mark::Misplaced, costs.misplaced - costs.open)
            }
            _ if late < 0.0 => (Mark::Ectopic, costs.ectopic - costs.open),
            _ => (Mark::Misplaced, LATE + costs.misplaced - costs.open),
        })
    }

    /// A premature beat after which the rhythm starts anew. Neither of its two intervals predicts the next.
    fn reset(&self, rr: f64, last: f64, ahead: &ExpectedBeats, costs: &Costs) -> Option<Hypothesis> {
        let [shortest, longest] = RESET_SECOND;
        let is_one = self.open == 1
            && self.first_open < RESET_FIRST * ahead.rr[0]
            && rr > shortest * last
            && rr < longest * last;
        let next = Self { changes: [0.0; ORDER], inferred: 1, ..*self };
        is_one
            .then(|| next.complete(costs.ectopic - costs.open - RESETS.ln() + (RESET_WIDTH * last).ln(), Mark::Ectopic))
    }
}
