//! What a story expects of the next beats: their lengths, and how an error in the first is carried into the others. In ms.

use super::expectation::{Expectation, ORDER};

/// What a story expects of the next beats.
pub(super) struct Ahead {
    /// How many were asked for.
    pub(super) beats: f64,
    /// The next intervals, at most three.
    pub(super) rr: [f64; 3],
    /// How much of an error in the first goes into the second and third.
    carry: [f64; 2],
}

impl Ahead {
    /// From the last true interval and the changes that led to it, for so many beats and at most three.
    pub(super) fn of(last: f64, changes: &[f64; ORDER], expected: &Expectation, beats: f64) -> Self {
        let (mut rr, mut carry) = ([0.0; 3], [0.0; 2]);
        let (mut now, mut known) = (last, *changes);
        // The same for an error of 1 ms in the first interval.
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

    /// The expected length of so many beats, and its spread in spreads of one.
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
            (one + two + 2.0 * three, 5.5)
        }
    }

    /// The last true interval and the changes, after the error of the sum has been shared out over its beats.
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

/// The changes with one more.
fn newest(change: f64, before: &[f64; ORDER]) -> [f64; ORDER] {
    std::array::from_fn(|i| if i == 0 { change } else { before[i - 1] })
}
