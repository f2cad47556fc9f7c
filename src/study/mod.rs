//! `breathmark study`: how often the trigger is wrong, and how long it takes, on hearts whose truth is known.
//!
//! ```text
//! condition  what is varied: straps, warm-up, laughter …     interval  confidence intervals
//! talk       one simulated couple through the real Session   tally     what many talks add up to
//! report     the tables                                      json      the same for programs
//! ```
//!
//! Pure: seeds in, counts out. Files, threads and the progress bar belong to `commands/study.rs`.

pub mod condition;
pub mod interval;
pub mod report;
pub mod talk;
pub mod tally;

use condition::{CONDITIONS, Condition};
use talk::Outcome;
use tally::Tally;

use crate::simulate::person::Population;
use crate::simulate::random::stream;

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

/// One simulated talk to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its place in [`CONDITIONS`].
    pub condition: usize,
    /// Whether episodes of arousal happen in it.
    pub eventful: bool,
    /// Which couple, and everything that happens to it.
    pub seed: u64,
}

/// How long a talk takes with its warm-up, in hours: to know how many make up the hours asked for.
const TALK_HOURS: f64 = 0.58;

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

    /// Runs one of them.
    pub fn run(&self, job: &Job) -> Outcome {
        talk::run(&CONDITIONS[job.condition], job, self.population)
    }
}

/// What all talks of a study came to, by condition.
#[derive(Clone, Debug)]
pub struct Found {
    /// In the order of [`CONDITIONS`].
    pub tallies: Vec<Tally>,
}

impl Default for Found {
    fn default() -> Self {
        Self { tallies: CONDITIONS.iter().map(|_| Tally::default()).collect() }
    }
}

impl Found {
    /// Adds the outcome of a talk.
    pub fn add(&mut self, job: &Job, outcome: &Outcome) {
        self.tallies[job.condition].add(job.eventful, outcome);
    }

    /// Each condition and what it came to.
    pub fn by_condition(&self) -> impl Iterator<Item = (&'static Condition, &Tally)> {
        CONDITIONS.iter().zip(&self.tallies)
    }
}
