//! The verdicts of a session: the artifact filter, then the doubt about doubled or halved rates. One place, so that what
//! is said of a recording is what was said while it was made.

use super::doubled_rate::Level;
use super::{ArtifactFilter, Verdict};
use crate::heart::beat::Beat;

/// The judge of one strap's beats, at most [`ArtifactFilter::LAG`] beats late.
#[derive(Debug, Default)]
pub struct Verdicts {
    sieve: ArtifactFilter,
    level: Level,
}

impl Verdicts {
    /// Takes the next beat and lets go, in order, of those that can be judged now.
    pub fn push(&mut self, beat: Beat, mut judged: impl FnMut(Beat, Verdict)) {
        let Self { sieve, level } = self;
        sieve.push(beat, |beat, verdict| judged(beat, level.check(&beat, verdict)));
    }

    /// Judges what is held with what is known, because no more beats are coming.
    pub fn flush(&mut self, mut judged: impl FnMut(Beat, Verdict)) {
        let Self { sieve, level } = self;
        sieve.flush(|beat, verdict| judged(beat, level.check(&beat, verdict)));
    }
}
