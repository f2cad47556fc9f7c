//! What the trigger knows of a person: what they say about their heart, what is known from talks before, and the margin
//! that answers about earlier pauses have left.

use serde::{Deserialize, Serialize};

use super::margin::Margin;
use crate::heart::baseline::Prior;

/// One of the two.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Person {
    /// What they say about their heart.
    pub profile: Profile,
    /// What is known of it from talks before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<Prior>,
    /// What both partners' answers have left: a factor on the threshold.
    pub margin: Margin,
}

/// What a person says about their heart. It changes which rules apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// Heart rate at rest, in beats a minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resting_rate: Option<u8>,
    /// Trained for endurance: 80 bpm are what 100 bpm are for others.
    pub endurance_trained: bool,
    /// Takes a beta-blocker: no absolute rate counts as high.
    pub beta_blocker: bool,
    /// Atrial fibrillation or a pacemaker: only the rate over longer times counts, no single interval.
    pub irregular: bool,
    /// A limit of their own, in beats a minute: what a therapist may have told them. It counts whatever else is said here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_bpm: Option<u8>,
}

/// From this rate on a heart is high for anybody, in bpm. Gottman's clinical rule; no trial has fixed it.
const HIGH_RATE: f64 = 100.0;
/// The same for the trained, and for those who rest below [`RESTS_LOW`]. From the same rule.
const HIGH_RATE_TRAINED: f64 = 80.0;
/// Whoever rests below this counts as trained, in bpm. Assumption.
const RESTS_LOW: u8 = 55;
/// The limit says something only if it is this far above the baseline, in bpm. Assumption.
const ABOVE_BASELINE: f64 = 15.0;

/// Bounds on resting rates, in bpm, that training, a beta-blocker or a pacemaker leave to nobody: one of the two was
/// mistyped, or is no longer so. Generous, because hearts differ. A pacemaker does not let a heart fall below its
/// lowest rate. Assumptions.
const MOST_TRAINED: u8 = 70;
const MOST_BETA_BLOCKED: u8 = 95;
const LEAST_IRREGULAR: u8 = 40;
/// How far a limit of their own must be above the resting rate, in bpm. Speaking alone adds 6 ± 3 (`docs/detection.md`);
/// a limit that it passes would trigger a pause in nearly every turn. Assumption.
const LIMIT_ABOVE_REST: u8 = 10;

impl Profile {
    /// The rate that is high for anybody like this, in bpm, given the baseline; nothing if there is no such rate.
    pub(crate) fn rate_high_for_anybody(self, baseline: Option<f64>) -> Option<f64> {
        if self.beta_blocker {
            return None;
        }
        let trained = self.endurance_trained || self.resting_rate.is_some_and(|rate| rate < RESTS_LOW);
        let limit = if trained { HIGH_RATE_TRAINED } else { HIGH_RATE };
        let baseline = baseline.or(self.resting_rate.map(f64::from));
        // An irregular heart may rest above 100 as a matter of course.
        if self.irregular && baseline.is_none() {
            return None;
        }
        baseline.is_none_or(|baseline| baseline <= limit - ABOVE_BASELINE).then_some(limit)
    }

    /// Whether a rate in bpm is at or above this person's own limit. Without a limit none is. A beta-blocker or a
    /// baseline makes no difference: the limit was said for this very heart.
    pub(crate) fn is_at_own_limit(self, heart_rate: f64) -> bool {
        self.limit_bpm.is_some_and(|limit| heart_rate >= f64::from(limit))
    }

    /// What speaks against this profile, as the end of a sentence about it. Leaving the rate out costs little: every
    /// talk learns it.
    pub(crate) fn contradiction(self) -> Option<&'static str> {
        let rate = self.resting_rate?;
        if self.endurance_trained && rate > MOST_TRAINED {
            Some("a resting rate above 70 and `endurance_trained` contradict each other; leave one of them out")
        } else if self.beta_blocker && rate > MOST_BETA_BLOCKED {
            Some("a resting rate above 95 and `beta_blocker` contradict each other; leave one of them out")
        } else if self.irregular && rate < LEAST_IRREGULAR {
            Some("a resting rate below 40 and `irregular` contradict each other; leave one of them out")
        } else if self.limit_bpm.is_some_and(|limit| limit < rate.saturating_add(LIMIT_ABOVE_REST)) {
            Some("a `limit_bpm` less than 10 above `resting_rate` contradicts it; raise it, or leave one of them out")
        } else {
            None
        }
    }

    /// Whether nothing is said.
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_absolute_limit_follows_the_profile() {
        let plain = Profile::default();
        assert_eq!(plain.rate_high_for_anybody(Some(70.0)), Some(100.0));
        assert_eq!(plain.rate_high_for_anybody(Some(90.0)), None, "who is at 90 anyway is not flooded at 100");
        let trained = Profile { endurance_trained: true, ..plain };
        assert_eq!(trained.rate_high_for_anybody(Some(58.0)), Some(80.0));
        assert_eq!(Profile { resting_rate: Some(50), ..plain }.rate_high_for_anybody(None), Some(80.0));
        assert_eq!(Profile { beta_blocker: true, ..plain }.rate_high_for_anybody(Some(60.0)), None);
    }

    #[test]
    fn an_irregular_heart_of_which_nothing_is_known_is_never_high_for_anybody() {
        let irregular = Profile { irregular: true, ..Profile::default() };
        assert_eq!(irregular.rate_high_for_anybody(None), None);
        assert_eq!(irregular.rate_high_for_anybody(Some(72.0)), Some(100.0));
        assert_eq!(Profile { resting_rate: Some(70), ..irregular }.rate_high_for_anybody(None), Some(100.0));
        assert_eq!(Profile { resting_rate: Some(95), ..irregular }.rate_high_for_anybody(None), None);
    }

    #[test]
    fn a_profile_that_contradicts_itself_is_found_out_and_no_other() {
        let flags = [false, true];
        for (endurance_trained, beta_blocker, irregular) in
            flags.into_iter().flat_map(|a| flags.into_iter().flat_map(move |b| flags.map(|c| (a, b, c))))
        {
            let profile = Profile { endurance_trained, beta_blocker, irregular, ..Profile::default() };
            assert_eq!(profile.contradiction(), None, "flags go together: {profile:?}");
            for rate in 30..=110 {
                let profile = Profile { resting_rate: Some(rate), ..profile };
                let absurd = endurance_trained && rate > 70 || beta_blocker && rate > 95 || irregular && rate < 40;
                assert_eq!(profile.contradiction().is_some(), absurd, "{profile:?}");
                let said = profile.contradiction().unwrap_or("leave one of them out");
                assert!(said.ends_with("leave one of them out"));
            }
        }
    }

    #[test]
    fn a_limit_that_speaking_alone_would_pass_contradicts_the_resting_rate() {
        let profile = |rest, limit| Profile { resting_rate: rest, limit_bpm: limit, ..Profile::default() };
        assert_eq!(profile(Some(72), Some(82)).contradiction(), None);
        assert_eq!(profile(None, Some(60)).contradiction(), None, "every talk learns what is usual");
        for limit in [60, 72, 81] {
            let said = profile(Some(72), Some(limit)).contradiction().unwrap();
            assert!(said.contains("`limit_bpm`") && said.ends_with("leave one of them out"), "{said}");
        }
    }

    #[test]
    fn a_profile_without_a_limit_is_written_as_before_there_were_limits() {
        let before = r#"{"resting_rate":68,"endurance_trained":false,"beta_blocker":true,"irregular":false}"#;
        let profile: Profile = serde_json::from_str(before).unwrap();
        assert_eq!(profile.limit_bpm, None);
        assert_eq!(serde_json::to_string(&profile).unwrap(), before);
        let with_limit = Profile { limit_bpm: Some(100), ..profile };
        let written = serde_json::to_string(&with_limit).unwrap();
        assert_eq!(serde_json::from_str::<Profile>(&written).unwrap(), with_limit);
    }
}
