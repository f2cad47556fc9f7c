//! What a study found, for programs: every figure with its interval, null where there is nothing to say.

use serde::Serialize;

use super::condition::{CONDITIONS, RISES_S, SIZES};
use super::interval::Estimate;
use super::report::all_listeners;
use super::script::ScoreSum;
use super::tally::{Detection, Interrupted, Tally};
use super::{Study, StudyResult};
use crate::lab::simulate::person::Population;

/// A study.
#[derive(Debug, Serialize)]
pub struct StudyJson {
    seed: u64,
    people: &'static str,
    simulated_hours: f64,
    conditions: Vec<ConditionJson>,
    /// The trigger and the simple rules on the same talks.
    compared: Vec<Compared>,
}

#[derive(Debug, Serialize)]
struct ConditionJson {
    key: &'static str,
    name: &'static str,
    talks: u64,
    calm: Calm,
    between_episodes: Calm,
    detection: Vec<Rise>,
}

#[derive(Debug, Serialize)]
struct Calm {
    hours: f64,
    false_prompts: u64,
    per_hour: Option<Estimate>,
}

#[derive(Debug, Serialize)]
struct Rise {
    size_bpm: u32,
    /// After how many seconds 63 % of it is reached.
    #[serde(rename = "rise_s", skip_serializing_if = "Option::is_none")]
    within_s: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(flatten)]
    heard: EpisodesJson,
}

#[derive(Debug, Serialize)]
struct EpisodesJson {
    n: u64,
    found: Option<Estimate>,
    delay_p50_s: Option<Estimate>,
    delay_p95_s: Option<Estimate>,
}

#[derive(Debug, Serialize)]
struct Compared {
    condition: &'static str,
    listener: String,
    calm: Calm,
    detection: Vec<Rise>,
}

impl StudyJson {
    /// Of a study and what it found.
    pub fn new(study: &Study, found: &StudyResult) -> Self {
        let condition = |(condition, tally): (&'static super::Condition, &Tally)| ConditionJson {
            key: condition.key,
            name: condition.name,
            talks: tally.talks,
            calm: calm(&tally.calm),
            between_episodes: calm(&tally.eventful),
            detection: detection(tally),
        };
        let compared = |(place, sums): (&usize, &Vec<ScoreSum>)| {
            let condition = CONDITIONS[*place].key;
            let one = move |(listener, sum): (String, &ScoreSum)| Compared {
                condition,
                listener,
                calm: calm(&sum.calm),
                detection: sum.by_size.iter().map(|(size, d)| rise(*size, None, None, d)).collect(),
            };
            all_listeners().zip(sums).map(one).collect::<Vec<_>>()
        };
        Self {
            seed: study.seed,
            people: if study.population == Population::Training { "training" } else { "held_out" },
            simulated_hours: found.tallies.iter().map(|tally| tally.lived_h).sum(),
            conditions: found.by_condition().map(condition).collect(),
            compared: found.compared.iter().flat_map(compared).collect(),
        }
    }
}

fn calm(interrupted: &Interrupted) -> Calm {
    Calm { hours: interrupted.hours, false_prompts: interrupted.prompts, per_hour: interrupted.rate() }
}

fn detection(tally: &Tally) -> Vec<Rise> {
    let mut all = Vec::new();
    for size in SIZES {
        for rise_s in RISES_S {
            for (role, speaking) in [("speaking", true), ("listening", false)] {
                let heard = tally.heard(|e| e.size == size && e.rise_s == rise_s && e.speaking == speaking);
                all.push(rise(size, Some(rise_s), Some(role), &heard));
            }
        }
    }
    all
}

fn rise(size_bpm: u32, within_s: Option<u32>, role: Option<&'static str>, detection: &Detection) -> Rise {
    let heard = EpisodesJson {
        n: detection.all,
        found: detection.found(),
        delay_p50_s: detection.delay(0.5),
        delay_p95_s: detection.delay(0.95),
    };
    Rise { size_bpm, within_s, role, heard }
}
