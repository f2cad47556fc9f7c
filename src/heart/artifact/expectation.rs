//! The interval that this heart is expected to make next, and the spread of that expectation, in ms.
//!
//! The expectation is the last interval plus a small autoregression. The autoregression uses the four last changes and
//! the distance of the last interval from a slow mean. So breathing, slow or quick, is followed rather than rejected.
//!
//! The spread is the scale of a Student t distribution, estimated from accepted beats only. Each beat is weighted by
//! `(ν + 1) / (ν + z²)`. So an outlier cannot widen the spread that is to catch it (Lange, Little and Taylor, J Am Stat
//! Assoc 84:881, 1989). The spread follows the heart over half a minute, the autoregression over two minutes.
//!
//! The constants were set by hand, on the public series and half of the held-out ones in `docs/artifacts.md`.

/// The changes of interval that the autoregression uses.
pub(super) const ORDER: usize = 4;
/// Terms of the autoregression: those changes, and the distance from the usual interval.
pub(super) const TERMS: usize = ORDER + 1;

/// Spread of the expectation before anything is learnt, as a share of the interval.
const SPREAD_AT_FIRST: f64 = 0.04;
/// The weight of that first guess, in beats.
const FIRST_GUESS: f64 = 8.0;
/// Beats over which the spread is learnt.
const SPREAD_BEATS: f64 = 32.0;
/// Beats over which the autoregression is learnt. It has more to learn than the spread.
const CHANGES_BEATS: f64 = 128.0;
/// Beats between two solutions for its coefficients.
const FOLLOW_EVERY: u8 = 4;
/// Beats over which the usual interval is learnt.
const LEVEL_BEATS: f64 = 16.0;
/// Weight of "no autoregression" against the beats, in beats (ridge regression).
const RIDGE: f64 = 20.0;
/// Bound on the sum of the coefficients' sizes: an expectation must not run away.
const STEADY: f64 = 1.5;
/// The bounds of the spread as shares of the interval. Above the upper one a missed beat could no longer be found.
const SPREAD: [f64; 2] = [0.01, 0.12];
const SPREAD_MS: f64 = 4.0;
/// Degrees of freedom ν of the weights.
const TAIL: f64 = 4.0;

/// What is expected now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expectation {
    /// Scale of the error of the expectation, in ms.
    pub(super) spread: f64,
    /// The usual interval, in ms.
    pub(super) level: f64,
    /// Coefficients on the last changes, newest first, and on how far the last interval was below the usual one.
    pub(super) follow: [f64; TERMS],
}

impl Expectation {
    /// The change expected after these, newest first, apart from the pull of the usual interval.
    pub(super) fn change(&self, changes: &[f64; ORDER]) -> f64 {
        changes.iter().zip(&self.follow).map(|(change, by)| change * by).sum()
    }
}

/// The newest change of interval and the terms that predict it, in ms. The terms are the changes before it, newest
/// first, and how far the interval before it was below the usual one. Changes that are not known, after a gap or a
/// rejected beat, are zero.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Changes {
    pub(super) newest: f64,
    pub(super) before: [f64; TERMS],
    pub(super) complete: bool,
}

impl Changes {
    /// From accepted intervals in a row, newest first. At least two.
    pub(super) fn of(newest_first: &[f64], level: f64) -> Self {
        let change = |i: usize| match newest_first {
            rr if i + 1 < rr.len() => rr[i] - rr[i + 1],
            _ => 0.0,
        };
        let below = if level > 0.0 { level - newest_first[1] } else { 0.0 };
        let before = std::array::from_fn(|i| if i < ORDER { change(i + 1) } else { below });
        Self { newest: change(0), before, complete: newest_first.len() >= ORDER + 2 }
    }

    fn error(&self, follow: &[f64; TERMS]) -> f64 {
        self.newest - self.before.iter().zip(follow).map(|(term, by)| term * by).sum::<f64>()
    }
}

/// Weighted sums for the autoregression; of the products the lower triangle.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    products: [[f64; TERMS]; TERMS],
    with_newest: [f64; TERMS],
}

impl Sums {
    /// Adds one beat's changes, after the sums so far were multiplied by `keep`.
    pub(super) fn add(&mut self, changes: &Changes, weight: f64, keep: f64) {
        for (i, row) in self.products.iter_mut().enumerate() {
            let weighted = weight * changes.before[i];
            for (sum, other) in row.iter_mut().zip(changes.before).take(i + 1) {
                *sum = keep * *sum + weighted * other;
            }
            self.with_newest[i] = keep * self.with_newest[i] + weighted * changes.newest;
        }
    }

    /// Ridge regression of the newest change on what came before, by Cholesky's decomposition.
    pub(super) fn follow(&self, spread: f64) -> [f64; TERMS] {
        let ridge = RIDGE * spread * spread + 1.0;
        let (mut lower, mut solved) = (self.products, self.with_newest);
        for i in 0..TERMS {
            for j in 0..=i {
                let known: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
                lower[i][j] = if i == j {
                    (self.products[i][i] + ridge - known).max(ridge * 1e-9).sqrt()
                } else {
                    (self.products[i][j] - known) / lower[j][j]
                };
            }
            let known: f64 = (0..i).map(|k| lower[i][k] * solved[k]).sum();
            solved[i] = (solved[i] - known) / lower[i][i];
        }
        for i in (0..TERMS).rev() {
            let known: f64 = (i + 1..TERMS).map(|k| lower[k][i] * solved[k]).sum();
            solved[i] = (solved[i] - known) / lower[i][i];
        }
        let size: f64 = solved[..ORDER].iter().map(|f| f.abs()).sum();
        if size > STEADY { solved.map(|f| f * STEADY / size) } else { solved }
    }
}

/// The running expectation of one heart.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct IntervalPredictor {
    /// A slow mean of accepted intervals.
    level: f64,
    square: f64,
    seen: f64,
    sums: Sums,
    follow: [f64; TERMS],
    /// Beats since the coefficients were solved for.
    since: u8,
}

impl IntervalPredictor {
    /// The expectation now. `rr` stands in for the usual interval while there is none.
    pub(super) fn expectation(&self, rr: f64) -> Expectation {
        let level = if self.level > 0.0 { self.level } else { rr };
        Expectation {
            spread: spread(self.square * self.seen, self.seen, FIRST_GUESS, level),
            level,
            follow: self.follow,
        }
    }

    /// The usual interval in ms, zero before there is one.
    pub(super) fn level(&self) -> f64 {
        self.level
    }

    /// Learns from accepted intervals in a row, newest first, at least two.
    pub(super) fn learn(&mut self, newest_first: &[f64]) {
        let rr = newest_first[0];
        let changes = Changes::of(newest_first, self.level);
        let spread = self.expectation(rr).spread;
        self.level = level_after(self.level, rr);
        let error = changes.error(&self.follow);
        let weight = weight(error / spread);
        self.seen = (self.seen + 1.0).min(SPREAD_BEATS);
        self.square += (weight * error * error - self.square) / self.seen;
        if changes.complete {
            self.sums.add(&changes, weight, 1.0 - 1.0 / CHANGES_BEATS);
            self.since += 1;
            if self.since >= FOLLOW_EVERY {
                self.since = 0;
                self.follow = self.sums.follow(self.square.sqrt());
            }
        }
    }
}

/// The usual interval after one more accepted beat.
pub(super) fn level_after(level: f64, rr: f64) -> f64 {
    if level > 0.0 { level + (rr - level) / LEVEL_BEATS } else { rr }
}

/// The expectation from all accepted beats around, half of them still to come: three rounds of reweighting.
pub(super) fn around(beats: &[Changes], level: f64) -> Expectation {
    let mut now = Expectation { spread: SPREAD_AT_FIRST * level, level, follow: [0.0; TERMS] };
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
        // A fit misses its own beats by less than it would miss others.
        now.spread = spread(squares, (beats.len() as f64 - TERMS as f64).max(0.0), FIRST_GUESS / 2.0, level);
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
