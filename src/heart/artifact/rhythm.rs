//! What the next interval of this heart is expected to be, and how far from it is far: in milliseconds.
//!
//! The expectation is the last interval plus a small autoregression on its two last changes, so that breathing, slow or
//! quick, is followed rather than rejected. Its spread is the scale of a Student t distribution, estimated from accepted
//! beats only, each weighted by `(ν + 1) / (ν + z²)`: an outlier cannot widen the spread that is to catch it.
//! Both follow the heart over about half a minute. Source: Lange, Little, Taylor, J Am Stat Assoc 84:881, 1989.

/// Changes of interval that the expectation looks back on.
pub(super) const ORDER: usize = 2;

/// Spread of the expectation before anything is known, as a share of the interval.
const SPREAD_AT_FIRST: f64 = 0.04;
/// How many beats that first guess counts for.
const FIRST_GUESS: f64 = 8.0;
/// Beats over which the spread is learnt.
const SPREAD_BEATS: f64 = 32.0;
/// Beats over which the autoregression is learnt: it has more to learn.
const CHANGES_BEATS: f64 = 64.0;
/// Weight of "no autoregression" against what was seen, in beats.
const RIDGE: f64 = 20.0;
/// The sum of the coefficients' sizes is kept below this: an expectation must not run away.
const STEADY: f64 = 1.5;
/// The spread's bounds as shares of the interval, and in ms: half a sample of the coarsest recordings (128 Hz), and the
/// irregularity beyond which a relative test must still find a missed beat.
const SPREAD: [f64; 2] = [0.01, 0.12];
const SPREAD_MS: f64 = 4.0;
/// Degrees of freedom of the weights.
const TAIL: f64 = 4.0;

/// What is expected now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expectation {
    /// Scale of the error of the expectation, in ms.
    pub(super) spread: f64,
    /// Coefficients on the last changes, newest first.
    pub(super) follow: [f64; ORDER],
}

/// The newest change of interval and those before it, in ms; those not known (after a gap or a rejected beat) are zero.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Changes {
    pub(super) newest: f64,
    pub(super) before: [f64; ORDER],
    pub(super) complete: bool,
}

impl Changes {
    /// From accepted intervals in a row, newest first. At least two.
    pub(super) fn of(newest_first: &[f64]) -> Self {
        let change = |i: usize| match newest_first {
            rr if i + 1 < rr.len() => rr[i] - rr[i + 1],
            _ => 0.0,
        };
        let before = std::array::from_fn(|i| change(i + 1));
        Self { newest: change(0), before, complete: newest_first.len() >= ORDER + 2 }
    }

    fn error(&self, follow: &[f64; ORDER]) -> f64 {
        self.newest - self.before.iter().zip(follow).map(|(change, by)| change * by).sum::<f64>()
    }
}

/// Weighted sums for the autoregression.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    products: [[f64; ORDER]; ORDER],
    with_newest: [f64; ORDER],
}

impl Sums {
    /// Adds one beat's changes after fading what is there.
    pub(super) fn add(&mut self, changes: &Changes, weight: f64, keep: f64) {
        for (i, row) in self.products.iter_mut().enumerate() {
            for (sum, other) in row.iter_mut().zip(changes.before) {
                *sum = keep * *sum + weight * changes.before[i] * other;
            }
            self.with_newest[i] = keep * self.with_newest[i] + weight * changes.newest * changes.before[i];
        }
    }

    /// Ridge regression of the newest change on those before, two unknowns in closed form.
    pub(super) fn follow(&self, spread: f64) -> [f64; ORDER] {
        let ridge = RIDGE * spread * spread + 1.0;
        let [[newer, cross], [_, older]] = self.products;
        let (newer, older) = (newer + ridge, older + ridge);
        let [with_newer, with_older] = self.with_newest;
        let determinant = newer * older - cross * cross;
        let follow = [
            (with_newer * older - with_older * cross) / determinant,
            (with_older * newer - with_newer * cross) / determinant,
        ];
        let size = follow[0].abs() + follow[1].abs();
        if size > STEADY { follow.map(|f| f * STEADY / size) } else { follow }
    }
}

/// The running estimate of one heart.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rhythm {
    /// A slow mean of accepted intervals.
    level: f64,
    square: f64,
    seen: f64,
    sums: Sums,
    follow: [f64; ORDER],
}

impl Rhythm {
    /// What is expected now; `rr` stands in for the usual interval while there is none.
    pub(super) fn expectation(&self, rr: f64) -> Expectation {
        let level = if self.level > 0.0 { self.level } else { rr };
        Expectation { spread: spread(self.square * self.seen, self.seen, FIRST_GUESS, level), follow: self.follow }
    }

    /// The usual interval in ms, zero before there is one.
    pub(super) fn level(&self) -> f64 {
        self.level
    }

    /// Learns from an accepted interval whose predecessor was accepted too.
    pub(super) fn learn(&mut self, rr: f64, changes: &Changes) {
        let spread = self.expectation(rr).spread;
        self.level = if self.level > 0.0 { self.level + (rr - self.level) / 16.0 } else { rr };
        let error = changes.error(&self.follow);
        let weight = weight(error / spread);
        self.seen = (self.seen + 1.0).min(SPREAD_BEATS);
        self.square += (weight * error * error - self.square) / self.seen;
        if changes.complete {
            self.sums.add(changes, weight, 1.0 - 1.0 / CHANGES_BEATS);
            self.follow = self.sums.follow(self.square.sqrt());
        }
    }
}

/// The expectation from all accepted beats around, half of them still to come: a few rounds of reweighting.
pub(super) fn around(beats: &[Changes], level: f64) -> Expectation {
    let mut now = Expectation { spread: SPREAD_AT_FIRST * level, follow: [0.0; ORDER] };
    for _ in 0..3 {
        let (mut sums, mut squares) = (Sums::default(), 0.0);
        for changes in beats {
            let error = changes.error(&now.follow);
            let weight = weight(error / now.spread);
            squares += weight * error * error;
            if changes.complete {
                sums.add(changes, weight, 1.0);
            }
        }
        now.spread = spread(squares, beats.len() as f64, FIRST_GUESS / 2.0, level);
        now.follow = sums.follow(now.spread);
    }
    now
}

fn weight(z: f64) -> f64 {
    (TAIL + 1.0) / (TAIL + z * z)
}

fn spread(squares: f64, beats: f64, guess_beats: f64, level: f64) -> f64 {
    let guess = (SPREAD_AT_FIRST * level).powi(2) * guess_beats;
    let spread = ((squares + guess) / (beats + guess_beats)).sqrt();
    spread.clamp(SPREAD_MS.max(SPREAD[0] * level), SPREAD_MS.max(SPREAD[1] * level))
}
