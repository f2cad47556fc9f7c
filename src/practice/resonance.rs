//! The pace at which the heart moves most, from the steps of a search.

use serde::{Deserialize, Serialize};

use super::least_squares::Sums;
use super::search::Step;

/// The pace at which the heart moves most with the breath.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peak {
    /// Breaths a minute.
    pub per_minute: f64,
    /// How far it may be off, in breaths a minute: one standard error.
    pub within: f64,
}

/// The paces of a closer look around a first peak, in breaths a minute.
pub(super) fn closer(peak: f64) -> [f64; 2] {
    [peak + 0.25, peak - 0.25].map(|pace| pace.clamp(crate::pacer::SLOWEST, crate::pacer::FASTEST))
}

/// The top of the parabola through the logarithms of the swings; `None` with fewer than four of them.
pub(super) fn peak(steps: &[Step]) -> Option<Peak> {
    let mut sums = Sums::<3>::default();
    let mut usable = 0;
    let (mut slowest, mut fastest) = (f64::MAX, f64::MIN);
    for step in steps {
        let Some(followed) = step.followed else { continue };
        let x = step.per_minute - 5.5;
        sums.add(&[1.0, x, x * x], followed.swing_bpm.max(0.1).ln(), followed.fit.max(0.01));
        usable += 1;
        (slowest, fastest) = (slowest.min(step.per_minute), fastest.max(step.per_minute));
    }
    if usable < 4 {
        return None;
    }
    let [_, slope, bend] = sums.solve()?;
    if bend >= 0.0 {
        return None;
    }
    Some(Peak { per_minute: (5.5 - slope / (2.0 * bend)).clamp(slowest, fastest), within: 0.25 })
}
