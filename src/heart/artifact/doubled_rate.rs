//! Doubt about a doubled or halved rate.
//!
//! No heart doubles or halves its rate from one beat to the next. A strap that counts T waves does, and so does one
//! that counts every second beat. After a gap or a jump the beam search starts anew. It may then settle on such a rate,
//! because that rate is as regular as the true one. So the trusted interval is kept across gaps. A new one near its
//! double or its half is [`Verdict::Unsettled`] for two minutes.

use std::time::Duration;

use super::verdict::Verdict;
use crate::event::moment::Moment;
use crate::heart::beat::Beat;

/// How near to twice or half the trusted interval counts as doubled or halved, as a share. An assumption: a larger share
/// doubts true jumps too.
const NEAR: f64 = 0.15;
/// How long such a rate is doubted, in beat time. After that it is accepted: a heart may stay there. An assumption.
const DOUBTED_FOR: Duration = Duration::from_mins(2);
/// The share of each accepted interval that goes into the trusted one: a time constant of 8 beats. An assumption.
const FOLLOW: f64 = 1.0 / 8.0;
/// A change by more than this share replaces the trusted interval at once. An assumption.
const JUMP: f64 = 0.3;

/// The doubt about one heart's rate.
#[derive(Debug, Default)]
pub(crate) struct DoubledRateDoubt {
    /// The trusted interval in ms, and when it was last confirmed.
    trusted: Option<(f64, Moment)>,
}

impl DoubledRateDoubt {
    /// Doubts a normal beat whose interval is near twice or half the trusted one. Other verdicts stay.
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
        let jumped = (ms / usual - 1.0).abs() > JUMP;
        self.trusted = Some((if jumped { ms } else { usual + FOLLOW * (ms - usual) }, beat.at));
        verdict
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heart::beat::RrInterval;

    fn verdicts(rr: impl IntoIterator<Item = u16>) -> Vec<Verdict> {
        let mut doubt = DoubledRateDoubt::default();
        let mut at = Moment::START;
        let check = |rr| {
            at += RrInterval(rr).duration();
            doubt.check(&Beat { at, rr: RrInterval(rr), linked: true, contact: true }, Verdict::Normal)
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
        assert_eq!(found.last(), Some(&Verdict::Normal), "what lasts is accepted in the end");
    }

    #[test]
    fn a_true_rise_to_double_over_half_a_minute_is_followed() {
        let rise = (0..60).map(|i| 860 - 7 * i);
        assert!(verdicts(rise).iter().all(|v| *v == Verdict::Normal));
    }
}
