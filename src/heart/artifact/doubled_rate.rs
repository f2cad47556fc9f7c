//! A heart does not double or halve its rate from one beat to the next; a strap that counts T waves, or only every
//! second beat, does.
//!
//! The artifact filter starts afresh after a gap or a jump, and may then settle on such a level, because it is as
//! regular as the true one. So the last trusted level is remembered across gaps, and a new one near its double or its
//! half is not believed for two minutes.

use std::time::Duration;

use super::Verdict;
use crate::event::moment::Moment;
use crate::heart::beat::Beat;

/// How near to twice or half the trusted interval counts as that.
const NEAR: f64 = 0.15;
const DOUBTED_FOR: Duration = Duration::from_mins(2);
/// The trusted level follows the accepted intervals with this share of each.
const FOLLOW: f64 = 1.0 / 8.0;

/// The last trusted level of one heart.
#[derive(Debug, Default)]
pub(crate) struct Level {
    /// The usual interval in ms, and when it was last confirmed.
    trusted: Option<(f64, Moment)>,
}

impl Level {
    /// Doubts a normal beat whose interval is near twice or half the trusted one.
    pub(crate) fn check(&mut self, beat: &Beat, verdict: Verdict) -> Verdict {
        if verdict != Verdict::Normal {
            return verdict;
        }
        let ms = beat.rr.ms();
        let (usual, since) = *self.trusted.get_or_insert((ms, beat.at));
        let near = |ratio: f64| (ms / (usual * ratio) - 1.0).abs() <= NEAR;
        if (near(0.5) || near(2.0)) && beat.at.since(since) < DOUBTED_FOR {
            return Verdict::Unsettled;
        }
        let jumped = (ms / usual - 1.0).abs() > 0.3;
        self.trusted = Some((if jumped { ms } else { usual + FOLLOW * (ms - usual) }, beat.at));
        verdict
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heart::beat::RrInterval;

    fn verdicts(rr: impl IntoIterator<Item = u16>) -> Vec<Verdict> {
        let mut level = Level::default();
        let mut at = Moment::START;
        let check = |rr| {
            at += RrInterval(rr).duration();
            level.check(&Beat { at, rr: RrInterval(rr), linked: true, contact: true }, Verdict::Normal)
        };
        rr.into_iter().map(check).collect()
    }

    #[test]
    fn double_and_half_are_doubted_for_two_minutes() {
        for false_level in [430, 1700] {
            let found = verdicts([860; 20].into_iter().chain([false_level; 60]));
            assert!(found[20..].iter().all(|v| *v == Verdict::Unsettled));
        }
        let found = verdicts([860; 20].into_iter().chain([430; 400]));
        assert_eq!(found.last(), Some(&Verdict::Normal), "what lasts is believed in the end");
    }

    #[test]
    fn a_true_rise_to_double_over_half_a_minute_is_followed() {
        let rise = (0..60).map(|i| 860 - 7 * i);
        assert!(verdicts(rise).iter().all(|v| *v == Verdict::Normal));
    }
}
