//! `breathmark study`: how often the trigger is wrong, and how long it takes, on simulated or labelled hearts.
//!
//! ```text
//! job, condition     which talk to simulate, and what is varied in it
//! talk, behaviour    one simulated couple through the real Session; the keys that both press
//! uninterrupted      one simulated couple that never pauses
//! detectors, rules   the trigger and the simple rules side by side, on the same seconds
//! ablate             the trigger with one number changed, for each number
//! variant            the trigger with other margins, without the wait, and with limits of people's own
//! series             recorded talks
//! alarm, score       whether an alarm is right, and how one detector did
//! tally, result      what many talks add up to
//! estimate           confidence intervals
//! report, json, plot, ablation_report   tables, JSON and plots
//! ```
//!
//! Pure: seeds in, counts out. Files, threads and the progress bar are in `commands/study`.

pub(crate) mod ablate;
pub(crate) mod ablation_report;
mod alarm;
mod behaviour;
pub mod condition;
pub mod detectors;
pub mod estimate;
pub mod job;
pub(crate) mod json;
pub(crate) mod plot;
pub mod report;
pub mod result;
pub(crate) mod rules;
pub(crate) mod score;
pub mod series;
pub(crate) mod talk;
pub mod tally;
pub(crate) mod uninterrupted;
pub(crate) mod variant;

use ablate::Changed;
use condition::{COMPARED, CONDITIONS};
use job::Job;
use score::Scores;
use talk::SimulatedTalk;

use super::simulate::person::Population;
use super::simulate::random::stream;

/// What to simulate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Study {
    /// About how many hours of talk.
    pub hours: f64,
    /// The same seed gives the same study.
    pub seed: u64,
    /// Training or held-out people.
    pub population: Population,
}

/// Mean length of a talk without its pauses, in hours. It turns the hours asked for into a number of talks.
const TALK_HOURS: f64 = 0.74;
/// Length of an uninterrupted talk with its warm-up, in hours; for the same purpose.
const UNINTERRUPTED_TALK_HOURS: f64 = 0.55;
/// Separates the seeds of the kinds of talks: "study", "rules" and "ablate" in ASCII.
const STUDY_PURPOSE: u64 = 0x0073_7475_6479;
const RULES_PURPOSE: u64 = 0x0072_756c_6573;
const ABLATION_PURPOSE: u64 = 0x6162_6c61_7465;

impl Study {
    /// All talks through the session. Each condition gets its share of the hours, and at least one talk of each kind
    /// that has a share.
    pub fn jobs(&self) -> Vec<Job> {
        let shares: f64 = CONDITIONS.iter().map(|condition| condition.calm_share + condition.eventful_share).sum();
        let mut jobs = Vec::new();
        for (place, condition) in CONDITIONS.iter().enumerate() {
            for (eventful, share) in [(false, condition.calm_share), (true, condition.eventful_share)] {
                let talks = (self.hours * share / shares / TALK_HOURS).ceil() as u64;
                jobs.extend(self.jobs_of(STUDY_PURPOSE, place, eventful, talks));
            }
        }
        jobs
    }

    /// The uninterrupted talks, in which the simple rules are compared with the trigger. They take a quarter of the
    /// hours in addition.
    pub(crate) fn compared_jobs(&self) -> Vec<Job> {
        let talks = (self.hours / 4.0 / UNINTERRUPTED_TALK_HOURS / (2 * COMPARED.len()) as f64).ceil() as u64;
        let kinds = COMPARED.iter().flat_map(|condition| [(*condition, false), (*condition, true)]);
        kinds.flat_map(|(condition, eventful)| self.jobs_of(RULES_PURPOSE, condition, eventful, talks)).collect()
    }

    /// The uninterrupted talks on which every number of the trigger is changed. They take all of the hours.
    pub(crate) fn ablated_jobs(&self) -> Vec<Job> {
        let kinds = (2 * ablate::ABLATED.len()) as f64;
        let talks = (self.hours / UNINTERRUPTED_TALK_HOURS / kinds).ceil() as u64;
        ablate::jobs(talks, stream(self.seed, ABLATION_PURPOSE))
    }

    /// Runs one of [`Study::ablated_jobs`] with each number changed.
    pub(crate) fn ablate(&self, job: &Job, all: &[Changed]) -> Scores {
        uninterrupted::score(job, self.population, all.iter().map(Changed::detectors).collect(), 1)
    }

    fn jobs_of(&self, purpose: u64, condition: usize, eventful: bool, talks: u64) -> impl Iterator<Item = Job> {
        let mut seeds = stream(self.seed, purpose + 2 * condition as u64 + u64::from(eventful));
        (0..talks).map(move |_| Job { condition, eventful, seed: seeds.u64(..) })
    }

    /// Runs one of [`Study::jobs`].
    pub fn run(&self, job: &Job) -> SimulatedTalk {
        talk::run(&CONDITIONS[job.condition], job, self.population)
    }

    /// Runs one of [`Study::compared_jobs`].
    pub(crate) fn compare(&self, job: &Job) -> Scores {
        uninterrupted::run(job, self.population)
    }
}
