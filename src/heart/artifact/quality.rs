//! How far a stretch of beats can be trusted: by the share of rejected ones.

use serde::Serialize;

use super::Verdict;

/// At least this share of accepted beats is good, fair.
const GOOD: f64 = 0.95;
const FAIR: f64 = 0.80;
/// At most this share may be at the wrong time, unless a third as many were missed or extra: then it is the strap.
/// Else it is the heart, and where premature beats are frequent some pass for normal.
const IRREGULAR: f64 = 0.10;
const BY_STRAP: f64 = 1.0 / 3.0;
/// Bigeminy and its kin: a stretch of so many beats with at least this share of them; at most so much of a recording.
const STRETCH: usize = 64;
const BIGEMINY: f64 = 0.3;
const BIGEMINY_FOR: f64 = 1.0 / 16.0;
/// Fewer beats than this say nothing about a share.
const MINIMUM: usize = 8;

/// What a stretch of beats allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// No number that depends on differences: more than a fifth of the beats was rejected, or the rhythm itself is
    /// irregular for a tenth of them or in bigeminy for a while, or there are fewer than eight. Where every third or
    /// fourth interval is bad, what is left between them is no sample of the rest.
    Unusable,
    /// Numbers with a word of caution: up to a fifth was rejected.
    Fair,
    /// At least 95 % of the beats were accepted.
    Good,
}

impl Quality {
    /// Of a whole series or of any window of it.
    pub fn of(verdicts: &[Verdict]) -> Self {
        match share(verdicts, Verdict::Normal) {
            _ if verdicts.len() < MINIMUM || is_arrhythmic(verdicts) => Quality::Unusable,
            share if share >= GOOD => Quality::Good,
            share if share >= FAIR => Quality::Fair,
            _ => Quality::Unusable,
        }
    }
}

fn share(verdicts: &[Verdict], kind: Verdict) -> f64 {
    verdicts.iter().filter(|v| **v == kind).count() as f64 / verdicts.len() as f64
}

fn is_arrhythmic(verdicts: &[Verdict]) -> bool {
    let of = |kind| share(verdicts, kind);
    let irregular = of(Verdict::Ectopic) + of(Verdict::Misplaced);
    let by_strap = of(Verdict::Missed) + of(Verdict::Extra);
    let stretches = verdicts.chunks_exact(STRETCH);
    let all = stretches.len() as f64;
    let bad = stretches.filter(|stretch| share(stretch, Verdict::Ectopic) >= BIGEMINY).count() as f64;
    irregular > IRREGULAR && by_strap < BY_STRAP * irregular || bad > BIGEMINY_FOR * all
}

/// Whether RMSSD and its kin may be shown for these beats.
pub fn is_usable(verdicts: &[Verdict]) -> bool {
    Quality::of(verdicts) > Quality::Unusable
}
