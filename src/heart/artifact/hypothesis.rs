//! The stories that explain the intervals so far, each with its cost: `-ln` of its probability density, in nats.
//!
//! A story says of every few intervals how many heartbeats they really were. One interval that was one beat is normal; one
//! that was two or three is a missed beat; two that were one, an extra detection; two that were two, a beat at the wrong
//! time: displaced by the sensor, or premature by itself. All that the story leaves open (how far displaced, where split)
//! costs a flat density; what it predicts, the sum of the intervals, costs by how far the sum is from the expectation.
//! So bigeminy, missed beats and displacement are told apart by one rule, and a small deviation is never torn out of a
//! regular heart because of its size alone. Of all stories the dozen cheapest are kept.
//!
//! The error of an expectation has heavy tails, and heavier ones upwards: a heart slows by a vagal burst within one beat
//! and speeds up gradually. Student t with 4 degrees of freedom upwards and 7 downwards. Besides, a true
//! interval may stand aside: a pause, a sigh, a beat a little early, after which the heart goes on as before.

use super::expectation::{Expectation, ORDER};
use super::expected_beats::Ahead;

/// What a story takes an interval for. Four bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Normal,
    Missed,
    Extra,
    Ectopic,
    Misplaced,
    /// Of no known shape.
    Odd,
}

impl Mark {
    const ALL: [Mark; 6] = [Mark::Normal, Mark::Missed, Mark::Extra, Mark::Ectopic, Mark::Misplaced, Mark::Odd];

    fn from_bits(bits: u64) -> Self {
        Self::ALL.get((bits & 15) as usize).copied().unwrap_or(Mark::Odd)
    }
}

/// How probable each kind of fault is at any beat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rates {
    pub(super) missed: f64,
    pub(super) extra: f64,
    pub(super) ectopic: f64,
    pub(super) misplaced: f64,
}

/// The same as costs.
#[derive(Clone, Copy, Debug)]
struct Costs {
    missed: f64,
    extra: f64,
    ectopic: f64,
    misplaced: f64,
    /// The cheapest fault that takes several intervals, paid when it is opened.
    open: f64,
    /// What the spread of the expectation costs.
    width: f64,
}

/// The most stories kept.
const MOST: usize = 12;
/// A story this much dearer than the best is given up (e^-9).
const HOPELESS: f64 = 9.0;
/// To go on costs at least that of hitting the mode, and at most so much: what fits nothing is always dearer.
const LEAST: f64 = 5.0;
/// Cost of an interval that fits nothing, once in 20,000 beats; far more usual where no heart beats.
const ODD: f64 = 9.9;
const OUT_OF_RANGE: f64 = 5.8;
/// Flat densities: the length of any interval (1 s wide), where in it a beat was placed (0.15 s).
const ANY_MS: f64 = 1000.0;
const PLACE_MS: f64 = 150.0;
/// A premature beat is followed by a full pause or, one time in ten, resets the rhythm.
const RESETS: f64 = 0.1;
/// Cost of another missed beat right after one (one time in ten).
const ANOTHER: f64 = 2.3;
/// A beat that comes earlier than expected by more than this is premature rather than displaced: in ms, and as a share of
/// the interval.
const PREMATURE_MS: f64 = 150.0;
const PREMATURE: f64 = 0.25;
/// What a late beat of that size costs on top: hearts don't do it.
const LATE: f64 = 4.0;
/// The most an interval changes by from one beat to the next, as ratios.
/// After a fault more, but a doubled rate still is no true one.
const CHANGE: [f64; 2] = [0.6, 1.6];
const CHANGE_AFTER_FAULT: [f64; 2] = [0.55, 1.8];
/// Intervals that hearts make, in ms.
pub(super) const RANGE: [f64; 2] = [250.0, 2500.0];
/// The most intervals that one fault takes, and the most beats in it.
const MOST_INTERVALS: u8 = 4;
const MOST_BEATS: f64 = 4.0;
/// A true interval that stands aside: its cost, and for late and early ones the most it is off as a share of the expected
/// interval, and the scale of a Laplace distribution of that. So much of it stays in the next expectation. Within so many
/// spreads no interval needs it.
const ASIDE: f64 = 5.0;
const ASIDE_FROM: f64 = 2.0;
const ASIDE_LATE: [f64; 2] = [0.6, 0.12];
const ASIDE_EARLY: [f64; 2] = [0.25, 0.06];
const ASIDE_STAYS: f64 = 0.3;
/// Degrees of freedom upwards and downwards, and the cost of hitting the mode (the same to 0.03).
const TAILS: [f64; 2] = [4.0, 7.0];
const MODE: f64 = 0.98;

/// One explanation of the intervals so far.
#[derive(Clone, Copy, Debug, Default)]
struct Story {
    cost: f64,
    /// The last true interval, or nothing before the first.
    last: Option<f64>,
    /// The changes that led to it, newest first.
    changes: [f64; ORDER],
    /// How many beats since the last interval that was seen rather than inferred.
    stale: u8,
    /// Marks of the latest intervals, four bits each, the newest lowest.
    marks: u64,
    /// Intervals of a fault that is not complete: how many, their sum, the first.
    open: u8,
    sum: f64,
    first: f64,
}

/// The cheapest stories, best first.
#[derive(Clone, Debug)]
pub(super) struct Stories {
    kept: [Story; MOST],
    len: usize,
    /// The stories of one interval before.
    before: [Story; MOST],
}

impl Default for Stories {
    fn default() -> Self {
        Self { kept: [Story::default(); MOST], len: 1, before: [Story::default(); MOST] }
    }
}

impl Stories {
    /// Goes on with all stories by one interval, in ms.
    pub(super) fn push(&mut self, rr: f64, expected: &Expectation, rates: &Rates) {
        let told = std::mem::take(&mut self.len);
        self.before[..told].copy_from_slice(&self.kept[..told]);
        let costs = Costs::of(rates, expected);
        let least = LEAST.min(costs.width + MODE);
        for place in 0..told {
            let story = self.before[place];
            if !self.is_hope(story.cost + least) {
                break;
            }
            story.tell(rr, expected, &costs, self);
        }
        let best = self.kept[0].cost;
        for story in &mut self.kept[..self.len] {
            story.cost -= best;
        }
    }

    /// What the best story takes the interval so many back for.
    pub(super) fn mark(&self, back: usize) -> Mark {
        self.kept[0].mark(back)
    }

    /// Whether every story within `margin` of the best takes it for the same.
    pub(super) fn agree(&self, back: usize, margin: f64) -> bool {
        let mark = self.mark(back);
        self.kept[1..self.len].iter().take_while(|s| s.cost < margin).all(|s| s.mark(back) == mark)
    }

    /// Whether the best story knows how long an interval is.
    pub(super) fn has_level(&self) -> bool {
        self.kept[0].last.is_some()
    }

    /// Whether a story that costs so much is worth telling.
    fn is_hope(&self, cost: f64) -> bool {
        let is_full = self.len == MOST && cost >= self.kept[MOST - 1].cost;
        self.len == 0 || cost <= self.kept[0].cost + HOPELESS && !is_full
    }

    /// Keeps a story in its place, unless it is hopeless or the same future can be had cheaper.
    fn keep(&mut self, story: Story) {
        if !self.is_hope(story.cost) {
            return;
        }
        if let Some(same) = self.kept[..self.len].iter().position(|s| s.has_same_future(&story)) {
            if self.kept[same].cost <= story.cost {
                return;
            }
            self.kept.copy_within(same + 1..self.len, same);
            self.len -= 1;
        }
        let place = self.kept[..self.len].iter().rposition(|s| s.cost <= story.cost).map_or(0, |cheaper| cheaper + 1);
        let end = self.len.min(MOST - 1);
        self.kept.copy_within(place..end, place + 1);
        self.kept[place] = story;
        self.len = end + 1;
    }
}

impl Story {
    fn mark(&self, back: usize) -> Mark {
        Mark::from_bits(self.marks >> (4 * back))
    }

    fn has_same_future(&self, other: &Self) -> bool {
        self.last == other.last
            && (self.open, self.stale) == (other.open, other.stale)
            && (self.sum, self.first, self.changes) == (other.sum, other.first, other.changes)
    }

    /// All ways to go on.
    fn tell(&self, rr: f64, expected: &Expectation, costs: &Costs, stories: &mut Stories) {
        // The likely ones first, so that the others are given up before they are told.
        if let Some(last) = self.last {
            // `round()` without the call that it is where the processor has no instruction for it.
            let beats = f64::from(((self.sum + rr) / last + 0.5) as u32).clamp(1.0, MOST_BEATS);
            let ahead = Ahead::of(last, &self.changes, expected, beats);
            self.closed(rr, last, &ahead, expected, costs, stories).into_iter().for_each(|story| stories.keep(story));
            if (rr - ahead.rr[0]).abs() > ASIDE_FROM * expected.spread {
                self.aside(rr, last, &ahead).into_iter().for_each(|story| stories.keep(story));
            }
            self.reset(rr, last, &ahead, costs).into_iter().for_each(|story| stories.keep(story));
        } else {
            self.begun(rr, costs, |story| stories.keep(story));
        }
        if self.open + 1 < MOST_INTERVALS && stories.is_hope(self.cost + (PLACE_MS.ln() + costs.open)) {
            stories.keep(self.opened(rr, costs));
        }
        if self.open == 0 && stories.is_hope(self.cost + (OUT_OF_RANGE + ANY_MS.ln())) {
            stories.keep(self.odd(rr));
        }
    }

    /// A true interval out of line, after which the heart goes on nearly as before: a pause, a beat a little early.
    fn aside(&self, rr: f64, last: f64, ahead: &Ahead) -> Option<Story> {
        let usual = ahead.rr[0];
        let off = rr / usual - 1.0;
        let [most, width] = if off > 0.0 { ASIDE_LATE } else { ASIDE_EARLY };
        let is_one = self.open == 0 && in_range(rr) && off.abs() < most;
        let last = last + ASIDE_STAYS * (rr - last);
        let next = Story { last: Some(last), changes: [0.0; ORDER], stale: (self.stale + 1).min(8), ..*self };
        is_one.then(|| next.complete(ASIDE + off.abs() / width + (2.0 * width * usual).ln(), Mark::Normal))
    }

    /// The interval fits nothing.
    fn odd(&self, rr: f64) -> Story {
        let rare = if in_range(rr) { ODD } else { OUT_OF_RANGE };
        let next = Story { changes: [0.0; ORDER], stale: (self.stale + 1).min(8), ..*self };
        next.complete(rare + ANY_MS.ln(), Mark::Odd)
    }

    /// The interval belongs to a fault that is not complete yet.
    fn opened(&self, rr: f64, costs: &Costs) -> Story {
        let first = if self.open == 0 { rr } else { self.first };
        let marked = self.complete(PLACE_MS.ln() + costs.open, Mark::Misplaced);
        Story { open: self.open + 1, sum: self.sum + rr, first, ..marked }
    }

    /// The first intervals of all: normal, or a fault that was one beat or as many beats as intervals.
    fn begun(&self, rr: f64, costs: &Costs, mut keep: impl FnMut(Story)) {
        let (sum, intervals) = (self.sum + rr, f64::from(self.open + 1));
        let mut begin = |beats: f64, rare: f64, mark| {
            let next = Story { last: Some(sum / beats), stale: u8::from(beats > 1.0), ..*self };
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

    /// The intervals since the last true one are complete: so many beats, to the nearest.
    fn closed(
        &self,
        rr: f64,
        last: f64,
        ahead: &Ahead,
        expected: &Expectation,
        costs: &Costs,
        stories: &Stories,
    ) -> Option<Story> {
        let (sum, beats) = (self.sum + rr, ahead.beats);
        let intervals = f64::from(self.open + 1);
        let (mark, rare) = self.name(intervals, beats, rr / last, ahead, costs)?;
        if mark == Mark::Normal && !in_range(rr) {
            return None;
        }
        // Too dear even if it hits the mode.
        let is_hope = |width: f64| stories.is_hope(self.cost + (rare + width + MODE));
        if !is_hope(costs.width) {
            return None;
        }
        let (predicted, wider) = ahead.sum(beats);
        let is_widened = self.stale > 0 || wider > 1.0;
        let spread = expected.spread * (1.0 + f64::from(self.stale)).sqrt() * wider;
        let width = if is_widened { spread.ln() } else { costs.width };
        if !is_hope(width) {
            return None;
        }
        let error = sum - predicted;
        let (next_last, changes) = ahead.share_out(last, &self.changes, beats, error, wider);
        let next = Story { last: Some(next_last), changes, stale: u8::from(beats > 1.0), ..*self };
        Some(next.complete(rare + surprise(error / spread) + width + MODE, mark))
    }

    fn name(&self, intervals: f64, beats: f64, ratio: f64, ahead: &Ahead, costs: &Costs) -> Option<(Mark, f64)> {
        if self.open == 0 && beats < 1.5 {
            let widest = if self.stale == 0 { CHANGE } else { CHANGE_AFTER_FAULT };
            return (widest[0]..=widest[1]).contains(&ratio).then_some((Mark::Normal, 0.0));
        }
        if beats > intervals + 2.0 {
            return None;
        }
        if beats > intervals {
            return Some((Mark::Missed, costs.missed + ANOTHER * (beats - intervals - 1.0)));
        }
        if beats < intervals {
            return Some((Mark::Extra, costs.extra - costs.open));
        }
        let late = self.first - ahead.rr[0];
        Some(match late {
            _ if late.abs() < PREMATURE_MS.min(PREMATURE * ahead.rr[0]) => {
                (Mark::Misplaced, costs.misplaced - costs.open)
            }
            _ if late < 0.0 => (Mark::Ectopic, costs.ectopic - costs.open),
            _ => (Mark::Misplaced, LATE + costs.misplaced - costs.open),
        })
    }

    /// A premature beat after which the rhythm starts anew: neither interval tells the next.
    fn reset(&self, rr: f64, last: f64, ahead: &Ahead, costs: &Costs) -> Option<Story> {
        let is_one = self.open == 1 && self.first < 0.88 * ahead.rr[0] && rr > 0.75 * last && rr < 1.9 * last;
        let next = Story { changes: [0.0; ORDER], stale: 1, ..*self };
        is_one.then(|| next.complete(costs.ectopic - costs.open - RESETS.ln() + (0.6 * last).ln(), Mark::Ectopic))
    }

    /// The story with the open intervals and this one marked.
    fn complete(&self, cost: f64, mark: Mark) -> Story {
        let mut marks = self.marks << 4;
        for i in 0..=self.open {
            marks = marks & !(15 << (4 * i)) | (mark as u64) << (4 * i);
        }
        Story { cost: self.cost + cost, marks, open: 0, sum: 0.0, first: 0.0, ..*self }
    }
}

impl Costs {
    fn of(rates: &Rates, expected: &Expectation) -> Self {
        let [missed, extra, ectopic, misplaced] =
            [rates.missed, rates.extra, rates.ectopic, rates.misplaced].map(|rate| -rate.ln());
        let open = extra.min(ectopic).min(misplaced);
        Self { missed, extra, ectopic, misplaced, open, width: expected.spread.ln() }
    }
}

fn in_range(rr: f64) -> bool {
    (RANGE[0]..=RANGE[1]).contains(&rr)
}

/// `-ln` of Student's t density over its mode.
fn surprise(z: f64) -> f64 {
    let tail = if z > 0.0 { TAILS[0] } else { TAILS[1] };
    f64::midpoint(tail, 1.0) * (z * z / tail).ln_1p()
}
