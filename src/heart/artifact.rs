//! Which beats to trust: causal, and at most one beat late.
//!
//! A first line of defence with relative limits, because they do not reject true beats under slow breathing the way
//! "x % off the median of the last few" does (up to 43 % of them at 30 beats a minute peak to trough):
//! - range: 250 to 2,500 ms;
//! - Malik: within 20 % of the last accepted interval, which settles clean beats at once;
//! - Karlsson: within 20 % of the mean of its neighbours, which lets a true change of level through.
//!
//! What fails is named by its shape: missed (one long), extra (two short that add up), ectopic (short, then long).

use serde::Serialize;

use super::beat::{Beat, RrInterval};

/// What a beat is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A normal beat: its interval counts.
    Normal,
    /// One or two beats before it were not detected.
    Missed,
    /// It, or its neighbour, is no heartbeat.
    Extra,
    /// Premature, or the pause after a premature beat.
    Ectopic,
    /// Detected at the wrong time, or of no shape known.
    Misplaced,
    /// No interval that a heart makes.
    OutOfRange,
    /// The strap did not feel skin.
    NoContact,
    /// Too early to say: just after a start, a gap or a jump, its neighbours do not agree yet.
    Unsettled,
}

const RANGE: std::ops::RangeInclusive<u16> = 256..=2560;
const TOLERANCE: f64 = 0.20;
/// After this many rejected beats in a row the last accepted one says nothing any more.
const LOST_AFTER: u32 = 8;
/// Intervals that must agree, each with the next, before a new start is trusted.
const AGREE_AFTER_GAP: u32 = 2;
/// The same after a jump within an unbroken chain: a heart does not double its rate in a beat, but a strap that
/// counts T waves does.
const AGREE_AFTER_JUMP: u32 = 12;

/// The filter of one person's beats.
#[derive(Debug)]
pub struct Sieve {
    /// The last accepted interval, if it still means something.
    accepted: Option<RrInterval>,
    /// The last beat that was let go, for shapes of two beats.
    last: Option<RrInterval>,
    /// A beat whose verdict waits for its successor.
    held: Option<Beat>,
    rejected_in_row: u32,
    agreeing: u32,
    must_agree: u32,
}

impl Default for Sieve {
    fn default() -> Self {
        Self { accepted: None, last: None, held: None, rejected_in_row: 0, agreeing: 0, must_agree: AGREE_AFTER_GAP }
    }
}

impl Sieve {
    /// Takes the next beat and lets go, in order, of those that can be judged now.
    pub fn push(&mut self, beat: Beat, mut judged: impl FnMut(Beat, Verdict)) {
        if !beat.linked {
            self.flush(&mut judged);
            self.accepted = None;
            self.last = None;
            self.agreeing = 0;
            self.must_agree = AGREE_AFTER_GAP;
        }
        if let Some(held) = self.held.take() {
            self.release(held, Some(beat.rr), &mut judged);
        }
        if self.is_plain(&beat) {
            self.release(beat, None, &mut judged);
        } else {
            self.held = Some(beat);
        }
    }

    /// Judges what is held with what is known, for instance because no more beats are coming.
    pub fn flush(&mut self, mut judged: impl FnMut(Beat, Verdict)) {
        if let Some(held) = self.held.take() {
            self.release(held, None, &mut judged);
        }
    }

    /// Whether the beat needs no look at its successor.
    fn is_plain(&self, beat: &Beat) -> bool {
        !RANGE.contains(&beat.rr.0) || !beat.contact || self.accepted.is_some_and(|a| near(beat.rr, f64::from(a.0)))
    }

    fn release(&mut self, beat: Beat, next: Option<RrInterval>, judged: &mut impl FnMut(Beat, Verdict)) {
        let verdict = self.judge(&beat, next);
        self.last = Some(beat.rr);
        if verdict == Verdict::Normal {
            self.accepted = Some(beat.rr);
            self.rejected_in_row = 0;
        } else {
            self.rejected_in_row += 1;
            if self.rejected_in_row == LOST_AFTER && self.accepted.take().is_some() {
                self.agreeing = 0;
                self.must_agree = AGREE_AFTER_JUMP;
            }
        }
        judged(beat, verdict);
    }

    fn judge(&mut self, beat: &Beat, next: Option<RrInterval>) -> Verdict {
        if !beat.contact {
            return Verdict::NoContact;
        }
        if !RANGE.contains(&beat.rr.0) {
            self.agreeing = 0;
            return Verdict::OutOfRange;
        }
        let Some(accepted) = self.accepted.map(|a| f64::from(a.0)) else {
            return self.settle(beat.rr, next);
        };
        if near(beat.rr, accepted) {
            return Verdict::Normal;
        }
        let rr = f64::from(beat.rr.0);
        let follows = next.is_some_and(|n| near(n, rr) && near(beat.rr, f64::midpoint(accepted, f64::from(n.0))));
        if follows { Verdict::Normal } else { self.shape(rr, accepted, next.map(|n| f64::from(n.0))) }
    }

    /// Without a reference, intervals must agree with each other for a while.
    fn settle(&mut self, rr: RrInterval, next: Option<RrInterval>) -> Verdict {
        if next.is_some_and(|n| near(n, f64::from(rr.0))) {
            self.agreeing += 1;
            if self.agreeing >= self.must_agree {
                return Verdict::Normal;
            }
        } else {
            self.agreeing = 0;
        }
        Verdict::Unsettled
    }

    fn shape(&self, rr: f64, usual: f64, next: Option<f64>) -> Verdict {
        let close_to_usual = |value: f64| (value - usual).abs() <= TOLERANCE * usual;
        let last = self.last.map_or(usual, |l| f64::from(l.0));
        if close_to_usual(rr / 2.0) && close_to_usual(last) || close_to_usual(rr / 3.0) {
            Verdict::Missed
        } else if rr < usual && (next.is_some_and(|n| close_to_usual(rr + n)) || close_to_usual(rr + last)) {
            Verdict::Extra
        } else if rr < usual && next.is_some_and(|n| n > usual) || rr > usual && last < usual {
            Verdict::Ectopic
        } else {
            Verdict::Misplaced
        }
    }
}

fn near(rr: RrInterval, reference: f64) -> bool {
    (f64::from(rr.0) - reference).abs() <= TOLERANCE * reference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Moment;

    fn judge(rr: &[u16]) -> Vec<Verdict> {
        let mut sieve = Sieve::default();
        let mut verdicts = Vec::new();
        for (i, &rr) in rr.iter().enumerate() {
            let beat = Beat { at: Moment::START, rr: RrInterval(rr), linked: i > 0, contact: true };
            sieve.push(beat, |_, verdict| verdicts.push(verdict));
            assert!(verdicts.len() >= i, "a verdict is at most one beat late");
        }
        sieve.flush(|_, verdict| verdicts.push(verdict));
        verdicts
    }

    fn around(middle: &[u16]) -> Vec<Verdict> {
        let calm = [820, 830, 825, 815, 820, 830];
        let series: Vec<u16> = calm.iter().chain(middle).chain(&calm).copied().collect();
        let verdicts = judge(&series);
        let (before, rest) = verdicts.split_at(calm.len());
        let (found, after) = rest.split_at(middle.len());
        assert!(before[1..].iter().chain(after).all(|v| *v == Verdict::Normal), "{verdicts:?}");
        found.to_vec()
    }

    #[test]
    fn shapes_are_named() {
        assert_eq!(around(&[1650]), [Verdict::Missed]);
        assert_eq!(around(&[400, 425]), [Verdict::Extra, Verdict::Extra]);
        assert_eq!(around(&[560, 1090]), [Verdict::Ectopic, Verdict::Ectopic]);
        assert_eq!(around(&[100]), [Verdict::OutOfRange]);
    }

    #[test]
    fn a_true_change_of_level_passes() {
        assert!(judge(&[900, 905, 900, 895, 640, 645, 640]).into_iter().skip(1).all(|v| v == Verdict::Normal));
    }

    #[test]
    fn slow_breathing_with_30_bpm_from_peak_to_trough_loses_no_beat() {
        let mut at = 0.0_f64;
        let series: Vec<u16> = std::iter::repeat_with(|| {
            let rate = 70.0 + 15.0 * (std::f64::consts::TAU * at / 10.0).sin();
            at += 60.0 / rate;
            (1024.0 * 60.0 / rate) as u16
        })
        .take(400)
        .collect();
        let rejected = judge(&series).iter().skip(2).filter(|v| **v != Verdict::Normal).count();
        assert_eq!(rejected, 0);
    }

    #[test]
    fn a_strap_that_counts_every_beat_twice_is_not_believed_for_a_while() {
        let doubled: Vec<u16> = [820; 10].into_iter().chain([410; 15]).collect();
        let believed = judge(&doubled)[10..].iter().filter(|v| **v == Verdict::Normal).count();
        assert_eq!(believed, 0);
    }
}
