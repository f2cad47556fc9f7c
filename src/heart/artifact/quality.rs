//! How far a stretch of beats can be trusted, by its share of rejected beats. The shares were set by hand
//! (`docs/artifacts.md`, "Unusable").

use serde::Serialize;

use super::Verdict;

/// The least share of accepted beats for good and for fair quality.
const GOOD: f64 = 0.95;
pub(crate) const FAIR: f64 = 0.80;
/// The most beats at the wrong time, as a share of all. More make the rhythm irregular, unless a third as many were
/// missed or extra: then the strap is at fault. In an irregular rhythm some premature beats pass for normal.
const IRREGULAR: f64 = 0.10;
const BY_STRAP: f64 = 1.0 / 3.0;
/// Bigeminy and its kin: an ectopic interval is part of it if at least this share of the [`SIDE`] intervals on each side
/// is ectopic. In bigeminy all are, in quadrigeminy half; a lone premature beat makes two. A lower share takes
/// premature beats that happen to be near each other for bigeminy.
const SIDE: usize = 8;
const BIGEMINY: f64 = 0.4;
/// The largest share of bigeminy in a recording. Between the MIT-BIH records with few premature beats (1.4 % at most) and
/// record 207, whose bigeminy a session partly takes for the rhythm (6.2 %).
const BIGEMINY_FOR: f64 = 1.0 / 32.0;
/// The fewest beats with a quality.
pub(crate) const MINIMUM: usize = 8;

/// What a stretch of beats allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// No figure that depends on differences. There are fewer than eight beats, or more than a fifth was rejected, or
    /// the rhythm is irregular: a tenth of the beats, or bigeminy for a while. What is left between many bad intervals
    /// is no sample of the rest.
    Unusable,
    /// Figures with a word of caution: up to a fifth was rejected.
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
    let bigeminy = bigeminy(verdicts) as f64 / verdicts.len() as f64;
    irregular > IRREGULAR && by_strap < BY_STRAP * irregular || bigeminy > BIGEMINY_FOR
}

/// The number of intervals in bigeminy.
fn bigeminy(verdicts: &[Verdict]) -> usize {
    let around = |i: usize| &verdicts[i.saturating_sub(SIDE)..(i + SIDE + 1).min(verdicts.len())];
    let is_part = |i: &usize| verdicts[*i] == Verdict::Ectopic && share(around(*i), Verdict::Ectopic) >= BIGEMINY;
    (0..verdicts.len()).filter(is_part).count()
}

/// Whether RMSSD and its kin may be shown for these beats.
pub fn is_usable(verdicts: &[Verdict]) -> bool {
    Quality::of(verdicts) > Quality::Unusable
}
