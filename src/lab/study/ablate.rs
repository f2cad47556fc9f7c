//! What each number of the trigger moves: the same talks once more with one of them changed.
//!
//! Each number is taken a quarter lower, a quarter higher, and, where it has such a value, so that what it is for does
//! nothing. All of them hear the same notifications of the same uninterrupted talks, so a difference is the number's.

use super::condition::CONDITIONS;
use super::detectors::Detectors;
use super::job::Job;
use crate::event::seat::Seat;
use crate::heart::baseline::{BaselineConstants, Constant};
use crate::talk::trigger::constants::TriggerConstants;

/// A change of a number, as a factor. Assumption: smaller than what a guess may be off.
const CHANGE: f64 = 0.25;

/// The conditions that are run, by their keys. There are restless hearts, the same with lost packets, and devices that
/// send only their rate. Steady hearts do nothing, laugh, change their posture, or arrive hot.
pub(crate) const ABLATED: [&str; 7] =
    ["usual", "faulty", "rate_only", "steady", "steady_laughter", "steady_posture", "steady_hot"];

/// One number with another value.
#[derive(Clone, Debug)]
pub(crate) struct Changed {
    /// The number's name in the code; empty for the trigger as it is.
    pub name: &'static str,
    /// Its usual value, and the one it has here.
    pub values: (f64, f64),
    trigger: TriggerConstants,
    baseline: BaselineConstants,
}

impl Changed {
    /// The trigger as it is, and then every number with each other value.
    pub(crate) fn all() -> Vec<Self> {
        let (trigger, baseline) = (TriggerConstants::default(), BaselineConstants::default());
        let usual = Self { name: "", values: (0.0, 0.0), trigger, baseline };
        let of_trigger =
            others(TriggerConstants::ALL, |name, values, trigger| Self { name, values, trigger, baseline });
        let of_baseline =
            others(BaselineConstants::ALL, |name, values, baseline| Self { name, values, trigger, baseline });
        std::iter::once(usual).chain(of_trigger).chain(of_baseline).collect()
    }

    /// Detectors with these numbers.
    pub(crate) fn detectors(&self) -> Detectors {
        Detectors::new(&Seat::BOTH, false).with_constants(&self.trigger, self.baseline)
    }
}

/// All numbers with each other value: a quarter lower, a quarter higher, and the one that turns it off. Those that count
/// seconds or pauses stay whole.
fn others<All: Copy + Default>(
    constants: &'static [Constant<All>],
    changed: impl Fn(&'static str, (f64, f64), All) -> Changed,
) -> Vec<Changed> {
    let mut others = Vec::new();
    for constant in constants {
        let usual = *(constant.of)(&mut All::default());
        let is_whole = constant.name.ends_with("_s") || constant.name == "most_prompts";
        let step = if is_whole { (CHANGE * usual).ceil() } else { CHANGE * usual };
        let mut values = vec![usual - step, usual + step];
        values.extend(constant.off.filter(|off| !values.contains(off)));
        for value in values {
            let mut all = All::default();
            *(constant.of)(&mut all) = value;
            others.push(changed(constant.name, (usual, value), all));
        }
    }
    others
}

/// The talks to run, of each of [`ABLATED`] as many with episodes as without.
pub(crate) fn jobs(talks: u64, mut seeds: fastrand::Rng) -> Vec<Job> {
    let places = ABLATED.iter().filter_map(|key| CONDITIONS.iter().position(|condition| condition.key == *key));
    let kinds: Vec<(usize, bool)> = places.flat_map(|place| [(place, false), (place, true)]).collect();
    kinds
        .into_iter()
        .flat_map(|(condition, eventful)| (0..talks).map(move |_| (condition, eventful)))
        .map(|(condition, eventful)| Job { condition, eventful, seed: seeds.u64(..) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_that_is_run_exists() {
        assert_eq!(jobs(1, fastrand::Rng::with_seed(1)).len(), 2 * ABLATED.len());
    }

    #[test]
    fn each_number_is_changed_alone_and_to_another_value() {
        let all = Changed::all();
        assert!(all.len() > 2 * (TriggerConstants::ALL.len() + BaselineConstants::ALL.len()));
        for changed in &all[1..] {
            let of_trigger = changed.trigger != TriggerConstants::default();
            let of_baseline = changed.baseline != BaselineConstants::default();
            assert!(of_trigger != of_baseline, "{changed:?}");
        }
    }
}
