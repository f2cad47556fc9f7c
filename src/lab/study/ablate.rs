//! What each number of the trigger moves: the same talks once more with one of them changed.
//!
//! Each number is taken a quarter lower, a quarter higher, and, where it has such a value, so that what it is for does
//! nothing. All of them hear the same notifications of the same uninterrupted talks, so a difference is the number's.

use super::condition::CONDITIONS;
use super::detectors::Detectors;
use super::job::Job;
use super::score::Score;
use super::tally::{Detection, FalsePrompts};
use crate::event::seat::Seat;
use crate::heart::baseline::{BaselineConstants, Constant};
use crate::talk::trigger::constants::TriggerConstants;

/// A change of a number, as a factor. Assumption: smaller than what a guess may be off.
const CHANGE: f64 = 0.25;

/// The conditions that are run, by their keys: restless hearts, steady ones, steady ones that laugh, that change their
/// posture, and that arrive hot.
pub(crate) const ABLATED: [&str; 5] = ["usual", "steady", "steady_laughter", "steady_posture", "steady_hot"];

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
        let usual = Self {
            name: "",
            values: (0.0, 0.0),
            trigger: TriggerConstants::default(),
            baseline: BaselineConstants::default(),
        };
        let mut all = vec![usual.clone()];
        for constant in TriggerConstants::ALL {
            let set = |value| {
                let mut changed = Self { name: constant.name, ..usual.clone() };
                changed.values = (std::mem::replace((constant.of)(&mut changed.trigger), value), value);
                changed
            };
            all.extend(others(constant, *(constant.of)(&mut TriggerConstants::default())).map(set));
        }
        for constant in BaselineConstants::ALL {
            let set = |value| {
                let mut changed = Self { name: constant.name, ..usual.clone() };
                changed.values = (std::mem::replace((constant.of)(&mut changed.baseline), value), value);
                changed
            };
            all.extend(others(constant, *(constant.of)(&mut BaselineConstants::default())).map(set));
        }
        all
    }

    /// Detectors with these numbers.
    pub(crate) fn detectors(&self) -> Detectors {
        Detectors::new(&Seat::BOTH, false).with_constants(&self.trigger, self.baseline)
    }
}

/// The other values of a number. One that counts whole things moves by one at least.
fn others<All>(constant: &Constant<All>, usual: f64) -> impl Iterator<Item = f64> + use<All> {
    let step = if usual.fract() == 0.0 { (CHANGE * usual).ceil() } else { CHANGE * usual };
    [Some(usual - step), Some(usual + step), constant.off].into_iter().flatten()
}

/// What one of them did in the talks of one condition.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChangedSum {
    /// False prompts in talks without episodes.
    pub(crate) calm: FalsePrompts,
    /// Episodes of 10 and 15 bpm, and larger ones.
    pub(crate) small: Detection,
    pub(crate) large: Detection,
}

/// The largest size that counts as a small rise, in bpm.
const SMALL: u32 = 15;

impl ChangedSum {
    pub(crate) fn add(&mut self, talked_s: f64, score: &Score) {
        if score.episodes.is_empty() {
            self.calm.hours += talked_s / 3600.0;
            self.calm.count += u64::from(score.false_alarms);
        }
        for &(size, delay_s) in &score.episodes {
            if size <= SMALL { &mut self.small } else { &mut self.large }.add(delay_s);
        }
    }
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
