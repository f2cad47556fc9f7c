//! What a hypothesis expects of the next beats: their lengths in ms, and how an error in the first is carried into the
//! others.

use super::expectation::{Expectation, ORDER};

/// The relative spread of the sum of four beats, in spreads of one. An assumption: four in one interval are rare.
const SPREAD_OF_FOUR: f64 = 5.5;

/// The next beats that a hypothesis expects.
pub(super) struct ExpectedBeats {
    /// How many were asked for, 1 to 4.
    pub(super) beats: f64,
    /// The next intervals in ms, at most three.
    pub(super) rr: [f64; 3],
    /// The share of an error in the first interval that goes into the second and the third.
    carry: [f64; 2],
}

impl ExpectedBeats {
    /// The next `beats` beats, at most three of them, after the last true interval and the changes that led to it.
    pub(super) fn of(last: f64, changes: &[f64; ORDER], expected: &Expectation, beats: f64) -> Self {
        let (mut rr, mut carry) = ([0.0; 3], [0.0; 2]);
        let (mut now, mut known) = (last, *changes);
        // The same recursion for an error of 1 ms in the first interval.
        let (mut off, mut echo) = (0.0, [0.0; ORDER]);
        for i in 0..(beats as usize).clamp(1, 3) {
            let change = expected.change(&known) + expected.follow[ORDER] * (expected.level - now);
            let echoed = if i == 0 { 1.0 } else { expected.change(&echo) - expected.follow[ORDER] * off };
            now += change;
            off += echoed;
            rr[i] = now;
            if i > 0 {
                carry[i - 1] = off;
            }
            known = newest(change, &known);
            echo = newest(echoed, &echo);
        }
        Self { beats, rr, carry }
    }

    /// The expected length of `beats` beats in ms, and its spread in spreads of one beat.
    pub(super) fn sum(&self, beats: f64) -> (f64, f64) {
        let [one, two, three] = self.rr;
        let [second, third] = self.carry;
        let last_two = (1.0 + second).powi(2) + 1.0;
        if beats < 1.5 {
            (one, 1.0)
        } else if beats < 2.5 {
            (one + two, last_two.sqrt())
        } else if beats < 3.5 {
            (one + two + three, ((1.0 + second + third).powi(2) + last_two).sqrt())
        } else {
            (one + two + 2.0 * three, SPREAD_OF_FOUR)
        }
    }

    /// The last true interval and its changes in ms, after the error of the sum was divided among the beats.
    pub(super) fn share_out(
        &self,
        last: f64,
        changes: &[f64; ORDER],
        beats: f64,
        error: f64,
        wider: f64,
    ) -> (f64, [f64; ORDER]) {
        let [one, two, three] = self.rr;
        if beats < 1.5 {
            let now = one + error;
            return (now, newest(now - last, changes));
        }
        if beats < 2.5 {
            let share = (1.0 + self.carry[0]) / (wider * wider);
            let (first, second) = (one + error * share, two + error * (1.0 - share));
            return (second, newest(second - first, &newest(first - last, changes)));
        }
        (three + error / beats, newest(three - two, &newest(two - one, changes)))
    }
}

/// The changes, newest first, with one more.
fn newest(change: f64, before: &[f64; ORDER]) -> [f64; ORDER] {
    std::array::from_fn(|i| if i == 0 { change } else { before[i - 1] })
}
