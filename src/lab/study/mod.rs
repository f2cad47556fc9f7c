//! `breathmark study`: how often the trigger is wrong, and how long it takes, on hearts whose truth is known.
//!
//! ```text
//! condition  what is varied: straps, warm-up, laughter …     tally     what many talks add up to
//! talk       one simulated couple through the real Session   interval  confidence intervals
//! people     who speaks in it, and the keys both press       report    the tables; json and plot for programs
//! script     the same couples, never interrupted: the        series    anyone's recorded talks
//!            trigger and the simple rules side by side
//! ```
//!
//! Pure: seeds in, counts out. Files, threads and the progress bar belong to `commands/study.rs`.

pub mod condition;
pub mod interval;
pub mod job;
pub mod json;
pub mod listener;
mod people;
pub mod plot;
pub mod report;
pub mod rules;
pub mod script;
pub mod series;
pub mod talk;
pub mod tally;

use std::collections::BTreeMap;

use condition::{CONDITIONS, Condition};
use job::Job;
use script::ScoreSum;
use talk::SimulatedTalk;
use tally::Tally;

use super::simulate::person::Population;
use super::simulate::random::stream;

/// What to run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Study {
    /// About how many hours of talk.
    pub hours: f64,
    /// Everything random comes from it.
    pub seed: u64,
    /// Which people.
    pub population: Population,
}

/// Conditions in which the simple rules are compared: usual, steady, faulty.
pub const COMPARED: [usize; 3] = [0, 1, 2];

/// How long a talk takes without its pauses, in hours: to know how many make up the hours asked for.
const TALK_HOURS: f64 = 0.74;
/// The same for a talk by the clock.
const TALK_BY_THE_CLOCK_HOURS: f64 = 0.55;

impl Study {
    /// All talks of this study. A condition gets its share of the hours, and one talk of each kind at least.
    pub fn jobs(&self) -> Vec<Job> {
        let shares: f64 = CONDITIONS.iter().map(|condition| condition.calm_share + condition.eventful_share).sum();
        let mut jobs = Vec::new();
        for (place, condition) in CONDITIONS.iter().enumerate() {
            for (eventful, share) in [(false, condition.calm_share), (true, condition.eventful_share)] {
                let talks = (self.hours * share / shares / TALK_HOURS).ceil() as u64;
                let purpose = 2 * place as u64 + u64::from(eventful);
                let mut seeds = stream(self.seed, 0x0073_7475_6479 + purpose);
                jobs.extend((0..talks).map(|_| Job { condition: place, eventful, seed: seeds.u64(..) }));
            }
        }
        jobs
    }

    /// The talks in which the simple rules are compared with the trigger: a quarter of the hours again.
    pub fn compared_jobs(&self) -> Vec<Job> {
        let talks = (self.hours / 4.0 / TALK_BY_THE_CLOCK_HOURS / (2 * COMPARED.len()) as f64).ceil() as u64;
        let kinds = COMPARED.iter().flat_map(|condition| [(*condition, false), (*condition, true)]);
        let job = |(condition, eventful)| {
            let mut seeds = stream(self.seed, 0x0072_756c_6573 + 2 * condition as u64 + u64::from(eventful));
            (0..talks).map(move |_| Job { condition, eventful, seed: seeds.u64(..) })
        };
        kinds.flat_map(job).collect()
    }

    /// Runs one of those.
    pub fn compare(&self, job: &Job) -> script::Scores {
        script::run(&CONDITIONS[job.condition], job.seed, job.eventful, self.population)
    }

    /// Runs one of them.
    pub fn run(&self, job: &Job) -> SimulatedTalk {
        talk::run(&CONDITIONS[job.condition], job, self.population)
    }
}

/// What all talks of a study came to, by condition.
#[derive(Clone, Debug)]
pub struct StudyResult {
    /// In the order of [`CONDITIONS`].
    pub tallies: Vec<Tally>,
    /// By condition, the trigger and then each rule on talks that nobody interrupts.
    pub compared: BTreeMap<usize, Vec<ScoreSum>>,
}

impl Default for StudyResult {
    fn default() -> Self {
        Self { tallies: CONDITIONS.iter().map(|_| Tally::default()).collect(), compared: BTreeMap::new() }
    }
}

impl StudyResult {
    /// Adds the outcome of a talk.
    pub fn add(&mut self, job: &Job, outcome: &SimulatedTalk) {
        self.tallies[job.condition].add(job.eventful, outcome);
    }

    /// Adds a talk in which the rules were compared.
    pub fn add_compared(&mut self, job: &Job, scores: &script::Scores) {
        let sums =
            self.compared.entry(job.condition).or_insert_with(|| vec![ScoreSum::default(); scores.listeners.len()]);
        for (sum, score) in sums.iter_mut().zip(&scores.listeners) {
            sum.add(scores.talked_s, score);
        }
    }

    /// Each condition and what it came to.
    pub fn by_condition(&self) -> impl Iterator<Item = (&'static Condition, &Tally)> {
        CONDITIONS.iter().zip(&self.tallies)
    }
}
