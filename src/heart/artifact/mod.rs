//! Which beats to trust, decided at most two beats late.
//!
//! **Where a beat is rejected.** `BeamSearch::decide` in `beam_search.rs`: when the cheapest hypothesis takes its interval
//! for a fault. The threshold is a cost in nats: the fault must be cheaper than every hypothesis that takes the interval
//! for normal. The costs are the constants of `cost.rs`, above all `DEVIATES`, `LATE` and `ODD`. How rare each fault is
//! stands in `fault_rates.rs` (`AT_FIRST`). Beyond the limits at the head of `continuations.rs` (`CHANGE` and its
//! neighbours) no hypothesis takes an interval for normal.
//!
//! Three functions reject beats without a cost. `ArtifactFilter::push` rejects beats without skin contact, and intervals
//! of 0. `BeamSearch::await_agreement` calls beats unsettled after `LOST_AFTER` (8) lost intervals in a row, until
//! `MUST_AGREE` (12) agree. The last word is with `doubled_rate.rs`. It rejects beats that the search accepted: `NEAR`
//! (within 15 % of twice or half the trusted interval), for `DOUBTED_FOR` (two minutes).
//!
//! [`BeatFilter`] does all of this for a live strap. [`offline`] searches a recording. Work for each beat is constant, and
//! memory is fixed. All intervals are in ms. `docs/artifacts.md` says how well it works, and where it fails.
//!
//! ```text
//! beam_search    takes intervals, decides two beats later
//! beam           the dozen cheapest hypotheses
//! continuations  every way to explain one more interval
//! cost           what each explanation costs
//! expectation    the interval that this heart is expected to make next, learnt from accepted beats
//! ```
//!
//! The shapes of faults are those of Lipponen & Tarvainen, J Med Eng Technol 43:173, 2019. Their thresholds are
//! quartiles around the beat, which collapse when more than 8 % of the beats are bad. Here a beat is compared with
//! accepted ones only, and the cost of a fault follows how often it occurs.

mod beam;
mod beam_search;
mod continuations;
mod cost;
mod doubled_rate;
mod expectation;
mod expected_beats;
mod fault_rates;
mod hypothesis;
mod isolated_faults;
pub mod offline;
mod quality;
#[cfg(test)]
mod tests;
mod verdict;

use super::beat::Beat;
use beam_search::{BeamSearch, LIVE_LAG};
use doubled_rate::DoubledRateDoubt;
pub(crate) use quality::{FAIR, MINIMUM};
pub use quality::{Quality, is_usable};
pub use verdict::Verdict;

/// The filter of one strap's beats in a session: the beam search, then the doubt about doubled or halved rates. A
/// recording goes through the same filter, so its causal verdicts are those of the session.
#[derive(Debug, Default)]
pub(crate) struct BeatFilter {
    artifacts: ArtifactFilter,
    doubt: DoubledRateDoubt,
}

impl BeatFilter {
    /// Takes the next beat. Hands on, in order, the beats that are decided now: at most [`ArtifactFilter::LAG`] late.
    pub(crate) fn push(&mut self, beat: Beat, mut decided: impl FnMut(Beat, Verdict)) {
        let Self { artifacts, doubt } = self;
        artifacts.push(beat, |beat, verdict| decided(beat, doubt.check(&beat, verdict)));
    }

    /// Decides about the beats that wait, because no more beats are coming.
    pub(crate) fn flush(&mut self, mut decided: impl FnMut(Beat, Verdict)) {
        let Self { artifacts, doubt } = self;
        artifacts.flush(|beat, verdict| decided(beat, doubt.check(&beat, verdict)));
    }
}

/// The beam search over one strap's beats. Gaps, lost contact and empty intervals end the chain.
#[derive(Debug)]
pub struct ArtifactFilter {
    search: BeamSearch,
    /// Beats whose verdict waits, oldest first.
    waiting: [Option<Beat>; ArtifactFilter::LAG + 1],
}

impl Default for ArtifactFilter {
    fn default() -> Self {
        Self { search: BeamSearch::new(Self::LAG), waiting: [None; Self::LAG + 1] }
    }
}

impl ArtifactFilter {
    /// The most beats that a verdict comes late.
    pub const LAG: usize = LIVE_LAG;

    /// Takes the next beat. Hands on, in order, the beats that are decided now.
    pub fn push(&mut self, beat: Beat, mut decided: impl FnMut(Beat, Verdict)) {
        let rr = beat.rr.ms();
        if !beat.linked {
            self.flush(&mut decided);
        }
        if !beat.contact || rr <= 0.0 {
            self.flush(&mut decided);
            decided(beat, if beat.contact { Verdict::OutOfRange } else { Verdict::NoContact });
            return;
        }
        let Self { search, waiting } = self;
        if let Some(free) = waiting.iter_mut().find(|place| place.is_none()) {
            *free = Some(beat);
        }
        search.push(rr, |verdict| release(waiting, verdict, &mut decided));
    }

    /// Decides about the beats that wait, for instance because no more beats are coming.
    pub fn flush(&mut self, mut decided: impl FnMut(Beat, Verdict)) {
        let Self { search, waiting } = self;
        search.break_chain(|verdict| release(waiting, verdict, &mut decided));
    }
}

fn release(waiting: &mut [Option<Beat>], verdict: Verdict, decided: &mut impl FnMut(Beat, Verdict)) {
    if let Some(beat) = waiting[0].take() {
        decided(beat, verdict);
    }
    waiting.rotate_left(1);
}
