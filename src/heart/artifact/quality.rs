//! How far a stretch of beats can be trusted: by the share of rejected ones.

use serde::Serialize;

use super::Verdict;

/// At least this share of accepted beats is good, fair.
const GOOD: f64 = 0.95;
const FAIR: f64 = 0.80;
/// Fewer beats than this say nothing about a share.
const MINIMUM: usize = 8;

/// What a stretch of beats allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// No number that depends on differences: more than a fifth of the beats was rejected, or there are fewer than eight.
    /// Where every third or fourth interval is bad, what is left between them is no sample of the rest.
    Unusable,
    /// Numbers with a word of caution: up to a fifth was rejected.
    Fair,
    /// At least 95 % of the beats were accepted.
    Good,
}

impl Quality {
    /// Of a whole series or of any window of it.
    pub fn of(verdicts: &[Verdict]) -> Self {
        let accepted = verdicts.iter().filter(|v| **v == Verdict::Normal).count();
        match accepted as f64 / verdicts.len() as f64 {
            _ if verdicts.len() < MINIMUM => Quality::Unusable,
            share if share >= GOOD => Quality::Good,
            share if share >= FAIR => Quality::Fair,
            _ => Quality::Unusable,
        }
    }
}

/// Whether RMSSD and its kin may be shown for these beats.
pub fn is_usable(verdicts: &[Verdict]) -> bool {
    Quality::of(verdicts) > Quality::Unusable
}
