//! The result of a study as JSON: every figure with its interval, null where there is none.

use serde::Serialize;

use super::Study;
use super::condition::{CONDITIONS, Condition, RISES_S, SIZES};
use super::estimate::Estimate;
use super::report::all_detector_names;
use super::result::StudyResult;
use super::score::ScoreSum;
use super::tally::{Detection, FalsePrompts, Tally};
use crate::lab::simulate::person::Population;

/// A study and its result.
#[derive(Debug, Serialize)]
pub(crate) struct StudyJson {
    seed: u64,
    people: &'static str,
    simulated_hours: f64,
    conditions: Vec<ConditionJson>,
    /// The trigger and the simple rules on the same talks.
    compared: Vec<DetectorJson>,
}

#[derive(Debug, Serialize)]
struct ConditionJson {
    key: &'static str,
    name: &'static str,
    talks: u64,
    calm: FalsePromptsJson,
    between_episodes: FalsePromptsJson,
    detection: Vec<RiseJson>,
}

#[derive(Debug, Serialize)]
struct FalsePromptsJson {
    hours: f64,
    false_prompts: u64,
    per_hour: Option<Estimate>,
}

/// The detection of rises of one size; also of one rise time and role, where these are counted separately.
#[derive(Debug, Serialize)]
struct RiseJson {
    size_bpm: u32,
    /// Time in seconds after which 63 % of the rise is reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    rise_s: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(flatten)]
    episodes: EpisodesJson,
}

#[derive(Debug, Serialize)]
struct EpisodesJson {
    n: u64,
    found: Option<Estimate>,
    delay_p50_s: Option<Estimate>,
    delay_p95_s: Option<Estimate>,
}

#[derive(Debug, Serialize)]
struct DetectorJson {
    condition: &'static str,
    #[serde(rename = "listener")]
    detector: String,
    calm: FalsePromptsJson,
    detection: Vec<RiseJson>,
}

impl StudyJson {
    /// The result of a study.
    pub(crate) fn new(study: &Study, result: &StudyResult) -> Self {
        Self {
            seed: study.seed,
            people: if study.population == Population::Training { "training" } else { "held_out" },
            simulated_hours: result.simulated_h(),
            conditions: result.by_condition().map(|(condition, tally)| by_condition(condition, tally)).collect(),
            compared: result.compared.iter().flat_map(|(place, sums)| compared(*place, sums)).collect(),
        }
    }
}

fn by_condition(condition: &'static Condition, tally: &Tally) -> ConditionJson {
    ConditionJson {
        key: condition.key,
        name: condition.name,
        talks: tally.talks,
        calm: false_prompts(&tally.calm),
        between_episodes: false_prompts(&tally.eventful),
        detection: by_rise_and_role(tally),
    }
}

fn compared(place: usize, sums: &[ScoreSum]) -> impl Iterator<Item = DetectorJson> {
    all_detector_names().zip(sums).map(move |(detector, sum)| DetectorJson {
        condition: CONDITIONS[place].key,
        detector,
        calm: false_prompts(&sum.calm),
        detection: sum.by_size.iter().map(|(size, detection)| rise(*size, None, None, detection)).collect(),
    })
}

fn false_prompts(prompts: &FalsePrompts) -> FalsePromptsJson {
    FalsePromptsJson { hours: prompts.hours, false_prompts: prompts.count, per_hour: prompts.rate() }
}

fn by_rise_and_role(tally: &Tally) -> Vec<RiseJson> {
    let mut rises = Vec::new();
    for size in SIZES {
        for rise_s in RISES_S {
            for (role, speaking) in [("speaking", true), ("listening", false)] {
                let detection = tally.detection(|e| e.size == size && e.rise_s == rise_s && e.speaking == speaking);
                rises.push(rise(size, Some(rise_s), Some(role), &detection));
            }
        }
    }
    rises
}

fn rise(size_bpm: u32, rise_s: Option<u32>, role: Option<&'static str>, detection: &Detection) -> RiseJson {
    let episodes = EpisodesJson {
        n: detection.all,
        found: detection.found(),
        delay_p50_s: detection.delay(0.5),
        delay_p95_s: detection.delay(0.95),
    };
    RiseJson { size_bpm, rise_s, role, episodes }
}
